"""Every number in the prose of lesson 09 is true of the tables and the code."""

from __future__ import annotations

import math
from statistics import median

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.cells import known
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.exporting_the_stack import figures as f
from ai_ambitions.lessons.exporting_the_stack import model as m
from ai_ambitions.lessons.exporting_the_stack import verdicts as v
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "09-exporting-the-stack.ipynb"
TABLES = {name: load(name) for name in {name for names in v.TABLES.values() for name in names}}
REGIONS, PRICES, EXPORTS = (
    TABLES["cloud_regions"],
    TABLES["cloud_model_prices"],
    TABLES["infrastructure_exports"],
)
ECONOMIES, SOURCES, USAGE = load("economies"), load("sources").set_index("source_id"), TABLES["model_usage"]
WRITTEN, TODAY = course().article.day, v.today(TABLES)
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
DAY = TODAY["C28"]
HOSTS = v.hosts(REGIONS, DAY)
TABLE = f.host_table(REGIONS, ECONOMIES, DAY).set_index("host")
INCOME = v.incomes(TABLES["economy_size"])
NOW = {row["model"]: row for row in v.side_by_side(PRICES, DAY)}
THEN = {row["model"]: row for row in v.side_by_side(PRICES, WRITTEN)}
QWEN = THEN["Qwen3-32B"]
PROJECTS = EXPORTS.set_index("project_id")
SHARES = v.chatbot_shares(USAGE, TODAY["C27"])


def outcome(claim: str, rule: str = "default", day: str = WRITTEN) -> str:
    return str(getattr(v, claim.lower())(TABLES, day, rule).outcome)


def now(claim: str, rule: str = "default") -> str:
    return outcome(claim, rule, TODAY[claim])


def regions_of(home: str) -> int:
    return sum(count[home] for count in HOSTS.values())


def kinds() -> list[str]:
    return [f.kind_of(count) for count in HOSTS.values()]


def note(source: str) -> str:
    return str(SOURCES.loc[source, "note"])


def hosts_with(kind: str) -> list[str]:
    return [code for code, count in HOSTS.items() if f.kind_of(count) == kind]


def joined(forum: str, day: str = "9999-12-31") -> set[str]:
    return v.members(TABLES["forum_participation"], forum, day)


def first_members(forum: str) -> tuple[str, int]:
    rows = TABLES["forum_participation"]
    mine = rows[(rows["forum_id"] == forum) & (rows["role"] == "founding_signatory")]
    return str(mine["date"].min())[:7], len(mine)


def at_providers(provider: str) -> set[str]:
    """Models of which a page of the seller itself bears the price of a list out."""
    mine = PRICES[(PRICES["provider"] == provider) & PRICES["source_id_2"].notna()]
    own = mine["source_id_2"].map(lambda name: SOURCES.loc[name, "publisher"]) == "Alibaba Cloud"
    return set(mine[own]["model_name"])


def new_models() -> list[float]:
    """Abroad over home of the models that the list of July 2026 has and that of October 2025 has not."""
    old = f.abroad_over_home(PRICES, "2025-10-30")
    return [ratio for name, ratio in f.abroad_over_home(PRICES, "2026-07-02").items() if name not in old]


def people(codes: list[str]) -> float:
    rows = TABLES["economy_size"].set_index("code")
    found = [rows.loc[code, "population_2024"] for code in codes if code in rows.index]
    return median(float(each) for each in found if known(each))


def moves(claim: str, day: str) -> list[str]:
    return [rule for rule in v.RULES[claim] if outcome(claim, rule, day) != outcome(claim, "default", day)]


def changes_of_prices() -> pd.DataFrame:
    rows = load("cloud_price_changes")
    return rows[rows["provider"] == "Alibaba Cloud"]


FACTS = [
    Fact("title", "you judge three sentences of the article", lambda: len(lesson("09").claims) == 3),
    Fact("setup-note", "where six cloud providers operate", lambda: REGIONS["provider"].nunique() == 6),
    Fact("story-note", "Six clouds, and the rest of the world", lambda: REGIONS["provider"].nunique() == 6),
    Fact(
        "story-note",
        "three US providers and three Chinese ones",
        lambda: list(REGIONS.groupby("provider_country")["provider"].nunique()) == [3, 3],
    ),
    Fact("story-read", "The US firms have more than twice as many", lambda: regions_of("US") > 2 * regions_of("CN")),
    Fact("story-read", "The count is of June 2026", lambda: str(REGIONS.attrs["as_of"])[:7] == "2026-06"),
    Fact("objectives", "**judge** three sentences", lambda: len(lesson("09").claims) == 3),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("09-return")) == 3),
    Fact("claims-note", "We judge three sentences", lambda: len(lesson("09").claims) == 3),
    Fact("limits-note", "Our newest list is of July 2026", lambda: str(PRICES["date"].max())[:7] == "2026-07"),
    Fact("hosts-note", "Our table has 38 hosts", lambda: len(HOSTS) == 38),
    Fact("hosts-read", "Nearly half host both", lambda: 0.4 < kinds().count("both") / 38 < 0.5),
    Fact(
        "hosts-read",
        "Three host Chinese clouds only: Egypt, Turkey and the Philippines",
        lambda: set(hosts_with("cn")) == {"EG", "TR", "PH"},
    ),
    Fact("hosts-read", "The Philippines have joined Pax Silica", lambda: "PH" in joined(v.PAX_SILICA)),
    Fact(
        "hosts-read",
        "Most of Africa and all of Central Asia are pale: none of the six has a region there",
        lambda: not {"KZ", "UZ", "TM", "KG", "TJ"} & set(HOSTS)
        and set(REGIONS[REGIONS["operating"] & (REGIONS["continent"] == "Africa")]["country"]) == {"EG", "ZA"},
    ),
    Fact("layers-note", "Here are five hosts of the map", lambda: len(f.SHOWN_LAYERS) == 5 and set(f.SHOWN_LAYERS) <= set(HOSTS)),
    Fact(
        "layers-read",
        "A single region of Huawei, near Johannesburg, is said to offer Huawei's own",
        lambda: layers().loc["South Africa", "AI chips of"] == "Huawei in 1, not known in 4" and layers()["AI chips of"].str.contains("Huawei").sum() == 1,
    ),
    Fact(
        "hedge-note",
        "does one Chinese region beside four US ones count",
        lambda: HOSTS["ZA"] == {"US": 4, "CN": 1},
    ),
    Fact(
        "hedge-note",
        "South Africa has four regions of US clouds and one of a Chinese cloud. The smaller share is one in five, $1/5 = 0.2$",
        lambda: TABLE.loc["South Africa", "smaller share"] == 0.2,
    ),
    Fact("lines-note", "The loop below tries four lines", lambda: "for line in [0, 0.20, 0.25, 0.34]" in CODE["lines"]),
    Fact(
        "lines-read",
        "One map, four counts. A report on the Oxford study says that 12 states hedge. With our regions that number comes from one of the four lines",
        lambda: "12 hedge" in note("exobrain-2025-three-layers")
        and [(TABLE["smaller share"] > line).sum() for line in (0, 0.20, 0.25, 0.34)] == [17, 14, 12, 8],
    ),
    Fact(
        "lines-read",
        "Clouds come with imports, says the abstract of their paper, stay away where there are disputes, and hardly follow security ties",
        lambda: "goes with imports, against disputes, and only weakly with security ties" in note("oxford-2024-cloud-empires"),
    ),
    Fact(
        "price-note",
        "On 30 October 2025 three price lists had it",
        lambda: len(f.sellers(PRICES, "Qwen3-32B", "2025-10-30")) == 3,
    ),
    Fact(
        "price-read",
        "Abroad, the maker's own cloud asks four to five times what the rival asks",
        lambda: 4 < m.times_as_dear(QWEN["abroad"], QWEN["US cloud"]) < 5,
    ),
    Fact("price-read", "At home Alibaba asks less than half of its price abroad", lambda: QWEN["at home"] < QWEN["abroad"] / 2),
    Fact(
        "weights-read",
        "Abroad: none. At home: five of ten in July 2026, and only one of them is Alibaba's own model",
        lambda: (
            m.cheaper_abroad(NOW.values()) == (0, 5)
            and m.cheaper_abroad(NOW.values(), home=True) == (5, 10)
            and [name for name, row in NOW.items() if row["at home"] < row["US cloud"] and name.startswith("Qwen")] == ["Qwen3-Next-80B-A3B"]
        ),
    ),
    Fact(
        "weights-read",
        "DeepSeek asks a quarter of the price of Azure, Microsoft's cloud, for its V4-Pro",
        lambda: NOW["DeepSeek-V4-Pro"]["Chinese shop"] * 4 == pytest.approx(NOW["DeepSeek-V4-Pro"]["US cloud"]),
    ),
    Fact("count-note", "`beside` has one row a model, with three prices", lambda: len(NOW) == len(f.prices_beside(PRICES, DAY))),
    Fact(
        "count-read",
        "Of the five that Alibaba sells in both places, none is cheaper abroad than at a US cloud, and one would be at home prices. Take all ten with a home price, and half would be",
        lambda: (
            m.cheaper_abroad([row for row in NOW.values() if row["abroad"]], home=True) == (1, 5)
            and m.cheaper_abroad(NOW.values(), home=True) == (5, 10)
        ),
    ),
    Fact(
        "dispute-note",
        '"Alibaba asks 1.15 dollars for a million tokens."* *"Alibaba asks 2.80."*',
        lambda: (round(QWEN["at home"], 2), QWEN["abroad"]) == (1.15, 2.8),
    ),
    Fact("dispute-note", "differences of 3 per cent count as the same", lambda: f.SAME == 0.03),
    Fact(
        "dispute-read",
        "In October 2025 all but one were dearer abroad. Seven models are new in the list of July 2026: only one of them is dearer abroad",
        lambda: len(new_models()) == 7 and sum(ratio > 1.03 for ratio in new_models()) == 1 and list(f.two_markets(PRICES).iloc[0])[1:4] == [36, 35, 1],
    ),
    Fact(
        "checked-note",
        "Alibaba's own pages give the same price for three models at home, and for three models abroad; for qwen-plus they bear out both",
        lambda: len(at_providers(v.HOME)) == 3 and "qwen-plus" in at_providers(v.HOME) and at_providers(v.ABROAD) >= {"qwen-max", "qwen-plus", "qwen-turbo"},
    ),
    Fact(
        "checked-note",
        "But for *no* model did we find both prices of the comparison",
        lambda: not at_providers(v.ABROAD) & set(NOW) and not any(row["borne out"] for row in (*NOW.values(), *THEN.values())),
    ),
    Fact("clubs-note", "In July 2026, 29 states signed the founding text of WAICO", lambda: first_members(v.WAICO) == ("2026-07", 29)),
    Fact(
        "clubs-note",
        "Seven months before, the US and six other states had founded Pax Silica",
        lambda: first_members(v.PAX_SILICA) == ("2025-12", 7) and "US" in joined(v.PAX_SILICA, "2025-12-12"),
    ),
    Fact(
        "clubs-note",
        "Of the 17 hosts of both, four are in it. Of the 18 hosts of US clouds only, none is",
        lambda: [row[1:] for row in v.association(TABLES, TODAY["C27"], "both-only")[0]] == [(4, 13), (0, 18)],
    ),
    Fact(
        "clubs-equation",
        "Put 35 names in a hat and draw four for the club. How often do all four come from the 17? The first does in 17 of 35 cases. The second does in 16 of the 34 that are left, and so on: $$\\frac{17}{35} \\times \\frac{16}{34} \\times \\frac{15}{33} \\times \\frac{14}{32}$$",
        lambda: m.fisher(4, 13, 0, 18) == pytest.approx(17 / 35 * 16 / 34 * 15 / 33 * 14 / 32),
    ),
    Fact("clubs-read", "So uneven a draw comes less than once in twenty", lambda: m.fisher(4, 13, 0, 18) < 0.05),
    Fact("clubs-read", "The three hosts with *only* Chinese clouds were left out", lambda: len(hosts_with("cn")) == 3),
    Fact(
        "clubs-limits",
        "With them it is four of 20, and $p$ is above one in ten. **Three rows decide.**",
        lambda: v.association(TABLES, TODAY["C27"])[0][0][1:] == (4, 16) and v.association(TABLES, TODAY["C27"])[1] > 0.1,
    ),
    Fact(
        "clubs-limits",
        "Hosts of Chinese clouds are larger and poorer",
        lambda: (
            people(hosts_with("both") + hosts_with("cn")) > people(hosts_with("us"))
            and median(INCOME[code] for code in hosts_with("both") + hosts_with("cn") if code in INCOME)
            < median(INCOME[code] for code in hosts_with("us") if code in INCOME)
        ),
    ),
    Fact(
        "clubs-limits",
        "Ten hosts have an income below 14,000 dollars a head (our line), and nine of them have Chinese clouds",
        lambda: [sum(INCOME.get(code, 1e9) < v.INCOME and test(code) for code in HOSTS) for test in (lambda code: True, lambda code: HOSTS[code]["CN"] > 0)]
        == [10, 9],
    ),
    Fact(
        "clubs-limits",
        "Try ten clubs with two groupings each, and about one will come out below one in twenty by luck",
        lambda: 10 * 2 * v.CHANCE == 1,
    ),
    Fact("clubs-limits", "A $p$ of 0.11", lambda: round(v.association(TABLES, TODAY["C27"])[1], 2) == 0.11),
    Fact(
        "voices-note",
        "Adults in 25 countries were asked in 2025",
        lambda: "median_25" in set(load("trust_to_regulate_ai")["respondents"])
        and str(load("trust_to_regulate_ai").attrs["as_of"])[:4] == "2025",
    ),
    Fact(
        "voices-read",
        "Singapore's national AI programme moved its regional model from weights of the US firm Meta to Qwen3-32B in November 2025",
        lambda: str(PROJECTS.loc["sealion-qwen", "date"])[:7] == "2025-11" and "from Llama to Qwen3-32B" in PROJECTS.loc["sealion-qwen", "summary"],
    ),
    Fact(
        "voices-read",
        "A deputy minister in Malaysia named chips by Huawei in May 2025, and the ministry took it back a day later",
        lambda: str(PROJECTS.loc["skyvast-malaysia", "date"])[:7] == "2025-05" and "withdrawn a day later" in PROJECTS.loc["skyvast-malaysia", "note"],
    ),
    Fact(
        "voices-read",
        "the Kenyan side said in May 2026 that the plan had neither failed nor been withdrawn",
        lambda: "neither failed nor withdrawn" in PROJECTS.loc["microsoft-g42-kenya", "note"] and PROJECTS.loc["microsoft-g42-kenya", "stage"] == "stalled",
    ),
    Fact(
        "switch-note",
        "(Alibaba closed its regions in Australia and India.)",
        lambda: "Australia and India were closed" in PROJECTS.loc["alibaba-sydney-exit", "summary"],
    ),
    Fact(
        "hedge-widget-note",
        "at a risk of ten in 100 a year, can more years make the change pay? And which of the three controls",
        lambda: "10 in 100" in f.RISKS and all(word in CODE["hedge-widget"] for word in ("risk=", "cost=", "years=")),
    ),
    Fact(
        "hedge-widget-read",
        "at eight years it does, if the change costs 35",
        lambda: m.npv_switch(f.SAVING, 35, f.RATE, 8, 0.1) > 0 > m.npv_switch(f.SAVING, 35, f.RATE, 5, 0.1),
    ),
    Fact("hedge-widget-read", "later years bring ever less", lambda: m.npv_switch(10, 35, 0.08, 12, 0.1) - m.npv_switch(10, 35, 0.08, 11, 0.1) < 3),
    Fact(
        "built-note",
        "On 24 September 2025 Alibaba named three economies for a first site",
        lambda: v.PRESENTED == "2025-09-24" and len(v.first_sites(EXPORTS, WRITTEN)) == 3,
    ),
    Fact(
        "built-read",
        "Two of three in ten months",
        lambda: list(f.announced(TABLES, ECONOMIES, TODAY["C08"])["takes customers"]).count("yes") == 2 and TODAY["C08"][:7] == "2026-07",
    ),
    Fact(
        "built-read",
        "of 29 digital projects with Chinese finance in our table one, in Ethiopia, was cancelled, and a network in South Sudan was never finished",
        lambda: len(financed()) == 29 and set(financed()[financed()["stage"] == "cancelled"]["country"]) == {"ET"} and "SS" in set(financed()["country"]),
    ),
    Fact("lateral-note", "DeepSeek has a fifth of the market in Ethiopia", lambda: float(usage("ethiopia", "value_high")) == 20),
    Fact(
        "lateral-note",
        "estimated it for the second half of 2025 from devices that report to Microsoft. One digest prints 16 to 20 per cent, another of the same study 11 to 14",
        lambda: (
            [float(usage("ethiopia", end)) for end in ("value_low", "value_high")] == [16, 20]
            and [float(usage("ethiopia-alt", end)) for end in ("value_low", "value_high")] == [11, 14]
        ),
    ),
    Fact("quiz-note", "Five questions", lambda: len(question_set("09-check")) == 5),
    Fact(
        "c08-note",
        "among the first three of eight laboratories, in the first table after 24 September 2025",
        lambda: v.LABS == 3 and v.place_of_lab(TABLES["arena_history"])[3] == 8 and v.PRESENTED == "2025-09-24",
    ),
    Fact("c08-note", "Eight laboratories are not all; DeepSeek is missing", lambda: "DeepSeek" not in set(TABLES["arena_history"]["lab"])),
    Fact(
        "c08-note",
        "By hand: number two of eight; three economies; two of the three",
        lambda: "number 2 of 8" in v.c08(TABLES, TODAY["C08"]).figure and "3 economies, 2 of them" in v.c08(TABLES, TODAY["C08"]).figure,
    ),
    Fact("c08-read", "*Supported* on both days", lambda: outcome("C08") == now("C08") == v.SUPPORTED),
    Fact(
        "c08-read",
        "What people voted on was a preview, out since early September",
        lambda: v.place_of_lab(TABLES["arena_history"])[1] == "qwen3-max-preview"
        and str(load("models").drop_duplicates("model").set_index("model").loc["Qwen3-Max", "released"])[:10] == "2025-09-05",
    ),
    Fact(
        "c08-read",
        "it was number ten, just inside a line at ten; the version presented on that day was far behind. With length and layout of the answers discounted, it was number 18. So by two of our six rules a qualifier remains",
        lambda: (
            [v.place_of_model(TABLES["arena_style_control"], switch, "qwen3-max")[1] for switch in ("off", "on")] == [10, 18]
            and len(v.RULES["C08"]) == 6
            and len(moves("C08", WRITTEN)) == 2
        ),
    ),
    Fact("c27-note", "Three clauses", lambda: v.c27(TABLES, WRITTEN).because.count(":") == 3),
    Fact(
        "c27-note",
        "Regions of the three Chinese providers in five developing economies or more. Developing means an income below 14,000 dollars a head in 2023",
        lambda: (v.DEVELOPING_HOSTS, v.INCOME) == (5, 14_000),
    ),
    Fact("c27-note", "a Chinese chatbot has a tenth of use or more in ten economies besides China, whatever their income", lambda: (v.USE, v.USERS) == (10, 10)),
    Fact("c27-note", "with a $p$ below 0.05. All three: *supported*. One or two:", lambda: v.CHANCE == 0.05),
    Fact(
        "c27-note",
        "By hand, for today: nine economies; twelve economies. In WAICO: four of 20 against none of 18",
        lambda: "in 9 developing economies; 12 economies at 10 per cent or more; 4 of 20 against 0 of 18" in v.c27(TABLES, TODAY["C27"]).figure,
    ),
    Fact(
        "c27-read",
        "*With a qualifier* on both days, but not for the same reason. When the article was written nobody had measured use, and WAICO did not exist: one clause of three. Today two hold",
        lambda: outcome("C27") == now("C27") == v.QUALIFIED
        and [v.c27(TABLES, day).because.count("yes") for day in (WRITTEN, TODAY["C27"])] == [1, 2],
    ),
    Fact(
        "c27-read",
        "leave out the three hosts of Chinese clouds only, and today is *supported*",
        lambda: now("C27", "both-only") == v.SUPPORTED,
    ),
    Fact(
        "c27-read",
        "In five of the twelve economies US services are limited, the report says: there people had less choice. Without those five, the clause on models falls as well",
        lambda: len(SHARES) == 12 and sum(limited for _, limited in SHARES.values()) == 5 and "models: no" in v.c27(TABLES, TODAY["C27"], "where-free").because,
    ),
    Fact("c28-note", "on each of the three continents", lambda: len(v.CONTINENTS) == 3),
    Fact(
        "c28-note",
        "By hand: three continents. Cheaper is none of four models in October 2025, and none of five in July 2026",
        lambda: "0 of 4 models" in v.c28(TABLES, WRITTEN).figure and "0 of 5 models" in v.c28(TABLES, DAY).figure,
    ),
    Fact("c28-read", "*With a qualifier* on both days", lambda: outcome("C28") == now("C28") == v.QUALIFIED),
    Fact(
        "c28-read",
        "Compare each side's best model, of whatever quality, and Alibaba's is cheaper on both days: *supported*",
        lambda: outcome("C28", "best-models") == now("C28", "best-models") == v.SUPPORTED,
    ),
    Fact(
        "c28-read",
        "With home prices it is exactly half of ten models, which is not more than half",
        lambda: "5 of 10" in v.c28(TABLES, DAY, "home-prices").figure and now("C28", "home-prices") == v.QUALIFIED,
    ),
    Fact("c28-read", "and no model is left", lambda: "0 of 0" in v.c28(TABLES, DAY, "looked-up").figure),
    Fact("c28-read", "ask it of each firm, and nothing holds", lambda: now("C28", "each-firm") == v.NOT),
    Fact(
        "c28-read",
        "in April 2024 Alibaba cut its list abroad by 23 per cent on average; in 2026 it raised prices for machines",
        lambda: (
            list(changes_of_prices()[changes_of_prices()["wave"] == "2024 cut abroad"]["change_percent"]) == [-23]
            and str(changes_of_prices()[changes_of_prices()["wave"] == "2024 cut abroad"]["date"].iloc[0])[:7] == "2024-04"
            and "GPU instances" in set(changes_of_prices()[changes_of_prices()["wave"] == "2026 rise"]["scope"])
        ),
    ),
    Fact(
        "turn-read",
        "C08 moves by two rules on both days and by one today only. C27 moves by one rule up (today) and by one down. C28 holds against five other yardsticks of price; it moves up by a sixth, the best models, and down by one of place",
        lambda: (
            len(moves("C08", WRITTEN)) == 2
            and set(moves("C08", TODAY["C08"])) - set(moves("C08", WRITTEN)) == {"all-places"}
            and moves("C27", TODAY["C27"]) == ["both-only", "influence-only"]
            and moves("C27", WRITTEN) == ["influence-only"]
            and moves("C28", DAY) == moves("C28", WRITTEN) == ["best-models", "each-firm"]
            and len(v.RULES["C28"]) == 8
        ),
    ),
    Fact("key-points", "In a small table three rows decide", lambda: len(hosts_with("cn")) == 3),
]  # fmt: skip
DEFINITIONS = [
    ("objectives", "into three layers"),
    ("layers-note", "### Three layers"),
    ("layers-note", "asks three things"),
    ("hedge-note", "One side alone gives 0, two equal sides give 1"),
    ("price-equation", "A price is for a million *tokens*"),
    ("price-equation", "Two is twice as dear"),
    ("weights-note", "### Same weights, three clouds"),
    ("switch-note", "\\sum_{t=1}^{n} \\frac{s\\,(1-q)^t}{(1+r)^t}"),
    ("key-points", "are three layers. A host may have three answers"),
]


def layers() -> pd.DataFrame:
    return f.layers(REGIONS, load("region_accelerators"), ECONOMIES, DAY).set_index("soil")


def financed() -> pd.DataFrame:
    return load("chinese_financed_digital_infrastructure")


def usage(name: str, column: str) -> object:
    return USAGE.set_index("usage_id").loc[f"deepseek-share-{name}", column]


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_numbers_in_the_code_are_those_of_the_tables() -> None:
    assert f'written, today = "{WRITTEN}"' in CODE["setup"]
    assert f"times_as_dear({QWEN['abroad']:.2f}, {QWEN['US cloud']:.2f})" in CODE["times"]
    assert f"times_as_dear({QWEN['abroad']:.2f}, {QWEN['at home']})" in CODE["times"]
    assert 'figures.sellers(prices, "Qwen3-32B", "2025-10-30")' in CODE["price"]
    assert (
        f.sellers(PRICES, "Qwen3-32B", "2025-10-30")["seller"].iloc[0] == "Amazon Bedrock"
    )  # what the reveal says
    assert "fisher(4, 13, 0, 18)" in CODE["clubs"]
    assert "figures.shuffled(yes=4, first=17, second=18, seen=4)" in CODE["clubs"]
    for name, code in [("Singapore", "SG"), ("South Africa", "ZA"), ("India", "IN")]:
        pair = f"[{HOSTS[code]['US']}, {HOSTS[code]['CN']}]"
        assert f'"{name}:", smaller_share({pair})' in CODE["hedge"]


def test_the_words_under_a_prediction_are_true() -> None:
    assert "18 host US clouds only and 3 Chinese ones only" in reason("09-both")
    assert (kinds().count("us"), kinds().count("cn")) == (18, 3)
    assert "Alibaba abroad is the dearest of the three, Alibaba at home lies between" in reason("09-cheapest")
    assert QWEN["US cloud"] < QWEN["at home"] < QWEN["abroad"]
    assert "all from the 18, is a little likelier and does not count" in reason("09-chance")
    assert math.comb(18, 4) > math.comb(17, 4)


def test_the_quiz_is_true() -> None:
    text = (lesson("09").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "On our map the lines give 17, 14, 12 and 8" in text
    assert "one pair of our table has it" in text
    versions = PRICES[PRICES["note"].fillna("").str.contains("later version")]
    assert set(versions["model_name"]) == {"Qwen3-235B-A22B"}
    assert "a table of 35 moves p from 0.045 to 0.107" in text
    assert round(m.fisher(4, 13, 0, 18), 3) == 0.045
    assert round(m.fisher(4, 16, 0, 18), 3) == 0.107
    assert "1.15 dollars at home and 2.80 abroad" in text


def test_no_cell_names_a_motive_of_a_country() -> None:
    text = " ".join(prose(PATH).values())
    assert not any(
        words in text for words in ("China wants", "America wants", "the US wants", "Beijing wants")
    )


def test_economies_are_not_called_countries_where_hosts_are_counted() -> None:
    text = prose(PATH)
    for cell in ("hosts-note", "hosts-read", "lines-note", "c27-note"):
        assert "countries" not in text[cell].replace('"developing countries"', "")

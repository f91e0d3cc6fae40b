"""Every number in the prose of lesson 09 is true of the tables and the code."""

from __future__ import annotations

import math
import re
from statistics import median

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.cells import known
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import DATASETS, LESSONS
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
REGIONS_READ = pd.Timestamp(str(REGIONS.attrs["as_of"]))
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


def corrected() -> pd.DataFrame:
    """Rows of prices of July 2026 that follow a reading of Alibaba's catalogue, and not the list of that day."""
    return PRICES[PRICES["source_id"] == "modelsdev-2026-06-alibaba"]


def people(codes: list[str]) -> float:
    rows = TABLES["economy_size"].set_index("code")
    found = [rows.loc[code, "population_2024"] for code in codes if code in rows.index]
    return median(float(each) for each in found if known(each))


def moves(claim: str, day: str) -> list[str]:
    return [rule for rule in v.RULES[claim] if outcome(claim, rule, day) != outcome(claim, "default", day)]


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
    Fact(
        "story-read",
        "Microsoft's is one of March 2025, amended",
        lambda: "Azure follows a list of March 2025 with later additions" in limitations("cloud_regions"),
    ),
    Fact("story-read", "The count is of June 2026", lambda: str(REGIONS.attrs["as_of"])[:7] == "2026-06"),
    Fact(
        "story-read",
        "By the firms' own counts one region of Amazon's is missing, and perhaps three of Huawei's. Huawei's Dublin is here; Huawei's own list lacks it",
        lambda: (
            list(REGIONS["provider"].value_counts()[["AWS", "Huawei Cloud"]]) == [38, 27]
            and "AWS has 38 rows where the vendor reported 39 in June 2026, Huawei 27 where it spoke of 30" in limitations("cloud_regions")
            and HOSTS["IE"]["CN"] == 1
            and "Huawei Dublin is absent from the one vendor list read" in limitations("cloud_regions")
        ),
    ),
    Fact("objectives", "**judge** three sentences", lambda: len(lesson("09").claims) == 3),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("09-return")) == 3),
    Fact("claims-note", "We judge three sentences", lambda: len(lesson("09").claims) == 3),
    Fact(
        "limits-note",
        "Amazon's are for Virginia, Alibaba's abroad for Singapore; Alibaba's second list abroad, \"Global\", cheaper for some models",
        lambda: (
            "us-east-1; Alibaba's abroad is that of its international mode, bound to Singapore" in limitations("cloud_model_prices")
            and "Global was cheaper in June 2026 for several models" in limitations("cloud_model_prices")
        ),
    ),
    Fact(
        "limits-note",
        "One copy of the two has no address",
        lambda: [known(SOURCES.loc[name, "url"]) for name in ("modelsdev-2026-06-alibaba", "github-2026-qwen-catalogue")] == [True, False],
    ),
    Fact("limits-note", "the newest are of July 2026", lambda: str(PRICES["date"].max())[:7] == "2026-07"),
    Fact(
        "limits-note",
        "three prices abroad were corrected and two added from others' copies of Alibaba's pages",
        lambda: (
            list(corrected()["note"].fillna("").str.contains("still had")).count(True) == 3
            and len(corrected()) == 5
            and set(corrected()["source_id_2"]) == {"github-2026-qwen-catalogue"}
        ),
    ),
    Fact(
        "limits-note",
        "nine of Microsoft's on request only",
        lambda: list(abroad_of("Microsoft Azure")["access"]).count("restricted") == 9,
    ),
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
    Fact("layers-note", "Here are five hosts of both", lambda: len(f.SHOWN_LAYERS) == 5 and {f.kind_of(HOSTS[code]) for code in f.SHOWN_LAYERS} == {"both"}),
    Fact(
        "layers-note",
        "on three continents; of four of them we know a chip",
        lambda: len(set(REGIONS[REGIONS["country"].isin(f.SHOWN_LAYERS)]["continent"])) == 3
        and list(layers()["AI chips of"] != "not known").count(True) == 4,
    ),
    Fact(
        "layers-read",
        "Those we know come from the provider's own home: Nvidia's at Amazon and Google, Huawei's at Huawei (one region near Johannesburg, by a statement of 2024)",
        lambda: list(layers()["in regions of"]) == ["Amazon", "Amazon", "–", "Amazon, Google", "Huawei"]
        and layers().loc["South Africa", "AI chips of"] == "Huawei in 1, not known in 4"
        and all(chips.startswith("Nvidia") for chips in layers().loc[["Brazil", "Indonesia", "Singapore"], "AI chips of"]),
    ),
    Fact("layers-read", "a report on an Oxford study says that all but China depend on Nvidia", lambda: "all but China depend on chips of Nvidia" in note("exobrain-2025-three-layers")),
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
    Fact(
        "bits-note",
        "By hand for South Africa: $0.8 \\times 0.32 + 0.2 \\times 2.32 = 0.72$",
        lambda: [round(-math.log2(share), 2) for share in (0.8, 0.2)] == [0.32, 2.32] and round(m.entropy([4, 1]), 2) == 0.72 == round(0.8 * 0.32 + 0.2 * 2.32, 2),
    ),
    Fact("lines-note", "The loop below tries four lines", lambda: "for line in [0, 0.20, 0.25, 0.34]" in CODE["lines"]),
    Fact(
        "lines-read",
        "One map, four counts. (Does Hong Kong hedge? Without it each is one lower.) The report on the Oxford study says that 12 states hedge. With our regions that number comes from one of the four lines",
        lambda: "12 hedge" in note("exobrain-2025-three-layers")
        and [(TABLE["smaller share"] > line).sum() for line in (0, 0.20, 0.25, 0.34)] == [17, 14, 12, 8]
        and [(TABLE.drop("Hong Kong")["smaller share"] > line).sum() for line in (0, 0.20, 0.25, 0.34)] == [16, 13, 11, 7],
    ),
    Fact(
        "lines-read",
        "In a talk of 2024 the Oxford group said: clouds go with imports, against disputes between states, and only weakly with ties of security",
        lambda: "goes with imports, against disputes, and only weakly with security ties" in note("oxford-2024-cloud-empires")
        and str(SOURCES.loc["oxford-2024-cloud-empires", "published"])[:4] == "2024",
    ),
    Fact(
        "lines-read",
        "Their paper, revised that November, *argues* that the interests of third countries, with economic forces, shape the network more than rivalry of the great powers",
        lambda: str(SOURCES.loc["ssrn-2024-cloud-data-centres", "published"])[:7] == "2024-11"
        and "argues that strategic interests of third countries with economic forces shape the network more than rivalry" in note("ssrn-2024-cloud-data-centres"),
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
    Fact("price-equation", "differences of 3 per cent or less count as the same", lambda: m.SAME == 0.03),
    Fact("weights-note", "for four models Alibaba has none abroad", lambda: sum(row["abroad"] is None for row in NOW.values()) == 4 and set(NOW) == set(f.MODELS)),
    Fact("price-read", "At home Alibaba asked less than half of its price abroad that day", lambda: QWEN["at home"] < QWEN["abroad"] / 2),
    Fact(
        "weights-read",
        "Abroad: one in July 2026, Qwen3-Next. At home: four of nine, and only one of them is Alibaba's own model. (In July six home prices look copied from the list abroad; none of the six is here.)",
        lambda: (
            m.cheaper_than_us(NOW.values()) == (1, 6)
            and m.lower(NOW["Qwen3-Next-80B-A3B"]["abroad"], NOW["Qwen3-Next-80B-A3B"]["US cloud"])
            and m.cheaper_than_us(NOW.values(), home=True) == (4, 9)
            and [name for name, row in NOW.items() if name.startswith("Qwen") and row["at home"] and m.lower(row["at home"], row["US cloud"])] == ["Qwen3-Next-80B-A3B"]
            and len(copied()) == 6
            and not copied() & set(NOW)
            and "Some home prices of 2026 look copied from the list for abroad" in limitations("cloud_model_prices")
        ),
    ),
    Fact(
        "weights-read",
        "In October 2025 Alibaba asked 2.80 dollars abroad for Qwen3-32B. By July it had come down to 0.64, near Bedrock's price",
        lambda: (QWEN["abroad"], NOW["Qwen3-32B"]["abroad"]) == (2.8, 0.64) and NOW["Qwen3-32B"]["US cloud"] == 0.6,
    ),
    Fact(
        "weights-read",
        "the makers of GLM and Kimi, Z.ai and Moonshot, ask just the US price",
        lambda: all(NOW[name]["Chinese shop"] == NOW[name]["US cloud"] for name in ("GLM-5", "Kimi K2.5"))
        and shops("GLM-5") == {"Z.ai"} and shops("Kimi K2.5") == {"Moonshot AI"},
    ),
    Fact(
        "weights-read",
        "For its model V4-Pro, DeepSeek asks a quarter of the price of Azure, Microsoft's cloud",
        lambda: NOW["DeepSeek-V4-Pro"]["Chinese shop"] * 4 == pytest.approx(NOW["DeepSeek-V4-Pro"]["US cloud"]),
    ),
    Fact("count-note", "`beside` has one row a model, with three prices", lambda: len(NOW) == len(f.prices_beside(PRICES, DAY))),
    Fact(
        "count-read",
        "Of the five left, one is cheaper abroad than at a US cloud, and two would be at home prices. That one, Qwen3-Next, has a corrected price; by the stale list none was cheaper. (Qwen3-235B, the sixth with a price abroad, lacks one at home.) Take all nine with a home price: four are cheaper, two the same",
        lambda: (
            [m.cheaper_than_us(f.prices_beside(PRICES, DAY).dropna().to_dict("records"), home=home) for home in (False, True)] == [(1, 5), (2, 5)]
            and [sum(test(row["at home"], row["US cloud"]) for row in NOW.values() if row["at home"]) for test in (m.lower, same)] == [4, 2]
            and sum(row["at home"] is not None for row in NOW.values()) == 9
            and [name for name, row in NOW.items() if row["abroad"] and not row["at home"]] == ["Qwen3-235B-A22B-2507"]
            and m.cheaper_than_us([row | {"abroad": stale(name, row["abroad"])} for name, row in NOW.items()])[0] == 0
        ),
    ),
    Fact("dispute-note", "same day in October 2025", lambda: 'two_markets(prices, "2025-10-30")' in CODE["dispute"]),
    Fact(
        "dispute-note",
        '"Alibaba asks 1.15 dollars for a million tokens."* *"Alibaba asks 2.80."*',
        lambda: (round(QWEN["at home"], 2), QWEN["abroad"]) == (1.15, 2.8),
    ),
    Fact(
        "dispute-read",
        "In October 2025 all but one were dearer abroad. One at least has turned round: in July 2026 Qwen3-32B was cheaper abroad. All of July we do not count, since six home prices look copied",
        lambda: list(f.two_markets(PRICES, "2025-10-30").iloc[0])[:4] == [36, 35, 1, 0]
        and (NOW["Qwen3-32B"]["abroad"], round(NOW["Qwen3-32B"]["at home"], 2)) == (0.64, 1.15)
        and len(copied()) == 6,
    ),
    Fact(
        "dispute-read",
        "And for *no* model did we read both prices of the comparison",
        lambda: not at_providers(v.ABROAD) & set(NOW),
    ),
    Fact("clubs-note", "In July 2026, 29 states signed the founding text of WAICO", lambda: first_members(v.WAICO) == ("2026-07", 29)),
    Fact("clubs-note", "(its members were more by September)", lambda: len(joined(v.WAICO, "2026-09-30")) == 37),
    Fact(
        "clubs-note",
        "Seven months before, the US and six other states had founded Pax Silica",
        lambda: first_members(v.PAX_SILICA) == ("2025-12", 7) and "US" in joined(v.PAX_SILICA, "2025-12-12"),
    ),
    Fact(
        "clubs-note",
        "Of the 17 hosts of both, four are in it: Brazil, Indonesia, Malaysia and South Africa. Of the 18 hosts of US clouds only, none is",
        lambda: [row[1:] for row in v.association(TABLES, TODAY["C27"], "both-only")[0]] == [(4, 13), (0, 18)]
        and set(HOSTS) & joined(v.WAICO) == {"BR", "ID", "MY", "ZA"},
    ),
    Fact(
        "clubs-equation",
        "Put 35 names in a hat and draw four for the club. How often do all four come from the 17? The first does in 17 of 35 cases. The second does in 16 of the 34 that are left, and so on: $$\\frac{17}{35} \\times \\frac{16}{34} \\times \\frac{15}{33} \\times \\frac{14}{32}$$",
        lambda: m.fisher(4, 13, 0, 18) == pytest.approx(17 / 35 * 16 / 34 * 15 / 33 * 14 / 32),
    ),
    Fact("clubs-equation", "`fisher` takes four counts", lambda: "fisher(4, 13, 0, 18)" in CODE["clubs"]),
    Fact("clubs-read", "So unlikely a draw comes less than once in twenty", lambda: m.fisher(4, 13, 0, 18) < 0.05),
    Fact("clubs-read", "The three hosts with *only* Chinese clouds were left out", lambda: len(hosts_with("cn")) == 3),
    Fact(
        "clubs-limits",
        "With them it is four of 20, and $p$ is above one in ten. **Three rows decide.** Worse, this test can hardly come out otherwise: all four members already are in the first group, and only a fifth member there would do. The last row asks the same of Pax Silica: with three hosts in one group, no outcome could reach one in twenty",
        lambda: hosts_only()[0][0][1:] == (4, 16) and hosts_only()[1] > 0.1 and v.enough(20, 18, 4) is None and v.enough(20, 18, 5) == 5
        and [row[1] + row[2] for row in f.mirror(TABLES, TODAY["C27"])[0]] == [35, 3]
        and sum(row[1] for row in f.mirror(TABLES, TODAY["C27"])[0]) == 17
        and min(m.fisher(yes, 35 - yes, 17 - yes, yes - 14) for yes in range(14, 18)) > 0.05,
    ),
    Fact(
        "clubs-limits",
        "*developing* economies whose income we know (below 14,000 dollars a head, our line)",
        lambda: v.INCOME == 14_000,
    ),
    Fact(
        "clubs-limits",
        "Four of nine are, and a quarter of 106 others. That is no unlikely draw; six of nine would be",
        lambda: "4 of 9 with Chinese clouds, 27 of 106" in v.c27(TABLES, TODAY["C27"]).figure and v.enough(9, 106, 31) == 6 and round(27 / 106, 2) == 0.25,
    ),
    Fact(
        "clubs-limits",
        "Most members, 32 of 36 besides China, host none of the six clouds",
        lambda: [len(joined(v.WAICO) - {"CN"}), len(joined(v.WAICO) - {"CN"} - set(HOSTS))] == [36, 32],
    ),
    Fact("clubs-limits", "Hong Kong and Taiwan cannot sign.", lambda: (HOSTS["HK"]["CN"] > 0, HOSTS["TW"]["CN"]) == (True, 0) and {"HK", "TW"} <= set(v.CANNOT_SIGN)),
    Fact(
        "clubs-limits",
        "Cuba and Venezuela have signed, and we lack their income",
        lambda: joined(v.WAICO, TODAY["C27"]) - set(INCOME) == {"CU", "VE"},
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
    Fact("clubs-limits", "Of twenty such tests, about one comes out below one in twenty by luck", lambda: 20 * v.CHANCE == 1),
    Fact(
        "voices-note",
        "Singapore's national AI programme built a model on weights of Google, then one on those of Alibaba; its newest, by its own list, stands on weights of Nvidia",
        lambda: str(PROJECTS.loc["sealion-gemma", "date"]) < str(PROJECTS.loc["sealion-qwen", "date"])
        and "v4.8 continues Nvidia Nemotron 3 (latest)" in note("aisingapore-2026-sealion-readme"),
    ),
    Fact(
        "voices-note",
        "A deputy minister in Malaysia named chips by Huawei, and the ministry took it back a day later",
        lambda: str(PROJECTS.loc["skyvast-malaysia", "date"])[:7] == "2025-05" and "withdrawn a day later" in PROJECTS.loc["skyvast-malaysia", "note"],
    ),
    Fact(
        "voices-note",
        "the Kenyan side said that the plan had neither failed nor been withdrawn",
        lambda: "neither failed nor withdrawn" in PROJECTS.loc["microsoft-g42-kenya", "note"] and PROJECTS.loc["microsoft-g42-kenya", "stage"] == "stalled",
    ),
    Fact(
        "switch-note",
        "Here interest is 8 per cent, our choice. By hand, with a saving of 10 and a risk of 5 in 100, the first year is worth $10 \\times 0.95 / 1.08 = 8.8$",
        lambda: (f.RATE, f.SAVING) == (0.08, 10) and round(m.npv_switch(10, 0, 0.08, 1, 0.05), 1) == 8.8,
    ),
    Fact(
        "hedge-widget-note",
        "at a risk of ten in 100 a year, can more years make the change pay? And who sets each of the three controls",
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
        "With its new model, in September 2025, Alibaba named three economies for a first site",
        lambda: v.PRESENTED == "2025-09-24" and len(v.first_sites(EXPORTS, WRITTEN)) == 3,
    ),
    Fact(
        "built-read",
        "Two of three in nine months",
        lambda: list(f.announced(TABLES, ECONOMIES, TODAY["C08"])["takes customers"]).count("yes") == 2
        and 8.5 < (REGIONS_READ - pd.Timestamp(v.PRESENTED)).days / 30.4 < 9.5,
    ),
    Fact(
        "built-read",
        "of 29 digital projects with Chinese finance in our table one, in Ethiopia, was cancelled, and a network in South Sudan has stalled",
        lambda: len(financed()) == 29 and set(financed()[financed()["stage"] == "cancelled"]["country"]) == {"ET"} and "stalled" in set(financed()[financed()["country"] == "SS"]["stage"]),
    ),
    Fact("lateral-note", "DeepSeek has a fifth of the market in Ethiopia", lambda: float(usage("ethiopia", "value_high")) == 20),
    Fact(
        "lateral-note",
        "estimated it for the second half of 2025 from devices that report to Microsoft. One digest prints 16 to 20 per cent. Another of the same study has 11 to 14",
        lambda: (
            [float(usage("ethiopia", end)) for end in ("value_low", "value_high")] == [16, 20]
            and [float(usage("ethiopia-alt", end)) for end in ("value_low", "value_high")] == [11, 14]
        ),
    ),
    Fact("quiz-note", "Five questions", lambda: len(question_set("09-check")) == 5),
    Fact(
        "c08-note",
        "Take the first table after the model was presented, on 24 September 2025. Is Alibaba's best among the first three of eight laboratories",
        lambda: v.LABS == 3 and v.place_of_lab(TABLES["arena_history"])[3] == 8 and v.PRESENTED == "2025-09-24",
    ),
    Fact("c08-note", "DeepSeek is missing", lambda: "DeepSeek" not in set(TABLES["arena_history"]["lab"])),
    Fact(
        "c08-note",
        "Both parts lie in autumn 2025, so by this rule today cannot differ from then; other rules look later",
        lambda: v.place_of_lab(TABLES["arena_history"])[0] == "2025-10-01" and "a later day cannot differ" in v.RULES["C08"]["default"]
        and [rule for rule in v.RULES["C08"] if outcome("C08", rule) != now("C08", rule)] == ["newest-table", "kept"],
    ),
    Fact("c08-read", "*Supported* on both days", lambda: outcome("C08") == now("C08") == v.SUPPORTED),
    Fact(
        "c08-read",
        "People had voted on a *preview*, a version shown before the final one, and OpenAI stood there with a model of March",
        lambda: v.place_of_lab(TABLES["arena_history"])[1] == "qwen3-max-preview"
        and str(load("models").drop_duplicates("model").set_index("model").loc["Qwen3-Max", "released"])[:10] < v.PRESENTED
        and "chatgpt-4o-latest-20250326" in set(TABLES["arena_history"][TABLES["arena_history"]["as_of"].astype(str).str[:10] == "2025-10-01"]["model_label"]),
    ),
    Fact(
        "c08-read",
        "Alibaba was number three on 2 July 2026, and on the 21st, the last day in our data, number four. By that rule today is *with a qualifier*",
        lambda: [v.place_of_lab(TABLES["arena_history"], newest=day)[::2] for day in ("2026-07-02", "2026-07-21")] == [("2026-07-02", 3), ("2026-07-21", 4)]
        and TODAY["C08"] == str(TABLES["arena_history"]["as_of"].max())[:10] == "2026-07-21"
        and now("C08", "newest-table") == v.QUALIFIED,
    ),
    Fact(
        "c08-read",
        "a line at ten just lets the preview in. With length and layout discounted it is number 18; the version presented on the day itself is far behind. By those two rules a qualifier remains",
        lambda: (
            [v.place_of_model(TABLES["arena_style_control"], switch, "qwen3-max")[1] for switch in ("off", "on")] == [10, 18]
            and v.place_of_model(TABLES["arena_style_control"], "off", "qwen3-max-2025-09-23")[1] > 30
            and {outcome("C08", rule) for rule in ("style-control", "version-presented")} == {v.QUALIFIED}
        ),
    ),
    Fact("c27-note", "Three clauses", lambda: v.c27(TABLES, WRITTEN).because.count(":") == 3),
    Fact(
        "c27-note",
        "(Lines near it give the same verdicts.",
        lambda: all(outcome_at(line) == [v.QUALIFIED] * 2 for line in (12_000, 14_000, 16_000, 18_000, 20_000)),
    ),
    Fact("c27-note", "income (GDP) below 14,000 dollars a head in 2023.", lambda: v.INCOME == 14_000),
    Fact(
        "c27-note",
        "- **Clouds.** Regions of the three Chinese providers in five of them or more",
        lambda: (v.DEVELOPING_HOSTS, v.INCOME) == (5, 14_000),
    ),
    Fact("c27-note", "a Chinese chatbot has a tenth of use or more in ten of them. Cuba and Syria, of unknown income, count", lambda: (v.USE, v.USERS) == (10, 10) and set(SHARES) - set(INCOME) == {"CU", "SY"}),
    Fact("c27-note", "with a $p$ below 0.05 (unlikely draws of either side count: the stricter way). All three: *supported*. One or two:", lambda: v.CHANCE == 0.05),
    Fact(
        "c27-note",
        "For some poor ones we divide by the people of 2024",
        lambda: all(INCOME[code] < 8_000 for code in divided()) and len(divided()) == 15,
    ),
    Fact(
        "c27-note",
        "Clouds hold with room to spare; models and influence could fall or hold",
        lambda: all("9 developing" in v.c27(TABLES, day).figure for day in (WRITTEN, TODAY["C27"])),
    ),
    Fact(
        "c27-note",
        "Of a range, and of two reports that disagree (Ethiopia, Zimbabwe), the lowest counts",
        lambda: SHARES["ET"][0] == SHARES["ZW"][0] == 11 and {"ET", "ZW"} == set(USAGE[(USAGE["metric"] == "chatbot_share") & USAGE["note"].fillna("").str.startswith("conflict")]["region"]),
    ),
    Fact(
        "c27-read",
        "*With a qualifier* on both days, but not for the same reason. When the article was written nobody had measured use, and WAICO did not exist: one clause of three",
        lambda: outcome("C27") == now("C27") == v.QUALIFIED
        and [v.c27(TABLES, day).because.count("yes") for day in (WRITTEN, TODAY["C27"])] == [1, 2],
    ),
    Fact("c27-read", "Leave out what nobody could know, and that day is *supported*. Today two clauses hold (Russia lies just above the line)", lambda: outcome("C27", "not-asked") == v.SUPPORTED and set(SHARES) - set(v.users(TABLES, TODAY["C27"])) == {"RU"} and 14_000 < INCOME["RU"] < 14_100),
    Fact(
        "c27-read",
        "influence is not shown: four of nine are members, where it would take six",
        lambda: "WAICO has 4 of 9" in v.c27(TABLES, TODAY["C27"]).figure and "6 of 9 would do" in v.c27(TABLES, TODAY["C27"]).because,
    ),
    Fact(
        "c27-read",
        "take hosts only, without the three of Chinese clouds alone, and today is *supported*",
        lambda: now("C27", "both-only") == v.SUPPORTED,
    ),
    Fact(
        "c27-read",
        "In five of the twelve economies US services are limited; without those the clause on models falls as well",
        lambda: len(SHARES) == 12 and sum(limited for _, limited in SHARES.values()) == 5 and "models: no" in v.c27(TABLES, TODAY["C27"], "where-free").because,
    ),
    Fact("c28-note", "The US price is the lowest of Amazon's, Microsoft's and Together AI's", lambda: m.SAME == 0.03 and PRICES[PRICES["provider_country"] == "US"]["provider"].nunique() == 3),
    Fact("c28-note", "On each of the three continents", lambda: len(v.CONTINENTS) == 3),
    Fact("c28-note", "Huawei alone has all three continents, so only *cheaper* can fall", lambda: all(set(v.CONTINENTS) <= v.places(REGIONS, day)[v.FIRMS[1]] for day in (WRITTEN, DAY))),
    Fact("c28-read", "*With a qualifier* on both days", lambda: outcome("C28") == now("C28") == v.QUALIFIED),
    Fact(
        "c28-read",
        "Compare each side's best model, of whatever quality, and Alibaba's is cheaper on both days: *supported*",
        lambda: outcome("C28", "best-models") == now("C28", "best-models") == v.SUPPORTED,
    ),
    Fact(
        "c28-read",
        "They are lower in four of nine models; count every difference, the smallest too, and it is five, so that today is *supported*",
        lambda: "4 of 9" in v.c28(TABLES, DAY, "home-prices").figure and now("C28", "home-prices") == v.QUALIFIED
        and "5 of 9" in v.c28(TABLES, DAY, "home-exact").figure and now("C28", "home-exact") == v.SUPPORTED,
    ),
    Fact("c28-read", "Two choices turn it.", lambda: [rule for rule in v.RULES["C28"] if now("C28", rule) == v.SUPPORTED] == ["home-exact", "best-models"]),
    Fact("turn-read", "two models have prices that a second source bears out, and neither is cheaper", lambda: "0 of 2" in v.c28(TABLES, DAY, "looked-up").figure),
    Fact(
        "turn-read",
        "Neither C27 nor C28 hangs on regions without an opening day",
        lambda: all(outcome(claim, "dated-only", day) == outcome(claim, "default", day) for claim in ("C27", "C28") for day in (WRITTEN, TODAY[claim])),
    ),
    Fact("c28-read", "ask it of each firm, and nothing holds", lambda: now("C28", "each-firm") == v.NOT),
    Fact(
        "turn-read",
        "C08 falls by four of its six other rules on either day, but not by the same four: it takes time to keep a word, and to be overtaken. C27 moves up by one rule on each day, each day by another, and down by one. C28 stays as it is by five other yardsticks of price, one of which finds no model when written",
        lambda: (
            [len(moves("C08", day)) for day in (WRITTEN, TODAY["C08"])] == [4, 4] and len(v.RULES["C08"]) == 7
            and set(moves("C08", WRITTEN)) ^ set(moves("C08", TODAY["C08"])) == {"kept", "newest-table"}
            and moves("C27", TODAY["C27"]) == ["both-only", "influence-only"]
            and moves("C27", WRITTEN) == ["not-asked", "influence-only"]
            and "0 of 0" in v.c28(TABLES, WRITTEN, "looked-up").figure
        ),
    ),
    Fact(
        "turn-read",
        "It moves up by the best models, today also by home prices to the last cent, and down by one rule of place",
        lambda: moves("C28", WRITTEN) == ["best-models", "each-firm"] and moves("C28", DAY) == ["home-exact", "best-models", "each-firm"]
        and set(v.RULES["C28"]) - set(moves("C28", DAY)) - {"default", "dated-only"} == {"blend", "median", "home-prices", "chinese-shops", "looked-up"},
    ),
    Fact(
        "words-note",
        "The first five do not stand above",
        lambda: not any(term.casefold() in " ".join(prose(PATH).values()).casefold() for term in words()[:5]) and all(term in str(words()) for term in ("Cloud region", "Entropy")),
    ),
    Fact("key-points", "In a small table three rows decide", lambda: len(hosts_with("cn")) == 3),
]  # fmt: skip
DEFINITIONS = [
    ("objectives", "into three layers"),
    ("layers-note", "### Three layers"),
    ("layers-note", "asks three things"),
    ("bits-note", "for one half it is −1"),
    ("bits-note", "*(2 minutes. Without loss you can go on to Idea 2"),
    ("bits-note", "One side alone gives 0, two equal sides give 1"),
    ("price-equation", "A price is for a million *tokens*"),
    ("weights-note", "### Same weights, three clouds"),
    (
        "switch-note",
        "\\sum_{t=1}^{\\text{years}} \\text{saving} \\times \\left(\\frac{1-\\text{risk}}{1+\\text{interest}}\\right)^t",
    ),
    ("key-points", "are three layers"),
]


def limitations(table: str) -> str:
    """What the contract of a table says of its limits, in one line."""
    contract = yaml.safe_load((DATASETS / f"{table}.yaml").read_text(encoding="utf-8"))
    return " ".join(contract["limitations"])


def abroad_of(provider: str) -> pd.DataFrame:
    """Regions of a provider outside the two homes that take customers."""
    return REGIONS[
        (REGIONS["provider"] == provider) & REGIONS["operating"] & ~REGIONS["country"].isin(v.HOMES)
    ]


def outcome_at(line: float) -> list[str]:
    """C27 on both days with another line of income."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(v, "INCOME", line)
        return [outcome("C27"), now("C27")]


def copied() -> set[str]:
    """Models whose home price of July 2026 is that of the list abroad, within what counts as the same."""
    return {name for name, times in f.abroad_over_home(PRICES, DAY).items() if abs(times - 1) <= m.SAME}


def stale(name: str, price: float | None) -> float | None:
    """The price abroad that the list of July 2026 itself had, where a note says so."""
    rows = PRICES[
        (PRICES["model_name"] == name)
        & (PRICES["provider"] == v.ABROAD)
        & PRICES["note"].fillna("").str.contains("still had")
    ]
    found = [float(re.search(r"([\d.]+)$", note).group(1)) for note in rows["note"]]  # type: ignore[union-attr]
    return found[0] if found else price


def divided() -> list[str]:
    """Economies whose income a head we reckon: all income of 2023 over the people of 2024."""
    rows = TABLES["economy_size"]
    return list(rows[rows["gdp_per_capita_usd_2023"].isna() & rows["gdp_usd_2023"].notna()]["code"])


def hosts_only() -> tuple[list[tuple[str, int, int]], float]:
    return v.association(TABLES, TODAY["C27"], "hosts-only")


def same(price: float, other: float) -> bool:
    return not m.lower(price, other) and not m.lower(other, price)


def shops(model: str) -> set[str]:
    """Makers that sell a model of their own abroad, Alibaba apart."""
    rows = PRICES[(PRICES["model_name"] == model) & (PRICES["market"] == "international")]
    return set(rows[rows["provider_country"] == "CN"]["provider"]) - {v.ABROAD}


def words() -> list[str]:
    rows = load("glossary")
    return list(rows[rows["lesson"].str.contains("09", na=False)]["term"])


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
    assert "so ask for the version. In our table both sell the same" in text
    assert "Qwen3-235B-A22B" not in NOW
    assert "Qwen3-235B-A22B-2507" in NOW
    assert "a table of 35 moves p from 0.045 to 0.107" in text
    assert round(m.fisher(4, 13, 0, 18), 3) == 0.045
    assert round(m.fisher(4, 16, 0, 18), 3) == 0.107
    assert "1.15 dollars at home and 2.80 abroad" in text


def test_economies_are_not_called_countries_where_hosts_are_counted() -> None:
    text = prose(PATH)
    for cell in ("hosts-note", "hosts-read", "lines-note", "c27-note"):
        assert "countries" not in text[cell].replace('"developing countries"', "")

"""Lesson 05: figures and findings that stand in its prose are those of the data."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
import yaml

from ai_ambitions import load, plan
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import LESSONS, ROOT, SOLUTIONS
from ai_ambitions.data.cite import sources
from ai_ambitions.lessons.open_weights import figures, hosting, model, verdicts
from tests.support.prose import loose_numbers, prose

CELLS = {cell.id: cell.source for cell in notebooks.read(LESSONS / "05-open-weights.ipynb").cells}
GRADES = figures.graded(load("openness_dimensions"), load("openness"))
TOKENS = figures.with_origin(load("routed_tokens"))
LICENCES, MODELS, ADOPTION, COUNTS = map(load, ["licences", "models", "open_model_adoption", "llm_counts"])
TODAY, NEWEST = (str(table.attrs["as_of"]) for table in (LICENCES, MODELS))
SOURCES = sources()


def adopted(metric: str, entity: str, **where: Any) -> float:
    rows = ADOPTION[ADOPTION["metric"].eq(metric) & ADOPTION["entity"].eq(entity)]
    for column, wanted in where.items():
        rows = rows[rows[column].astype(str).str.contains(wanted)]
    assert len(rows) == 1
    return float(rows["value"].iloc[0])


def test_minutes_are_those_of_the_map() -> None:
    minutes = lesson("05").minutes
    assert CELLS["plan"] == 'plan("05")'
    said = str(plan("05"))
    assert f"{minutes['core']} minutes for the core path; {minutes['further']} more" in said


def test_sizes_of_the_tables() -> None:
    assert (
        f"Of {len(LICENCES)} licences we read {LICENCES['text_read'].eq(True).sum()}" in CELLS["limits-note"]
    )
    assert f"Of {len(GRADES)} models called open" in CELLS["data-predict"]
    assert len(figures.FIVE_USERS) == 5
    assert len(figures.ASKED) == 10
    assert len(figures.TWELVE) == 12
    assert "five users and ten models" in CELLS["licence-six"]


def test_what_is_said_of_openness() -> None:
    columns = GRADES[GRADES["model_label"].isin(figures.TWELVE)]
    assert columns["tuned_weights"].eq("open").sum() >= 11  # "nearly full"
    assert columns[["base_data", "tuning_data"]].eq("open").sum().max() <= 3  # "mostly empty"
    level = GRADES.assign(licence_terms=GRADES["weights_licence"]).apply(model.openness_level, axis=1)
    strict = GRADES[level.eq(model.SOURCE)]
    assert strict[strict["developer_country"].eq("CN")]["model_label"].tolist() == ["YuLan-Mini-Instruct"]
    assert len(strict) < len(GRADES) / 2
    shut = GRADES[level.eq(model.CLOSED)]["model_label"].tolist()
    assert shut == ["Llama-3.1-405B-Instruct"]  # "the one model here so graded"
    llamas = MODELS[MODELS["model"].str.startswith("Llama") & MODELS["released"].dt.year.eq(2024)]
    assert llamas.loc[llamas["total_params_b"].idxmax(), "model"] == "Llama 3.1 405B"
    about = load("openness").set_index("model_label")["note"]
    assert "behind a form" in about[shut[0]]
    disagree = GRADES["licence_terms"].ne("open") & GRADES["weights_licence"].eq("open")
    assert disagree.any()  # two readings of one model
    first = GRADES[GRADES["model_label"].isin(figures.FIRST)].set_index("model_label")
    again = first[first["training_code"].eq("open") & first["base_data"].eq("open")]
    assert again.index.tolist() == ["Olmo-3.1-32B-Think"]  # "only the last model can be … made again"
    assert first.loc["DeepSeek-R1", "licence_terms"] == "closed"  # "its circle is empty all the same"
    qwen3 = MODELS[MODELS["model"].str.fullmatch(r"Qwen3-(235B-A22B|32B|8B)")]
    assert qwen3["licence_id"].eq("apache-2.0").all()
    osi = LICENCES.set_index("licence_id").loc[["apache-2.0", "mit"], "osi_approved"]
    assert osi.eq(True).all()


@pytest.mark.parametrize(
    ("counts", "line", "passing"),
    [("access", 60, 3), ("access", 75, 2), *(("making", line, 0) for line in (50, 60, 75, 90))],
)
def test_where_the_families_pass(counts: str, line: int, passing: int) -> None:
    reached = []
    for licence in figures.LICENCES:
        points = figures.openness_points(GRADES, licence, counts)
        reached.append((points[points["model"].str.endswith("*")]["points"] >= line).sum())
    assert reached[0] == passing
    assert bool(reached[0] == reached[1]) == (line != 75 or counts == "making")  # "whose licence you read"


def test_what_is_said_of_licences() -> None:
    tencent = LICENCES.set_index("licence_id").loc["tencent-hunyuan", "excluded_territory"]
    assert set(tencent.split("|")) == {"EU", "GB", "KR"}
    llama = MODELS.drop_duplicates("model").set_index("model").loc["Llama 4 Maverick", "licence_id"]
    text = LICENCES.set_index("licence_id").loc[llama]
    assert "EU" in text["excluded_territory"].split("|")
    assert "withholds the rights to the multimodal models" in text["terms"]  # "models that also see pictures"
    board = figures.licence_board(MODELS, LICENCES, TODAY)
    business = board.set_index("model")["Nairobi start-up, product"]
    assert business[~business.str.startswith("yes")].to_dict() == {
        "MiniMax-M2.7": "ask"
    }  # "almost everywhere"
    assert len(LICENCES) / 5 < LICENCES["commercial_use"].eq(False).sum() < len(LICENCES) / 3.5  # "a quarter"
    minimax = LICENCES.set_index("licence_id").loc["minimax-m2.7"]
    assert minimax["licensor_country"] == "CN"
    assert f"{minimax['valid_from']:%Y-%m}" == "2026-04"  # "that spring"
    texts = LICENCES.set_index("licence_id").to_dict("index")
    seller = model.Use("hosting", users_m=10, revenue_usd_m=21, country="BR")
    at_the_gate = model.Use("hosting", users_m=10, revenue_usd_m=20, country="BR")
    assert model.permission(texts["kimi-k3"], at_the_gate, TODAY).answer == "yes"
    assert repr(seller.revenue_usd_m) in CELLS["licence-read"]
    assert repr("hosting").strip("'") in CELLS["licence-read"]
    app = model.permission(
        texts["modified-mit-kimi"], figures.FIVE_USERS["Singapore app, 800 m users"], TODAY
    )
    assert app.answer == "yes, name shown"  # "A name is little."
    assert 'users_m=800, revenue_usd_m=5000, country="SG"' in CELLS["licence-one"]
    assert model.permission(texts["modified-mit-kimi"], seller, TODAY).answer == "yes"
    assert model.permission(texts["kimi-k3"], seller, TODAY).answer == "ask"
    gates = LICENCES[LICENCES["revenue_gate"].eq(True)].sort_values("valid_from")
    assert gates["example_model"].iloc[0] == "Falcon 180B"
    summer = gates[gates["valid_from"].between("2026-06-01", "2026-09-30")]
    assert {name.split(" ")[0] for name in summer["licensor"]} >= {"Moonshot", "Alibaba", "Z.ai"}
    by_id = LICENCES.set_index("licence_id")
    assert by_id.loc["qwen-community-1.0", "revenue_gate_usd_m"] == 0  # "from the first dollar"
    assert by_id.loc["glm-5.3", "revenue_gate_usd_m"] >= 10_000  # "only giants"
    size = MODELS.set_index("model")["total_params_b"]
    assert 10 * size["Qwen3.8-Flash-Next"] < size["Qwen3.8-2.4T-A95B"]  # "far smaller than its largest"
    for name in ("qwen3.8-max", "qwen-community-1.0"):
        assert "AI work assistant" in by_id.loc[name, "terms"]
    assert not any("assistant" in who for who in figures.FIVE_USERS)
    reading = SOURCES["interconnects-2026-licences"]["note"]
    assert "Western labs to Apache, Chinese frontier labs to revenue gates" in reading
    releases = "releases above 20B"
    china = adopted("release_licence_share", "China", scope=f"{releases}.*Apache") + adopted(
        "release_licence_share", "China", scope=f"{releases}.*MIT"
    )
    assert china == pytest.approx(80, abs=2.5)  # four in five
    assert adopted("release_licence_share", "United States", scope="Apache") == pytest.approx(30, abs=2.5)
    assert adopted("release_licence_share", "United States", scope="no licence") == pytest.approx(30, abs=2.5)
    assert f"{releases.split()[-1][:2]} billion parameters" in CELLS["licence-trend"]


def test_what_is_said_of_the_frontier() -> None:
    picture = figures.frontier(load("benchmark_scores"), MODELS)
    assert "arena rating of 4 August 2025" in picture.alt
    assert "36 points" in picture.alt
    assert round(100 / (1 + 10 ** (-36 / 400))) == 55  # votes of 100, by the formula of the rating
    days = MODELS.set_index("model").loc[["gpt-oss-120b", "GPT-5"], "released"]
    assert days.between("2025-08-05", "2025-08-10").all()  # "brought new ones days later"
    assert picture.data is not None
    shown = picture.data
    assert shown.iloc[:2]["label"].str.contains("(US)", regex=False).all()
    assert shown.iloc[:2]["kind"].eq("weights closed").all()
    chinese = shown[shown["label"].str.contains("(China)", regex=False)]
    assert chinese["kind"].eq("weights open").all()
    recent = MODELS[MODELS["released"].between("2025-01-01", "2025-10-31")].set_index("model")["weights"]
    assert recent[["Qwen3-Max", "GPT-5"]].eq("closed").all()
    assert recent[["Qwen3-32B", "gpt-oss-120b"]].eq("open").all()


def test_what_is_said_of_sizes() -> None:
    us = verdicts._sizes(MODELS, "US", NEWEST)
    china = verdicts._sizes(MODELS, "CN", NEWEST)
    assert us[2] / us[3] < china[2] / china[3] < 1
    assert us[0] == us[1] < 10  # "few models stand in the years before"
    older = verdicts._sizes(MODELS, "US", "2025-10-31")
    for (told, early, tells, late), more in (
        (us, 4),
        (older, 3),
    ):  # "three more … would turn neither verdict"
        assert (
            2 * tells * (early + more) <= told * late < 2 * tells * (early + more + 1)
        )  # "a fourth turns the older"
    since = MODELS[MODELS["developer_country"].eq("US") & (MODELS["released"] >= "2023")]
    told = since["params_status"].eq("reported").groupby(since["weights"]).mean()
    assert told["closed"] == 0  # "since 2023 none has a size, most open ones have"
    assert told["open"] > 0.8


def test_one_week_in_prose() -> None:
    week = TOKENS[TOKENS["week_end"].eq("2026-02-15")]
    sums = week.groupby(["among", "origin"])[figures.AMOUNTS].sum(min_count=1)
    ten, everything = sums.loc["ten most-used models"], sums.loc["all traffic"]
    assert ten["tokens, billion"].idxmax() == "China"
    assert everything["tokens, billion"].idxmax() == "US"
    assert ten.loc["US", "list value, USD 1,000"] > 4 * ten.loc["China", "list value, USD 1,000"]
    hosted = ADOPTION[
        ADOPTION["metric"].eq("developer_hosting_share") & ADOPTION["entity"].eq("GLM-5.3 Flash")
    ]
    first, last = hosted["value"].iloc[0], hosted["value"].iloc[-1]
    days = (pd.Timestamp(hosted["date"].iloc[-1]) - pd.Timestamp(hosted["date"].iloc[0])).days
    assert f"from {first:.0f} to {last:.0f} per cent within {days} days" in CELLS["week-read"]
    china, us = (adopted("tokens_week", f"{who} models", date="2026-02-15") for who in ("Chinese", "US"))
    assert f"{china:.2f} against {us:.2f} trillion" in CELLS["lateral-note"]
    american = week[week["scope"].eq("top_models") & week["origin"].eq("US")].set_index("developer")[
        "tokens_bn"
    ]
    assert american.drop("Arcee AI").sum() == pytest.approx(1000 * us, rel=0.01)
    assert ten.loc["China", "tokens, billion"] == pytest.approx(1000 * china, rel=0.01)


def test_crossovers_in_prose() -> None:
    ten, everything, money = figures.MEASURES
    assert "February" in figures.ahead_since(TOKENS, ten, 1)
    march = [
        weeks
        for weeks in (1, 2, 3, 4, 8)
        if figures.ahead_since(TOKENS, ten, weeks) == "from the week to 8 March 2026"
    ]
    assert march == [3, 4]  # "a lead of three or four weeks in March"
    assert "8 March 2026" in CELLS["w13-note"]
    lasting = {choice: figures.ahead_since(TOKENS, everything, 4, choice) for choice in figures.UNNAMED}
    assert [choice for choice, since in lasting.items() if since != "never"] == ["counted as Chinese"]
    assert (
        figures.ahead_since(TOKENS, everything, 3) == "from the week to 22 March 2026"
    )  # "three weeks in spring"
    share = figures.weekly_shares(TOKENS, everything)
    assert share["China"].iloc[-1] > share["US"].iloc[-1]  # "ahead again in the last week"
    assert {
        f"{TOKENS[TOKENS['scope'].eq(scope)]['week_end'].max():%B %Y}"
        for scope, _ in figures.MEASURES.values()
    } == {"May 2026"}  # "the series ends in May"
    assert f"{share.index[-1]:%B}" in CELLS["w13-read"]

    def lasts_four_weeks(part: float) -> bool:
        ours = share["China"] + part * share["unnamed"]
        return model.crossover(list(share.index), list(ours), list(share["US"]), 4) is not None

    assert not lasts_four_weeks(0.45)  # "about half of the unnamed"
    assert lasts_four_weeks(0.55)

    def lasts_against_the_rest(part: float) -> bool:
        ours, theirs = share["China"] + part * share["unnamed"], share["US"] + (1 - part) * share["unnamed"]
        return model.crossover(list(share.index), list(ours), list(theirs), 4) is not None

    assert not lasts_against_the_rest(0.7)  # "three quarters if the rest are US"
    assert lasts_against_the_rest(0.77)
    assert figures.ahead_since(TOKENS, everything, 3, "counted as US") == "never"  # "even that one is gone"
    december = figures.weekly_shares(TOKENS, ten).loc["2025-12"]
    assert december["US"].max() == 100
    assert december["China"].eq(0).sum() == 2  # "in two weeks of December"
    for weeks, choice in itertools.product((1, 2, 3, 4, 8), figures.UNNAMED):
        assert figures.ahead_since(TOKENS, money, weeks, choice) == "never"
        apart = figures.ahead_since(TOKENS, ten, weeks)
        assert figures.ahead_since(TOKENS, ten, weeks, choice) == apart  # the control changes nothing there
    few = TOKENS[TOKENS["scope"].eq("top_models")]["origin"].eq("unnamed").mean()
    assert few < 0.05  # "among the ten hardly any developer is unnamed"
    last = {choice: figures.weekly_shares(TOKENS, everything, choice).iloc[-1] for choice in figures.UNNAMED}
    ahead = [choice for choice, row in last.items() if row["China"] > row["US"]]
    assert ahead == ["left apart", "counted as Chinese"]  # "unless the unnamed are US"
    whole = {scope: set(TOKENS[TOKENS["scope"].eq(scope)].dropna(subset=value)["week_end"]) for scope, value in
             set(figures.MEASURES.values())}  # fmt: skip
    assert max(set.intersection(*whole.values())) == pd.Timestamp("2026-05-03")  # "the last with all three"
    before = TOKENS[TOKENS["scope"].eq("all_traffic") & (TOKENS["week_end"] < "2026-02-01")][
        "week_end"
    ].drop_duplicates()
    assert before.sort_values().diff().max().days > 7  # "all traffic has gaps until February 2026"


def test_printed_shares() -> None:
    table = CELLS["disagree-read"]
    assert (
        f"| {adopted('token_share', 'Chinese models', scope='ten most'):.0f} per cent (feedbagel, a news page) |"
        in table
    )
    june = {
        who: adopted("token_share", f"{who} models", scope="unidentified", date="2026-06")
        for who in ("Chinese", "US")
    }
    assert (
        f"| {june['Chinese']:.0f} per cent, US models {june['US']:.0f} (June, ThakiCloud, a cloud seller's page) |"
        in table
    )
    china, us = (adopted("tokens_week", who, scope="^undated") for who in ("Chinese models", "US models"))
    assert (
        f"US models {us:.1f} trillion tokens, Chinese ones {china:.0f} trillion (wpnews, a news page)"
        in table
    )
    for who in ("feedbagel", "Thaki", "wpnews"):
        assert any(who in SOURCES[key]["publisher"] for key in ADOPTION["source_id"].unique())


def test_derivatives() -> None:
    qwen = adopted("derivative_share", "Qwen", date="2026-02")
    assert qwen > 50  # "most new derivatives"
    assert "10,000" in CELLS["concentration-note"]
    assert "1,800" in figures.concentration(TOKENS, ADOPTION).alt


def test_memory_in_prose() -> None:
    shapes = {row["model"]: row for row in load("model_architectures").to_dict("records")}
    deepseek, llama = (hosting.kv_bytes(shapes[name]) for name in ("DeepSeek-R1", "Llama 3.1 405B"))
    assert deepseek
    assert llama
    assert llama / deepseek == pytest.approx(7, abs=0.5)  # "about a seventh"
    short, _, long = figures.TEXTS.values()
    need = {
        n: figures.memory_needed(MODELS, load("model_architectures"), 8, n).set_index("model")
        for n in (short, long)
    }
    card = load("chips").set_index("chip")["memory_gb"]
    h100, h20 = (figures.USABLE * 8 * card[name] for name in figures.SERVERS.values())
    assert h100 < need[short].loc["DeepSeek-R1", "need"] < h20 < need[short].loc["Kimi K2", "need"]
    assert need[short].loc["Qwen3-8B", "need"] < card["RTX 4090"]
    llama_70 = need[long].loc["Llama 3.1 70B"]
    assert llama_70["need"] - llama_70["weights"] > llama_70["weights"]
    ours = need[long].loc["DeepSeek-R1"]
    assert ours["need"] - ours["weights"] < ours["weights"]


def test_three_counts() -> None:
    def value(kind: str, by: str, date: str) -> float:
        rows = COUNTS[COUNTS["country"].eq("CN") & COUNTS["kind"].eq(kind) & COUNTS["counted_by"].eq(by)]
        return float(rows[rows["date"].astype(str).str.startswith(date)]["value"].iloc[0])

    text = CELLS["count-note"]
    assert f"| {value('large_models_cumulative', 'CAICT', '2025-07'):,.0f} |" in text
    assert f"| more than {value('genai_services_filed', 'CAC', '2025-07'):.0f} |" in text
    assert f"CLSA, a broker, 2023 | {value('llms_cumulative', 'CLSA', '2023'):.0f} |" in text


def test_rules_in_prose() -> None:
    assert verdicts.BEST == 14
    assert "fourteen models" in CELLS["c16-note"]
    tables = {name: load(name) for name in verdicts.NEEDED}
    named = COUNTS[COUNTS["counted_by"].eq("CAICT") & COUNTS["value"].eq(1509)].iloc[0]
    assert named[["source_id", "source_id_2"]].notna().all()  # "in two sources"
    key = load("key_figures").set_index("figure_id").loc["st-models-cn", "note"]
    assert "only the second names CAICT" in key  # "the body in one"
    assert "AI large language models" in SOURCES["xinhua-2024-1328-llms"]["title"]  # "a year before"
    assert verdicts.ENOUGH == 5
    assert "fewer than five models" in CELLS["c17-note"]
    assert verdicts.SECRECY_BEGINS.startswith("2023")
    index = load("benchmark_scores").query("benchmark == 'Epoch Capabilities Index'")
    assert set(index["as_of"].astype(str).str[:7]) == {"2026-07"}  # "the scores are those of July 2026"
    late = MODELS.set_index("model").loc[["Kimi K3", "Inkling"]]
    assert late["released"].astype(str).str.startswith("2026-07").all()
    assert late["weights"].eq("open").all()
    assert late.loc["Inkling", "developer_country"] == "US"
    assert not index["model"].isin(late.index).any()  # "have no score"
    tables = {name: load(name) for names in verdicts.TABLES.values() for name in names}
    assert verdicts.c15(tables, TODAY, "sellers").outcome == "not_supported"
    assert verdicts.c15(tables, TODAY, "newest").outcome == "not_supported"  # "either turns today's verdict"
    turned = {
        day: [
            rule
            for rule in verdicts.RULES["C15"]
            if verdicts.c15(tables, day, rule).outcome == "not_supported"
        ]
        for day in ("2025-10-31", TODAY)
    }
    assert list(turned.values()) == [["flagship"], ["sellers", "newest"]]  # "then by … today by …"
    size = MODELS.set_index("model")["total_params_b"]
    assert size["Qwen3-Max"] == size["Kimi K2"]  # "as large as Kimi K2"
    assert verdicts.c15(tables, TODAY, "same models").outcome == "supported_with_qualifier"  # "kept theirs"
    for day, rule in itertools.product(("2025-10-31", verdicts.today(tables)["C16"]), verdicts.RULES["C16"]):
        said = verdicts.c16(tables, day, rule).outcome  # "holds as long as the best are asked"
        assert said == ("not_supported" if rule == "all years" else "supported_with_qualifier")
    for day in ("2025-10-31", NEWEST):
        assert verdicts.c17(tables, day, "closed").outcome == "not_checkable"
        assert verdicts.c18(tables, day, "language models").outcome == "not_checkable"
        assert verdicts.c18(tables, day, "large is language").outcome == "supported"
    assert "One text, " in verdicts.c15(tables, TODAY).because  # "one text of three was not read"
    assert "made more exact with the data known" in CELLS["verdict-note"]
    assert "29 November 2026, with the data known" in " ".join(str(verdicts.__doc__).split())
    for claim, cell in (
        ("C15", "verdict-note"),
        ("C16", "c16-note"),
        ("C17", "c17-note"),
        ("C18", "c18-note"),
    ):
        assert f"**{claim}**" in CELLS[cell]


def test_the_teachers_page() -> None:
    page = (ROOT / "site" / "teachers" / "05-open-weights.md").read_text(encoding="utf-8")
    minutes = lesson("05").minutes
    assert f"{minutes['core']} minutes for the core path" in page
    assert f"take {minutes['further']} more" in page
    assert f"Exercise: {minutes['exercise']} minutes, and {minutes['essay']} for the essay" in page
    assert verdicts.c17({"models": MODELS}, NEWEST, "closed").outcome == "not_checkable"
    us = verdicts._sizes(MODELS, "US", NEWEST)
    assert us[1] == 6  # "from six models before 2023"
    closed = MODELS[MODELS["weights"].eq("closed")]
    assert verdicts._sizes(closed, "US", NEWEST)[1] == 2
    assert verdicts._sizes(closed, "CN", NEWEST)[2:] == (6, 14)


# Words with numbers, by cell, that the tests above hold against the tables ...
SHOWN = [
    ("first-look-note", "four models that are called open"),
    ("first-look-note", "Four models, one word"),
    ("first-look-read", "The first three can be used"),
    ("limits-note", "Of 34 licences we read 23"),
    ("matrix-note", "asks twelve questions"),
    ("levels-note", "name four steps"),
    ("w12-note", "all three families pass"),
    ("w12-read", "all three families pass"),
    ("licence-six", "five users and ten models"),
    ("licence-read", "a seller of access with USD 21 million a year. At 20 million, the gate"),
    ("licence-read", "a quarter of our 34 licences"),
    ("w12-read", "pass a line of 60 per cent; at 75"),
    ("licence-trend", "In the summer of 2026 the makers of Kimi, Qwen and GLM"),
    ("licence-trend", "above 20 billion parameters four in five"),
    ("licence-trend", "three in ten US ones"),
    ("c17-read", "since 2023 none in our table has a size"),
    ("c17-read", "three more without a size would turn neither verdict"),
    ("c18-other", "in two sources, the body in one"),
    ("week-note", "the ten most-used models"),
    ("week-read", "among the ten, Chinese models lead"),
    ("matrix-look", "twelve of these models"),
    ("counter-note", "A model that is 36 points ahead wins 55 votes of a hundred"),
    ("w13-read", "Each of the three controls"),
    ("w13-read", "three quarters if the rest are US"),
    ("w13-read", "In two weeks of December no Chinese model was among the ten"),
    ("week-read", "from 88 to 22 per cent within 19 days"),
    ("w13-note", "8 March 2026"),
    ("w13-note", "gaps until February 2026"),
    (
        "w13-read",
        "**Among the ten models** the touch comes in February and a lead of three or four weeks in March",
    ),
    ("disagree-read", "61 per cent (feedbagel, a news page) | the ten most-used models"),
    ("disagree-read", "46 per cent, US models 36 (June, ThakiCloud"),
    ("disagree-note", "the last with all three measures"),
    ("disagree-read", "all three bars come from one table"),
    ("disagree-read", "US models 5.5 trillion tokens, Chinese ones 18 trillion"),
    ("run-note", "about a seventh"),
    ("run-widget-note", "from 32 long texts to one short text"),
    (
        "run-read",
        "With 8 bits and one text, DeepSeek-R1 is too large for the server of H100 cards and fits that of H20 cards",
    ),
    ("count-note", "1,509 of what?"),
    ("count-note", "three of several counts"),
    ("count-note", "July 2025 | 1,509 |"),
    ("count-note", "July 2025 | more than 490 |"),
    ("count-note", "2023 | 130 |"),
    ("lateral-note", "4.12 against 2.94 trillion tokens"),
    ("lateral-note", "the US models among the ten"),
    ("lateral-read", "the ten most-used models"),
    ("lateral-read", "was among the ten"),
    ("quiz-note", "Six questions"),
    ("verdict-note", "each of the three firms"),
    ("verdict-note", "the three answers"),
    ("verdict-note", "three yes, and one of their models"),
    ("verdict-note", "| three yes | *with a qualifier*"),
    ("c15-other", "one text of three was not read"),
    ("c16-note", "The scores are those of July 2026"),
    ("w13-note", "The series ends in May 2026"),
    ("w13-note", "Among the ten hardly any developer is unnamed"),
    ("turn-note", "those of October 2025"),
    ("w13-read", "a lead of three weeks came in spring"),
    ("licence-trend", "Alibaba's licences of 2026"),
    ("counter-note", "on 4 August 2025, the last day before the article"),
    ("c17-note", "before 2023 and since"),
    ("c17-note", "fewer than five models on a side"),
    ("turn-read", "licences of 2026 that send a seller to ask"),
    ("turn-read", "The models of 2025 kept theirs"),
    ("turn-read", "fewer than two thirds are closed"),
    ("turn-read", "before 2023 our table has too few closed models"),
    ("counter-after", "exceptions of January to October 2025"),
    ("key-points", "the best-rated models of mid-2025"),
    ("key-points", "three shares and two leaders"),
]
# ... and those that are names, questions, the article's words, or definitions.
NAMED = [
    ("title", "three Chinese model families"),
    ("objectives", "four sentences of the article"),
    ("return-note", "Three questions from earlier"),
    ("claims-note", "We judge four sentences"),
    ("matrix-look", "graded in September 2025"),
    ("levels-note", "Apache-2.0"),
    ("levels-note", "Llama 4, behind a form"),
    ("licence-trend", "Apache-2.0"),
    ("licence-readings", "Apache-2.0"),
    ("licence-readings", "no statement of the three firms"),
    ("w12-read", "costs four words more"),
    ("counter-note", "The lines are 95 per cent ranges"),
    ("week-read", "in late summer 2026"),
    ("counter-after", "GPT-5"),
    ("c17-read", "GPT-4"),
    ("week-note", "In February 2026"),
    ("week-read", "GLM-5.3 Flash"),
    ("w13-note", "a_{t+1} > b_{t+1}"),
    ("disagree-note", "Two shares and a pair of totals have been printed"),
    ("disagree-note", "in 2026"),
    ("levels-note", "the largest Llama of 2024"),
    ("licence-six", "Meta's for Llama 4"),
    ("concentration-note", "one holder of all gives 10,000"),
    ("concentration-note", "$50^2 + 50^2 = 5{,}000$"),
    ("concentration-note", "a market above 1,800"),
    ("run-note", "{8}"),
    ("run-widget-note", "a server of eight cards"),
    ("lateral-note", "in February 2026."),
]


def test_no_number_is_loose() -> None:
    path = LESSONS / "05-open-weights.ipynb"
    assert loose_numbers(path, [], [*SHOWN, *NAMED]) == []
    assert len(loose_numbers(path, [], NAMED)) > 40  # the list is needed
    text = prose(path)
    gone = [(cell, words) for cell, words in [*SHOWN, *NAMED] if words not in text.get(cell, "")]
    assert not gone


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("05").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 340
    hosted = ADOPTION[
        ADOPTION["metric"].eq("developer_hosting_share") & ADOPTION["entity"].eq("GLM-5.3 Flash")
    ]
    (first, last), (start, end) = hosted["value"], hosted["date"]
    assert (
        f"from {first:.0f} to {last:.0f} per cent between {start:%-d} August and {end:%-d} September 2026"
        in sample
    )
    assert SOURCES[hosted["source_id"].iloc[0]]["publisher"] == "Epoch AI"
    qwen = adopted("derivative_share", "Qwen", date="2026-02")
    assert f"the base of {qwen:.0f} per cent in February 2026" in sample
    told, early, tells, late = verdicts._sizes(MODELS, "US", NEWEST)
    assert told == early == 6
    assert "all six models of US firms from before 2023" in sample
    assert f"and {tells} of {late} since" in sample
    us = MODELS[MODELS["developer_country"].eq("US") & (MODELS["released"] >= "2023")]
    assert (
        us[us["weights"].eq("open")]["params_status"].eq("reported").mean() > 0.85
    )  # "still come with their sizes"
    assert SOURCES["openai-2023-gpt4-report"]["published"] == "2023-03"
    path = SOLUTIONS / "05-open-weights" / "05-open-weights.ipynb"
    cell = next(c for c in notebooks.read(path).cells if c.id == "05-essay")
    assert all(f"**{name}" in cell.source for name in page["scheme"])
    assert len(page["scheme"]) * 4 == cell.metadata["nbgrader"]["points"]

"""Every number in the prose of lesson 11 is true of the tables and the code."""

from __future__ import annotations

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.cells import rows_of
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.new_cold_war import figures as f
from ai_ambitions.lessons.new_cold_war import model as m
from ai_ambitions.lessons.new_cold_war import verdicts as v
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "11-new-cold-war.ipynb"
TABLES = {name: load(name) for name in {name for names in v.TABLES.values() for name in names}}
USAGE, JOINT, LINKS, FEATURES = (
    TABLES["frame_usage"],
    TABLES["joint_ai_papers"],
    TABLES["linkages"],
    TABLES["analogy_features"],
)
FORUMS, REGIONS = load("forum_participation"), load("cloud_regions")
WRITTEN, TODAY = course().article.day, v.today(TABLES)
DAY = TODAY["C32"]
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
FRAME = v.frame(USAGE)
IJCAI = f.of_venue(JOINT, "IJCAI")
TIES = v.figures(TABLES, DAY)
NEEDED = f.needed(JOINT, load("research_output"))
LIKE = v.likeness(TABLES, DAY)
RACE = f.race([(2, 1, 1), (5, 1, 1), (2, 1, 4), (2, 0.25, 0.5)])


def outcome(claim: str, rule: str = "default", day: str = WRITTEN) -> str:
    return str(getattr(v, claim.lower())(TABLES, day, rule).outcome)


def now(claim: str, rule: str = "default") -> str:
    return outcome(claim, rule, TODAY[claim])


def change(first: int, place: int = 1) -> float:
    """By how much the frame's number (0) or share (1) grew from a year to 2020."""
    return m.times(FRAME[2020][place], FRAME[first][place]) - 1


def on_ai(year: int) -> float:
    """All articles on AI of a year, from the number with the frame and its share."""
    return 100 * FRAME[year][0] / FRAME[year][1]


def newest(venue: str) -> dict[str, str]:
    """The trend of a venue's newest four years by each denominator."""
    rows = f.of_venue(JOINT, venue)[-4:]
    return {of: m.trend(m.joint_share(rows[-1], of), m.joint_share(rows[0], of)) for of in m.OF}


def grows(venue: str, of: str) -> bool:
    """Whether the share of a venue's newest four years ends above where it began."""
    rows = f.of_venue(JOINT, venue)[-4:]
    return m.joint_share(rows[-1], of) > m.joint_share(rows[0], of)


def neither_of(venue: str, year: int, method: str) -> float:
    row = next(
        row
        for row in rows_of(JOINT)
        if (row["venue"], int(row["year"]), row["method"]) == (venue, year, method)
    )
    papers = row["papers_with_country"]
    return m.per_cent(m.neither(papers, row[m.OF["US"]], row[m.OF["China"]], row["papers_joint"]), papers)


def own_totals() -> tuple[int, int]:
    """Papers with a US and with a Chinese author, as the project that printed 1,006 counts them itself."""
    mine = JOINT[
        (JOINT["venue"] == "NeurIPS") & (JOINT["year"] == 2025) & (JOINT["method"] == "name_matching")
    ]
    return int(mine[m.OF["US"]].iloc[0]), int(mine[m.OF["China"]].iloc[0])


def link(indicator: str, **where: object) -> pd.Series:
    mine = LINKS[LINKS["indicator"] == indicator]
    for column, value in where.items():
        mine = mine[mine[column] == value]
    assert len(mine) == 1, (indicator, len(mine))
    return mine.iloc[0]


def articles(scope: str, outlet: str) -> float:
    """Articles with the frame in all the years, as the table states them for an outlet."""
    mine = USAGE[(USAGE["frame"] == v.FRAME) & (USAGE["scope"] == scope) & (USAGE["unit_of_text"] == outlet)]
    return float(mine[mine["year_end"] - mine["year"] == 8]["value"].max())


STATED = articles("corpus", "US press, trade and wire outlets")


def released() -> float:
    """Articles with the frame that came from the three wires for press releases."""
    return sum(articles("outlet", name) for name in ("PR Newswire", "PRWeb Newswire", "Business Wire"))


def us_trade(year: int) -> float:
    """Trade in goods with China by US statistics: twice the imports, less the deficit."""
    where = {"basis": "us_statistics", "pair": "US-CN", "year": year}
    imports = link("goods_imports_us_from_partner", **where)["value"]
    return float(2 * imports - link("goods_deficit_us_with_partner", **where)["value"])


def in_like_money(trade: float, year: int) -> float:
    """How many times the US-Soviet trade of 1979 a year's trade was, both in money of that year."""
    prices = TABLES["price_index"].query("country == 'US'").set_index("year")["index_value"]
    then = v.soviet_trade(TABLES) * prices[year] / prices[v.MONEY_OF]
    return m.times(trade, then)


def members(forum: str) -> set[str]:
    mine = FORUMS[(FORUMS["forum_id"] == forum) & FORUMS["joined"]]
    return set(mine["country"])


def clouds(code: str) -> set[str]:
    mine = REGIONS[(REGIONS["country"] == code) & REGIONS["operating"]]
    return set(mine["provider_country"])


def one_less() -> list[str]:
    """What C32 comes to if one of the features that are alike was not there."""
    found = []
    for name in (name for name, value in LIKE.items() if value):
        features = FEATURES.copy()
        features.loc[features["feature_id"] == name, "now_answer"] = "no"
        features.attrs = FEATURES.attrs
        found.append(str(v.c32(TABLES | {"analogy_features": features}, DAY).outcome))
    return found


def talked() -> set[tuple[str, str]]:
    """Months and kinds of what the two governments did together on AI."""
    events = load("ai_cooperation_events")
    both = events[(events["level"] == "governments") & events["between_us_and_china"]]
    return {(str(row["date"])[:7], str(row["kind"])) for row in rows_of(both)}


def licensed(material: str) -> bool:
    """Whether a Chinese instrument asks licences for a material."""
    controls = load("controls_timeline")
    mine = controls[(controls["jurisdiction"] == "CN") & (controls["effect"] == "tightens")]
    return any(
        material in str(row["instrument"]) and "icen" in f"{row['instrument']} {row['summary']}"
        for row in rows_of(mine)
    )


def elite() -> tuple[float, bool]:
    """Share of the survey's elite of 2022 that worked in China, and whether the row says that elite is the top two per cent."""
    flows = TABLES["talent_flows"]
    mine = flows[
        (flows["indicator"] == "share_by_workplace") & (flows["group"] == "elite") & (flows["year"] == 2022)
    ]
    row = mine[mine["country"] == "CN"].iloc[0]
    return float(row["value"]), "about the top 2 percent" in str(row["note"])


def note(feature: str) -> str:
    return str(FEATURES.set_index("feature_id").loc[feature, "note"])


def moves(claim: str) -> list[str]:
    """Rules whose outcome differs between the two days."""
    return [rule for rule in v.RULES[claim] if outcome(claim, rule) != now(claim, rule)]


FACTS = [
    Fact("story-note", "Years before 2015 are left out: three to five such articles each", lambda: f.STARTS[0] == 2015 and [FRAME[year][0] for year in (2012, 2013, 2014)] == [3, 3, 5] and min(FRAME) == 2012),
    Fact("story-read", "Up 395 per cent is nearly five times as many, in three years", lambda: round(100 * change(2017, 0)) == 395 and 4.9 < m.times(FRAME[2020][0], FRAME[2017][0]) < 5),
    Fact("story-read", "five times as many *of what*?", lambda: 4.9 < m.times(FRAME[2020][0], FRAME[2017][0]) < 5.1),
    Fact("story-read", "The axis ends in 2020, because the study does", lambda: max(FRAME) == 2020 and str(USAGE.attrs["as_of"])[:4] == "2020"),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("11-return")) == 3),
    Fact(
        "idea1-note",
        "By 2020 there are more articles on AI of every kind",
        lambda: FRAME[2020][0] / FRAME[2020][1] > 2 * FRAME[2017][0] / FRAME[2017][1],
    ),
    Fact("idea1-note", "moved by more than a tenth", lambda: m.trend(1.11, 1) == "up" and m.trend(1.09, 1) == m.trend(0.91, 1) == "about the same"),
    Fact("share-read", "Both headlines are true", lambda: change(2017, 0) > 0 > change(2017)),
    Fact("share-read", "Its study of 2021, our source, stresses that this frame leads the four", lambda: all(FRAME[2020] > v.frame(USAGE, name)[2020] for name in f.FRAMES.values() if name != v.FRAME)),
    Fact("count-widget-read", "2016 alone: from there the share goes up by nearly half", lambda: 0.4 < change(2016) < 0.5),
    Fact("count-widget-read", "Of these four, 2016 alone", lambda: len(f.STARTS) == 4 and [first for first in f.STARTS if change(first) > 0] == [2016]),
    Fact(
        "count-widget-read",
        "just before, the articles on AI had grown more than fivefold, those with the frame twofold: a low start",
        lambda: 5 < on_ai(2016) / on_ai(2015) < 6 and 2 < FRAME[2016][0] / FRAME[2015][0] < 2.3 and min(FRAME.values(), key=lambda pair: pair[1] if pair[0] > 5 else 100) == FRAME[2016],
    ),
    Fact(
        "limits-note",
        "three in ten of the articles with this frame are press releases",
        lambda: round(released() / STATED, 2) == 0.3,
    ),
    Fact("count-widget-read", "We began with 2017, the year of the State Council's plan", lambda: v.SINCE == 2017 and "In 2017 the State Council" in load("claims").set_index("claim_id").loc["C02", "claim"]),
    Fact(
        "whose-note",
        "the only such one for which our lists have five years by one method",
        lambda: (
            len(IJCAI) == 5
            and max(
                len(f.of_venue(JOINT, str(venue)))
                for venue in set(JOINT[JOINT["field"] == "general"]["venue"]) - {"IJCAI"}
            )
            < 5
        ),
    ),
    Fact(
        "whose-note",
        "By hand, for 2020: 61 joint papers, 193 with a US author. $61/193$ is 31.6 per cent.",
        lambda: (
            (IJCAI[0]["year"], IJCAI[0]["papers_joint"], IJCAI[0][m.OF["US"]]) == (2020, 61, 193)
            and round(m.joint_share(IJCAI[0], "US"), 1) == 31.6
        ),
    ),
    Fact(
        "whose-read",
        "Of US authors' papers about a third is joint, as before. Of Chinese authors' papers the joint share fell by a third.",
        lambda: (
            all(0.3 < m.joint_share(row, "US") / 100 < 0.34 for row in (IJCAI[0], IJCAI[-1]))
            and 0.3 < 1 - m.joint_share(IJCAI[-1], "China") / m.joint_share(IJCAI[0], "China") < 0.36
        ),
    ),
    Fact("whose-read", "and many more papers with a Chinese author", lambda: m.times(IJCAI[-1][m.OF["China"]], IJCAI[0][m.OF["China"]]) > 1.7),
    Fact("whose-read", "There are more joint papers than before", lambda: IJCAI[-1]["papers_joint"] > IJCAI[0]["papers_joint"]),
    Fact("whose-read", "these jump in 2024", lambda: IJCAI[-1]["year"] == 2024 and m.times(IJCAI[-1][m.OF["China"]], IJCAI[-2][m.OF["China"]]) > 1.5),
    Fact("whose-widget-note", "look at the newest four", lambda: f.SPANS["the newest four"] == 4),
    Fact(
        "whose-widget-read",
        "In robotics (ICRA), and there alone",
        lambda: [name for name in f.VENUES.values() if set(newest(name).values()) == {"down"}] == ["ICRA"],
    ),
    Fact(
        "whose-widget-read",
        "By Chinese authors' papers the newest four go down in five of six, in two hardly. By US authors' they go up in five",
        lambda: [sum(grows(venue, of) for venue in f.VENUES.values()) for of in ("China", "US")] == [1, 5] and [newest(venue)["China"] for venue in f.VENUES.values() if not grows(venue, "China")].count("about the same") == 2,
    ),
    Fact(
        "whose-widget-read",
        "Over all its years it goes *up* there, by two of the three",
        lambda: sum(m.joint_share(f.of_venue(JOINT, "ICRA")[-1], of) > m.joint_share(f.of_venue(JOINT, "ICRA")[0], of) for of in m.OF) == 2,
    ),
    Fact(
        "dispute-note",
        "*How many papers at NeurIPS 2025 were joint?* NeurIPS is a conference on machine learning. The magazine WIRED had a language model read the papers and printed 141. A private project matched names of institutions and printed 1,006.",
        lambda: list(NEEDED["joint papers"])[:2] == [141, 1006],
    ),
    Fact(
        "dispute-note",
        "about 2,450 papers with a US author and about 2,370 with a Chinese one, of 5,290 in all",
        lambda: f.by_country(load("research_output")) == {"US": 2450, "CN": 2370} and f.ALL_PAPERS == 5290,
    ),
    Fact("dispute-read", "The first count leaves 12 of 100 papers for everybody outside the two countries", lambda: NEEDED["of 100 papers"].iloc[0] == 12),
    Fact(
        "dispute-read",
        "The last three rows leave 18 to 23. But two of the three read only e-mail addresses",
        lambda: (
            sorted(NEEDED["of 100 papers"].iloc[2:]) == [18, 22, 23]
            and [round(neither_of(*each, "email_domain")) for each in (("ICML", 2024), ("NeurIPS", 2021))] == [22, 23]
        ),
    ),
    Fact("dispute-read", "COLM, on language models, does leave 13", lambda: round(neither_of("COLM", 2025, "country_field")) == 13),
    Fact("dispute-read", "The second needs 28 by Paper Copilot's counts, more than any. By its project's own, larger for both countries, it leaves 18", lambda: NEEDED["of 100 papers"].iloc[1] == 28 == NEEDED["of 100 papers"].max() and round(neither_of("NeurIPS", 2025, "name_matching")) == 18 and own_totals() == (2768, 2561) and own_totals()[0] > 2450 and own_totals()[1] > 2370),
    Fact(
        "level-note",
        "In 1979, its best year, trade in goods between the US and the Soviet Union came to 4.5 billion dollars. Prices have risen since; in money of 2025 it is about 20 billion. Guess that between the US and China in 2025, by Chinese customs, the larger of two counters. (This year is not over.)",
        lambda: (
            link("goods_trade_total", pair="US-SU", year=1979)["value"] == 4.5
            and round(v.soviet_trade(TABLES)) == 20
            and link("goods_trade_total", pair="US-CN", year=2025)["basis"] == "chinese_customs"
            and us_trade(2024) < link("goods_trade_total", pair="US-CN", year=2024)["value"]
            and DAY[:4] == "2026"
        ),
    ),
    Fact("level-read", "Trade is 28 times as large. (For the year before, US statistics count less than Chinese customs; for 2025 we lack their total.)", lambda: not len(LINKS.query("indicator in ['goods_trade_total', 'goods_imports_us_from_partner'] and basis == 'us_statistics' and year == 2025")) and [round(m.times(TIES["trade"][2], TIES["trade"][0])), round(in_like_money(us_trade(2024), 2024)), round(in_like_money(TIES["trade"][1], 2024))] == [28, 30, 35]),
    Fact(
        "level-read",
        "Of *all* US trade, that with the Soviet Union was one per cent in 1979. That with China was below 8 in March 2025, the month we found",
        lambda: (
            link("share_of_partner_in_total_trade", pair="US-SU", period_label="1979")["value"] == 1
            and 7.5 < link("share_of_partner_in_total_trade", pair="US-CN", period_label="2025-03")["value"] < 8
        ),
    ),
    Fact("level-read", "The newest step of all three leads *towards* the earlier state", lambda: list(v.steps(TABLES, DAY).values()) == ["towards"] * 3),
    Fact("level-read", "the whole Eastern bloc in 1985", lambda: link("share_coauthored_with_us_high")["year"] == 1985),
    Fact("level-read", "by IJCAI's US papers, or COLM's Chinese ones, it leads *away*", lambda: v.steps(TABLES, DAY, "US")["joint_papers"] == "away" and 2 < m.joint_share(f.of_venue(JOINT, "COLM")[-2], "China") < m.joint_share(f.of_venue(JOINT, "COLM")[-1], "China")),
    Fact("features-note", "### Ten features", lambda: len(LIKE) == 10),
    Fact("features-note", "We wrote down ten features", lambda: len(LIKE) == 10),
    Fact("features-note", "within a factor of three", lambda: v.FACTOR == 3),
    Fact(
        "features-read",
        "Talks on limits, licences for technology, and states that side with neither are alike; ties in trade, study and science are not",
        lambda: {name for name, value in LIKE.items() if value} == {"arms_talks", "export_control", "third_parties"} and not any(LIKE[name] for name in TIES),
    ),
    Fact("features-read", "Ask for *treaties*: then there were some; now we found none", lambda: "26 May 1972" in str(load("sources").set_index("source_id").loc["milestone-abm-treaty", "note"])),
    Fact(
        "features-read",
        "Two of seven are fewer than a third, and the image falls to *not supported*",
        lambda: "2 of 7" in v.c32(TABLES, DAY, "treaties").figure and now("C32", "treaties") == v.NOT,
    ),
    Fact("features-read", "*Partly* counts as unlike: two clubs, without a duty to defend. (As half it changes nothing.)", lambda: "two clubs" in note("blocs") and "no duty to defend" in note("blocs") and LIKE["blocs"] == 0 and now("C32", "partly-counts") == now("C32", "features")),
    Fact("features-read", "had 97 members in 1979. By its own list it has 120", lambda: "then 97 (1979), now 120 by its own list" in note("third_parties")),
    Fact("features-read", "Were the three blanks unlike, it falls, too", lambda: list(LIKE.values()).count(None) == 3 and now("C32", "all-ten") == v.NOT),
    Fact("features-read", "Any *one* of the three rows decides", lambda: all(value == v.NOT for value in one_less())),
    Fact("features-read", "in November 2024 both presidents said that humans, not AI, decide on nuclear weapons. The round on AI in Geneva, that May, was on risks. In May 2026 both presidents agreed to talk", lambda: {("2024-05", "government_talks"), ("2024-01", "joint_statement"), ("2026-05", "leaders_meeting")} <= talked() and str(FEATURES.set_index("feature_id").loc["arms_talks", "now_since"])[:7] == "2024-11" and "at Geneva in May 2024 was on risks" in note("arms_talks")),
    Fact(
        "features-read",
        "of gallium, graphite and rare earths",
        lambda: all(licensed(word) for word in ("Gallium", "Graphite", "rare earths")),
    ),
    Fact(
        "third-note",
        "Indonesia, Kenya and Brazil have joined WAICO, the organisation that China's government proposed, and not Pax Silica",
        lambda: {"BR", "ID", "KE"} <= members("waico-2026") - members("pax-silica"),
    ),
    Fact("third-note", "Indonesia and Brazil rent clouds of both (lesson 09), and in Kenya none of the six firms of that lesson has a region", lambda: clouds("BR") == clouds("ID") == {"CN", "US"} and not clouds("KE") and REGIONS["provider"].nunique() == 6),
    Fact("third-note", "One state, Kazakhstan, is in both clubs", lambda: members("waico-2026") & members("pax-silica") == {"KZ"}),
    Fact(
        "rivals-note",
        "By hand: Green stands at 4, Purple at 1. Green reacts with 1, has a fatigue of 1.5 and a grievance of 0.5. Its pace is $1 \\times 1 - 1.5 \\times 4 + 0.5 = -4.5$: down. It slows as it falls; after a year Green stands at 2",
        lambda: f.STARTS_AT == (4, 1) and f.GRIEVANCE == 0.5 and 1 * 1 - 1.5 * 4 + 0.5 == -4.5 and round(m.path(4, 1, 1.5, 1.5, 1, 1, 0.5, 0.5)[1][0], 1) == 2,
    ),
    Fact("stable-note", "Fatigue is 1.5 for both", lambda: "a=1.5, b=1.5" in CODE["stable"]),
    Fact(
        "rivals-widget-note",
        "Purple reacts with 4, and will not change. Fatigue is 1.5, grievance 0.5 for both. What can Green do, alone?",
        lambda: f.GRIEVANCE == 0.5 and [k for k in f.REACTIONS if m.is_stable(1.5, 1.5, k, 4)] == [0.5],
    ),
    Fact("rivals-widget-read", "React with 0.5: $0.5 \\times 4 = 2$ lies below 2.25, and both come to rest", lambda: m.is_stable(1.5, 1.5, 0.5, 4)),
    Fact("rivals-widget-note", "Twice the reaction", lambda: "k=2, l=2" in CODE["stable"] and '"green": 1.0, "purple": 1.0' in CODE["rivals-widget"]),
    Fact("rivals-widget-read", "slowly, for the chart ends before", lambda: m.path(4, 1, 1.5, 1.5, 0.5, 4, 0.5, 0.5)[-1][1] < 9 < m.equilibrium(1.5, 1.5, 0.5, 4, 0.5, 0.5)[1]),
    Fact("rivals-widget-read", "though it rests lower than the hot one", lambda: m.equilibrium(1.5, 1.5, 0.5, 4, 0.5, 0.5)[0] < m.equilibrium(1.5, 1.5, 0.5, 4, 0.5, 0.5)[1]),
    Fact("who-read", "[Richardson's own figures](https://scilit.com/publications/850ee03f86fc1dbc96f1ccd26a9c3b94) for 1907 to 1914 fit his equations", lambda: "Richardson" in load("sources").set_index("source_id").loc["scilit-richardson", "title"]),
    Fact("race-note", "A [study](https://doi.org/10.1007/s00146-015-0590-y)", lambda: load("sources").set_index("source_id").loc["armstrong-2016-precipice", "url"].endswith("s00146-015-0590-y")),
    Fact(
        "race-read",
        "More teams raise the risk. Where skill counts for more, it falls, and ignorance makes it vanish",
        lambda: (RACE.iloc[1, 3:] > RACE.iloc[0, 3:]).all() and (RACE.iloc[2, 3:] < RACE.iloc[0, 3:]).all() and RACE.iloc[2, 3] == 0,
    ),
    Fact("race-read", "Against ignorance that holds in each row", lambda: (RACE.iloc[:, 4] > RACE.iloc[:, 3]).all() and (RACE.iloc[:, 5] > RACE.iloc[:, 3]).all()),
    Fact("race-read", "in the last row, teams that know *all* are safer than teams that know only themselves", lambda: RACE.iloc[3, 5] < RACE.iloc[3, 4]),
    Fact("lateral-note", "*\"In 2021 joint AI papers of the US and China fell.\"*", lambda: link("coauthored_ai_papers", pair="US-CN", year=2021)["value"] < link("coauthored_ai_papers", pair="US-CN", year=2020)["value"]),
    Fact(
        "lateral-note",
        "Stanford's AI Index has more than 10,000 papers for 2020, and fewer for 2021. ETO, the Emerging Technology Observatory, finds *three per cent more* for the same year in its own list",
        lambda: (
            link("coauthored_ai_papers", pair="US-CN", year=2020)["stated_as"] == "more_than"
            and link("coauthored_ai_papers", pair="US-CN", year=2021)["value"] == 9660
            and link("coauthored_ai_papers_change")["value"] == 3
        ),
    ),
    Fact("quiz-note", "Five questions", lambda: len(question_set("11-check")) == 5),
    Fact("parts-note", "what five sentences of the article name", lambda: TABLES["sentence_parts"]["claim_id"].nunique() == 5),
    Fact("c01-note", "By hand: none of three", lambda: not any(v.named(TABLES["sentence_parts"], "C01").values())),
    Fact("c01-note", "C31, a quotation, lesson 10 judges by its parts", lambda: set(load("claims").set_index("claim_id").loc["C31", ["verdict_when_written", "verdict_today"]]) == {v.OPEN}),
    Fact("c01-read", "*Not checkable*, on both days, and also if two parts sufficed", lambda: {outcome("C01"), now("C01"), outcome("C01", "two-of-three"), now("C01", "two-of-three")} == {v.OPEN}),
    Fact("c01-read", "sentences that name two of three, such as the one on people online", lambda: sum(map(bool, v.named(TABLES["sentence_parts"], "C10").values())) == 2),
    Fact(
        "c01-read",
        "*supported* by count, *not supported* by share since 2017, *supported* by share since 2016",
        lambda: [now("C01", rule) for rule in ("press-count", "press-share", "press-from-2016")] == [v.SUPPORTED, v.NOT, v.SUPPORTED],
    ),
    Fact("c01-read", "figures of the press end in 2020", lambda: max(FRAME) == 2020),
    Fact("c32-note", "by the ten features", lambda: len(LIKE) == 10),
    Fact("c32-note", "None of three", lambda: not any(v.named(TABLES["sentence_parts"], "C32").values())),
    Fact("c32-read", "*Not checkable*, on both days", lambda: outcome("C32") == now("C32") == v.OPEN),
    Fact(
        "c32-read",
        "The image fits *with a qualifier*, three of seven; with one of these gone, image and whole would be *not supported*",
        lambda: (
            sum(value is not None for value in LIKE.values()) == 7
            and sum(value or 0 for value in LIKE.values()) == 3
            and now("C32", "features") == v.QUALIFIED
            and set(one_less()) == {v.NOT}
        ),
    ),
    Fact(
        "c32-read",
        "do more than half of the three figures move towards then, by the newest step? All do: *supported*. When the article was written it was two, and trade led away: *supported*, too. (One would be *with a qualifier*.)",
        lambda: (
            now("C32", "direction") == outcome("C32", "direction") == v.SUPPORTED
            and len(TIES) == 3
            and list(v.steps(TABLES, WRITTEN).values()).count("towards") == 2
            and v.steps(TABLES, WRITTEN)["trade"] == "away"
            and outcome("C32", "direction-us") == v.QUALIFIED
            and list(v.steps(TABLES, WRITTEN, "US").values()).count("towards") == 1
        ),
    ),
    Fact("c32-read", "In two surveys of MacroPolo, a think tank, the US was first, among all sampled. In three years its lead shrank from 48 points to 14. Biggest, yes; lasting, no: *with a qualifier*", lambda: list(v.leads(TABLES["talent_flows"])) == [2019, 2022] and list(v.leads(TABLES["talent_flows"]).values()) == [("US", 48), ("US", 14)] and now("C32", "prize-named") == v.QUALIFIED),
    Fact("c32-read", "(Of the *elite*, the top two per cent, about one in eight worked in China in 2022", lambda: elite() == (12, True)),
    Fact("c32-read", "Counted by papers, another unit, the two were nearly level in 2025", lambda: 1 < m.times(2450, 2370) < 1.05),
    Fact("c32-read", "ties and counts of papers are older", lambda: v.as_of(TABLES, "linkages") < DAY and IJCAI[-1]["year"] < int(DAY[:4])),
    Fact("c32-read", "the State Council's asks for a world-leading level by 2030", lambda: "by 2030, for a world-leading level" in load("claims").set_index("claim_id").loc["C02", "rests_on"]),
    Fact(
        "c32-read",
        "the White House's plan is called \"Winning the Race\"",
        lambda: any("Winning the Race" in str(title) for title in load("sources")["title"]),
    ),
    Fact("turn-read", "Only trade as a share *and* a factor of ten make the image hold; either alone changes nothing", lambda: v.WIDE == 10 and now("C32", "trade-share") == v.SUPPORTED and now("C32", "factor-of-ten") == now("C32", "features") and not m.alike(*v.trade_share(TABLES, DAY))),
    Fact("turn-read", "with *treaties* in place of talks the image is false, and with it the whole. So it is with blank rows as unlike, and by the three with figures alone", lambda: all(v._both(now("C32", rule), v.OPEN) == v.NOT for rule in ("treaties", "all-ten", "figures-only"))),
    Fact(
        "turn-read",
        "With what is missing, each sentence takes three answers. Between the two days one rule moves: the direction by papers of US authors",
        lambda: (
            all(len({now(claim, rule) for rule in v.RULES[claim]} - {v.OPEN}) == 3 for claim in v.RULES)
            and moves("C01") == []
            and moves("C32") == ["direction-us"]
        ),
    ),
]  # fmt: skip
DEFINITIONS = [
    ("count-widget-note", "= 100 \\times \\left(\\frac{\\text{last}}{\\text{first}} - 1\\right)"),
    ("share-read", "CSET itself said both in [2020](https://cset.georgetown.edu/research/mainframes-"),
    ("whose-widget-note", "joint share} = 100 \\times"),
    ("dispute-note", "the joint papers have been counted twice"),
    ("rivals-note", "Three things move it"),
    ("race-note", "an ability between 0 and *skill*"),
    ("race-note", "the risk in 100"),
    ("parts-note", "it must say three things"),
    ("c01-note", "- **Names all three:**"),
]


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_numbers_in_the_code_are_those_of_the_tables() -> None:
    assert f'written, today = "{WRITTEN}"' in CODE["setup"]
    assert "neither(5290, 2450, 2370, papers)" in CODE["dispute"]
    assert "for papers in [141, 1006]" in CODE["dispute"]
    assert "is_stable(a=1.5, b=1.5, k=2, l=2)" in CODE["stable"]


def test_the_words_under_a_prediction_are_true() -> None:
    assert "1.54 per cent in 2017, 1.29 in 2020" in reason("11-share")
    assert [round(FRAME[year][1], 2) for year in (2017, 2020)] == [1.54, 1.29]
    assert "17.6 per cent in 2020, 11.5 in 2024" in reason("11-whose")
    assert [round(m.joint_share(row, "China"), 1) for row in (IJCAI[0], IJCAI[-1])] == [17.6, 11.5]
    said = "560 billion dollars beside 20 billion, in money of 2025. A year before, in money of that year, it was 35 times"
    assert said in reason("11-trade")
    then, before, newest_trade = TIES["trade"]
    assert (round(newest_trade), round(then), round(in_like_money(before, 2024))) == (560, 20, 35)
    assert (
        "Three that our tables show to be alike, four that they show to be unlike, and three without a row"
        in reason("11-features")
    )
    assert [list(LIKE.values()).count(value) for value in (1, 0, None)] == [3, 4, 3]
    assert "The reactions make 4, the fatigues only 2.25" in reason("11-stable")


def test_the_quiz_is_true() -> None:
    text = (lesson("11").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "five times as many, and their share falls from 1.54 to 1.29 per cent" in text
    assert [round(FRAME[year][0]) for year in (2017, 2020)] == [147, 728]
    assert "Joint papers rise from 61 to 71" in text
    assert "from 347 to 617" in text
    assert [(row["papers_joint"], row[m.OF["China"]]) for row in (IJCAI[0], IJCAI[-1])] == [
        (61, 347),
        (71, 617),
    ]
    assert "Fatigues of 1.5 and 1.5, reactions of 0.5 and 4" in text
    assert m.is_stable(1.5, 1.5, 0.5, 4)


def test_green_and_purple_are_no_states_before_the_reveal() -> None:
    ids = [cell.id for cell in notebooks.read(PATH).cells]
    before = ids[ids.index("rivals-note") : ids.index("who-predict")]
    text = " ".join(words for name, words in prose(PATH).items() if name in before)
    assert not any(word in text for word in ("China", "US ", "Soviet", "state", "laborator"))

"""Every number in the prose of lesson 06 is true of the tables, the law and the code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from inspect import signature
from math import comb

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS, SOLUTIONS
from ai_ambitions.core.verdict import Verdict
from ai_ambitions.lessons.chip_ban import figures, verdicts
from ai_ambitions.lessons.chip_ban.engine import (
    CONTROLLED,
    NOT_CONTROLLED,
    UNDECIDED,
    against_published,
    decide,
    distance_to_control,
)
from ai_ambitions.lessons.chip_ban.model import BITS, chip_metrics, find, tpp
from ai_ambitions.lessons.chip_ban.places import places
from ai_ambitions.practice.questions import reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "06-chip-ban.ipynb"
CHIPS, RULES, TIMELINE = load("chips"), load("export_rule_thresholds"), load("controls_timeline")
GROUPS, PLACES = load("export_country_groups"), load("export_rule_places")
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
QUESTIONS = yaml.safe_load((lesson("06").folder / "questions.yaml").read_text(encoding="utf-8"))


def chip(name: str) -> dict[str, float | None]:
    return chip_metrics(find(CHIPS, figures.CHIPS.get(name, name)))


def rule(rule_id: str) -> pd.DataFrame:
    return RULES[RULES["rule_id"] == rule_id]


def starts(rule_id: str, day: str) -> bool:
    return bool((rule(rule_id)["effective"] == day).any())


def step(instrument: str) -> pd.Series:
    return TIMELINE[TIMELINE["instrument"].str.contains(instrument, regex=False)].iloc[-1]


def a_rates() -> pd.Series:
    disputed = load("disputed_values")
    rows = disputed[(disputed["key"] == "chip=Ascend 910B") & (disputed["field"] == "dense_fp16_tflops")]
    return rows["value"]


def rate_sources() -> pd.Series:
    disputed = load("disputed_values")
    return disputed[(disputed["key"] == "chip=Ascend 910B") & (disputed["field"] == "dense_fp16_tflops")][
        "source_id"
    ]


def meets_a(rate: float, area: float) -> bool:
    made = {"chip": "x", "dense_fp16_tflops": rate, "die_area_mm2": area, "datacenter": "yes"}
    return decide(made, rule("us-2023-10-3a090"), "2025-06-01").paragraph == "3A090.a"


def scope(paragraph: str, place: str) -> pd.DataFrame:
    rows = PLACES[(PLACES["paragraph"] == paragraph) & (PLACES["says"] == "licence")]
    return rows[rows["place"] == place]


def in_group(economy: str, group: str) -> bool:
    return group in GROUPS[GROUPS["economy"] == economy].iloc[-1]["groups"].split(";")


def buying() -> pd.DataFrame:
    """The Chinese measures against buying US firms' chips, which the verdict on C22 counts."""
    chinese = TIMELINE[TIMELINE["direction"] == "china_on_us"]
    return chinese[(chinese["category"] == "against_chips") & (chinese["bars"] == "purchase")]


def line(paragraph: str, metric: str) -> list[float]:
    rows = rule("us-2023-10-3a090")
    return sorted(rows[(rows["paragraph"] == paragraph) & (rows["metric"] == metric)]["value"])


def tables() -> dict[str, pd.DataFrame]:
    return {"chips": CHIPS, "export_rule_thresholds": RULES, "controls_timeline": TIMELINE}


def tools(day: str) -> list[verdicts.Item]:
    return verdicts.tool_classes(RULES, day)


def over_time() -> list[tuple[str, str, Verdict]]:
    return verdicts.spells(tables(), RULES.attrs["as_of"])


EXAMPLE = "2022-10-10"


def not_counted_whichever_is_fastest() -> bool:
    """The H200 stays below the third, whether or not the rates of the newest parts hold."""
    day = RULES.attrs["as_of"]
    both = (tables(), without_the_newest())
    return all("H200 SXM" not in [i.name for i in verdicts.front_row(t, day)] for t in both)


def without_the_newest() -> dict[str, pd.DataFrame]:
    return tables() | {"chips": CHIPS[~CHIPS["chip"].isin(["Rubin (per GPU)", "MI455X"])]}


def changed(claim: str, change: str, rule_name: str) -> str:
    shown = figures.one_change(claim, tables(), RULES.attrs["as_of"]).set_index(f"{claim}: what is changed")
    return str(shown.loc[change, rule_name])


def moved() -> int:
    """How many rules say something else after one of the changes that the lesson shows."""
    shown = [figures.one_change(claim, tables(), RULES.attrs["as_of"]) for claim in ("C20", "C22")]
    return sum(table[name].nunique() > 1 for table in shown for name in table.columns[1:])


def with_classes(classes: Sequence[str]) -> str:
    """The verdict of today if these were the classes of tools."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verdicts, "TOOLS", tuple(classes))
        return verdicts.c20(tables(), RULES.attrs["as_of"]).outcome


FACTS = [
    Fact("setup-note", "three tables", lambda: CODE["setup"].count("= load(") == 3),
    Fact(
        "story-note",
        "Four parts by Nvidia, a US maker",
        lambda: (
            all(
                (find(CHIPS, figures.CHIPS[n])["vendor"], find(CHIPS, figures.CHIPS[n])["vendor_country"])
                == ("Nvidia", "US")
                for n in ("A800", "H20", "H200", "RTX 4090")
            )
            and '["A800", "H20", "H200", "RTX 4090"]' in CODE["story"]
        ),
    ),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(QUESTIONS["06-return"]) == 3),
    Fact("quiz-note", "Five questions", lambda: len(QUESTIONS["06-check"]) == 5),
    Fact(
        "story-note",
        "the RTX 4090 for computer games",
        lambda: not find(CHIPS, "RTX 4090")["datacenter"],
    ),
    Fact(
        "story-read",
        "The A800 darkens before the rule of 2023, for a letter from BIS, not published, told Nvidia",
        lambda: starts("us-2023-10-letter", "2023-10-23") and starts("us-2023-10-3a090", "2023-11-17"),
    ),
    Fact(
        "story-read",
        "for gaming cards such as the RTX 4090, a *notice*: the seller first tells BIS, which may refuse",
        lambda: (
            decide(find(CHIPS, "RTX 4090"), RULES, "2023-12-15").easier_path == "after a notice to BIS"
            and "BIS may refuse" in RULES[RULES["paragraph"] == "740.8 NAC notice"]["note"].iloc[0]
        ),
    ),
    Fact(
        "plane-read",
        "A800 and H800 came under the rule of 2022",
        lambda: all(
            decide(find(CHIPS, name), RULES, "2023-06-01").outcome == NOT_CONTROLLED
            and decide(find(CHIPS, name), RULES, "2024-06-01").paragraph == "3A090.a"
            for name in ("A800 SXM4 80GB", "H800 SXM5")
        ),
    ),
    Fact(
        "bunch-read",
        "The variants of 2022 lie a third below",
        lambda: (
            distance_to_control(decide(find(CHIPS, "A800 SXM4 80GB"), RULES, "2023-06-01"))
            == pytest.approx(100 / 3)
        ),
    ),
    Fact(
        "bunch-read",
        "Those of 2023 crowd",
        lambda: "6 of 6 within 5 %" in figures.nearness(figures.distance_groups(CHIPS, RULES)).alt,
    ),
    Fact("engine-cases-read", "is right in 37 of these 58 cases", lambda: fresh_expected() == (37, 58)),
    Fact(
        "w15-note",
        "The *rule of 2022* asks for TPP and for **link speed**",
        lambda: set(rule("us-2022-10-3a090")["metric"]) == {"tpp", "io_bandwidth_gbs"},
    ),
    Fact("mirror-note", "with 0.2 % Chinese rare earths", lambda: ", 0.2, day)" in CODE["mirror-rows"]),
    Fact(
        "mirror-read",
        "other parts of Announcement 61 had held for a month",
        lambda: (
            (pd.Timestamp("2025-11-07") - pd.Timestamp("2025-10-09")).days == 29
            and starts("cn-2025-10-rare-earth-61", "2025-10-09")
        ),
    ),
    Fact(
        "mirror-read",
        "ten days *before* the announcement",
        lambda: (step("announcements 61 and 62")["date"] - step("Affiliates (50")["date"]).days == 10,
    ),
    Fact(
        "mirror-read",
        "in force for six weeks when BIS suspended it, in the days when China suspended its own",
        lambda: (
            round((step("Suspension of affiliates")["date"] - step("Affiliates (50")["date"]).days / 7) == 6
            and abs(
                step("Suspension of affiliates")["date"] - step("Suspension of October 2025 rare")["date"]
            )
            <= pd.Timedelta(days=3)
        ),
    ),
    # TPP and density
    Fact(
        "tpp-equation",
        "16 bits, or 8",
        lambda: (BITS["dense_fp16_tflops"], BITS["dense_fp8_tflops"]) == (16, 8),
    ),
    Fact("tpp-equation", "a factor 2", lambda: tpp(312, 16) == 2 * (312 / 2) * 16),
    Fact(
        "tpp-equation",
        "writes 2 × MacTOPS",
        lambda: (RULES[RULES["paragraph"] == "Definition TPP"]["value"] == 2).all(),
    ),
    Fact("tpp-equation", "needs no further 2", lambda: tpp(312, 16) == 312 * 16),
    Fact(
        "tpp-why",
        "twice as many operations",
        lambda: (
            find(CHIPS, figures.CHIPS["H100"])["dense_fp8_tflops"]
            == pytest.approx(2 * find(CHIPS, figures.CHIPS["H100"])["dense_fp16_tflops"], rel=1e-3)
        ),
    ),
    Fact(
        "tpp-predict-note",
        "It has more memory, and its links to other chips are as fast",
        lambda: (
            find(CHIPS, figures.CHIPS["H20"])["memory_gb"] > find(CHIPS, figures.CHIPS["H100"])["memory_gb"]
            and chip("H20")["io_bandwidth_gbs"] == chip("H100")["io_bandwidth_gbs"]
        ),
    ),
    Fact(
        "pd-note",
        "sell them by the thousand. The rule of October 2023",
        lambda: (
            step("Advanced computing rule update")["date"].year == 2023
            and TIMELINE[TIMELINE["instrument"] == "Advanced computing rule update"]["date"].iloc[0]
            == pd.Timestamp("2023-10-17")
        ),
    ),
    Fact(
        "plane-read",
        "the rule came first",
        lambda: all(
            find(CHIPS, figures.CHIPS[n])["announced"] > pd.Timestamp("2023-10-17") for n in ("H20", "L20")
        ),
    ),
    # products beside a line
    Fact(
        "bunch-note",
        "at most 5 per cent",
        lambda: signature(figures.nearness).parameters["band"].default == 5,
    ),
    Fact(
        "bunch-read",
        "the A10 of 2021",
        lambda: (
            find(CHIPS, "A10 PCIe")["announced"].year == 2021
            and distance_to_control(decide(find(CHIPS, "A10 PCIe"), RULES, "2024-06-01")) < 5
        ),
    ),
    Fact(
        "bunch-read",
        "Three control parts",
        lambda: (figures.distance_groups(CHIPS, RULES)["group"] == "2023: earlier parts").sum() == 3,
    ),
    Fact(
        "bunch-read",
        "about once in nine (twins counted once)",
        lambda: twins_counted_once() == (5, 3, 1) and round(1 / (comb(3, 1) / comb(8, 6))) == 9,
    ),
    # and, or, unknown
    Fact(
        "engine-note",
        "between 1 and 2",
        lambda: set(figures.conditions(RULES, "3A090.a")["alternative"]) == {"1", "2"},
    ),
    Fact(
        "engine-note",
        "with a TPP of 15,832 and a density of 19.4",
        lambda: (
            round(chip("H100")["tpp"]) == 15832
            and chip("H100")["performance_density"] == pytest.approx(19.4, abs=0.06)
        ),
    ),
    Fact(
        "engine-run-note",
        "before and one after November 2023",
        lambda: starts("us-2023-10-3a090", "2023-11-17"),
    ),
    Fact(
        "engine-read",
        "rates of the MI308X, a chip by AMD",
        lambda: (
            find(CHIPS, "MI308X")["vendor"] == "AMD"
            and decide(find(CHIPS, "MI308X"), RULES, "2024-06-01").outcome == UNDECIDED
        ),
    ),
    Fact("engine-cases-read", "differs from two press pages", lambda: differing() == {"rc66", "rc91"}),
    Fact(
        "engine-cases-read",
        "the duty had stood since November 2023",
        lambda: scope("3A090.a", "headquarters").iloc[0]["effective"] == pd.Timestamp("2023-11-17"),
    ),
    Fact(
        "places-note",
        "D:5 holds states under a US arms embargo, China among them",
        lambda: in_group("CN", "D:5"),
    ),
    Fact("places-note", "A:5 holds close partners", lambda: in_group("GB", "A:5") and in_group("JP", "A:5")),
    Fact(
        "places-read",
        "issued in January 2025, stands in the text",
        lambda: PLACES[PLACES["says"] == "not_enforced"]["effective"].min() == pd.Timestamp("2025-01-13"),
    ),
    Fact(
        "places-read",
        "the list of September 2026 counts the Emirates among the partners",
        lambda: in_group("AE", "A:5") and GROUPS.attrs["as_of"].startswith("2026-09"),
    ),
    Fact("w17-read", "the rule of 2022", lambda: starts("us-2022-10-3a090", "2022-10-21")),
    Fact("w17-read", "the rule of 2023", lambda: starts("us-2023-10-3a090", "2023-11-17")),
    # law over time
    Fact("w15-note", "*2025 letters*", lambda: starts("us-2025-04-letters", "2025-04-09")),
    Fact(
        "w15-note", "to three makers", lambda: rule("us-2025-04-letters")["addressee"].iloc[0].count(";") == 2
    ),
    Fact("w15-note", "from December 2023 to May 2025", lambda: {"Dec 2023", "May 2025"} <= set(figures.DAYS)),
    Fact(
        "w15-read",
        "the H20 is far over the line",
        lambda: chip("H20")["dram_bandwidth_gbs"] > 2 * rule("us-2025-04-letters")["value"].min(),
    ),
    Fact(
        "w15-read",
        "February 2026",
        lambda: (
            not decide(find(CHIPS, figures.CHIPS["H200"]), RULES, "2025-05-15").paths
            and decide(find(CHIPS, figures.CHIPS["H200"]), RULES, figures.DAYS["Feb 2026"]).easier_path
            == "case-by-case review"
        ),
    ),
    # two sources
    Fact(
        "dispute-note",
        "four sources give five rates for it",
        lambda: a_rates().nunique() == 5 and rate_sources().nunique() == 4,
    ),
    Fact(
        "dispute-note",
        "The lowest rate, from a weak page, is an older chip's",
        lambda: a_rates().min() == find(CHIPS, "Ascend 910")["dense_fp16_tflops"],
    ),
    Fact(
        "dispute-note",
        "The line of paragraph a lies between them",
        lambda: (a_rates() * 16).min() < line("3A090.a", "tpp")[-1] < (a_rates() * 16).max(),
    ),
    Fact("dispute-flip", "Its line is 5.92", lambda: line("3A090.a", "performance_density") == [5.92]),
    Fact("dispute-flip", "666 mm²", lambda: round(find(CHIPS, "Ascend 910B")["die_area_mm2"]) == 666),
    Fact(
        "dispute-flip", "800 mm² in all", lambda: "[666, 800]" in CODE["dispute-area"]
    ),  # an assumption, named as one
    Fact(
        "dispute-read",
        "Five figures and one die: one verdict",
        lambda: all(meets_a(rate, 666) for rate in a_rates()),
    ),
    Fact(
        "dispute-read",
        "two of the five fall below; without the older chip's, one of four",
        lambda: [meets_a(rate, 800) for rate in sorted(a_rates())] == [False, False, True, True, True],
    ),
    Fact(
        "dispute-read",
        "In May 2025 BIS listed this chip",
        lambda: step("Guidance on Huawei Ascend chips")["date"] == pd.Timestamp("2025-05-13"),
    ),
    # who acted when
    Fact(
        "time-note",
        "In May 2023",
        lambda: step("review decision on Micron")["date"] == pd.Timestamp("2023-05-21"),
    ),
    Fact(
        "time-read",
        "seven months after the US rule of October 2022",
        lambda: (
            round(
                (
                    step("review decision on Micron")["date"]
                    - step("Advanced computing and semiconductor manufacturing rule")["date"]
                ).days
                / 30.4
            )
            == 7
        ),
    ),
    Fact(
        "time-read",
        "In August 2022 BIS had first stopped chips by letters",
        lambda: step("Licence letters to Nvidia and AMD")["date"] == pd.Timestamp("2022-08-26"),
    ),
    Fact(
        "time-read",
        "In December 2022 a US law",
        lambda: step("NDAA 2023")["date"] == pd.Timestamp("2022-12-23"),
    ),
    Fact(
        "time-read",
        "three Chinese makers, from the end of 2027",
        lambda: (
            "SMIC, YMTC or CXMT" in step("NDAA 2023")["summary"]
            and "five years after" in step("NDAA 2023")["summary"]
        ),
    ),
    Fact(
        "time-plot-note",
        "Five words",
        lambda: prose(PATH)["time-plot-note"].split("</summary>")[1].count("*") == 10,
    ),
    # abroad
    Fact(
        "mirror-note",
        "in three ways",
        lambda: (
            sum(f"**{way}**" in prose(PATH)["mirror-note"] for way in ("content", "technology", "name")) == 3
        ),
    ),
    Fact("mirror-note", "more than 25 %", lambda: content("most destinations") == (">", 25)),
    Fact("mirror-note", "0.1 % or more", lambda: content("foreign-made items") == (">=", 0.1)),
    Fact(
        "mirror-note",
        "Announcement 61 of October 2025",
        lambda: (
            "61 of 2025" in rule("cn-2025-10-rare-earth-61")["title"].iloc[0]
            and step("announcements 61 and 62")["date"] == pd.Timestamp("2025-10-09")
        ),
    ),
    Fact("mirror-read", "in December 2025", lambda: starts("cn-2025-10-rare-earth-61", "2025-12-01")),
    Fact(
        "mirror-read",
        "suspended in November for a year",
        lambda: (
            step("Suspension of October 2025 rare-earth")["date"] == pd.Timestamp("2025-11-07")
            and starts("cn-2025-10-rare-earth-61", "2026-11-11")
        ),
    ),
    Fact(
        "mirror-read",
        "firms half owned by listed ones",
        lambda: (rule("us-2025-09-affiliates")["value"] == 50).all(),
    ),
    Fact("lateral-note", "in 2023", lambda: step("review decision on Micron")["date"].year == 2023),
    # verdicts
    Fact("verdict-note", "in the 24 months before the day", lambda: verdicts.MONTHS == 24),
    Fact("verdict-note", "at least a third of the TPP of the fastest", lambda: verdicts.SHARE == 1 / 3),
    Fact(
        "verdict-note",
        "AMD, Nvidia and Intel (a third US maker)",
        lambda: verdicts.SELLERS == ("AMD", "Intel", "Nvidia"),
    ),
    Fact("verdict-note", "four classes of machine", lambda: len(verdicts.TOOLS) == 4),
    Fact(
        "verdict-note",
        "10 October 2022, three days after BIS issued its first large rule",
        lambda: f'(tables, "{EXAMPLE}")' in CODE["c20-items"] and starts("us-2022-10-tools", "2022-10-07"),
    ),
    Fact(
        "c20-items-read",
        "None of five chips: *mostly open*. Two of four tools: *partly shut*. The weaker half decides: *not supported*",
        lambda: (
            verdicts.c20(tables(), EXAMPLE).figure
            == "a US rule closes 0 of 5 cutting-edge chips and 2 of 4 classes of tools"
            and "Chips: mostly open. Tools: partly shut." in verdicts.c20(tables(), EXAMPLE).because
            and verdicts.c20(tables(), EXAMPLE).outcome == "not_supported"
        ),
    ),
    Fact(
        "c20-items-read",
        "The rule on chips began on 21 October",
        lambda: starts("us-2022-10-3a090", "2022-10-21"),
    ),
    Fact(
        "c20-turn-read",
        "On our example day letters of August, not published, reached four of the five chips: counted, they make it *with a qualifier*",
        lambda: (
            starts("us-2022-08-letters", "2022-08-26")
            and sum("US" in i.states for i in verdicts.front_row(tables(), EXAMPLE, letters=True)) == 4
            and verdicts.c20(tables(), EXAMPLE, "unpublished-too").outcome == "supported_with_qualifier"
        ),
    ),
    Fact("c20-items-read", "the two dates that matter", lambda: CODE["c20-settle"].count("c20(tables,") == 2),
    Fact(
        "c20-read",
        "Chips are shut on both dates, with the letters or without",
        lambda: all(
            "US" in item.states
            for day in (course().article.day, RULES.attrs["as_of"])
            for letters in (True, False)
            for item in verdicts.front_row(tables(), day, letters=letters)
        ),
    ),
    Fact(
        "c20-read",
        "about a quarter of the TPP of Nvidia's GB300",
        lambda: chip("H200")["tpp"] / chip("GB300 (per GPU)")["tpp"] == pytest.approx(0.26, abs=0.005),
    ),
    Fact(
        "c20-read",
        "Two of today's four, Nvidia's Rubin and AMD's MI455X, have unconfirmed rates, and no sale is on record here",
        lambda: (
            [item.name for item in verdicts.front_row(tables(), RULES.attrs["as_of"])][:2]
            == ["MI455X", "Rubin (per GPU)"]
            and len(verdicts.front_row(tables(), RULES.attrs["as_of"])) == 4
            and all(
                "when it was first sold was not recorded" in find(CHIPS, name)["note"]
                for name in ("Rubin (per GPU)", "MI455X")
            )
            and "does not say whether its rates are dense" in find(CHIPS, "MI455X")["note"]
            and "the lower is taken as dense" in find(CHIPS, "Rubin (per GPU)")["note"]
        ),
    ),
    Fact(
        "c20-read",
        "Without both, the next two take their places, closed as well",
        lambda: (
            [item.name for item in verdicts.front_row(without_the_newest(), RULES.attrs["as_of"])][2:]
            == ["MI355X", "MI350X"]
            and verdicts.c20(without_the_newest(), RULES.attrs["as_of"]).figure
            == verdicts.c20(tables(), RULES.attrs["as_of"]).figure
        ),
    ),
    Fact("c20-read", "of Nvidia's GB300 and is not counted", lambda: not_counted_whichever_is_fastest()),
    Fact(
        "c20-read",
        "EUV and the newest immersion machines come from the Netherlands and Japan",
        lambda: {state for item in tools(RULES.attrs["as_of"])[:2] for state in item.states} == {"NL", "JP"},
    ),
    Fact(
        "c20-read",
        "Since December 2024 a US rule names them, wherever they are made, but lets off what is sent from 33 states",
        lambda: (
            starts("us-2024-12-sme-fdp", "2024-12-02")
            and set(rule("us-2024-12-sme-fdp")["role"]) == {"control", "exception"}
            and all(
                "from one of 33 states" in note
                for note in rule("us-2024-12-sme-fdp").query("role == 'exception'")["note"]
            )
        ),
    ),
    Fact(
        "c20-read",
        "those two among them: they have rules of their own",
        lambda: {"NL", "JP"} <= set(RULES[RULES["subject"] == "tool"]["jurisdiction"]),
    ),
    Fact(
        "c20-read",
        "Two of four is exactly the border",
        lambda: all(
            sum("US" in item.states for item in tools(day)) == 2
            for day in (course().article.day, RULES.attrs["as_of"])
        ),
    ),
    Fact(
        "c22-note",
        "gene sequencers by the US firm Illumina",
        lambda: step("Illumina")["bars"] == "import" and step("Illumina")["legal_status"] == "lifted",
    ),
    Fact(
        "c22-note",
        "all trade with a list of foreign firms, arms makers among them",
        lambda: (
            "no import or export activities related to China. The firms sell arms"
            in step("Unreliable entity list, 4 March 2025")["summary"]
        ),
    ),
    Fact(
        "c22-read",
        "Of the measures on buying it alone was published; the others, marked †, are press reports",
        lambda: (
            [
                list(buying()[buying()["legal_status"] == status]["instrument"])
                for status in ("in force", "reported")
            ]
            == [
                ["Cybersecurity review decision on Micron"],
                [
                    "CAC guidance against H20",
                    "CAC order on RTX Pro 6000D",
                    "Guidance on state-funded data centres",
                ],
            ]
        ),
    ),
    Fact("c22-read", "the US law of 2022", lambda: step("NDAA 2023")["date"].year == 2022),
    Fact(
        "c22-read",
        "December 2023 | two ministries ask for assessed processors in state computers; the first list names Chinese ones only",
        lambda: (
            step("Procurement criteria")["date"] == pd.Timestamp("2023-12-26")
            and "all 18 on the first list are Chinese" in step("Procurement criteria")["summary"]
            and step("Procurement criteria")["bars"] == "neither"
        ),
    ),
    Fact(
        "c22-read",
        "August and September 2025 † | CAC is reported to tell large firms to stop ordering two of Nvidia's cards for China",
        lambda: (
            step("CAC guidance against H20")["bars"]
            == step("CAC order on RTX Pro 6000D")["bars"]
            == "purchase"
            and [step(f"CAC {name}")["date"].month for name in ("guidance against H20", "order on RTX")]
            == [8, 9]
        ),
    ),
    Fact(
        "c22-read",
        "October 2025 | customs is reported to check chips at the ports, and Micron to leave server chips in China",
        lambda: (
            step("Customs checks")["date"] == pd.Timestamp("2025-10-10")
            and step("Micron's reported exit")["date"] == pd.Timestamp("2025-10-17")
        ),
    ),
    Fact(
        "c22-read",
        "November † | data centres with state money are reported to be told to use domestic AI chips",
        lambda: (
            step("Guidance on state-funded data centres")["date"] == pd.Timestamp("2025-11-05")
            and "must use domestic AI chips" in step("Guidance on state-funded data centres")["summary"]
        ),
    ),
    Fact(
        "c22-read",
        "January 2026 | a customs bar on the H200 is reported; some imports are soon approved",
        lambda: (
            step("Customs instruction on H200")["legal_status"] == "reported"
            and step("Approval of first H200")["date"] == pd.Timestamp("2026-01-28")
        ),
    ),
    Fact(
        "c22-read",
        "three months to July 2026; the next report not seen | Nvidia reports that the Chinese government restricted its licensed sales: less than 1 per cent",
        lambda: (
            "restricted by the Chinese government" in step("H200 sales held back")["summary"]
            and "below 1 percent of data-centre revenue" in step("H200 sales held back")["summary"]
            and pd.isna(step("H200 sales held back")["bars"])
            and step("H200 sales held back")["source_id"] == "nvda-2026-10q-q2-note"
        ),
    ),
    # what would turn them
    Fact(
        "c20-turn-note",
        "The first two tables",
        lambda: 'in ["C20", "C22"]' in CODE["c20-turn"] and CODE["c20-turn"].count("table(") == 2,
    ),
    Fact("c20-turn-note", "The third table runs our rule", lambda: "over_all_days" in CODE["c20-turn"]),
    Fact("c20-turn-read", "One change or another moves each of the eight rules", lambda: moved() == 8),
    Fact(
        "c20-turn-read",
        "C20 hangs on the 33 states",
        lambda: changed("C20", "BIS lets no machine off", "our rule") == "supported",
    ),
    Fact(
        "c20-turn-read",
        "The MATCH Act, a bill",
        lambda: (
            step("MATCH Act introduced")["legal_status"] == "bill"
            and "reach foreign tools by rule" in step("MATCH Act introduced")["summary"]
        ),
    ),
    Fact(
        "c20-turn-read",
        "*not supported* until 20 October 2022, *with a qualifier* ever since. Only the rule of that month has moved it",
        lambda: (
            [(first, verdict.outcome) for first, _, verdict in over_time()]
            == [(verdicts.FIRST_DAY, "not_supported"), ("2022-10-21", "supported_with_qualifier")]
            and starts("us-2022-10-3a090", "2022-10-21")
        ),
    ),
    Fact(
        "c22-read",
        "the verdict on 2025 holds, and that of today becomes *with a qualifier*, for the January bar. Two looser rules",
        lambda: (
            [
                verdicts.c22(tables(), day, name).outcome
                for name in ("unpublished-too", "any-goods", "any-bar")
                for day in (course().article.day, RULES.attrs["as_of"])
            ]
            == ["not_supported", *["supported_with_qualifier"] * 5]
        ),
    ),
    Fact(
        "mirror-read",
        "By their texts the US rule returned on 10 November 2026 and the Chinese one the day after, unless extended",
        lambda: (
            starts("us-2025-09-affiliates", "2026-11-10")
            and starts("cn-2025-10-rare-earth-61", "2026-11-11")
            and step("Planned end of the affiliates")["date"] == pd.Timestamp("2026-11-09")
            and step("Planned end of the rare-earth")["date"] == pd.Timestamp("2026-11-10")
        ),
    ),
    Fact(
        "w15-note",
        "a third, on a sum of two speeds, is left out",
        lambda: (
            len(rule("us-2025-04-letters")) == 3
            and list(rule("us-2025-04-letters").query("role != 'control'")["metric"])
            == ["dram_plus_io_bandwidth_gbs"]
        ),
    ),
    Fact(
        "places-read",
        "Then applications from the Emirates met a *presumption of approval*: granted, unless something spoke against it. (With a *presumption of denial* it is the other way round.) Of most places we do not know the group",
        lambda: (
            known_places("2024-06-01") < 0.1 < 0.7 < known_places(RULES.attrs["as_of"])
            and reviewed("AE", "2024-06-01") == "presumption of approval"
        ),
    ),
    Fact(
        "c20-turn-read",
        "Our rule for C22 has only ever said *not supported*; the changed notice shows that it can say *supported*",
        lambda: (
            changed("C22", "CAC's notice bars imports", "our rule") == "supported"
            and {
                verdicts.c22(tables(), str(day)[:10]).outcome
                for day in TIMELINE["date"]
                if str(day) >= verdicts.FIRST_DAY
            }
            == {"not_supported"}
        ),
    ),
    Fact(
        "c20-turn-read",
        "a US rule of October 2022 on *use*",
        lambda: starts("us-2022-10-end-use", "2022-10-07"),
    ),
    Fact(
        "c20-turn-read",
        "Without that rule, etching closes in November 2023",
        lambda: [first for first, _, _ in without_the_rule_on_use()] == ["2019-01-01", "2023-11-17"],
    ),
    Fact(
        "c20-turn-read",
        "with a fifth that no US rule closes, such as older immersion machines, C20 is *not supported*; without lithography, *supported*",
        lambda: (
            not (RULES["paragraph"] == "older immersion lithography").any()
            and with_classes([*verdicts.TOOLS, "older immersion lithography"]) == "not_supported"
            and with_classes(verdicts.TOOLS[2:]) == "supported"
        ),
    ),
    Fact(
        "mirror-read",
        "In September both sides spoke of 10 January 2027",
        lambda: (
            step("extend the truce to 10 January 2027")["date"] == pd.Timestamp("2026-09-24")
            and "No legal text was seen" in step("extend the truce")["summary"]
        ),
    ),
]

# What words mean, and no table could show.
DEFINITIONS = [
    ("lateral-note", "the three questions of lesson 00"),
    ("tpp-equation", "and is twice as large"),  # half of the numbers are skipped
    ("pd-note", "sell them by the thousand"),
    ("pd-note", "in mm}^2"),
    (
        "c20-turn-read",
        "Two choices weigh most",
    ),  # the rule on use and the list of classes, each tested below its name
    ("key-points", "three different things"),  # controlled, licensable, sold
]


@cache
def all_cases() -> pd.DataFrame:
    where = places(GROUPS, PLACES, load("economies"))
    return against_published(
        load("rule_cases"), CHIPS, RULES, where, load("memory_stacks"), load("disputed_values")
    )


def differing() -> set[str]:
    """The fresh cases in which the engine disagrees; each says why in its note."""
    rows = all_cases()[all_cases()["new source"] & (all_cases()["engine"] == "disagrees")]
    assert rows["note"].str.startswith("differs: ").all()
    return set(rows["case_id"])


def fresh_expected() -> tuple[int, int]:
    """How often a fresh case says controlled, and how many fresh cases there are."""
    fresh = all_cases()[all_cases()["new source"]]
    return int((fresh["expected"] == "controlled").sum()), len(fresh)


def content(paragraph: str) -> tuple[str, float]:
    row = RULES[RULES["paragraph"].str.contains(paragraph, na=False)].iloc[0]
    return str(row["operator"]), float(row["value"])


def known_places(day: str) -> float:
    """The share of economies whose country groups our table knows on a day."""
    where = places(GROUPS, PLACES, load("economies"))
    codes = list(where.names)
    return sum(where.groups_of(code, pd.Timestamp(day).date()) is not None for code in codes) / len(codes)


def reviewed(place: str, day: str) -> str:
    """How an application for an H100 that is to go to a place is met on a day."""
    where = places(GROUPS, PLACES, load("economies"))
    return decide(find(CHIPS, figures.CHIPS["H100"]), RULES, day, place, places=where).review


def twins_counted_once() -> tuple[int, int, int]:
    """Variants of 2023 and control parts at distances of their own, and how many control parts are near."""
    groups = figures.distance_groups(CHIPS, RULES).round(6)
    ours, control = (
        groups.loc[groups["group"] == f"2023: {name}", "below"].unique()
        for name in ("variants for China", "earlier parts")
    )
    return len(ours), len(control), int((control <= 5).sum())


def without_the_rule_on_use() -> list[tuple[str, str, Verdict]]:
    rules = RULES[RULES["rule_id"] != "us-2022-10-end-use"]
    return verdicts.spells(tables() | {"export_rule_thresholds": rules}, RULES.attrs["as_of"])


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_the_words_under_a_prediction_are_true() -> None:
    share = (
        find(CHIPS, figures.CHIPS["H20"])["dense_fp16_tflops"]
        / find(CHIPS, figures.CHIPS["H100"])["dense_fp16_tflops"]
    )
    assert "about a seventh of its rate" in reason("06-h20")
    assert round(1 / share) == 7
    assert "almost 16,000" in CODE["tpp-predict"]
    assert 15_700 < chip("H100")["tpp"] < 16_000


def test_the_quiz_is_true() -> None:
    """Figures in the questions, held against the engine."""
    text = str(QUESTIONS)
    assert "1,979 TFLOPS" in text
    assert pytest.approx(990, abs=1) == 1979 / 2
    l20 = find(CHIPS, "L20 PCIe")
    assert "TPP of 1,912 and a density of 3.14" in text
    assert round(chip("L20 PCIe")["tpp"]) == 1912
    assert decide(l20, RULES, "2024-06-01").outcome != CONTROLLED
    assert line("3A090.a", "tpp")[0] < 3000 < line("3A090.a", "tpp")[1]
    before, after = (
        decide(find(CHIPS, figures.CHIPS["H20"]), RULES, day) for day in ("2023-12-15", "2025-05-15")
    )
    assert (before.outcome == CONTROLLED, after.outcome == CONTROLLED) == (False, True)


def test_the_worked_steps_of_the_exercise_are_right() -> None:
    text = prose(SOLUTIONS / "06-chip-ban" / "06-chip-ban.ipynb")
    assert "For the rate 256 and 666 mm²: TPP 4,096, density 6.15" in text["06-assumption-text"]
    assert tpp(256, 16) == 4096
    assert round(4096 / 666, 2) == 6.15
    assert "rate of 10 at 8 bits has a TPP of 80" in text["06-tpp-text"]
    assert "TPP of 600 on 100 mm² has a density of 6" in text["06-density-text"]
    assert (
        "TPP of 4,800 or more, **or** TPP of 1,600 or more **and** density of 5.92"
        in text["06-paragraph-text"]
    )
    assert line("3A090.a", "tpp") == [1600, 4800]


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("06").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 250
    letters = rule("us-2025-04-letters")
    assert "bandwidth of 1,400 GB/s or more" in sample
    assert letters[letters["metric"] == "dram_bandwidth_gbs"]["value"].iloc[0] == 1400
    assert "TPP of 2,368, while its memory moves 4,000 GB/s" in sample
    assert (round(chip("H20")["tpp"]), chip("H20")["dram_bandwidth_gbs"]) == (2368, 4000)
    assert "the L20, which moves 864 GB/s" in sample
    assert chip("L20")["dram_bandwidth_gbs"] == 864
    domestic = CHIPS[CHIPS["market"] == "china_domestic"]["memory_bandwidth_gbs"]
    assert "that is a third of our table" in sample
    assert domestic.isna().mean() == pytest.approx(1 / 3, abs=0.03)
    assert "letters to three firms" in sample

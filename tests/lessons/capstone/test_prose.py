"""Every number in the prose of lesson 12 is true of the tables and the code."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.data.editions import editions
from ai_ambitions.lessons.capstone import figures as f
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.lessons.open_weights.verdicts import NEVER, c16
from ai_ambitions.methods.dated import DAYS_A_MONTH
from ai_ambitions.practice.ledger import FROM_MILD_TO_HARD, entries
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "12-capstone.ipynb"
LEDGER, RULES = f.ledger(), f.by_rule()
INDEX = editions({name: load(name) for name in ("index_vintages", "benchmark_scores", "models")})
FIRST = f.first_verdicts(load("provisional_verdicts"))
ENTRIES = {entry.id: entry for entry in entries()}
NOW, CHANGES = list(LEDGER["now"]), load("verdict_history")
SAID, KEPT = list(FIRST["said"]), list(FIRST["kept"])
EDITIONS = {f.edition_name(day): mine for day, mine in INDEX.groupby("edition")}
WAITS, HOLDS = f.waits(INDEX), f.holds_up_to(INDEX)
WAYS = f.three_ways(FIRST)
RIGHT = m.calibration(SAID, KEPT)
AGREE = f.agreement(RULES).set_index("confidence")
READERS = f.readers()
COUNTS, SOURCES, KEY = load("llm_counts"), load("sources").set_index("source_id"), load("key_figures")


MOVED_BY = f.by_claim(RULES)
GROUPS = {group: {claim for claim, one in MOVED_BY.items() if one == group} for group in m.MOVES}
OTHERS = RULES[~RULES["own"]]
DIFFER = (OTHERS["now"] != OTHERS["claim"].map(RULES[RULES["own"]].set_index("claim")["now"])).sum()
DATE_MOVES = RULES["then"] != RULES["now"]
TURNED = OTHERS["now"] != OTHERS["claim"].map(RULES[RULES["own"]].set_index("claim")["now"])
MODELS = load("models")
# The claims whose newest table is of a day, by that day.
TODAYS: dict[str, list[str]] = {}
for entry in ENTRIES.values():
    TODAYS.setdefault(str(entry.row["as_of"])[:10], []).append(entry.id)


def closed_all(rule: str) -> str:
    """What a rule of C16 says where every model from outside China is closed: the most that it can say."""
    tables = {name: load(name) for name in ("benchmark_scores", "models")}
    tables["models"] = tables["models"].assign(weights="closed")
    return c16(tables, "2026-07-15", rule).outcome


def stayed(day: str) -> list[bool]:
    """Whether the first verdict of one day was kept, a claim each."""
    return list(FIRST[f"first, {day}"] == FIRST[f"settled, {day}"])


WHEN = {word: (sum(kept for kept, said in zip(stayed("when written"), SAID, strict=True) if said == word), SAID.count(word)) for word in (0.5, 0.7, 0.9)}  # fmt: skip


def scores(medium: float, high: float) -> list[float]:
    """The course's scores by each count, had its words been taken for other numbers."""
    said = [{0.5: 0.5, 0.7: medium, 0.9: high}[number] for number in SAID]
    return [m.brier(said, kept) for kept in (KEPT, stayed("when written"), stayed("today"))]


MILDER, LOUDER = scores(0.6, 0.8), scores(0.8, 0.95)


def wins(ours: str, rival: str) -> list[bool]:
    """Whether the one column scores better than the other, by each count."""
    return [float(mine) < float(its) for mine, its in zip(WAYS[ours], WAYS[rival], strict=True)]


def moves(claim: str, rule: str) -> bool:
    """Whether the date moves a claim's verdict by a rule."""
    then, now = ENTRIES[claim].ruled[rule]
    return then.outcome != now.outcome


def pattern(claim: str) -> tuple[bool, bool]:
    """Whether the date moves the verdict by the course's rule, and by the other one of the widget."""
    return moves(claim, "default"), moves(claim, f.CASES[claim].other)


def all_rules_move(claim: str) -> bool:
    return all(moves(claim, rule) for rule in ENTRIES[claim].ruled)


def lead() -> dict[str, float]:
    """Points by which GPT-4 stands above DeepSeek-V2, by edition."""
    return {
        edition: float(f.score_of(mine, "GPT-4") or 0) - float(f.score_of(mine, "DeepSeek-V2") or 0)
        for edition, mine in EDITIONS.items()
    }


def bounds(name: str) -> tuple[float, float]:
    """The interval of a model in the edition that prints one."""
    mine = EDITIONS["February 2026"]
    row = mine[mine["model"].map(f.label) == name].iloc[0]
    return float(row["score_low"]), float(row["score_high"])


def first_outdated() -> list[tuple[str, str]]:
    """Claims that were first outdated today, with what they are now."""
    mine = FIRST[FIRST["first, today"] == "outdated"]
    return list(zip(mine["claim"], mine["settled, today"], strict=True))


def outcomes(claim: str, rule: str) -> tuple[str, ...]:
    return tuple(said.outcome for said in ENTRIES[claim].ruled[rule])


def count_of(country: str) -> float:
    mine = COUNTS[(COUNTS["kind"] == "large_models_cumulative") & (COUNTS["country"] == country)]
    return float(mine[mine["date"].astype(str).str.startswith("2025-07-28")]["value"].iloc[0])


def confirmed() -> bool:
    rows = KEY[KEY["figure_id"].isin(["st-models-cn", "st-models-world"])]
    return set(rows["result"].astype(str)) == {"confirmed"} and set(rows["source_id_2"]) == {
        "mexicobusiness-2025-1509"
    }


def longer() -> float:
    """How many times the words of the paragraph before stand in the re-issued one."""
    before, after = prose(PATH)["reissue-pattern"].split("**Re-issued:**")
    return len(after.split()) / len(before.split("in our words:")[1].split())


def others(claim: str) -> int:
    return len(ENTRIES[claim].ruled) - 1


FACTS = [
    Fact("board-read", "**no** claim is supported", lambda: "supported" not in set(LEDGER["hardest"]) | set(LEDGER["hardest then"])),
    Fact("board-read", "not one is *not supported*", lambda: "not supported" not in set(LEDGER["mildest"]) | set(LEDGER["mildest then"])),
    Fact("board-read", "24 of 32 claims stand", lambda: (m.stands(NOW, qualifier_counts=True), len(NOW)) == (24, 32)),
    Fact("board-read", "Ask for *supported*, and 9 do", lambda: m.stands(NOW, qualifier_counts=False) == 9),
    Fact("title", "Three tools help", lambda: sum(text.startswith("## Idea") for text in prose(PATH).values()) == 3),
    Fact("return-note", "Four questions from earlier lessons", lambda: len(question_set("12-return")) == 4),
    Fact("limits-note", "into 32 sentences", lambda: course().article.claims == 32),
    Fact("ledger-widget-note", "One claim from each lesson that judges", lambda: len({ENTRIES[claim].owner.number for claim in f.CASES}) == len(f.CASES) == len({entry.owner.number for entry in ENTRIES.values()})),
    Fact("ledger-widget-read", "the verdict gets milder between the days", lambda: ENTRIES["C12"].ledger == ("not_supported", "supported_with_qualifier")),
    Fact("ledger-widget-read", "it is *supported* on both", lambda: {said.outcome for said in ENTRIES["C12"].ruled["flagship"]} == {"supported"}),
    Fact("ledger-widget-read", "With C04 it is the *other* one", lambda: pattern("C04") == (False, True)),
    Fact("dispute-note", "in May 2023 China's regulator of cyberspace, the CAC, told", lambda: "On 21 May 2023 the cyberspace regulator (CAC)" in ENTRIES["C22"].row["rests_on"]),
    Fact("idea3-note", "$(0.7 - 1)^2 = 0.09$", lambda: round(m.penalty(0.7, True), 4) == 0.09),
    Fact("idea3-note", "$(0.7 - 0)^2 = 0.49$", lambda: round(m.penalty(0.7, False), 4) == 0.49),
    Fact("idea3-note", "A seer has 0.", lambda: m.brier([1, 0], [True, False]) == 0),
    Fact("idea3-note", "always says one half has 0.25, whatever comes", lambda: {m.penalty(0.5, True), m.penalty(0.5, False)} == {f.COIN} == {0.25}),
    Fact("kept-note", "On 24 November 2026", lambda: set(load("provisional_verdicts")["given_on"].astype(str).str[:10]) == {"2026-11-24"}),
    Fact("kept-note", "Two of the 32 had a rule from the start", lambda: len(ENTRIES) - len(FIRST) == 2),
    Fact("third-read", "Nine of 32 claims, at most", lambda: READERS["claims"].max() == 9 and len(set(", ".join(READERS["which"]).split(", "))) == 9),
    Fact("third-read", "For those three readers", lambda: len(READERS) == 3),
    Fact("quiz-note", "Four questions", lambda: len(question_set("12-check")) == 4),
    Fact("board-read", "about as many are milder than ours today as are harder", lambda: abs(f.milder_and_harder(RULES)[0] - f.milder_and_harder(RULES)[1]) <= 3),
    Fact("board-note", "in this order: supported, with a qualifier, outdated, not checkable, not supported", lambda: [OUTCOMES[each] for each in FROM_MILD_TO_HARD] == ["supported", "supported with a qualifier", "outdated", "not checkable", "not supported"]),
    Fact("date-read", "So few", lambda: (LEDGER["then"] != LEDGER["now"]).sum() <= 4),
    Fact("date-read", "no longer grew as it had", lambda: ENTRIES["C24"].ledger == ("supported", "outdated")),
    Fact("date-read", "its own* quarter, and no later quarter touches it", lambda: not moves("C24", "as-dated")),
    Fact("date-read", "By our rule China kept pace in four of four windows of time then. Now it is two of five", lambda: ["4 of 4 windows" in ENTRIES["C13"].ruled["default"][0].figure, "2 of 5 windows" in ENTRIES["C13"].ruled["default"][1].figure] == [True, True]),
    Fact("date-read", "For no claim does the verdict move by all its rules", lambda: not any(map(all_rules_move, ENTRIES))),
    Fact("rule-read", "the date moves about a quarter", lambda: 0.22 < DATE_MOVES.mean() < 0.28),
    Fact("rule-read", "more than half of the other rules disagree with ours", lambda: 0.5 < DIFFER / len(OTHERS) < 0.65),
    Fact("rule-read", "4 beside 31", lambda: ((LEDGER["then"] != LEDGER["now"]).sum(), (LEDGER["mildest"] != LEDGER["hardest"]).sum()) == (4, 31)),
    Fact("groups-read", "is the largest group", lambda: max(GROUPS, key=lambda name: len(GROUPS[name])) == "both"),
    Fact("groups-read", "has two halves", lambda: len(GROUPS["the rule"]) > 1),
    Fact("groups-read", "models that carry values (C30)", lambda: GROUPS["the date"] == {"C30"}),
    Fact("groups-read", "Today all its rules agree; when the article was written, one did not", lambda: [list(RULES[(RULES["claim"] == "C30")][day] != "supported with a qualifier").count(True) for day in ("then", "now")] == [1, 0]),
    Fact("groups-read", "no claim. Rivals behind paywalls (C16) come nearest", lambda: GROUPS["neither"] == set() and "C16" in GROUPS["the rule"]),
    Fact("dispute-read", "Give up one of the three words, and the verdict turns", lambda: "published and that bars imports of US firms' chips" in ENTRIES["C22"].rules["default"] and others("C22") == 3 and all(outcomes("C22", rule)[1] != outcomes("C22", "default")[1] for rule in ENTRIES["C22"].ruled if rule != "default")),
    Fact("dispute-read", "and today's verdict gets a qualifier", lambda: outcomes("C22", "unpublished-too") == ("not_supported", "supported_with_qualifier")),
    Fact("dispute-read", "it has a qualifier on both days", lambda: set(outcomes("C22", "any-goods")) == {"supported_with_qualifier"}),
    Fact("dispute-read", "it has one on both days, too", lambda: set(outcomes("C22", "any-bar")) == {"supported_with_qualifier"}),
    Fact("idea2-note", "GPT-4 of March 2023", lambda: f.CAME == "2023-03-14"),
    Fact("road-note", "counts the days between two dates; a month has 30.44 of them on average.)", lambda: round(DAYS_A_MONTH, 2) == 30.44),
    Fact("road-read", "all three editions", lambda: len(EDITIONS) == 3),
    Fact("waits-read", "DeepSeek-V2, a Chinese model of May 2024", lambda: set(INDEX[INDEX["model"].map(f.label) == "DeepSeek-V2"]["released"].astype(str).str[:7]) == {"2024-05"}),
    Fact("waits-read", "the first does not hold Yi-34B, another Chinese model", lambda: [f.score_of(mine, "Yi-34B") is None for mine in EDITIONS.values()] == [True, False, False]),
    Fact("waits-read", "At first a third of a point made four months", lambda: round(3 * (lead()["February 2026"] - lead()["November 2025"])) == 1 and 4 <= WAITS["February 2026"] - WAITS["November 2025"] < 4.5),
    Fact("waits-read", "It took Chinese laboratories *more than a year* to match GPT-4", lambda: min(WAITS.values()) > f.YEAR),
    Fact("allowance-read", "By a point and a half the editions agree on 14 months", lambda: {round(months) for months in f.waits(INDEX, 1.5).values()} == {14} and len({round(months) for months in f.waits(INDEX, 1.25).values()}) == 2),
    Fact("allowance-read", "in all three up to eight points", lambda: (len(HOLDS), min(HOLDS.values())) == (3, 8)),
    Fact("allowance-read", "The line falls where Yi-34B comes in", lambda: {name for edition, (_, name) in f.matches(INDEX, 9.5).items() if edition != "November 2025"} == {"Yi-34B"}),
    Fact("allowance-read", "In the first edition it falls later", lambda: max(HOLDS, key=lambda edition: HOLDS[edition]) == "November 2025"),
    Fact("allowance-read", "One edition prints intervals, and at that edge they overlap", lambda: [edition for edition, mine in EDITIONS.items() if mine["score_low"].notna().any()] == ["February 2026"] and bounds("GPT-4")[0] < bounds("Yi-34B")[1]),
    Fact("allowance-read", '"more than a year, by three editions as printed and with up to eight points allowed; whether that is more than the error is not known."', lambda: {round(months) for months in WAITS.values()} == {14, 18} and 1 < max(lead().values()) < 1.5),
    Fact("sure-widget-note", "right seven times in ten", lambda: 0.7 in f.RIGHT.values() and 1.0 in f.SAID.values()),
    Fact("sure-widget-read", "a tenth more or less costs only a hundredth", lambda: [round(m.expected(0.7 + step, 0.7) - m.expected(0.7, 0.7), 4) for step in (-0.1, 0.1)] == [0.01, 0.01]),
    Fact("sure-widget-read", "each wrong answer costs a whole point", lambda: m.penalty(1.0, False) == 1),
    Fact("sure-widget-read", "It beats a coin only if you are right more than three times in four", lambda: m.expected(1.0, 0.75) == f.COIN and m.expected(1.0, 0.76) < f.COIN < m.expected(1.0, 0.74)),
    Fact("kept-note", "Five days later all are settled", lambda: all(entry.settled for entry in ENTRIES.values()) and max(CHANGES["date"].astype(str).str[:10]) == "2026-11-29"),
    Fact("kept-read", "Both dots lie below the line", lambda: RIGHT[0.7] < 0.7 and RIGHT[0.9] < 0.9),
    Fact("kept-read", "*Low* is a single case", lambda: SAID.count(0.5) == 1),
    Fact("score-read", "The table makes the other two", lambda: len(WAYS) == 3),
    Fact("ways-read", "Of seven verdicts that were first *outdated*, one was kept", lambda: (len(first_outdated()), [claim for claim, now in first_outdated() if now == "outdated"]) == (7, ["C24"])),
    Fact("ways-read", "C04 and C18, for instance, changed by a rule laid down when the data were known", lambda: {"C04", "C18"} <= {claim for claim, now in first_outdated() if now != "outdated"} and all("own words" in why or "its own date" in why for why in CHANGES[CHANGES["claim_id"].isin(["C04", "C18"]) & (CHANGES["before"] == "outdated")]["why"])),
    Fact("lateral-note", "more than 1,500 large language models by July 2025", lambda: "more than 1,500 large language models" in ENTRIES["C18"].row["claim"]),
    Fact("lateral-note", "1,509 of 3,755", lambda: (count_of("CN"), count_of("WORLD")) == (1509, 3755)),
    Fact("lateral-note", "The first is a page of Chinese state media", lambda: SOURCES.loc["peoples-daily-2025-1509-models", "stance"] == "state media"),
    Fact("lateral-note", "Only the second names CAICT for the models", lambda: "names CAICT as the counter" in SOURCES.loc["mexicobusiness-2025-1509", "note"] and set(KEY[KEY["figure_id"] == "st-models-cn"]["note"]) == {"both give the figure as told at the Shanghai conference; only the second names CAICT as its counter, the first names no counter"}),
    Fact("lateral-note", "rests on one page", lambda: set(COUNTS[COUNTS["value"] == 1509]["counted_by"].astype(str)) == {"CAICT"}),
    Fact("lateral-note", "therefore the verdict has a qualifier", lambda: set(ENTRIES["C18"].ledger) == {"supported_with_qualifier"}),
    Fact("reissue-pattern", "reported quarterly revenue up 14-fold", lambda: "quarterly revenue up 14-fold" in ENTRIES["C24"].row["claim"]),
    Fact("plan-note", "takes fifteen claims, from five lessons or more", lambda: 5 * len(ENTRIES) / len({entry.owner.number for entry in ENTRIES.values()}) < 15.5),
    Fact("limits-note", "The oldest is the article's own (C31, a quotation), the newest is of November 2026. More than half are of July 2026 or earlier", lambda: (min(TODAYS), max(TODAYS), TODAYS[min(TODAYS)]) == (str(course().article.day), "2026-11-29", ["C31"]) and sum(len(which) for day, which in TODAYS.items() if day < "2026-08") > len(ENTRIES) / 2),
    Fact("date-read", "Leave out the models that OpenAI sells as Pro, and the verdict stays", lambda: not moves("C13", "without-pro")),
    Fact("rule-read", "A few claims hold many of the rules", lambda: OTHERS["claim"].value_counts().head(6).sum() > 0.4 * len(OTHERS)),
    Fact("rule-read", "Let each claim weigh the same, and the two are 20 and 69 per cent", lambda: (round(100 * DATE_MOVES.groupby(RULES["claim"]).mean().mean()), round(100 * TURNED.groupby(OTHERS["claim"]).mean().mean())) == (20, 69)),
    Fact("groups-read", "one of four rules falls, the one that asks every model and not the best", lambda: [rule for rule, days in ENTRIES["C16"].ruled.items() if {said.outcome for said in days} == {"not_supported"}] == ["all years"] and len(ENTRIES["C16"].ruled) == 4),
    Fact("groups-read", "None can give *supported*, since no table counts what may be used without paying", lambda: "no table counts what can be used without paying" in NEVER["C16"]["supported"] and {closed_all(rule) for rule in ENTRIES["C16"].ruled} == {"supported_with_qualifier"}),
    Fact("ledger-widget-read", "With C12, C13 and C24 only *our* rule moves with the date", lambda: {claim for claim in f.CASES if pattern(claim) == (True, False)} == {"C12", "C13", "C24"} and {claim for claim in f.CASES if pattern(claim) == (False, True)} == {"C04"}),
    Fact("ledger-widget-read", "With C16 nothing that you do changes the verdict, for neither rule can give *supported*", lambda: {said.outcome for rule in ("default", "firms") for said in ENTRIES["C16"].ruled[rule]} == {"supported_with_qualifier"}),
    Fact("idea2-note", "some 14 months in one edition of the index, and 18 in the two later ones", lambda: [round(months) for months in WAITS.values()] == [14, 18, 18]),
    Fact("road-read", "*Qwen* models are of Alibaba", lambda: set(MODELS[MODELS["model"].str.startswith("Qwen")]["developer"]) <= {"Alibaba"}),
    Fact("road-read", "one has `GPT-4 (Mar 2023)`", lambda: [edition for edition, mine in EDITIONS.items() if "GPT-4 (Mar 2023)" in set(mine["model"])] == ["February 2026"]),
    Fact("waits-read", "a tenth of a point *above* GPT-4 in the first edition. In the second it is two tenths *below*, in the third more than a point", lambda: [round(points, 1) for points in lead().values()] == [-0.1, 0.2, 1.4]),
    Fact("kept-note", "as 0.5, 0.7 and 0.9, like your own three words", lambda: f.AS_NUMBER == {"low": 0.5, "medium": 0.7, "high": 0.9}),
    Fact("kept-read", '"medium" was kept in 15 of 16 cases. "High" was kept in 12 of 13, and both dots lie above the line', lambda: WHEN == {0.5: (0, 1), 0.7: (15, 16), 0.9: (12, 13)} and 15 / 16 > 0.7 and 12 / 13 > 0.9),
    Fact("score-read", "A hair better than the coin", lambda: f.COIN - 0.005 < m.brier(SAID, KEPT) < f.COIN),
    Fact("score-read", "one number said for all claims", lambda: "one number for all" in WAYS),
    Fact("ways-read", "Chosen afterwards, the rival wins each time by a little. Chosen from the others alone, it loses two of three", lambda: [wins("our three words", "one number for all"), wins("our three words", "one number, from the others")] == [[False] * 3, [True, False, True]] and all(float(ours) - float(rival) < 0.02 for ours, rival in zip(WAYS["our three words"], WAYS["one number for all"], strict=True))),
    Fact("ways-read", "our three words say more than one number would. Nor does it help to choose other numbers: with 0.6 and 0.8 for *medium* and *high* we win two of three against either rival, with 0.8 and 0.95 one, and two scores are worse than the coin's", lambda: [[score < float(rival) for score, rival in zip(scores, WAYS[column], strict=True)] for scores in (MILDER, LOUDER) for column in ("one number for all", "one number, from the others")] == [[True, False, True]] * 2 + [[False, True, False]] * 2 and sum(score > f.COIN for score in LOUDER) == 2),
    Fact("lateral-note", 'looked up in a second source. This one is marked "confirmed" (table `key_figures`, row `st-models-cn`)', confirmed),
    Fact("reissue-note", "The headline counts all 32", lambda: len(ENTRIES) == 32),
    Fact("reissue-note", "in 550 to 650 words: of our 32 sentences 12 to 18", lambda: course().article.claims == 32),
    Fact("reissue-note", "*(C24: supported, high)*", lambda: (ENTRIES["C24"].ledger[0], ENTRIES["C24"].row["confidence"]) == ("supported", "high")),
    Fact("reissue-pattern", "a little over two fifths of the best rate from elsewhere", lambda: {"0.41 of the rate" in said.figure for said in ENTRIES["C19"].ruled["default"]} == {True}),
    Fact("reissue-pattern", "no buyer of it is known to us", lambda: "Biren's BR100, of which no buyer is known to us" in ENTRIES["C21"].row["strongest_objection"]),
    Fact("reissue-pattern", "under half were Chinese", lambda: [said.figure.split("sold in ")[1] for said in ENTRIES["C19"].ruled["default"]] == ["China in 2024: 30 per cent", "China in 2025: 41 per cent"]),
    Fact("reissue-pattern", "(C19, on both days: supported, medium)", lambda: ENTRIES["C19"].ledger == ("supported", "supported") and ENTRIES["C19"].row["confidence"] == "medium"),
    Fact("reissue-pattern", "With two fifths as the line, it is not supported today", lambda: "with 0.4 the verdict of today would be not supported" in ENTRIES["C19"].row["strongest_objection"]),
    Fact("reissue-pattern", "By money, and by one broker's shares, over half were: a qualifier", lambda: ENTRIES["C19"].ruled["by-money"][1].figure.endswith("in 2025: 54 per cent") and ENTRIES["C19"].ruled["by-money"][1].outcome == "supported_with_qualifier" and "Bernstein" in ENTRIES["C19"].rules["by-money"]),
    Fact("reissue-pattern", "Cambricon's revenue of summer 2025 was 14 times that of a year before (C24, when written: supported, high)", lambda: "2025Q3: 14.33 times" in ENTRIES["C24"].ruled["default"][0].figure and ENTRIES["C24"].ledger[0] == "supported" and ENTRIES["C24"].row["confidence"] == "high"),
    Fact("reissue-pattern", "In spring 2026, the newest quarter that we have, it was 1.8 times (C24, today: outdated, high)", lambda: "2026Q2: 1.76 times" in ENTRIES["C24"].ruled["default"][1].figure and ENTRIES["C24"].ledger[1] == "outdated"),
    Fact("reissue-pattern", "Read as a sentence on its own quarter, it stays true", lambda: ENTRIES["C24"].ruled["as-dated"][1].outcome == "supported"),
    Fact("reissue-read", "about six times the words", lambda: 5.5 < longer() < 6.5),
    Fact("agree-read", "Of nine other rules beside our three surest verdicts, one agrees", lambda: list(AGREE.loc["high"]) == [3, 9, 1]),
    Fact("agree-read", "Beside the nine least sure ones, more than half do", lambda: AGREE.loc["low", "claims"] == 9 and AGREE.loc["low", "that agree"] > AGREE.loc["low", "other rules"] / 2),
    Fact("agree-read", "Three claims are few", lambda: AGREE.loc["high", "claims"] == 3),
    Fact("next", "the twelve questions that you met before lesson 00", lambda: len(question_set("00-pretest")) == 12),
]  # fmt: skip
# What no table can show: tasks that are set, advice, and what is chosen here.
DEFINITIONS = [
    ("ledger-widget-note", "(*p below 0.05:* chance alone would do as well in fewer than one of twenty draws.)"),
    ("kept-note", "with *one* confidence for both"),
    ("setup-note", "They come from three tables, which one line puts together"),
    ("kept-read", "Both dots"),
    ("road-note", "how long that is after GPT-4"),
    ("road-note", "the days between two dates"),
    ("waits-read", "not one hundredth of a point less"),
    ("waits-read", "Name one assumption"),
    ("limits-note", "A claim on one firm's quarter"),
    ("idea3-note", "Glenn Brier proposed a measure in 1950"),  # the source is linked below it
    ("idea3-note", "from 1 if it came out right, else from 0. $$\\text{penalty} = (p - \\text{came})^2$$"),
    ("idea3-note", "you say 0.7 and are right"),
    ("idea3-note", "You say 0.7 and are wrong"),
    ("sure-widget-note", "q(1 - p)^2 + (1 - q)p^2"),
    ("sure-widget-note", "always saying 100 per cent"),
    ("kept-note", "wrote down two verdicts for each claim"),
    ("key-points", "confirmed is not counted twice"),
    ("reissue-note", "a **ledger** of fifteen claims or more"),
    ("reissue-note", "three lines on what help"),
    ("lateral-note", "*(5 minutes.)*"),
    ("mine-read", "trust no dot with fewer than ten"),
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_no_number_is_loose() -> None:
    assert not loose_numbers(PATH, FACTS, DEFINITIONS)


def test_the_reasons_are_true() -> None:
    assert m.expected(1.0, 0.7) == pytest.approx(0.3)
    assert "Two points bridge the steps between the editions" in reason("12-allowance")
    assert set(f.waits(INDEX, 2).values()) == {min(WAITS.values())}
    assert "Nearly all" in reason("12-rule")
    assert (LEDGER["mildest"] != LEDGER["hardest"]).sum() > 0.9 * len(LEDGER)
    assert "No bar on importing US chips was found" in reason("12-c22")
    assert ENTRIES["C22"].ruled["default"][1].figure.startswith("0 published bars")


def test_the_quiz_is_true() -> None:
    text = (lesson("12").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "Of 30 first verdicts 18 were kept" in text
    assert (sum(KEPT), len(KEPT)) == (18, 30)
    assert "up to eight points and falls with nine" in text
    assert min(f.waits(INDEX, 9).values()) < 12 < min(f.waits(INDEX, 8).values())
    assert "0.3 on average" in text


def test_the_invented_learner_is_called_so_where_the_picture_stands() -> None:
    assert "it shows somebody who does not exist" in prose(PATH)["mine-note"]
    cell = next(cell for cell in notebooks.read(PATH).cells if cell.id == "mine")
    assert "Not you: an invented learner" in cell.outputs[0]["data"]["text/html"]

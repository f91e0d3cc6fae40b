"""Charts, tables and widgets of lesson 10: table in, picture or table in words out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.errors import unknown
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.display import charts
from ai_ambitions.display.pictures import Picture, redrawable
from ai_ambitions.lessons.rules_and_values import language, model, verdicts
from ai_ambitions.lessons.rules_and_values.charts import estimates

if TYPE_CHECKING:
    import pandas as pd

Values = Sequence[str] | Mapping[str, Any]

# --- words for what the tables code -----------------------------------------------------------------------------------

ADDRESSEES = {
    "own_country": "bodies at home",
    "own_purchases": "what the state buys",
    "member_states": "member states",
    "other_states": "other states",
}
AT_HOME = {
    "law": "services at home",
    "regulation": "services for the public at home",
    "plan": "offices at home",
    "standard": "services at home, as advice",
}
"""Whom a text for its own country binds or advises, by the kind of text."""
SAYS = {
    "agreement": "agreement with users", "banned_content": "unwanted content", "discrimination": "discrimination",
    "diversity": "diversity", "no_manipulation": "no manipulation", "over_refusal": "too many refusals",
    "own_interest": "own interest", "own_values": "own values", "principles": "principles",
    "responsibility": "responsibility", "scope": "scope", "sovereignty": "sovereignty", "standards": "standards",
    "tests_of_others": "tests of others",
}  # fmt: skip
CHINESE_MODELS, US_MODELS = "Chinese open-weight models", "US open-weight models"
DEEPSEEK, QWEN = "deepseek-r1-14b (distilled, base Qwen2.5-14B)", "qwen3-8b"
RULES = {
    "cn-genai-2023": "China 2023", "eu-ai-act": "EU", "kr-ai-basic-act": "South Korea", "us-ca-sb53": "US, California",
    "us-tx-traiga": "US, Texas",
}  # fmt: skip


FEATURES = {
    "compute_threshold": "a line at training compute", "content_labelling": "labels on AI content",
    "extraterritorial": "reaches services from abroad", "fines": "fines", "incident_reporting": "reports of incidents",
    "open_source_exemption": "open source spared", "pre_deployment_filing": "filing before launch",
    "prohibited_uses": "prohibited uses", "real_name": "users give real names", "risk_tiers": "tiers of risk",
    "security_assessment": "security assessment", "training_data_legality": "lawful training data",
    "values_clause": "values clause", "watermarking_metadata": "hidden marks in files",
    "whistleblower_protection": "whistleblowers protected",
}  # fmt: skip


def percent(value: float) -> str:
    """A whole percentage."""
    return f"{value:.0f} %"


def points(value: float) -> str:
    """A difference in percentage points, with its sign."""
    return f"{value:+.0f} points"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    from pandas import DataFrame

    return DataFrame(list(rows))


# --- rules --------------------------------------------------------------------------------------------------------------


def present(features: pd.DataFrame, instrument: str) -> set[str]:
    """The features that a rule has, in full or in part.

    Raises
    ------
    CourseError
        No cell of this rule was read.
    """
    rows = features[features["instrument_id"].eq(instrument)]
    if rows.empty:
        raise unknown("rule", instrument, features["instrument_id"].unique())
    return set(rows[rows["value"].astype(str).ne("no")]["feature"].astype(str))


@redrawable
def features_board(features: pd.DataFrame) -> Picture:
    """Fifteen features of five rules, as far as somebody read: full, half and empty circles, or a question mark."""
    shown = features[features["instrument_id"].isin(RULES)]
    wide = shown.astype({"value": str, "feature": str}).pivot(
        index="feature", columns="instrument_id", values="value"
    )
    wide = wide[list(RULES)].rename(columns=RULES).fillna("").reset_index()
    wide["feature"] = wide["feature"].map(FEATURES)
    china, europe = wide[RULES["cn-genai-2023"]], wide[RULES["eu-ai-act"]]
    full = ((china == "yes") & (europe == "yes")).sum()
    picture = charts.board(
        wide, "feature", list(RULES.values()), highlight=["values clause"],
        title=f"Full in both China's rule and the EU's: {full} features of {len(wide)}",
    )  # fmt: skip
    rows = shown[["instrument_id", "feature", "value", "article", "detail", "source_id"]].astype(
        {"feature": str}
    )
    return replace(
        picture, data=rows.replace({"instrument_id": RULES, "feature": FEATURES}), of="governance_features"
    )


@redrawable
def likeness(features: pd.DataFrame) -> Picture:
    """How alike China's rule of 2023 and five others are: on cells known for both, and the range that unknown cells leave."""
    rules = model.presence(_records(features))
    strict = model.presence(_records(features.astype({"value": str}).replace({"value": {"partial": "no"}})))
    nobody = dict.fromkeys(
        features["feature"].cat.categories
    )  # every feature, unknown until somebody coded it
    others = {"cn-labelling-2025": "China: labelling measures", "eu-ai-act": "EU: AI Act",
              "kr-ai-basic-act": "South Korea: AI Basic Act", "us-ca-sb53": "US, California: frontier act",
              "us-tx-traiga": "US, Texas: AI act"}  # fmt: skip
    pairs = [("EU: AI Act, 'in part' as no", strict["cn-genai-2023"], strict["eu-ai-act"])]
    pairs += [(name, rules["cn-genai-2023"], rules[key]) for key, name in others.items()]
    rows = []
    for name, first, second in pairs:
        found = model.jaccard_bounds(nobody | first, nobody | second)
        label = f"{name}\n({found.cells} cells known in both)"
        rows.append({"rule": label, "known": found.known, "low": found.low, "high": found.high})
    loose = next(row["known"] for row in rows if str(row["rule"]).startswith("EU: AI Act\n"))
    picture = estimates(
        _frame(rows), "rule", "known", "low", "high", format="{:.2f}".format, limits=(0, 1.2), height=4.9,
        title=f"Like the EU act? {loose:.2f} or {rows[0]['known']:.2f}, by what 'in part' means",
        xlabel="Jaccard similarity to China's measures of 2023",
    )  # fmt: skip
    picture.figure.axes[0].set_xticks([0, 0.25, 0.5, 0.75, 1])  # there is no likeness above one
    data = features[features["instrument_id"].isin([*others, "cn-genai-2023"])].drop(columns="detail")
    return replace(picture, data=data, of="governance_features")


KINDS = {
    "AI Act, Regulation (EU) 2024/1689": "law",
    "AI Continent Action Plan": "plan",
    "America's AI Action Plan": "plan",
    "BRICS Leaders' Statement on AI": "declaration",
    "Brazilian Artificial Intelligence Plan": "plan",
    "Continental AI Strategy (remarks at its approval)": "remarks",
    "Executive Order 14319, Preventing Woke AI in the Federal Government": "order",
    "GB/T 45654-2025, basic safety requirements": "standard",
    "Global AI Governance Initiative": "declaration",
    "Interim Measures for Generative AI Services": "regulation",
    "Interim Measures on anthropomorphic AI interaction services": "regulation",
    "OMB memorandum M-26-04 on unbiased AI principles": "memorandum",
}


def clauses_in_words(clauses: pd.DataFrame, about: Sequence[str]) -> pd.DataFrame:
    """Clauses about some subjects, with words in place of codes, in the order of the country and the day.

    Raises
    ------
    ValueError
        A subject that no clause can have; the known ones are named.
    """
    if other := set(about) - set(SAYS.values()):
        raise ValueError(f"no clause is about {sorted(other)}; known: {sorted(SAYS.values())}")
    plain = clauses.astype({"says": str, "addressee": str}).replace({"says": SAYS})
    plain = plain[plain["says"].isin(about)].sort_values(["country", "published", "place"])
    kinds = plain["document"].map(KINDS)
    at_home = kinds.map(AT_HOME).where(plain["addressee"].eq("own_country"))
    english = " (" + plain["english"] + ")"
    plain = plain.assign(
        **{
            "year": plain["published"].dt.year,
            "kind of text": kinds,
            "binds or addresses": at_home.fillna(plain["addressee"].map(ADDRESSEES)),
            "words": plain["words"] + english.fillna(""),
        }
    )
    return plain.rename(columns={"says": "about"})[
        ["body", "document", "year", "kind of text", "place", "about", "binds or addresses", "words", "source_id", "source_id_2"]
    ]  # fmt: skip


# --- words in plans -----------------------------------------------------------------------------------------------------

PLANS = {
    "br-2025-pbia": "Brazil 2025", "brics-2025-statement": "BRICS 2025", "cn-2017-ngaidp": "China 2017",
    "cn-2025-ai-plus": "China 2025", "eu-2025-ai-continent": "EU 2025", "us-2025-ai-action-plan": "US 2025",
}  # fmt: skip
FRAMES = {
    "rights and trust": (("rights", "privacy"), ("trust", "transparency", "ethics")),
    "security and rivals": (("national security", "adversary"), ("military or defense", "export")),
    "sovereignty and values": (("sovereignty", "values"), ("democracy", "ideology")),
    "working together": (("cooperation", "United Nations"), ("collaboration", "partners")),
}
PER_1000 = "per 1,000 words"
COMPARED = ("us-2025-ai-action-plan", "cn-2025-ai-plus", "cn-2017-ngaidp")
LENS: dict[str, Values] = {
    "frame": list(FRAMES), "word_list": ["narrow", "wide"], "unit": ["occurrences", PER_1000]
}  # fmt: skip


def rates(counts: pd.DataFrame, term: str) -> dict[str, float]:
    """How often the body of each document says a term, per 1,000 words, by the document's id."""
    said = counts[counts["term"].eq(term) & counts["part"].eq("body")]
    pairs = zip(said["count"], said["total_words"], strict=True)
    found = [language.rate_per_1000(many, length) for many, length in pairs]
    return dict(zip(said["document_id"].astype(str), found, strict=True))


def counts_in_words(counts: pd.DataFrame, term: str, documents: Sequence[str] = COMPARED) -> pd.DataFrame:
    """All counts of a term in some documents: the part, who counted, and the rate where the length is known."""
    said = counts[(counts["term"] == term) & counts["document_id"].isin(documents)]
    said = said.astype({"part": str, "counted_by": str})
    said = said.assign(per_1000=(1000 * said["count"] / said["total_words"]).round(2))
    said = said.replace(
        {"part": {"not_stated": "not stated"}, "counted_by": {"script": "the course", "stated": "others"}}
    )
    said["part"] = said["part"].str.replace("_", " ")
    said = said.sort_values(["issuer_country", "document_id", "count"])
    names = {"counted_by": "counted by", "total_words": "words", "per_1000": PER_1000}
    return said[["document", "part", "counted_by", "count", "total_words", "per_1000", "source_id"]].rename(
        columns=names
    )


def emphasis(counts: pd.DataFrame, frame: str, word_list: str, unit: str) -> pd.DataFrame:
    """How much each of six plans uses the words of a frame: columns ``plan`` and ``value``, the largest first."""
    bodies = counts[(counts["part"] == "body") & counts["document_id"].isin(PLANS)]
    terms = [*FRAMES[frame][0], *(FRAMES[frame][1] if word_list == "wide" else ())]
    found = language.frame_counts(_records(bodies), terms)
    rows = [
        {"plan": PLANS[document], "value": many if unit != PER_1000 else language.rate_per_1000(many, length)}
        for document, (many, length) in found.items()
    ]
    return _frame(rows).sort_values(["value", "plan"], ascending=[False, True])


def lens(counts: pd.DataFrame) -> Callable[..., Picture]:
    """The frame lens: a function of frame, list and unit for ``explore``, with the patterns of its words in the caption."""
    bodies = counts[counts["part"] == "body"].drop_duplicates("term").set_index("term")["pattern"]

    def draw(frame: str, word_list: str, unit: str) -> Picture:
        ranking = emphasis(counts, frame, word_list, unit)
        terms = [*FRAMES[frame][0], *(FRAMES[frame][1] if word_list == "wide" else ())]
        patterns = ", ".join(str(bodies[term]) for term in terms)
        chart = charts.bars(
            ranking, "plan", "value", title=f"{frame.capitalize()}: most in {ranking['plan'].iloc[0]}", xlabel=unit,
            format="{:.3g}".format, limits=(0, 110 if unit == "occurrences" else 20), of="plan_term_counts",
        )  # fmt: skip
        return charts.caption(chart, f"Counted by the pattern: {patterns}", lines=2)

    return draw


@redrawable
def odds(counts: pd.DataFrame, first: str, second: str, ends: int = 6) -> Picture:
    """The words that set two plans apart: log-odds with intervals, the ``ends`` clearest on either side.

    Parameters
    ----------
    counts
        ``plan_term_counts``.
    first, second
        Documents; a word to the right is used more by the first.
    """
    bodies = counts[counts["part"] == "body"]
    plan = {name: group.set_index("term") for name, group in bodies.groupby("document_id")}
    one, two = plan[first], plan[second]
    rows = []
    for term in one.index.drop(["America or American", "United States", "China or Chinese"]):
        found = language.log_odds(
            one["count"][term], one["total_words"].iloc[0], two["count"][term], two["total_words"].iloc[0]
        )
        rows.append({"word": term, "delta": found.delta, "low": found.low, "high": found.high, "z": found.z})
    table = _frame(rows).sort_values("z")
    clearest = max(rows, key=lambda row: abs(row["z"]))["word"]
    drawn = _frame(_records(table)[:ends] + _records(table)[-ends:])
    picture = estimates(
        drawn, "word", "delta", "low", "high", title=f"The clearest difference: “{clearest}”", marks={"alike": 0},
        format="{:+.1f}".format, limits=(-4.6, 7),
        xlabel=f"log-odds: left, more in {PLANS[second]}; right, more in {PLANS[first]}",
    )  # fmt: skip
    data = bodies[bodies["document_id"].isin([first, second]) & bodies["term"].isin(drawn["word"])]
    data = data.sort_values("term")[["document", "term", "count", "total_words", "pattern", "source_id"]]
    return replace(picture, data=data, of="plan_term_counts")


# --- tests of models ----------------------------------------------------------------------------------------------------


def printed(
    tests: pd.DataFrame, name: str, topic: str = "china_sensitive", language_: str = "en+zh"
) -> float:
    """A percentage as the findings page of the llmcensor project prints it.

    Raises
    ------
    ValueError
        The page has no such figure.
    """
    rows = tests[(tests["study_id"] == "llmcensor-findings") & (tests["model"] == name)]
    rows = rows[(rows["topic"] == topic) & (rows["language"] == language_)]
    if not len(rows):
        raise ValueError(f"the page prints no figure for {name}, {topic}, {language_}")
    return float(rows["value"].iloc[0])


@redrawable
def mirror(tests: pd.DataFrame) -> Picture:
    """One test, two origins, both sides' questions: four percentages of refusals."""
    topics = {"china_sensitive": "China's topics", "western_sensitive": "Western topics"}
    models = {CHINESE_MODELS: "2 Chinese models", US_MODELS: "3 US models"}
    rows = [
        {"asked": f"{who}, {what}", "refused": printed(tests, name, topic)}
        for name, who in models.items()
        for topic, what in topics.items()
    ]
    picture = charts.bars(
        _frame(rows), "asked", "refused", xlabel="per cent refused", limits=(0, 40),
        title="Refusals by origin and topic, in one test",  # neutral: the text above asks what you see
        highlight=["2 Chinese models, China's topics", "3 US models, Western topics"],
    )  # fmt: skip
    data = tests[(tests["study_id"] == "llmcensor-findings") & tests["model"].isin(models)]
    return replace(picture, data=data[["model", "topic", "value", "source_id"]], of="content_evaluations")


def questions_that_fit(tests: pd.DataFrame, largest: int = 32) -> dict[str, list[int]]:
    """Numbers of questions from which all printed percentages of the llmcensor project can come (the GRIM test).

    Keys: ``DeepSeek alone``, ``both Chinese models``, ``all printed figures``.
    """
    english, mandarin = (printed(tests, DEEPSEEK, language_=code) for code in ("en", "zh"))
    one = model.sizes_that_fit([(english, 1), (mandarin, 1)], printed(tests, DEEPSEEK), largest)
    pair = [(printed(tests, DEEPSEEK), 2), (printed(tests, QWEN), 2)]
    two = model.sizes_that_fit(pair, printed(tests, CHINESE_MODELS), largest)
    return {
        "DeepSeek alone": one, "both Chinese models": two, "all printed figures": sorted(set(one) & set(two)),
    }  # fmt: skip


@redrawable
def refusals(tests: pd.DataFrame) -> Picture:
    """Shares refused in one test with Wilson's intervals; hollow where no number of answers can be inferred.

    Raises
    ------
    ValueError
        Not exactly one number of questions fits the printed percentages.
    """
    (questions,) = questions_that_fit(tests)["all printed figures"]
    china, west = "China's topics", "Western topics"
    cases = [
        ("from China", "DeepSeek-R1 14B (on Qwen2.5), English", printed(tests, DEEPSEEK, language_="en"), questions),
        ("from China", "DeepSeek-R1 14B (on Qwen2.5), Mandarin", printed(tests, DEEPSEEK, language_="zh"), questions),
        ("from China", "DeepSeek-R1 14B (on Qwen2.5), both", printed(tests, DEEPSEEK), 2 * questions),
        ("from China", "Qwen3 8B, both languages", printed(tests, QWEN), 2 * questions),
        ("from China", f"the 2 Chinese models, {china}", printed(tests, CHINESE_MODELS), 4 * questions),
        ("from the US", f"the 3 US models, {china}", printed(tests, US_MODELS), 6 * questions),
        ("from China", f"the 2 Chinese models, {west}", printed(tests, CHINESE_MODELS, "western_sensitive"), None),
        ("from the US", f"the 3 US models, {west}", printed(tests, US_MODELS, "western_sensitive"), None),
    ]  # fmt: skip
    rows = []
    for origin, label, share, size in cases:
        row = {
            "origin": origin,
            "asked": f"{label}\n(answers unknown)",
            "share": share,
            "low": None,
            "high": None,
        }
        if size is not None:
            count = model.counts_behind(share, size)[0]
            row["asked"] = f"{label}\n({size} answers)"
            row["share"], row["low"], row["high"] = (100 * part for part in model.share(count, size))
        rows.append(row)
    picture = estimates(
        _frame(rows), "asked", "share", "low", "high", group="origin", format=percent, limits=(0, 108), height=6.0,
        title=f"One list of questions, two Chinese models: {printed(tests, DEEPSEEK):.0f} and {printed(tests, QWEN):.0f} %",
        xlabel="per cent refused, 95 % intervals (answers inferred)",
    )  # fmt: skip
    data = tests[(tests["study_id"] == "llmcensor-findings") & tests["metric"].eq("refusal")]
    data = data[["model", "language", "topic", "value", "source_id", "note"]]
    return replace(picture, data=data, of="content_evaluations")


def studies(tests: pd.DataFrame, day: str) -> pd.DataFrame:
    """The studies that compared models by origin until a day, and to which side each finds them leaning."""
    china = {study.study_id: study for study in verdicts.comparisons(tests, "CN", day)}
    america = {study.study_id: study for study in verdicts.comparisons(tests, "US", day)}
    source = tests.drop_duplicates("study_id").set_index("study_id")["source_id"]
    said = {True: "yes", False: "no", None: "not asked"}
    rows = []
    for key, study in china.items():
        other = america.get(key)
        rows.append(
            {
                "study": study.study,
                "this version public since": study.since,
                "asks both sides": said[study.both_sides],
                "models from China lean to China's side": said[study.leans],
                "China's models against US models": study.size or "abstract only",
                "models from the US lean to theirs": said[other.leans if other else None],
                "source_id": source[key],
            }
        )
    return _frame(rows)


def causes(tests: pd.DataFrame) -> pd.DataFrame:
    """Five findings on where a slant comes from, each with what it points to."""
    value = tests.set_index("result_id")["value"]
    bound = tests.set_index("result_id")["value_high"]
    source = tests.set_index("result_id")["source_id"]
    provider = "elluminate-2026-glm-4-7-flash-provider-gap"
    asked = "nature-state-media-2026-commercial-models-of-us-deve-chinese-prompt-more-favourable"
    trained = "nature-state-media-2026-open-weight-model-after-extr-more-pro-government-answers"
    refused, other = "pan-xu-2026-deepseek-refusal", "pan-xu-2026-gpt-4-and-llama-refusal"
    rows = [
        ("elluminate: the same weights at two providers", f"{value[provider]:.0f} points apart", "a filter, or a setting of the service", provider),
        ("Waight and others: US models, asked in Chinese and in English",
         f"Chinese answers kinder to institutions in China in {value[asked]:.0f} % of pairs", "training text", asked),
        ("Waight and others: a model trained further on state-scripted text",
         f"answers kinder to the government in about {value[trained]:.0f} %", "training text, by experiment", trained),
        ("Pan and Xu: 145 questions on politics in China",
         f"DeepSeek refuses {value[refused]:.0f} %, GPT-4 and Llama under {bound[other]:.0f} %; less so on harmless questions",
         "instructions and fine-tuning, or training text; cause not shown", refused),
        ("llmcensor: one Chinese model, asked in English and in Chinese",
         f"refuses {printed(tests, DEEPSEEK, language_='en'):.0f} % and {printed(tests, DEEPSEEK, language_='zh'):.0f} %",
         "open: text, instructions or a filter can leave this trace", "llmcensor-findings-deepseek-r1-14b-refusal-en-china-sensitive"),
    ]  # fmt: skip
    return _frame(
        [
            {"what was compared": what, "result": result, "points to": to, "source_id": source[key]}
            for what, result, to, key in rows
        ]
    )


def verdicts_in_words(found: Sequence[Verdict], governments: Sequence[str]) -> pd.DataFrame:
    """Verdicts as a table: which claim, on whose government and day, by which rule, what came out and was measured."""
    return _frame(
        [
            {
                "claim": one.claim,
                "government": government,
                "day": one.day,
                "rule": "our rule" if one.rule == "default" else one.rule,
                "verdict": OUTCOMES[one.outcome],
                "what was measured": one.figure,
            }
            for one, government in zip(found, governments, strict=True)
        ]
    )


def both_governments(tables: Mapping[str, pd.DataFrame], written: str, today: str) -> pd.DataFrame:
    """The mirror: both governments by C29 and C30, by our rule and by the others that the lesson talks about."""
    ours, home = "default", "texts at home count"
    found = {
        "China": [
            verdicts.c29(tables, today, ours),
            verdicts.c29(tables, today, home),
            verdicts.c30(tables, today, ours),
            verdicts.c30(tables, today, "both sides asked"),
            verdicts.c30(tables, today, "figures only"),
            verdicts.c30(tables, written, "figures only"),
        ],
        "US": [
            verdicts.c29(tables, today, ours, "US"),
            verdicts.c29(tables, today, home, "US"),
            verdicts.c30(tables, today, ours, "US"),
            verdicts.c30(tables, today, "purchases count", "US"),
        ],
    }
    rows = [(one, government) for government, several in found.items() for one in several]
    rows.sort(key=lambda row: row[0].claim)  # stable: within a claim China first, as above
    return verdicts_in_words([one for one, _ in rows], [government for _, government in rows])


# --- a fair test ----------------------------------------------------------------------------------------------------------

SIDES = {
    "china_sensitive": ("CN", "US", "Models from China: China-sensitive"),
    "us_sensitive": ("US", "CN", "Models from the US: US-sensitive"),
}
FAIR: dict[str, Values] = {
    "asked": ["both sides", "China-sensitive", "US-sensitive"],
    "control": {"neutral questions": "neutral", "none": None},
    "language": {"both languages": ["en", "zh"], "English": ["en"], "Chinese": ["zh"]},
}


def fair(answers: pd.DataFrame) -> Callable[..., Picture]:
    """What a test finds, by the questions it asks, its control and its languages: a function for ``explore``."""

    def draw(asked: str, control: str | None, language: Sequence[str]) -> Picture:
        rows = _records(answers[answers["language"].isin(language)])
        found = []
        for topic, (one, other, label) in SIDES.items():
            extra: tuple[float | None, ...] = (None, None, None)
            if asked in ("both sides", label.split(": ")[1]):
                extra = tuple(100 * part for part in model.extra_refusals(rows, topic, one, other, control))
            found.append({"side": label, "extra": extra[0], "low": extra[1], "high": extra[2]})
        picture = estimates(
            _frame(found), "side", "extra", "low", "high", title=_found(found), format=points, missing="not asked",
            xlabel="extra points refused on own topics (invented data)", marks={"no difference": 0},
            limits=(-40, 100),
            height=2.8, of="simulated_answers",
        )  # fmt: skip
        note = "Assumed: neutral questions are equally harmless to both origins." if control else (
            "Without a control a model that refuses everything looks like one that guards a side."
        )  # fmt: skip
        return charts.caption(picture, f"{note} Questions repeat, so the true lines are longer.", lines=2)

    return draw


def _found(rows: Sequence[Mapping[str, Any]]) -> str:
    """What the picture says, in one line: on which side extra silence is clear, its whole line above zero."""
    known = [row for row in rows if row["extra"] is not None]
    clear = [row for row in known if row["low"] > 0]
    if len(known) < 2:
        return f"One side asked: {'its silence is found' if clear else 'no clear silence found'}"
    if len(clear) != 1:
        return (
            f"{'Clear' if clear else 'No clear'} extra silence on {'both sides' if clear else 'either side'}"
        )
    side = clear[0]["side"].split(":")[0]
    return f"Clear extra silence: only {side[0].lower()}{side[1:]}"


def rates_by_topic(answers: pd.DataFrame) -> pd.DataFrame:
    """Per cent refused by the first judge in the simulated set, an origin a row and a topic a column, to one decimal."""
    refused = answers["judge_1"].eq("refused").groupby([answers["origin"], answers["topic"]], observed=True)
    words = {"china_sensitive": "China-sensitive", "us_sensitive": "US-sensitive", "neutral": "neutral"}
    plain = (
        (100 * refused.mean().unstack())
        .round(1)
        .rename(columns=words, index={"CN": "A and B, from China", "US": "C and D, from the US"})
    )
    plain.columns = [str(name) for name in plain.columns]
    return plain.rename_axis("simulated models").reset_index()


def neutral_labels(answers: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """The labels of both judges on the neutral questions to the simulated models from China."""
    rows = answers[answers["topic"].eq("neutral") & answers["origin"].eq("CN")]
    return rows["judge_1"], rows["judge_2"]

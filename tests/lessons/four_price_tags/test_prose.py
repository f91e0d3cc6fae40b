"""Every number in the prose of lesson 02 is true of the tables and the code."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS, SOLUTIONS
from ai_ambitions.lessons.four_price_tags import figures, peers, verdicts
from ai_ambitions.lessons.four_price_tags import model as m
from ai_ambitions.practice.questions import reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "02-four-price-tags.ipynb"
MODELS, RUNS = load("models").set_index("model"), load("training_runs").set_index("run_id")
SCORES, VINTAGES, CHIPS = load("benchmark_scores"), load("index_vintages"), load("chips").set_index("chip")
PRICES, TAGS, SEEN = load("api_prices"), load("price_tags"), load("market_reactions").set_index("event_id")
VALUES = load("formula_test_values").set_index("test_id")
TABLES = {name: load(name) for name in {name for names in verdicts.TABLES.values() for name in names}}
WRITTEN, TODAY = course().article.day, str(SCORES.attrs["as_of"])
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
V3, LLAMA = m.training_flop(37, 14.8), m.training_flop(405, 15.6)
POINTS = peers.scores(SCORES)


def day(model: str) -> str:
    return str(MODELS.loc[model, "released"])[:10]


def usd(run_id: str) -> float:
    return float(RUNS.loc[run_id, "cost_usd"])


def stated(tag_id: str) -> str:
    return str(TAGS.set_index("tag_id").loc[tag_id, "stated_on"])[:10]


def ratio(name: str) -> float:
    return m.tokens_per_parameter(5.76e23, m.CONSTANTS[name])


def servers() -> list[str]:
    return [name for name in RUNS.index if RUNS.loc[name, "cost_basis"] == "server_capital"]


def use(flop: float, run_id: str, chip: str) -> float:
    return m.utilisation(
        flop, float(RUNS.loc[run_id, "gpu_hours"]), float(CHIPS.loc[chip, "dense_fp16_tflops"])
    )


def pair(peer: str) -> peers.Pair:
    return next(pair for pair in peers.pairs(TABLES, WRITTEN) if pair.peer == peer)


def price_steps(line: float) -> pd.DataFrame:
    return figures.cheapest(PRICES, load("models"), SCORES, line)


def interval(label: str) -> tuple[int, int]:
    row = VINTAGES[(VINTAGES["as_of"] == "2026-02-08") & (VINTAGES["model_label"] == label)].iloc[0]
    return round(row["score_low"]), round(row["score_high"])


def card_tests(other: str = "Hunyuan-Large", setting: str = "base model; card table") -> tuple[int, int]:
    """In how many of the card's tests A13B lies above another model, and how many there are."""
    rows = SCORES[(SCORES["source_id"] == "tencent-2025-hunyuan-a13b-card") & (SCORES["setting"] == setting)]
    wide = rows.pivot_table(index="benchmark", columns="model", values="score")
    wide = wide.dropna(subset=["Hunyuan-A13B", other])
    return int((wide["Hunyuan-A13B"] > wide[other]).sum()), len(wide)


def then(label: str) -> float:
    state = VINTAGES[VINTAGES["as_of"] == "2025-11-07"].set_index("model_label")
    return float(state.loc[label, "score"])


def is_peer(model: str) -> bool:
    return model in [pair.peer for pair in peers.pairs(TABLES, WRITTEN)]


def near_then(name: str) -> bool:
    """Whether a pair of the widget lay within the tolerance in the state of November 2025, too."""
    points = figures.gap(TABLES | {"index_vintages": VINTAGES}, figures.PEERS[name], "2025-11-07")
    return points is not None and abs(points) <= peers.TOLERANCE


FACTS = [
    Fact("title", "One model, four price tags", lambda: len(figures.TAGS) == 4),
    Fact("title", "In January 2025", lambda: day("DeepSeek-R1")[:7] == "2025-01"),
    Fact("title", "six million dollars", lambda: round(usd("deepseek-v3-total") / 1e6) == 6),
    Fact("title", "Days later an analyst wrote 1.6 billion", lambda: usd("deepseek-firm-servers") == 1.6e9),
    Fact("title", "you judge three sentences", lambda: len(lesson("02").claims) == 3),
    Fact(
        "story-note",
        "Four answers, how many questions?",
        lambda: len(figures.tags(load("training_runs"))) == 4,
    ),
    Fact(
        "story-note",
        "came out in December 2024, and R1, built on V3, a month later",
        lambda: (day("DeepSeek-V3")[:7], day("DeepSeek-R1")[:7]) == ("2024-12", "2025-01"),
    ),
    Fact("story-note", "Four sums went round", lambda: len(figures.TAGS) == 4),
    Fact("story-note", "Are these four answers to one question?", lambda: len(figures.TAGS) == 4),
    Fact(
        "story-read",
        "The largest sum holds the smallest thousands of times",
        lambda: usd("deepseek-firm-servers") / usd("deepseek-r1-total") > 2000,
    ),
    Fact("objectives", "**judge** three sentences", lambda: len(lesson("02").claims) == 3),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(questions()["02-return"]) == 3),
    Fact("claims-note", "We judge three sentences", lambda: len(lesson("02").claims) == 3),
    Fact(
        "limits-read",
        "No US maker of a closed model in our table printed both",
        lambda: (
            figures.printed(load("models"))
            .query("`made in` == 'the United States' and weights == 'closed'")["both printed"]
            .item()
            == 0
        ),
    ),
    Fact(
        "scope-predict-note",
        "In 2025 the journal *Nature* printed a table with what R1 cost: USD 294,000",
        lambda: usd("deepseek-r1-total") == 294_000 and stated("deepseek-r1").startswith("2025"),
    ),
    Fact(
        "scope-equation",
        "a rent of two dollars",
        lambda: RUNS.loc["deepseek-v3-total", "usd_per_gpu_hour"] == 2,
    ),
    Fact(
        "scope-equation",
        "Nearly all of V3's hours went into *pretraining*",
        lambda: (
            RUNS.loc["deepseek-v3-total", "gpu_hours"] == 2_788_000
            and RUNS.loc["deepseek-v3-pretraining", "gpu_hours"] / 2_788_000 > 0.95
        ),
    ),
    Fact(
        "scope-read",
        "Both sums come out to the dollar",
        lambda: (
            m.run_cost(2_788_000, 2) == usd("deepseek-v3-total")
            and m.run_cost(147_000, 2) == usd("deepseek-r1-total")
        ),
    ),
    Fact(
        "scope-equation",
        "V3's run used 2,048 chips, the H800 by Nvidia",
        lambda: (
            (RUNS.loc["deepseek-v3-total", "chip_count"], RUNS.loc["deepseek-v3-total", "chip"])
            == (2048, "NVIDIA H800")
        ),
    ),
    Fact("scope-read", "each of the four tags", lambda: len(figures.scopes(TAGS)) == 4),
    Fact(
        "scope-table-read",
        "No tag pays for people",
        lambda: figures.scopes(TAGS)["leaves out"].str.contains("staff").all(),
    ),
    Fact(
        "builder-note",
        'from a sum for 50,000 chips (see "Two sources disagree"). So that many give the sum back',
        lambda: figures.chip_price(load("training_runs")) * 50_000 == usd("deepseek-firm-servers-critic"),
    ),
    Fact(
        "scope-table-read",
        "as one year's cost or as four years', for its table was read both ways",
        lambda: (
            usd("deepseek-firm-operation") == 944e6
            and "per year or in four years" in TAGS.set_index("tag_id").loc["semianalysis-operation", "note"]
        ),
    ),
    Fact(
        "builder-read",
        "The largest tag would pay for 287 final runs",
        lambda: round(1.6e9 / 5.576e6) == 287,
    ),
    Fact("swings-read", "With these ends the two widest bars are about *what* is counted", lambda: widest()),
    Fact(
        "flop-predict-note",
        "an open US model that came out before it: Llama 3.1 405B by Meta",
        lambda: (
            tuple(MODELS.loc["Llama 3.1 405B", ["developer", "developer_country", "weights"]])
            == ("Meta", "US", "open")
            and day("Llama 3.1 405B") < day("DeepSeek-V3")
        ),
    ),
    Fact(
        "flop-question",
        "V3 has more parameters, and read almost as much",
        lambda: (
            MODELS.loc["DeepSeek-V3", "total_params_b"] > MODELS.loc["Llama 3.1 405B", "total_params_b"]
            and 0.9
            < MODELS.loc["DeepSeek-V3", "training_tokens_t"]
            / MODELS.loc["Llama 3.1 405B", "training_tokens_t"]
            < 1
        ),
    ),
    Fact("flop-equation", "training takes about six operations", lambda: m.training_flop(1, 1) == 6e21),
    Fact(
        "flop-equation",
        "Only 37 billion of its parameters",
        lambda: MODELS.loc["DeepSeek-V3", "active_params_b"] == 37,
    ),
    Fact(
        "use-equation",
        "for numbers of 16 bits, the longer ones, it is 989 for both chips",
        lambda: all(
            round(CHIPS.loc[chip, "dense_fp16_tflops"]) == 989 for chip in ("H800 SXM5", "H100 SXM5 80GB")
        ),
    ),
    Fact(
        "use-read",
        "Almost the same",
        lambda: (
            abs(
                use(V3, "deepseek-v3-pretraining", "H800 SXM5")
                - use(LLAMA, "llama-3.1-405b", "H100 SXM5 80GB")
            )
            < 0.002
        ),
    ),
    Fact(
        "use-read",
        "It rules out neither twice the hours nor any number of trials",
        lambda: 0.15 < use(V3, "deepseek-v3-pretraining", "H800 SXM5") / 2 < 0.2,
    ),
    Fact(
        "use-read",
        "mostly with numbers of 8 bits, for which the top speed is twice as high",
        lambda: (
            RUNS.loc["deepseek-v3-pretraining", "precision"] == "fp8"
            and CHIPS.loc["H800 SXM5", "dense_fp8_tflops"] / CHIPS.loc["H800 SXM5", "dense_fp16_tflops"]
            == pytest.approx(2, abs=0.01)
        ),
    ),
    Fact(
        "use-read",
        "Meta itself reckons more for its steady hours",
        lambda: RUNS.loc["llama-3.1-405b-utilisation", "mfu_percent_low"] > 34.5,
    ),
    Fact(
        "rounding-read",
        "Two unrounded exponents take off more than a third, and the refit far more",
        lambda: (
            1 / 3 < 1 - ratio("exponents unrounded") / ratio("as printed") < 0.5
            and ratio("replication of 2024") < 20
        ),
    ),
    Fact(
        "rounding-read",
        "only the refit is near the well-known rule of thumb of twenty",
        lambda: (
            1.4e12 / 70e9 == 20
            and VALUES.loc["chinchilla-budget", "inputs"] == "params=70e9;tokens=1.4e12"
            and abs(ratio("replication of 2024") - 20) < 3 < ratio("exponents unrounded") - 20
        ),
    ),
    Fact(
        "rounding-read",
        "V3 read 400 tokens for each *active* parameter, but 22 for each of all",
        lambda: round(14_800 / 37) == 400 and round(14_800 / 671) == 22,
    ),
    Fact(
        "whose-note",
        "In the edition of February 2026 Epoch prints an *interval* for each score",
        lambda: VINTAGES.loc[VINTAGES["as_of"] == "2026-02-08", "score_low"].notna().mean() > 0.9,
    ),
    Fact(
        "whose-note",
        "those of the large Llama and of Microsoft's Phi-4 are over ten points wide",
        lambda: all(high - low > 10 for low, high in (interval("Llama 3.1-405B"), interval("Phi-4"))),
    ),
    Fact(
        "whose-note",
        "V3 and its successor R1 lie nearly seven apart",
        lambda: 6.5 < POINTS["DeepSeek-R1"] - POINTS["DeepSeek-V3"] < 7,
    ),
    Fact("whose-note", "when they lie at most 5 points apart", lambda: peers.TOLERANCE == 5),
    Fact(
        "whose-read",
        "V3 took less than a tenth of its operations: the 11.5 of idea 2, upside down",
        lambda: 0.05 < V3 / LLAMA < 0.1 and round(LLAMA / V3, 1) == 11.5,
    ),
    Fact(
        "whose-read",
        "**Maverick**, a US model of equal score a few months later: V3 took *half as much again*",
        lambda: (
            pair("Llama 4 Maverick").times == pytest.approx(1.5, abs=0.05)
            and abs(POINTS["DeepSeek-V3"] - POINTS["Llama 4 Maverick"]) < 0.1
            and day("Llama 4 Maverick")[:7] == "2025-04"
        ),
    ),
    Fact(
        "whose-read",
        "**Phi-4**, which came out two weeks *before* V3: V3 took four times its operations",
        lambda: (
            (MODELS.loc["DeepSeek-V3", "released"] - MODELS.loc["Phi-4", "released"]).days == 14
            and pair("Phi-4").times == pytest.approx(4, abs=0.05)
        ),
    ),
    Fact(
        "whose-read",
        "By chip-hours it took about a sixth more",
        lambda: (
            RUNS.loc["deepseek-v3-total", "gpu_hours"] / RUNS.loc["llama-4-maverick", "gpu_hours"]
            == pytest.approx(7 / 6, abs=0.01)
        ),
    ),
    Fact("whose-read", "by chip-hours R1 took more", lambda: pair("gpt-oss-120b").times > 1),
    Fact(
        "whose-read",
        "R1's hours here are V3's run *and* its own on top",
        lambda: (
            peers.printed_hours("DeepSeek-R1", load("training_runs"))
            == RUNS.loc["deepseek-v3-total", "gpu_hours"] + RUNS.loc["deepseek-r1-total", "gpu_hours"]
        ),
    ),
    Fact(
        "whose-read",
        "Switch to operations: it took less",
        lambda: MODELS.loc["DeepSeek-R1", "training_flop"] < MODELS.loc["gpt-oss-120b", "training_flop"],
    ),
    Fact("price-note", "dollars for a million tokens of output", lambda: "output_usd_per_mtok" in PRICES),
    Fact(
        "price-note",
        'a reasoning model by OpenAI of late 2024, or better. "About as good" again means 5 points',
        lambda: figures.near(SCORES, "o1") == POINTS["o1"] - 5 and day("o1")[:7] == "2024-12",
    ),
    Fact(
        "price-read",
        "DeepSeek's R1 took the first large step down, lower prices by xAI and OpenAI followed within the year, and at the end the two are nearly equal",
        lambda: (
            list(price_steps(figures.near(SCORES, "o1"))["model"])
            == [
                "o1",
                "DeepSeek-R1",
                "o3-mini",
                "Grok 3 mini",
                "GPT-5 nano",
                "DeepSeek-V3.1",
                "DeepSeek-V3.2-Exp",
            ]
            and price_steps(figures.near(SCORES, "o1")).groupby("made in")["usd"].min().max() < 0.43
        ),
    ),
    Fact(
        "price-read",
        "drawn at 142 points, close to o1 itself, it leaves R1 out, and then US firms take the first steps",
        lambda: (
            abs(POINTS["o1"] - 142) < 1
            and "DeepSeek-R1" not in list(price_steps(142)["model"])
            and list(price_steps(142)["made in"][:4]) == ["United States"] * 4
        ),
    ),
    Fact(
        "price-read",
        "since September 2026 whoever asks DeepSeek for V4-Pro is served another of its models",
        lambda: (
            PRICES[(PRICES["api_model"] == "deepseek-v4-pro-0813") & (PRICES["tier"] == "peak")]["note"]
            .str.contains("14 September 2026 requests are served and billed as V4.1-Flash")
            .all()
        ),
    ),
    Fact(
        "dispute-note",
        "published a table of DeepSeek's chips in January 2025",
        lambda: stated("semianalysis-servers") == "2025-01-31",
    ),
    Fact(
        "dispute-note",
        "Three sums for the servers circulate, and **all three come from this one table**",
        lambda: len(servers()) == 3,
    ),
    Fact(
        "dispute-read",
        "by dividing them we got the price of a chip with its share of a server in idea 1",
        lambda: (
            usd("deepseek-firm-servers-critic") / RUNS.loc["deepseek-firm-servers", "chip_count"] == 28_000
        ),
    ),
    Fact("lateral-note", "under 6 million dollars", lambda: usd("deepseek-v3-total") < 6e6),
    Fact(
        "lateral-note",
        "The report on V3 came out on 26 December 2024, so the day is wrong; R1 followed on 20 January",
        lambda: (day("DeepSeek-V3"), day("DeepSeek-R1")) == ("2024-12-26", "2025-01-20"),
    ),
    Fact("quiz-note", "Five questions", lambda: len(questions()["02-check"]) == 5),
    Fact(
        "c07-note",
        "A US model within 5 points of a DeepSeek model. DeepSeek's must be of the last twelve months, and the peer out less than a year before or after it",
        lambda: (peers.TOLERANCE, peers.MONTHS) == (5, 12),
    ),
    Fact("c07-rule", "| a quarter or less beside |", lambda: verdicts.FRACTION == 1 / 4),
    Fact(
        "c07-rule",
        "Meta's Scout lies 2.5 points below V3, so it is a peer. V3 took 0.8 of its operations. That is more than a quarter",
        lambda: (
            round(POINTS["DeepSeek-V3"] - POINTS["Llama 4 Scout"], 1) == 2.5
            and round(pair("Llama 4 Scout").times, 1) == 0.8
        ),
    ),
    Fact(
        "c07-read",
        "The other five do not support it, and one of those came out *before* V3",
        lambda: (
            [p.peer for p in peers.pairs(TABLES, WRITTEN) if p.times <= 0.25] == ["Llama 3.1 405B"]
            and "Phi-4" in [p.peer for p in peers.pairs(TABLES, WRITTEN)]
            and day("Phi-4") < day("DeepSeek-V3")
        ),
    ),
    Fact(
        "c07-read",
        "fails narrowly in October, by half a point, and clearly in July",
        lambda: (
            peers.lead(TABLES, WRITTEN)[2] - peers.TOLERANCE == pytest.approx(0.5, abs=0.1)
            and peers.lead(TABLES, TODAY)[2] > 2 * peers.TOLERANCE
        ),
    ),
    Fact(
        "c07-read",
        "GLM-5 by Zhipu, another Chinese firm, is a peer that took less. Then today's verdict is *not supported*",
        lambda: (
            [(pair.peer, pair.times > 1) for pair in peers.pairs(TABLES, TODAY, country="")]
            == [("GLM-5", True)]
            and MODELS.loc["GLM-5", "developer_country"] == "CN"
            and verdicts.c07(TABLES, TODAY, "any-country").outcome == "not_supported"
        ),
    ),
    Fact(
        "c07-read",
        "Those five peers learnt from other models, one only by some accounts",
        lambda: (
            [words != "we read of none" for words in figures.peer_table(TABLES, WRITTEN)["learnt from"]]
            == [False] + 5 * [True]
            and figures.peer_table(TABLES, WRITTEN)["learnt from"].str.contains("by some accounts").sum() == 1
        ),
    ),
    Fact(
        "c07-read",
        "Leave them out, and the large Llama is the only peer: *supported*",
        lambda: verdicts.c07(TABLES, WRITTEN, "untaught-peers").in_words == "supported",
    ),
    Fact(
        "c07-read",
        "so near our line that with 4 points it falls out, and the verdict is *not supported*",
        lambda: (
            4 < POINTS["DeepSeek-V3"] - POINTS["Llama 3.1 405B"] < 4.1
            and verdicts.c07(TABLES, WRITTEN, tolerance=4).outcome == "not_supported"
        ),
    ),
    Fact(
        "turn-read",
        "days after R1 came out, OpenAI said that it had seen evidence of distillation from its models by DeepSeek; it showed none in public",
        lambda: (
            "OpenAI said in January 2025" in RUNS.loc["deepseek-v3-post", "note"]
            and "showed no proof" in RUNS.loc["deepseek-v3-post", "note"]
        ),
    ),
    Fact(
        "turn-read",
        "may hold answers of GPT-4, but not on purpose",
        lambda: "may hold answers of GPT-4, not on purpose" in RUNS.loc["deepseek-v3-post", "note"],
    ),
    Fact(
        "turn-read",
        "over a hundred million dollars for GPT-4, the head of Anthropic, a US rival, of a few tens of millions for a later model",
        lambda: (
            (usd("gpt-4-ceo"), RUNS.loc["gpt-4-ceo", "cost_bound"]) == (100e6, "more_than")
            and "a few tens of millions" in RUNS.loc["claude-3.5-sonnet-ceo", "note"]
            and day("Claude 3.5 Sonnet") > day("GPT-4")
        ),
    ),
    Fact(
        "c07-note",
        "that of November 2025 would give the same peers, but for gpt-oss, which it lacks",
        lambda: (
            [near_then(name) for name, peer in figures.PEERS.items() if is_peer(peer.model)].count(True) == 4
            and abs(then("DeepSeek-V3") - then("gemma-3-27b-it")) < 5
            and is_peer("Gemma 3 27B")
            and not near_then("gpt-oss-120b (OpenAI)")
        ),
    ),
    Fact("c07-note", "**C07** says two things", lambda: verdicts.FRACTION < 1 and peers.TOLERANCE > 0),
    Fact(
        "c07-read",
        "which is a gap of our index, not the silence of all makers",
        lambda: (
            peers.effort(
                {"model": "DeepSeek-V4-Pro", **MODELS.loc["DeepSeek-V4-Pro"]}, load("training_runs")
            ).flop
            and us_with_print()
            and not any(name in POINTS for name in us_with_print())
        ),
    ),
    Fact("c05-note", "two signs within 14 days of R1", lambda: verdicts.DAYS == 14),
    Fact(
        "c05-read",
        "by June the price of its stock stood above the old one",
        lambda: (
            SEEN.loc["nvidia-2025-regained", "value"] > SEEN.loc["nvidia-2025-before", "value"]
            and str(SEEN.loc["nvidia-2025-regained", "date"])[:7] == "2025-06"
        ),
    ),
    Fact(
        "c05-read",
        "The app led Apple's US store; in Google's it stood at place 14",
        lambda: (
            (SEEN.loc["deepseek-app-store-us", "value"], SEEN.loc["deepseek-play-us", "value"]) == (1, 14)
            and "Apple" in SEEN.loc["deepseek-app-store-us", "note"]
            and "Google" in SEEN.loc["deepseek-play-us", "note"]
        ),
    ),
    Fact(
        "c05-read",
        "start the clock when the price became known, and the verdict is *not supported*",
        lambda: (
            verdicts.c05(TABLES, WRITTEN, "from-the-figure").outcome == "not_supported"
            and "knew hours and price for a month"
            in load("claims").set_index("claim_id").loc["C05", "strongest_objection"]
            and 28 <= (pd.Timestamp("2025-01-27") - MODELS.loc["DeepSeek-V3", "released"]).days <= 34
        ),
    ),
    Fact("c09-note", "**C09** has three words", lambda: verdicts.c09(TABLES, WRITTEN).figure.count(":") == 3),
    Fact(
        "c09-read",
        "None of the three is shown",
        lambda: ": shown" not in verdicts.c09(TABLES, WRITTEN).figure,
    ),
    Fact(
        "c09-read",
        "above Hunyuan-Large in 11 of 14 tests of their base models",
        lambda: card_tests() == (11, 14),
    ),
    Fact(
        "c09-read",
        "it lies above Alibaba's Qwen3 in three of five tests, above R1 in two, and the verdict would be *not supported*",
        lambda: (
            [card_tests(rival, "card table") for rival in verdicts.RIVALS] == [(3, 5), (2, 5)]
            and list(MODELS.loc[list(verdicts.RIVALS), "weights"]) == ["open", "open"]
            and verdicts.c09(TABLES, WRITTEN, "beside-rivals").outcome == "not_supported"
        ),
    ),
    Fact(
        "c09-read",
        "from its fewer active parameters",
        lambda: list(MODELS.loc[["Hunyuan-A13B", "Hunyuan-Large"], "active_params_b"]) == [13, 52],
    ),
    Fact(
        "c09-read",
        "Meta's licence for Llama 4 withholds its rights to models that also see pictures from those in the European Union",
        lambda: load("licences").set_index("licence_id").loc["llama-4", "excluded_territory"] == "EU",
    ),
    Fact(
        "c09-read",
        "shuts out the European Union, the United Kingdom and South Korea",
        lambda: (
            load("licences").set_index("licence_id").loc["tencent-hunyuan", "excluded_territory"]
            == "EU|GB|KR"
        ),
    ),
    Fact(
        "turn-read", "All three verdicts move", lambda: all(moves(claim) for claim in ("C05", "C07", "C09"))
    ),
    Fact(
        "turn-read",
        "seven of twelve peers support the sentence when written, five of six today",
        lambda: (
            "of 7 of 12 US models" in verdicts.c07(TABLES, WRITTEN, "with-estimates").figure
            and "of 5 of 6 US models" in verdicts.c07(TABLES, TODAY, "with-estimates").figure
        ),
    ),
    Fact(
        "turn-read",
        '"four times as much" to count as a small part',
        lambda: (
            verdicts.c07(TABLES, WRITTEN, fraction=4).outcome == "supported"
            and verdicts.c07(TABLES, WRITTEN, fraction=3.9).outcome != "supported"
        ),
    ),
    Fact(
        "turn-read",
        "With 4 points the large Llama falls out, and C07 says *not supported*; from there up to 10 it stays *with a qualifier*",
        lambda: (
            verdicts.c07(TABLES, WRITTEN, tolerance=4).outcome == "not_supported"
            and all(
                verdicts.c07(TABLES, WRITTEN, tolerance=points).outcome == "supported_with_qualifier"
                for points in (4.1, 5, 6, 7, 8, 9, 10)
            )
        ),
    ),
    Fact(
        "turn-read",
        "Our window of twelve months alone walks the verdict through three answers",
        lambda: (
            peers.MONTHS == 12
            and len(
                {verdicts.c07(TABLES, when).outcome for when in ("2025-12-20", "2025-12-31", "2026-01-31")}
            )
            == 3
        ),
    ),
    Fact(
        "key-points",
        "Operations are six times active parameters times tokens",
        lambda: m.training_flop(1, 1) == 6e21,
    ),
    Fact("key-points", "Three sums can come from one table", lambda: len(servers()) == 3),
]
DEFINITIONS = [
    ("flop-equation", "with its power of ten"),
    ("story-note", "multiplies by ten"),
    ("scope-read", "the last column twice"),
    ("builder-note", r"(1 + \text{trials})"),
    ("flop-equation", r"C = 6 \times N \times D"),
    ("whose-read", "Four peers, one a line"),
    ("use-equation", r"\times 3600 \times"),
    ("swings-note", "half or a quarter of their top speed"),  # the ends of figures.swings
    ("turn-lines-note", "the quarter, the points"),
    ("lateral-note", "launched on 10 January"),  # the sentence that is to be checked
    ("next", "without counting twice"),
]


def questions() -> dict[str, list[dict[str, object]]]:
    loaded: dict[str, list[dict[str, object]]] = yaml.safe_load(
        (lesson("02").folder / "questions.yaml").read_text(encoding="utf-8")
    )
    return loaded


def us_with_print() -> list[str]:
    """US models of the year before the index's date whose makers printed parameters used and tokens."""
    recent = MODELS[
        (MODELS["developer_country"] == "US")
        & (MODELS["released"] > "2025-07-15")
        & (MODELS["released"] <= TODAY)
    ]
    complete = (
        recent["params_status"].eq("reported").fillna(False)
        & recent["active_params_b"].notna()
        & recent["training_tokens_t"].notna()
    )
    return list(recent[complete].index)


def moves(claim: str) -> bool:
    rule = getattr(verdicts, claim.lower())
    return len({rule(TABLES, WRITTEN, name).outcome for name in verdicts.RULES[claim]}) > 1


def widest() -> bool:
    alt = figures.swings(load("training_runs"), load("chips")).alt
    return (
        alt.index("chips and servers: rented")
        < alt.index("trials: none")
        < alt.index("rent: USD")
        < alt.index("speed of chips")
    )


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_numbers_in_the_code_are_those_of_the_tables() -> None:
    assert "run_cost(2_788_000, 2)" in CODE["scope-run"]
    assert "run_cost(147_000, 2)" in CODE["scope-run"]
    assert "training_flop(37, 14.8)" in CODE["flop"]
    assert "training_flop(405, 15.6)" in CODE["flop"]
    assert "utilisation(v3, 2_664_000, 989)" in CODE["use"]
    assert RUNS.loc["deepseek-v3-pretraining", "gpu_hours"] == 2_664_000
    assert "utilisation(llama, 30_840_000, 989)" in CODE["use"]
    assert RUNS.loc["llama-3.1-405b", "gpu_hours"] == 30_840_000
    assert "tokens_per_parameter(5.76e23" in CODE["rounding"]
    assert f'written, today = "{WRITTEN}"' in CODE["setup"]


def test_the_words_under_a_prediction_are_true() -> None:
    assert "about one in eighteen" in reason("02-llama")
    assert round(671 / 37) == 18
    assert "34.5 per cent, almost the same on this scale" in reason("02-use")
    assert round(100 * use(LLAMA, "llama-3.1-405b", "H100 SXM5 80GB"), 1) == 34.5


def test_the_quiz_is_true() -> None:
    text = str(questions())
    assert "400 billion parameters and uses 17 billion" in text
    assert (
        MODELS.loc["Llama 4 Maverick", "total_params_b"],
        MODELS.loc["Llama 4 Maverick", "active_params_b"],
    ) == (400, 17)
    assert "12 times as many operations" in text
    assert round(LLAMA / V3) == 12
    assert "about a third of their chips' top speed" in text
    assert "a twelfth of the operations" in text


def test_the_worked_steps_of_the_exercise_are_right() -> None:
    text = prose(SOLUTIONS / "02-four-price-tags" / "02-four-price-tags.ipynb")
    assert "100 hours at 2 dollars with `trials` of 3 cost 800 dollars" in text["02-cost-text"]
    assert m.run_cost(100, 2, 3) == 800
    assert "6 times 2e9 times 1e12 is 1.2e22" in text["02-operations-text"]
    assert m.training_flop(2, 1) == 1.2e22
    assert (
        "2e12 × 3600 = 7.2e15 operations in an hour. A run of 3.6e15 operations used half"
        in text["02-share-text"]
    )
    assert m.utilisation(3.6e15, 1, 2) == 0.5
    assert "the rows of 30 and 10 are left, and the answer is 40" in text["02-stages-text"]


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("02").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 250
    assert "reported in December 2024" in sample
    assert "2.788 million chip-hours, or USD 5.576 million at an assumed rent of 2 dollars" in sample
    assert "a twelfth of the operations of Llama 3.1 405B" in sample
    assert round(LLAMA / V3) == 12
    assert (
        "one and a half times those of Llama 4 Maverick, which came four months later with an equal score"
        in sample
    )
    assert (
        3
        <= (MODELS.loc["Llama 4 Maverick", "released"] - MODELS.loc["DeepSeek-V3", "released"]).days / 30
        <= 4
    )
    assert "servers alone at 1.6 billion, and a critic of his table at 1.4" in sample

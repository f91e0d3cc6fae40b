"""Exercise 09 says only what the tables hold: its texts, its printed lines, its two offers and the two sample essays."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import ROOT, SOLUTIONS
from ai_ambitions.lessons.exporting_the_stack import model as m
from tests.support.exercise import cells, page, solved

SLUG = "09-exporting-the-stack"


@cache
def table(name: str) -> Any:
    return load(name)


def regions(country: str) -> tuple[int, int]:
    """Operating regions of US and of Chinese providers."""
    rows = table("cloud_regions")
    rows = rows[(rows["country"] == country) & rows["operating"]]
    owners = list(rows["provider_country"])
    return owners.count("US"), owners.count("CN")


def price(model: str, provider: str, day: str = "2025-10-30") -> float:
    rows = table("cloud_model_prices")
    rows = rows[(rows["model_name"] == model) & (rows["provider"] == provider) & (rows["date"] == day)]
    assert len(rows) == 1
    return float(rows["output_usd_per_mtok"].iloc[0])


def built(project: str) -> Any:
    rows = table("infrastructure_exports")
    return rows[rows["project_id"] == project].iloc[0]


def rule(instrument: str) -> Any:
    rows = table("controls_timeline")
    return rows[rows["instrument"] == instrument].iloc[0]


def test_the_answers_agree_with_the_model_of_the_lesson() -> None:
    made, _ = solved("09")
    for us, chinese in ((5, 2), (1, 3), (3, 3), (4, 0)):
        assert made["smaller_percent"](us, chinese) == pytest.approx(100 * m.smaller_share([us, chinese]))
        assert made["entropy"](us, chinese) == pytest.approx(m.entropy([us, chinese]))
    for risk in (0, 0.05, 0.1):
        offer = {"saving": 10, "cost": 35, "risk": risk}
        assert made["net_value"](offer, 0.08, 5) == pytest.approx(m.npv_switch(10, 35, 0.08, 5, risk))
    rows = made["prices_beside"](made["prices"], "2026-07-02")
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    for home in (True, False):
        assert tuple(made["cheaper_than_us"](rows, home)) == m.cheaper_than_us(plain, home, same=0)


@pytest.mark.parametrize(
    ("cell", "words", "value", "digits"),
    [
        ("09-smaller-text", "With 6 and 2 regions the smaller side has 2 of 8, and that is 25", lambda: 100 * m.smaller_share([6, 2]), 0),
        ("09-entropy-text", "together 0.811 bits", lambda: m.entropy([6, 2]), 3),
        ("09-choose-text", "less a cost of 8 that is 6.4", lambda: m.npv_switch(10, 8, 0.25, 2), 1),
        ("09-essay-text", "| 0.60 |", lambda: price("Qwen3-32B", "Amazon Bedrock"), 2),
        ("09-essay-text", "| 2.80 |", lambda: price("Qwen3-32B", "Alibaba Cloud (international)"), 2),
        ("09-essay-text", "By July 2026 the second had come down to 0.64", lambda: price("Qwen3-32B", "Alibaba Cloud (international)", "2026-07-02"), 2),
    ],
)  # fmt: skip
def test_a_number_of_the_text_is_computed(cell: str, words: str, value: Any, digits: int) -> None:
    assert words in cells("09")[cell]
    assert f"{value():.{digits}f}" in words


def test_the_hosts_are_those_of_the_table() -> None:
    assert "Germany has 5 and 2 in our table" in cells("09")["09-smaller-text"]
    assert regions("DE") == (5, 2)
    made, told = solved("09")
    for host in made["hosts"]:
        assert regions(host["host"]) == (host["us"], host["chinese"])
    for line, count in ((0, 17), (20, 14), (25, 12), (34, 8)):
        assert f"More than {line} per cent: {count} of 38 hosts hedge" in told


def test_the_buyer_turns_where_the_chinese_cloud_is_cheaper() -> None:
    told = solved("09")[1]
    assert "2026-07-02, Alibaba Cloud at home: cheaper than a US cloud in 5 of 9 models" in told
    assert "2026-07-02, Alibaba Cloud abroad: cheaper than a US cloud in 1 of 6 models" in told
    assert "only the models that it sells abroad, too: 2 of 5" in told


def test_the_risk_turns_the_choice_for_both_colours() -> None:
    told = solved("09")[1]
    assert "with a risk of 0% a year: 4.9, so change" in told
    assert "with a risk of 5% a year: -0.4, so stay" in told
    assert "Green 0%, Purple 0%: Green" in told
    assert "Green 25%, Purple 0%: Purple" in told


def test_two_samples_reach_opposite_decisions_with_equal_marks() -> None:
    both = (page("09"), page("09")["other"])
    assert "Nairobi. We take Purple" in " ".join(both[0]["sample"].split())
    assert "Jakarta. We take Green" in " ".join(both[1]["sample"].split())
    for part in both:
        assert page("09")["words"] <= len(part["sample"].split()) <= 300
        marks = [int(number) for note in part["notes"] for number in re.findall(r", (\d) points\.", note)]
        assert marks == [4, 4, 3, 3]
        assert "14 of 16 points" in part["notes"][0]


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    for name in page("09")["scheme"]:
        assert f"**{name}" in cells("09")["09-essay"]


def test_the_sample_of_nairobi_is_true() -> None:
    text = " ".join(page("09")["sample"].split())
    assert "table of June 2026, none of six large clouds has a region in Kenya; South Africa has five" in text
    assert table("cloud_regions").attrs["as_of"].startswith("2026-06")
    assert table("cloud_regions")["provider"].nunique() == 6
    assert (sum(regions("KE")), sum(regions("ZA"))) == (0, 5)
    assert (
        "announced a region for us in May 2024, with a billion dollars. In May 2026 the press called it stalled"
        in text
    )
    kenya = built("microsoft-g42-kenya")
    assert (str(kenya["date"])[:7], kenya["stage"], kenya["value_usd_m"]) == ("2024-05", "stalled", 1000)
    assert "stalled over payment guarantees and power in May 2026" in kenya["summary"]
    assert "neither failed nor withdrawn" in text
    assert "neither failed nor withdrawn" in kenya["note"]
    assert "Alibaba's region in Paris opened nine months after its announcement" in text
    months = (built("alibaba-france-open")["date"] - built("alibaba-france-1")["date"]).days / 30.4
    assert round(months) == 9
    assert "the Dutch one was not seen by mid-2026, and those in Australia and India were closed" in text
    assert built("alibaba-netherlands-1")["note"] == "no region code seen by mid 2026"
    assert "Australia and India were closed" in built("alibaba-sydney-exit")["summary"]
    assert "0.60 against 2.80 dollars, list prices of October 2025" in text
    assert "in May 2025 BIS, the US export office, warned of dealing in Huawei's Ascend chips" in text
    ascend = rule("Guidance on Huawei Ascend chips")
    assert (str(ascend["date"])[:7], ascend["jurisdiction"]) == ("2025-05", "US")
    assert "warns of the risks" in ascend["summary"]


def test_the_sample_of_jakarta_is_true() -> None:
    text = " ".join(page("09")["other"]["sample"].split())
    assert "three regions of US clouds and three of Chinese ones; no host is spread more evenly" in text
    assert regions("ID") == (3, 3)
    assert "Green asks 0.60 dollars and Purple 2.80, list prices of October 2025" in text
    assert (
        "Tencent plans 500 million dollars for Indonesia by 2030, as the press reported in October 2025"
        in text
    )
    tencent = built("tencent-indonesia-2030")
    assert (str(tencent["date"])[:7], tencent["value_usd_m"], tencent["status"]) == ("2025-10", 500, "plan")
    assert "diffusion rule of January 2025 had caps by country" in text
    caps, dropped = rule("AI diffusion framework"), rule("AI diffusion rule not enforced")
    assert (str(caps["date"])[:7], str(dropped["date"])[:7]) == ("2025-01", "2025-05")
    assert "country caps" in caps["summary"]
    assert "will not enforce" in dropped["summary"]
    assert (
        "In July 2026 we signed the agreement that founds the AI organisation WAICO, and so did Kenya" in text
    )
    clubs = table("forum_participation")
    waico = clubs[(clubs["forum_id"] == "waico-2026") & clubs["country"].isin(["ID", "KE"])]
    assert set(waico["role"]) == {"founding_signatory"}
    assert {str(day)[:7] for day in waico["date"]} == {"2026-07"}
    assert len(waico) == 2
    assert "(saving 10, cost 35, five years) pays without risk, and loses at five per cent a year" in text
    assert m.npv_switch(10, 35, 0.08, 5) > 0 > m.npv_switch(10, 35, 0.08, 5, 0.05)
    assert "both sides have a region in Jakarta" in text
    rows = table("cloud_regions")
    rows = rows[(rows["city"] == "Jakarta") & rows["operating"]]
    assert set(rows["provider_country"]) == {"US", "CN"}


def test_what_to_reread_is_a_heading_of_the_lesson() -> None:
    lesson_cells = notebooks.read(ROOT / "lessons" / f"{SLUG}.ipynb").cells
    headings = {
        line.lstrip("# ").strip()
        for cell in lesson_cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    }
    sources = [cell.source for cell in notebooks.read(SOLUTIONS / SLUG / f"{SLUG}.ipynb").cells]
    named = [name for source in sources for name in re.findall(r"where = \"'([^']+)'", source)]
    assert len(named) == 5
    assert set(named) <= headings


def test_the_head_of_the_exercise_and_the_course_agree_on_minutes() -> None:
    minutes = next(
        entry
        for entry in yaml.safe_load((ROOT / "course.yaml").read_text())["lessons"]
        if entry["slug"] == SLUG
    )
    head = cells("09")["title"]
    assert f"checked by tests (about {minutes['minutes']['exercise']} minutes)" in head
    assert f"mark scheme ({minutes['minutes']['essay']} minutes)" in head

"""Days are those of whoever reads them: an evening in Auckland is not yet the next day, nor still the one before."""

import ast
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda import days

ROOT = Path(__file__).resolve().parents[1] / "qda"
EVENING = 1_336_000_000_000  # 2012-05-02 23:06 UTC


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def far_away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot set its clock for one process")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_a_time_is_told_on_the_clock_here(far_away: str) -> None:
    told = {"Pacific/Auckland": "2012-05-03 11:06", "America/Los_Angeles": "2012-05-02 16:06"}[far_away]

    assert days.moment(EVENING) == told
    assert days.day(EVENING) == told[:10]
    assert days.date_of(EVENING).isoformat() == told[:10]


def test_no_other_module_makes_days_of_stored_times_by_itself() -> None:
    others = [
        str(module.relative_to(ROOT))
        for module in sorted(ROOT.rglob("*.py"))
        if module.name != "days.py" and "fromtimestamp" in _called(module)
    ]

    assert others == ["cli/output.py"]  # JSON tells times in UTC


def _called(module: Path) -> set[str]:
    return {node.attr for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute)}

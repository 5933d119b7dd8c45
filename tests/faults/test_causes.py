"""Each cause is told in the page by its own words, and a history walks as many steps as they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import causes, killing
from tests.faults.__main__ import CAUSES
from tests.faults.causes import Counts
from tests.faults.table import FAULTS
from tests.workflows.histories import walking
from tests.workflows.histories.machine import Machine


def test_the_page_has_words_for_every_cause() -> None:
    assert set(CAUSES) <= set(FAULTS)


@pytest.mark.parametrize(("fault", "walk"), [("histories", causes.histories), ("long", causes.long_histories)])
def test_histories_walk_as_many_steps_as_the_page_says(
    fault: str, walk: Callable[[Path, int, int], Counts], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    walked: list[tuple[int, int]] = []

    def note(_kind: type[Machine], seed: int, steps: int) -> int:
        walked.append((seed, steps))
        return 7

    monkeypatch.setattr(killing, "warm", lambda: None)
    monkeypatch.setattr(walking, "walk", note)

    counts = walk(tmp_path, 2, 40)

    steps = walked[0][1]
    assert walked == [(40, steps), (41, steps)]
    assert f"random history of {steps} steps" in FAULTS[fault][0]
    assert counts == {"acts": 14}

from __future__ import annotations

from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from qda.nlp import pipeline
from qda.nlp.gerunds import Hint
from qda.nlp.pipeline import Pipeline, Word
from qda.text import Span
from qda.ui.coding.lines import hint as lines_hint
from qda.ui.coding.lines.hint import Hinter
from qda.ui.jobs import Jobs


class _Model:
    """Stands for a pipeline that reads every second word as a verb."""

    has_model = True
    found_by = "en_small 1"

    def knows(self, word: str) -> bool:
        return True

    def words(self, text: str) -> tuple[Word, ...]:
        found, at = [], 0
        for number, word in enumerate(text.split()):
            found.append(Word(Span(at, at + len(word)), word, word, "VBZ" if number % 2 else "NN"))
            at += len(word) + 1
        return tuple(found)


@pytest.fixture
def jobs(qapp: object) -> Jobs:
    return Jobs()


def test_patterns_answer_at_once_and_load_nothing(jobs: Jobs) -> None:
    hinter = Hinter(jobs, lambda: True, jobs)

    hint = hinter.check("relief")

    assert hint is not None and hint.found_by == pipeline.PATTERNS
    assert hinter.check("seeking relief") is None
    assert not jobs.busy


def test_a_model_is_read_in_by_a_job_and_has_its_say_from_then_on(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []

    def load(path: str | None = None) -> Pipeline:
        asked.append(path)
        return cast("Pipeline", _Model())

    monkeypatch.setattr(pipeline, "load", load)
    hinter = Hinter(jobs, lambda: True, jobs)
    hinter.set_model("/models/en")

    first = hinter.check("mother cooks")
    qtbot.waitUntil(lambda: not jobs.busy and bool(asked), timeout=3000)
    second = hinter.check("mother cooks")
    third = hinter.check("mother")

    assert asked == ["/models/en"]
    assert (first is None or first.found_by == pipeline.PATTERNS, second) == (True, None)
    assert third is not None and third.found_by == "en_small 1"


def test_nothing_is_said_when_hints_are_not_wanted(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_hint, "_PAUSE", 20)
    hinter = Hinter(jobs, lambda: False, jobs)
    paused: list[str] = []
    hinter.paused.connect(paused.append)

    hinter.typed("relief")
    qtbot.wait(100)

    assert hinter.check("relief") is None
    assert paused == []


def test_only_the_last_of_what_is_typed_is_asked_about(jobs: Jobs, qtbot: QtBot) -> None:
    hinter = Hinter(jobs, lambda: True, jobs)
    paused: list[str] = []
    hinter.paused.connect(paused.append)

    for label in ("r", "re", "relief"):
        hinter.typed(label)
    qtbot.waitUntil(lambda: bool(paused), timeout=3000)

    assert paused == ["relief"]


def test_a_hint_for_a_committed_label_comes_at_once_from_patterns(jobs: Jobs) -> None:
    hinter = Hinter(jobs, lambda: True, jobs)
    told: list[Hint] = []

    hinter.check_soon("relief", told.append)
    hinter.check_soon("seeking relief", told.append)

    assert [hint.found_by for hint in told] == [pipeline.PATTERNS]


def test_a_model_is_asked_after_the_next_line_has_been_shown(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "load", lambda path=None: cast("Pipeline", _Model()))
    hinter = Hinter(jobs, lambda: True, jobs)
    hinter.set_model("")
    hinter.check("relief")
    qtbot.waitUntil(lambda: hinter._pipeline is not None, timeout=3000)
    told: list[Hint] = []

    hinter.check_soon("mother", told.append)
    at_once = list(told)
    qtbot.waitUntil(lambda: bool(told), timeout=3000)

    assert at_once == []
    assert told[0].found_by == "en_small 1"

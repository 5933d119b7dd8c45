"""From initial codes to a category on a map, through the real window and by keys alone; then all of it back by Ctrl+Z.

Keys go to the widget that has the keyboard, so that a focus that was lost fails the story.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.analysis.coding import biography
from qda.coding import categories, codes, comparison, focused, judgements, maps, properties, segments, testing
from qda.project import audit
from qda.project.project import Project
from qda.sources import service as sources
from qda.ui.coding.categories.quotes import QuoteList
from qda.ui.coding.testing.queue import Queue
from qda.ui.main_window import MainWindow
from tests.factories import make_case, make_source, span_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

LABELS = {
    "came in": "arriving",
    "sat down": "sitting down together",
    "did not judge me": "not being judged",
    "we talked": "talking",
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """One interview of one case, coded with four labels; nothing is gathered yet."""
    path = tmp_path / "talk.gerund"
    with Project.create(path, title="Talking", coder="AQ") as project:
        _unit, case = make_case(project)
        source = make_source(project)
        sources.move(project, [source], case_id=case)
        for words, label in LABELS.items():
            segments.apply_new(project, source, span_of(words), label)
    return path


class Hands:
    """Only keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def project(self) -> Project:
        return self.window.session.project

    def press(self, *keys: str) -> None:
        for key in keys:
            stroke = QKeySequence(key)[0]  # type: ignore[index]  # the stubs do not know it
            QTest.keyClick(QApplication.focusWidget() or self.window, stroke.key(), stroke.keyboardModifiers())
            self.settle()

    def type(self, words: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        QTest.keyClicks(where, words)
        self.settle()

    def answer(self, words: str) -> None:
        """Into a field that asks."""
        self.type(words)
        self.press("Return")

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.jobs.busy, timeout=20_000)
        QApplication.processEvents()

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def id(self, name: str) -> int:
        return codes.named(self.project, name)


@pytest.fixture
def hands(main_window: MainWindow, study: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Hands:
    # Reading a language model in takes seconds and is tried with the analysis.
    monkeypatch.setattr(Queue, "_want_model", lambda _queue: None)
    main_window.activateWindow()
    main_window.open(study)
    made = Hands(main_window, qtbot)
    made.until(lambda: main_window.session.is_open)
    made.settle()
    return made


def cluster(hands: Hands) -> None:
    """On the board: two cards are named, a third is moved to them, the fourth is a cluster of its own."""
    hands.press("Ctrl+3", "Home", "Shift+Down", "Return")
    hands.answer("getting alongside")
    hands.press("M")
    hands.answer("getting")
    hands.press("Return")
    hands.answer("opening up")
    groups = focused.clusters(hands.project).groups
    sizes = {
        name: sum(hands.id(name) in above for above in groups.values()) for name in ("getting alongside", "opening up")
    }
    assert sizes == {"getting alongside": 3, "opening up": 1}


def try_and_compare(hands: Hands) -> None:
    """Both from the code that was just made; Esc leads back."""
    hands.press("Right", "Home", "T", "F", "Escape")
    code = next(iter(testing.tallies(hands.project)))
    assert testing.tally(hands.project, code).fits == 1
    hands.press("Ctrl+Shift+W", "Right", "Down", "S", "M")
    hands.type("Both begin without a word.")
    hands.press("Escape")
    (verdict,) = comparison.verdicts(hands.project)
    assert verdict.result == "same"
    assert verdict.memo_id is not None


def make_a_category(hands: Hands) -> None:
    """A focused code is raised, gets a property with poles, evidence at a place, a relation, and is the core."""
    hands.press("Ctrl+5", "Return", "Return", "P")
    hands.answer("pace: slow - at once")
    hands.press("E")
    hands.until(lambda: isinstance(QApplication.focusWidget(), QuoteList))  # read beside the window
    hands.press("Return", "Escape")
    hands.type("30")
    hands.press("Ctrl+Shift+U")
    hands.answer("leads to")
    hands.answer("opening")
    category = next(row.code_id for row in properties.properties(hands.project))
    hands.window.acts.get("category.core").trigger()
    (piece,) = properties.placed(hands.project)
    assert piece.place == pytest.approx(0.3)
    assert [row.type for row in categories.relations(hands.project, [category])] == ["leads to"]
    assert categories.core(hands.project) == category


def judge(hands: Hands, category: int) -> None:
    """Saturation is judged by the researcher, in her words."""
    hands.press("Shift+F5")
    hands.press("Ctrl+Shift+S")
    hands.type("not yet: one case")
    hands.press("Ctrl+Return")
    assert [row.judgement for row in judgements.rows(hands.project, category)] == ["not yet: one case"]


def draw(hands: Hands) -> None:
    """Both codes are put on the map; the relation comes along."""
    hands.press("Ctrl+7", "Return")
    hands.answer("How talk begins")
    for label in ("getting alongside", "opening up"):
        hands.press("N")
        hands.answer(label)
    assert [(row.name, row.nodes, row.lines) for row in maps.rows(hands.project)] == [("How talk begins", 2, 1)]


def test_from_initial_codes_to_a_category_map_and_back(hands: Hands) -> None:
    with hands.project.read() as session:
        before = audit.snapshot(session)

    cluster(hands)
    try_and_compare(hands)
    make_a_category(hands)
    category = categories.core(hands.project)
    assert category is not None
    judge(hands, category)
    draw(hands)
    kinds = {event.kind for event in biography.of_code(hands.project, category).events}
    assert {"clustered", "tested", "raised", "core", "property", "related", "judged", "mapped"} <= kinds

    steps = 0
    with hands.project.read() as session:
        now = audit.snapshot(session)
    while now != before and steps < 40:
        hands.press("Ctrl+Z")
        steps += 1
        with hands.project.read() as session:
            now = audit.snapshot(session)
    assert now == before
    assert steps > 12

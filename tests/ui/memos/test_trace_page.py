"""Whose word a code was, followed in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.analysis.words import in_vivo
from qda.coding import codes, queries, segments
from qda.nlp import pipeline
from qda.text import Span
from qda.ui.memos.memo_panel import MemoPanel
from qda.ui.memos.trace_page import TracePage
from qda.ui.session import Selection
from tests.factories import make_source, span_of
from tests.ui.memos.conftest import Desk

TALK = "Theresa: She judged me.\n\nAnna: They judge. We never judged."


@pytest.fixture
def code(desk: Desk) -> int:
    source = make_source(desk.project, TALK)
    segments.in_vivo(desk.project, source, span_of("judged", TALK))
    return codes.named(desk.project, "judged")


@pytest.fixture
def page(desk: Desk, code: int) -> TracePage:
    made = TracePage(desk.session, desk.actions, desk.jobs)
    made._code = code
    desk.show(made)
    made.show_trace(in_vivo.trace(desk.project, code))
    return made


def test_it_says_whose_word_it_was_and_who_uses_it(page: TracePage) -> None:
    assert page.head.text() == "Whose word? “judged”"
    assert page.told.text().startswith("First: Theresa, Interview, line 1. 3 hits: 2 of 2 people, 1 of 1 sources")
    assert page.tallies.text().startswith("People (2 of 2): Anna 2, Theresa 1")
    assert "Found by word forms" in page.told.text()


def test_the_places_speak(page: TracePage) -> None:
    spoken = [str(page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]

    assert spoken[0].startswith("Theresa · Interview, line 1 · the first: ")
    assert spoken[1].startswith("Anna · Interview, line 2: ")


def test_enter_jumps_to_the_place(desk: Desk, page: TracePage) -> None:
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda found, place: wanted.append((found, place)))

    page.list.activated.emit(page.model.index(1))

    start = TALK.index("judge.")
    assert wanted == [(1, Span(start, start + 5))]


def test_what_is_not_coded_yet_is_coded_as_one_act(desk: Desk, page: TracePage, code: int) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    coded = len(queries.of_codes(desk.project, [code]))
    desk.project.undo()

    assert coded == 3
    assert len(queries.of_codes(desk.project, [code])) == 1
    assert desk.said == ["Coded 2 places."]


def test_the_word_that_was_just_made_a_code_is_followed(desk: Desk, code: int) -> None:
    MemoPanel(desk.session, desk.actions, desk.jobs, desk.window)
    desk.choose("source", 1)
    desk.session.last_code_id = code

    desk.actions.get("code.trace").trigger()

    assert (desk.session.selection, desk.wanted) == (Selection("code", code), ["trace"])


def test_the_trace_is_written(desk: Desk, page: TracePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.write(tmp_path / "judged.csv")

    qtbot.waitUntil(lambda: desk.said[-1:] == ["Wrote “judged.csv”."], timeout=10_000)
    assert "We never judged" in (tmp_path / "judged.csv").read_text("utf-8")


def test_the_command_asks_for_a_code_first(desk: Desk, code: int) -> None:
    panel = MemoPanel(desk.session, desk.actions, desk.jobs, desk.window)
    desk.actions.get("code.trace").trigger()
    asked = list(desk.said)
    desk.choose("code", code)
    desk.actions.get("code.trace").trigger()
    panel.hide()

    assert asked == ["Select an in-vivo code first."]
    assert desk.wanted == ["trace"]


def test_the_selected_code_is_followed_when_the_page_is_shown(
    desk: Desk, code: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Reading a model in takes seconds and is tried with the analysis.
    monkeypatch.setattr(pipeline, "load", lambda _path: None)
    made = TracePage(desk.session, desk.actions, desk.jobs)
    desk.choose("code", code)

    desk.show(made)

    qtbot.waitUntil(lambda: made.trace is not None, timeout=30_000)
    assert made.model.rowCount() == 3

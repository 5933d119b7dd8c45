"""Instruments on the Study page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.study import instruments
from qda.ui.study.instruments.part import InstrumentsPart, next_version
from tests.factories import make_source
from tests.ui.study.conftest import Desk


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> InstrumentsPart:
    made = InstrumentsPart(desk.session, parent=desk.window)
    made.resize(760, 700)
    desk.window.resize(760, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def test_an_instrument_is_named_in_the_last_line_and_worded(part: InstrumentsPart, desk: Desk) -> None:
    part.list.rows.setData(part.list.rows.index(0, 0), "Guide for parents")
    guide = instruments.instruments(desk.project)[0]

    part.list.table.choose(guide.id)
    part.text.setPlainText("1. What had happened before?\n2. Who came first?")
    part.text.keep()

    assert instruments.instruments(desk.project)[0].items == ("What had happened before?", "Who came first?")
    assert part.about.text() == "Guide for parents: 2 lines; 0 sources came from it"


def test_what_to_do_stands_above_the_line_in_which_it_is_done(part: InstrumentsPart, desk: Desk) -> None:
    hint, table = part.hint, part.list.table

    assert hint.isVisible()
    assert hint.mapTo(part, hint.rect().bottomLeft()).y() <= table.mapTo(part, table.rect().topLeft()).y()


def test_a_source_is_added_by_name_and_let_go(part: InstrumentsPart, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project, name="Interview with Theresa")
    guide = instruments.create(desk.project, "Guide")
    qtbot.waitUntil(lambda: part.list.rows.where(guide) >= 0)
    part.list.table.choose(guide)

    part.add.chosen.emit("Interview with Theresa")
    qtbot.waitUntil(lambda: part.sources.ids() == {source})
    offered = part._others()
    part.sources.setCurrentRow(0)
    QTest.keyClick(part.sources, Qt.Key.Key_Delete)

    assert offered == []
    assert instruments.sources_of(desk.project, guide) == []


def test_the_next_version_goes_on_from_the_wording(part: InstrumentsPart, desk: Desk) -> None:
    guide = instruments.create(desk.project, "Guide", text="One?\nTwo?")
    part.list.table.choose(guide)

    part.version.click()

    assert [(row.version, len(row.items)) for row in instruments.instruments(desk.project)] == [("", 2), ("2", 2)]
    chosen = part.chosen()
    assert chosen is not None
    assert chosen.version == "2"


def test_deleting_says_so_and_is_undone(part: InstrumentsPart, desk: Desk) -> None:
    guide = instruments.create(desk.project, "Guide")
    said: list[str] = []
    desk.session.said.connect(said.append)

    part.list.delete_wanted.emit(instruments.instruments(desk.project))
    left = instruments.instruments(desk.project)
    desk.project.undo()

    assert (said, left) == (["Deleted 1 instrument."], [])
    assert part.list.rows.where(guide) == 0


def test_versions_are_numbered_on() -> None:
    assert next_version([""]) == "2"
    assert next_version(["1", "3", "pilot"]) == "4"

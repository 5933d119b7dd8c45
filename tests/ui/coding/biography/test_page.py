"""The story of a code in the window, and the code book of a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.coding import codes
from qda.ui.coding.biography.page import BiographyPage
from qda.ui.coding.biography.past import PastPage, today
from qda.ui.session import Selection
from tests.ui.coding.conftest import Desk


@pytest.fixture
def calm(desk: Desk) -> int:
    source, made = desk.source(), desk.code("calm")
    desk.coded(source, "came in", made)
    codes.rename(desk.project, made, "being calm")
    return made


@pytest.fixture
def page(desk: Desk, calm: int) -> BiographyPage:
    desk.session.select(Selection("code", calm))
    made = BiographyPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 900, 600)
    desk.settle()
    made.setFocus()
    return made


def kinds(page: BiographyPage) -> list[str]:
    return [row.kind for row in page.list.events.rows]


def test_it_tells_the_story_of_the_chosen_code(page: BiographyPage) -> None:
    assert page.title.text() == "The story of “being calm”"
    assert kinds(page) == ["made", "incident", "named"]
    assert page.standing.text() == "initial code · 1 segment"


def test_it_goes_on_with_the_study(desk: Desk, page: BiographyPage, calm: int) -> None:
    codes.set_level(desk.project, [calm], "focused")
    QTest.qWait(300)
    desk.settle()

    assert kinds(page)[-1] == "raised"


def test_what_was_taken_back_is_shown_when_it_is_wanted(desk: Desk, page: BiographyPage) -> None:
    desk.session.undo()
    page.read()
    desk.settle()
    before = kinds(page)

    page.undone.setChecked(True)

    assert (before, kinds(page)) == (["made", "incident"], ["made", "incident", "named"])
    assert page.list.events.index(2).data().endswith("1 segment")
    assert "(taken back)" in page.list.events.index(2).data()


def test_one_kind_alone(page: BiographyPage) -> None:
    page.kinds.setCurrentIndex(page.kinds.findData("named"))
    page._show_rows()

    assert kinds(page) == ["named"]


def test_enter_goes_to_what_an_event_names(desk: Desk, page: BiographyPage) -> None:
    shown: list[object] = []
    desk.session.source_wanted.connect(lambda source, span: shown.append(span))
    page.list.setCurrentIndex(page.list.events.index(1))

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert len(shown) == 1


def test_it_is_taken_away_as_a_table(desk: Desk, page: BiographyPage, tmp_path: Path) -> None:
    page.write(tmp_path / "b.csv")
    desk.settle()

    assert "Renamed from “calm” to “being calm”" in (tmp_path / "b.csv").read_text("utf-8")


def test_without_a_code_it_says_what_it_is_for(desk: Desk) -> None:
    page = BiographyPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)

    assert page.stack.currentIndex() == 1


@pytest.fixture
def past(desk: Desk, calm: int) -> PastPage:
    made = PastPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 900, 600)
    desk.settle()
    return made


def test_the_code_book_of_today_is_shown_first(past: PastPage) -> None:
    assert past.field.text() == today()
    assert [row.name for row in past.past.rows] == ["being calm"]
    assert past.past.index(0, 2).data() == "1"


def test_a_day_before_the_study_says_so(desk: Desk, past: PastPage) -> None:
    past.before.click()
    desk.settle()

    yesterday = (datetime.now(UTC).astimezone().date() - timedelta(days=1)).isoformat()
    assert past.nothing.text().startswith(f"The study had not been begun on {yesterday}.")
    assert not past.save.isEnabled()


def test_words_that_are_no_day_are_told(desk: Desk, past: PastPage) -> None:
    past.field.setText("soon")
    QTest.keyClick(past.field, Qt.Key.Key_Return)
    desk.settle()

    assert past.nothing.text().startswith("“soon” is no day.")


def test_the_biography_leads_to_the_book_of_its_day(desk: Desk, page: BiographyPage) -> None:
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.show_past()

    assert wanted == ["past"]
    assert desk.session.property("past_day") == today()


def test_the_book_is_taken_away_as_a_table(desk: Desk, past: PastPage, tmp_path: Path) -> None:
    past.write(tmp_path / "c.csv")
    desk.settle()

    assert "being calm" in (tmp_path / "c.csv").read_text("utf-8")

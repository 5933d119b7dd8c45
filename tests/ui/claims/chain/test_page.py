"""Claims by keys: written, linked, ordered, followed down to the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.synthesis import claims
from qda.synthesis.targets import Target
from qda.ui.claims.chain import leaving, ways_back
from qda.ui.claims.chain.page import ClaimsPart
from qda.ui.documents.mime import codes_mime
from qda.ui.session import Selection
from tests.ui.claims.conftest import Desk

K = Qt.Key


@pytest.fixture
def page(desk: Desk, claim: int) -> ClaimsPart:
    desk.actions.add("claims.negative", "To the desk", lambda: desk.spaces.append("desk"))
    made = ClaimsPart(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    made.setFocus()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def texts(desk: Desk) -> list[str]:
    return [row.text for row in claims.rows(desk.project)]


def child(item: QTreeWidgetItem | None, at: int) -> QTreeWidgetItem:
    assert item is not None
    found = item.child(at)
    assert found is not None
    return found


def test_a_claim_is_written_by_one_key_and_is_at_hand_then(desk: Desk, page: ClaimsPart) -> None:
    press(K.Key_N)
    QTest.keyClicks(page.new, "Help comes late")
    press(K.Key_Return)
    desk.settle()

    current = page.list.current()

    assert texts(desk) == ["Calm comes before help", "Help comes late"]
    assert current is not None
    assert current.text == "Help comes late"
    assert page.bare.isVisible()


def test_the_claim_at_hand_is_what_memos_are_about(desk: Desk, page: ClaimsPart, claim: int) -> None:
    assert desk.session.selection == Selection("claim", claim)


def test_words_are_changed_where_they_stand_and_esc_puts_them_back(desk: Desk, page: ClaimsPart) -> None:
    press(K.Key_F2)
    page.words.setPlainText("Calm comes first")
    press(K.Key_Escape)
    kept = texts(desk)
    press(K.Key_F2)
    page.words.setPlainText("Calm comes first")
    press(K.Key_Return)

    assert kept == ["Calm comes before help"]
    assert texts(desk) == ["Calm comes first"]


def test_counts_and_hints_stand_with_the_claim(desk: Desk, page: ClaimsPart) -> None:
    assert page.counts.text() == "1 segment, 1 of 1 sources"
    assert page.flags.text() == "1 of its 1 sources is not marked as coded to the end."


def test_the_trail_leads_down_to_the_words_and_into_the_text(desk: Desk, page: ClaimsPart) -> None:
    press(K.Key_Return)
    top = page.trail.topLevelItem(0)
    sitting = child(top, 0)
    sitting.setExpanded(True)
    quote = child(sitting, 0)
    page.trail.setCurrentItem(quote)
    press(K.Key_Return)

    assert top is not None
    assert (top.text(0), sitting.text(0), quote.text(0)) == ("keeping calm", "sitting down", "sat down")
    assert "line 2" in str(quote.data(0, Qt.ItemDataRole.AccessibleTextRole))
    assert desk.spaces == ["code"]
    assert len(desk.shown) == 1


def test_a_link_is_found_by_its_first_letters(desk: Desk, page: ClaimsPart, claim: int) -> None:
    quiet = codes.create(desk.project, "being quiet")
    press(K.Key_L)
    QTest.keyClicks(page.finder, "quiet")
    press(K.Key_Return)

    assert Target("code", quiet) in [row.target for row in claims.links(desk.project, claim)]


def test_a_code_opens_to_its_segments(desk: Desk, page: ClaimsPart, claim: int) -> None:
    press(K.Key_L)
    QTest.keyClicks(page.finder, "sitting")
    press(K.Key_Tab)
    press(K.Key_Return)

    assert [row.target.kind for row in claims.links(desk.project, claim)] == ["code", "segment"]


def test_a_link_changes_its_role_and_comes_off(desk: Desk, page: ClaimsPart, claim: int) -> None:
    press(K.Key_Return)
    press(K.Key_T)
    turned = claims.links(desk.project, claim)[0].role
    desk.settle()
    page.go_to_trail()
    page.trail.setCurrentItem(page.trail.topLevelItem(0))  # type: ignore[arg-type]  # there is one
    press(K.Key_Delete)

    assert turned == "about"
    assert claims.links(desk.project, claim) == []


def test_why_a_claim_is_linked_is_written_on_the_link(desk: Desk, page: ClaimsPart, claim: int, qtbot: QtBot) -> None:
    press(K.Key_Return)
    press(K.Key_W)
    line = page.trail.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "the clearest ")
    QTest.keyClick(line, K.Key_Return)
    qtbot.waitUntil(lambda: [link.note for node in [page.trail.node()] if node and (link := node.link)] != [""])

    press(K.Key_W)
    again = page.trail.findChild(QLineEdit)
    shown = again.text() if again is not None else ""

    assert [row.note for row in claims.links(desk.project, claim)] == ["the clearest"]
    assert shown == "the clearest"


def test_codes_are_linked_by_dropping_them(desk: Desk, page: ClaimsPart, claim: int) -> None:
    quiet = codes.create(desk.project, "being quiet")
    data: QMimeData = codes_mime([quiet])
    place = QPointF(page.list.visualRect(page.list.claims.index(0)).center())
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    page.list.dropEvent(event)

    assert [row.target.id for row in claims.links(desk.project, claim)][-1] == quiet


def test_claims_move_by_keys_and_are_deleted_and_brought_back(desk: Desk, page: ClaimsPart) -> None:
    claims.create(desk.project, "Second")
    desk.settle()
    press(K.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = texts(desk)
    page.delete()
    left = texts(desk)
    desk.session.undo()

    assert moved == ["Second", "Calm comes before help"]
    assert left == ["Second"]
    assert texts(desk) == moved


def test_status_and_kind_are_chosen_beside_the_claim(desk: Desk, page: ClaimsPart, claim: int) -> None:
    page.set_status("holds")
    page.kinds.setCurrentIndex(page.kinds.findData("proposition"))
    page.kinds.activated.emit(page.kinds.currentIndex())

    row = claims.row(desk.project, claim)

    assert row is not None
    assert (row.status, row.kind) == ("holds", "proposition")


def test_a_note_and_an_expected_pattern_are_kept_when_left(desk: Desk, page: ClaimsPart, claim: int) -> None:
    page.note.setFocus()
    QTest.keyClicks(page.note, "see the diary")
    press(K.Key_Return)
    page.expected.setPlainText("calm first")
    page.expected.left.emit()

    row = claims.row(desk.project, claim)

    assert row is not None
    assert (row.note, row.expected) == ("see the diary", "calm first")


def test_without_claims_the_page_says_what_to_do(desk: Desk) -> None:
    page = ClaimsPart(desk.session, desk.actions, desk.jobs)
    desk.show(page)

    assert page.stack.currentIndex() == 1
    assert page.begin.words() == "Write the first claim (N)"


def test_a_claim_that_is_selected_elsewhere_is_shown(desk: Desk, page: ClaimsPart) -> None:
    second = claims.create(desk.project, "Second")
    desk.session.select(Selection("claim", second))

    current = page.list.current()

    assert current is not None
    assert current.id == second


def test_a_merged_code_is_followed_by_a_key(desk: Desk, page: ClaimsPart, claim: int, calm: int) -> None:
    quiet = codes.create(desk.project, "being quiet", level="focused")
    codes.merge(desk.project, [calm], into=quiet)
    desk.settle()
    page.go_to_trail()
    press(K.Key_F)

    assert [row.target.id for row in claims.links(desk.project, claim)] == [quiet]


def test_from_a_code_back_to_the_claims_above_it(desk: Desk, claim: int, calm: int) -> None:
    desk.session.select(Selection("code", calm))

    found = ways_back.ways(desk.session)

    assert [ways_back.way_words(way) for way in found] == ["Calm comes before help   –   keeping calm"]


def test_where_no_claim_stands_it_says_so(desk: Desk, calm: int) -> None:
    desk.session.select(Selection("code", calm))
    ways_back.show(desk.session, desk.actions)

    assert desk.said == ["No claim stands on this."]


def test_the_chain_is_written_as_a_document(desk: Desk, page: ClaimsPart, claim: int, tmp_path: Path) -> None:
    leaving.write(desk.session, desk.jobs, tmp_path / "chain.html", claim)
    desk.settle()

    written = (tmp_path / "chain.html").read_text("utf-8")
    assert "Calm comes before help" in written
    assert "“sat down”" in written
    assert desk.said[-1] == "Wrote “chain.html”."

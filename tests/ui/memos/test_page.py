"""One place for all memos."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from qda.coding import segments
from qda.memos import service
from qda.memos.service import Target
from qda.text import Span
from qda.ui.memos.memo_list import MEMO_ROLE
from qda.ui.memos.page import MemosPage
from qda.ui.session import Selection
from tests.factories import span_of
from tests.ui.memos.conftest import Desk


@pytest.fixture
def three(desk: Desk) -> list[int]:
    code = desk.code("calm")
    return [
        service.begin(
            desk.project, "On calm rooms", title="Calm", kind="code", targets=[Target("code", code)], at=1_000
        ),
        service.begin(desk.project, "How I listen", kind="reflexive", stage="advanced", at=2_000),
        service.begin(desk.project, "Rooms and doors", title="Doors", kind="theoretical", at=3_000),
    ]


@pytest.fixture
def page(desk: Desk, three: list[int]) -> MemosPage:
    made = MemosPage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    return made


def listed(page: MemosPage) -> list[str]:
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def test_the_newest_comes_first_and_is_shown(page: MemosPage) -> None:
    assert listed(page) == ["Doors", "How I listen", "Calm"]
    assert (page.title.text(), page.editor.words()) == ("Doors", "Rooms and doors")


def test_searching_looks_into_title_text_and_links(page: MemosPage) -> None:
    page.search.setText("rooms")
    in_text = listed(page)
    page.search.setText("calm")

    assert in_text == ["Doors", "Calm"]
    assert listed(page) == ["Calm"]


def test_kind_and_stage_filter_and_the_order_changes(page: MemosPage) -> None:
    page.stage.chosen.emit("advanced")
    advanced = listed(page)
    page.stage.chosen.emit("")
    page.kind.chosen.emit("code")
    codes = listed(page)
    page.kind.chosen.emit("")
    page.sort.chosen.emit("title")

    assert advanced == ["How I listen"]
    assert codes == ["Calm"]
    assert listed(page) == ["Calm", "Doors", "How I listen"]


def test_choosing_shows_a_memo_with_its_links(page: MemosPage) -> None:
    page.list.setCurrentIndex(page.model.index(2))

    assert page.editor.words() == "On calm rooms"
    assert page.links.texts() == ["“calm”"]


def test_writing_and_leaving_keeps_a_version(desk: Desk, page: MemosPage) -> None:
    page.editor.setFocus()
    QTest.keyClicks(page.editor, "New: ")
    desk.leave()

    row = desk.memos()[0]
    assert (row.text, row.versions) == ("New: Rooms and doors", 2)


def test_a_title_is_kept_too(desk: Desk, page: MemosPage) -> None:
    page.title.setFocus()
    page.title.clear()
    QTest.keyClicks(page.title, "Thresholds")
    desk.leave()

    assert desk.memos()[0].title == "Thresholds"


def test_a_new_memo_hangs_on_nothing(desk: Desk, page: MemosPage, three: list[int]) -> None:
    page.new_memo()
    QTest.keyClicks(page.editor, "Out of the blue")
    desk.leave()

    row = desk.memos()[0]
    assert (row.text, row.links) == ("Out of the blue", ())
    assert row.id not in three


def test_deleting_tells_and_shows_the_next(desk: Desk, page: MemosPage) -> None:
    page.delete()

    assert [row.shown_title for row in desk.memos()] == ["How I listen", "Calm"]
    assert desk.said == ["Deleted the memo “Doors”."]
    assert page.editor.words() == "How I listen"


def test_a_deletion_can_be_undone(desk: Desk, page: MemosPage) -> None:
    page.delete()

    desk.project.undo()
    page.read()

    assert listed(page) == ["Doors", "How I listen", "Calm"]


def test_versions_show_the_words_as_they_were_and_can_be_taken_up(
    desk: Desk, page: MemosPage, three: list[int]
) -> None:
    service.write(desk.project, three[2], "Only doors")
    page.read()

    page.show_versions()
    page.versions.list.setCurrentRow(1)
    old = page.versions.text.words()
    page.versions.taken_up.emit("Doors", old)
    desk.leave()

    row = desk.memos()[0]
    assert old == "Rooms and doors"
    assert (row.text, row.versions) == ("Rooms and doors", 3)


def test_a_memo_that_is_wanted_is_shown(desk: Desk, page: MemosPage, three: list[int]) -> None:
    desk.session.select(Selection("memo", three[0]))

    assert page.title.text() == "Calm"
    assert page.list.currentIndex().data(MEMO_ROLE) == three[0]


def test_a_link_to_a_segment_opens_its_place(desk: Desk, page: MemosPage, three: list[int]) -> None:
    source, span = desk.source(), span_of("sat down")
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda found, place: wanted.append((found, place)))
    segment = segments.hold(desk.project, source, span)
    service.attach(desk.project, three[2], Target("segment", segment))
    page.read()

    page.links.word(0).click()

    assert wanted == [(source, span)]
    assert desk.wanted == ["code"]


def test_a_link_can_be_taken_off(desk: Desk, page: MemosPage, three: list[int]) -> None:
    page.show_memo(three[0])

    page.links.detach_wanted.emit(desk.memos()[2].links[0].target)

    assert desk.memos()[2].links == ()


def test_without_memos_the_page_says_what_they_are_for(desk: Desk, page: MemosPage) -> None:
    for row in desk.memos():
        service.delete(desk.project, row.id)

    page.read()

    assert page.nothing().startswith("Memos are where the analysis grows")
    assert page.editor.isVisible() is False

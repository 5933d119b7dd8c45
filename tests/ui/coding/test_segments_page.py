"""Segments of codes, to read in one piece and to rearrange."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from qda.coding import codes, queries, segments
from qda.text import Span
from qda.ui.coding.segments_page import SegmentsPage
from tests.factories import TALK, make_case, span_of
from tests.ui.coding.conftest import Desk

WORDS = ("came in", "sat down", "judge me", "we talked")


@pytest.fixture
def page(desk: Desk) -> SegmentsPage:
    """Four segments of “calm” are listed."""
    source, code = desk.source(), desk.code("calm")
    for words in WORDS:
        desk.coded(source, words, code)
    made = SegmentsPage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    made.show_codes([code])
    desk.settle()
    made.list.setFocus()
    return made


def listed(page: SegmentsPage) -> list[str]:
    return [row.quote for row in page.list.segments.rows]


def choose(page: SegmentsPage, *places: int) -> None:
    selection = page.list.selectionModel()
    selection.clear()
    for place in places:
        selection.select(page.list.segments.index(place), selection.SelectionFlag.Select)


def answer(page: SegmentsPage, words: str) -> None:
    field = page.field
    assert field is not None
    QTest.keyClicks(field.field, words)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def test_segments_are_listed_in_the_order_of_the_text_with_their_neighbours(page: SegmentsPage) -> None:
    assert listed(page) == list(WORDS)
    assert "She came in and sat down" in page.context.toPlainText()
    assert page.count() == "4 segments in 1 source"


def test_codes_below_are_listed_too_unless_not_wanted(desk: Desk, page: SegmentsPage) -> None:
    calm = desk.book.named("calm")
    assert calm is not None
    below = desk.code("below", parent_id=calm)
    desk.coded(1, "INT", below)
    page.show_codes([calm])
    both = listed(page)

    page.switch_below()
    desk.settle()

    assert both == ["INT", *WORDS]
    assert listed(page) == list(WORDS)


def test_words_narrow_the_list(page: SegmentsPage) -> None:
    page.search.setText("TALK")

    assert listed(page) == ["we talked"]


def test_enter_opens_a_segment_in_its_text(desk: Desk, page: SegmentsPage) -> None:
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda source, span: wanted.append((source, span)))
    page.list.setCurrentIndex(page.list.segments.index(1))

    page.list.open_wanted.emit()

    assert wanted == [(1, span_of("sat down"))]
    assert desk.session.selection.kind == "segment"


def test_taking_off_is_told_and_leaves_the_list(desk: Desk, page: SegmentsPage) -> None:
    choose(page, 0, 2)

    QTest.keyClicks(page.list, "u")

    assert listed(page) == ["sat down", "we talked"]
    assert desk.said == ["Took “calm” off 2 segments."]


def test_recoding_moves_the_chosen_to_another_code(desk: Desk, page: SegmentsPage) -> None:
    quiet = desk.code("quiet")
    choose(page, 1, 3)

    QTest.keyClicks(page.list, "r")
    answer(page, "qui")

    assert listed(page) == ["came in", "judge me"]
    assert [row.quote for row in queries.of_codes(desk.project, [quiet])] == ["sat down", "we talked"]


def test_splitting_makes_a_code_beside_and_remembers_where_they_began(desk: Desk, page: SegmentsPage) -> None:
    choose(page, 0, 1)

    QTest.keyClicks(page.list, "s")
    answer(page, "arriving")

    made = desk.book.named("arriving")
    assert made is not None
    rows = queries.of_codes(desk.project, [made])
    assert [(row.quote, row.first_code) for row in rows] == [("came in", "calm"), ("sat down", "calm")]
    assert listed(page) == ["judge me", "we talked"]


def test_coding_all_gives_one_more_code(desk: Desk, page: SegmentsPage) -> None:
    quiet = desk.code("quiet")
    choose(page, 0, 1, 2)

    QTest.keyClicks(page.list, "c")
    answer(page, "qui")

    assert len(queries.of_codes(desk.project, [quiet])) == 3
    assert listed(page) == list(WORDS)
    assert desk.said == ["Applied “quiet” to 3 segments; 0 had it already."]


def test_what_is_coded_elsewhere_comes_into_the_list(desk: Desk, page: SegmentsPage) -> None:
    calm = desk.book.named("calm")
    assert calm is not None

    desk.coded(1, "And then", calm)

    assert listed(page) == [*WORDS, "And then"]


def test_undo_brings_a_segment_back(desk: Desk, page: SegmentsPage) -> None:
    choose(page, 0)
    page.take_off()

    desk.project.undo()

    assert sorted(listed(page)) == sorted(WORDS)


def test_deleting_the_code_goes_back_to_the_text(desk: Desk, page: SegmentsPage) -> None:
    done: list[None] = []
    page.done.connect(lambda: done.append(None))
    calm = desk.book.named("calm")
    assert calm is not None

    codes.delete(desk.project, [calm])

    assert done != []


def test_escape_goes_back_to_the_text(page: SegmentsPage) -> None:
    done: list[None] = []
    page.done.connect(lambda: done.append(None))

    QTest.keyClick(page.list, Qt.Key.Key_Escape)

    assert done == [None]


def test_more_than_the_first_screens_arrive_afterwards(desk: Desk, page: SegmentsPage) -> None:
    code = desk.code("many")
    source = desk.source(TALK * 4, "Long")
    places = [(source, Span(at, at + width), code) for width in (2, 3) for at in range(150)]
    segments.apply_many(desk.project, places)

    page.show_codes([code])
    first = len(listed(page))
    desk.settle()

    assert (first, len(listed(page))) == (200, 300)


@pytest.mark.parametrize(("name", "begins"), [("out.csv", b"Code,"), ("out.xlsx", b"PK"), ("out.docx", b"PK")])
def test_the_chosen_are_written_with_their_cases(
    desk: Desk, page: SegmentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: bytes
) -> None:
    from qda.sources import service as sources

    _unit, case = make_case(desk.project)
    sources.move(desk.project, [1], case_id=case)
    path = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    choose(page, 1, 2)

    page.export()
    desk.settle()

    assert path.read_bytes().startswith(begins)
    assert desk.said[-1] == f"Wrote 2 segments to “{name}”."
    if name.endswith("csv"):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) == 3
        assert "sat down" in lines[1]
        assert "Martine" in lines[1]

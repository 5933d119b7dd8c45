from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.analysis.words.search import Hit
from qda.coding import codes
from qda.coding import queries as coding
from qda.progress import Silent
from qda.text import Span
from qda.ui.analysis import search_strip
from qda.ui.analysis.queries.hit_acts import write_list
from qda.ui.analysis.queries.hits import HIT, REACH, Where, found_words, in_paragraph, look
from qda.ui.analysis.search_page import SearchPage
from tests.factories import make_case, make_source
from tests.ui.analysis.conftest import Desk

BOARD = "The Board met. Minutes were read.\nThe chair asked who would act. The minutes say nobody."
NOTE = "She rang 😀 the chair twice."


@pytest.fixture
def page(desk: Desk) -> SearchPage:
    make_source(desk.session.project, BOARD, "Board minutes")
    make_source(desk.session.project, NOTE, "Field note")
    made = SearchPage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    return made


def ask(page: SearchPage, desk: Desk, words: str) -> None:
    page.ask(words)
    desk.settle()


def rows_of_hits(page: SearchPage) -> list[int]:
    return [row for row in range(page.model.rowCount()) if page.model.index(row).data(HIT) is not None]


def test_hits_stand_under_their_sources_with_a_count_of_both(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")

    shown = [page.model.index(row).data() for row in range(page.model.rowCount())]
    assert shown[0] == "Board minutes, 1 hit"
    assert shown[1].startswith("line 2: ")
    assert shown[2] == "Field note, 1 hit"
    assert page.count.text() == "2 hits in 2 of 2 sources"


def test_enter_on_a_hit_goes_to_its_words_in_code_points(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")
    page.list.setCurrentIndex(page.model.index(3))

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    source, span = desk.wanted[0]
    assert isinstance(span, Span)
    assert (source, span.of(NOTE)) == (2, "chair")


def test_enter_on_a_source_goes_to_its_first_hit(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "the")
    page.list.setCurrentIndex(page.model.index(0))

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert desk.wanted == [(1, Span(0, 3))]


def test_a_click_beside_the_box_goes_to_the_place_and_one_on_it_ticks(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "minutes")
    box = page.list.visualRect(page.model.index(1))

    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(30, 10))
    assert (len(page.model.chosen()), desk.wanted) == (1, [])

    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert len(desk.wanted) == 1


def test_ticking_a_source_ticks_all_its_hits(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "the")
    page.list.setCurrentIndex(page.model.index(0))

    QTest.keyClick(page.list, Qt.Key.Key_Space)

    assert {hit.source for hit in page.model.chosen()} == {"Board minutes"}
    assert page.model.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert page.model.index(1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_taking_one_tick_off_leaves_the_source_partly_ticked(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "the")
    page.model.tick_all(True)

    page.model.toggle(page.model.index(1))

    assert page.model.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked


def test_coding_ticked_hits_with_a_new_label_is_one_act_that_can_be_undone(page: SearchPage, desk: Desk) -> None:
    project = desk.session.project
    ask(page, desk, "chair")
    page.model.tick_all(True)
    page.strip.code_field.setText("asking the chair")
    page.strip.code_field.textEdited.emit("asking the chair")

    page.strip.code_chosen()

    assert [row.quote for row in coding.everything(project)] == ["chair", "chair"]
    assert desk.said == ["Coded 2 places with “asking the chair”."]
    project.undo()
    assert coding.everything(project) == []
    assert coding.code_rows(project) == []


def test_one_enter_codes_the_ticked_hits_with_a_new_label(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")
    page.model.tick_all(True)
    page.strip.code_field.setFocus()
    QTest.keyClicks(page.strip.code_field, "naming the chair")

    QTest.keyClick(page.strip.code_field, Qt.Key.Key_Return)

    assert desk.said[-1] == "Coded 2 places with “naming the chair”."


def test_a_completed_label_is_seen_before_hits_are_coded(page: SearchPage, desk: Desk) -> None:
    codes.create(desk.session.project, "naming the chair")
    ask(page, desk, "chair")
    page.model.tick_all(True)
    page.strip.code_field.setFocus()
    QTest.keyClicks(page.strip.code_field, "naming")

    QTest.keyClick(page.strip.code_field, Qt.Key.Key_Return)
    first = list(desk.said)
    QTest.keyClick(page.strip.code_field, Qt.Key.Key_Return)

    assert page.strip.code_field.text() == "naming the chair"
    assert (first, desk.said) == ([], ["Coded 2 places with “naming the chair”."])


def test_hits_can_be_widened_to_their_sentence(page: SearchPage, desk: Desk) -> None:
    project = desk.session.project
    code = codes.create(project, "acting")
    ask(page, desk, "nobody")
    page.model.tick_all(True)
    page.strip.choose(code)
    page.strip.widen.setCurrentIndex(page.strip.widen.findData("sentence"))

    page.strip.code_chosen()

    assert [row.quote for row in coding.everything(project)] == ["The minutes say nobody."]


def test_many_hits_are_coded_off_the_main_thread(page: SearchPage, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_strip, "_MANY", 1)
    ask(page, desk, "the")
    page.model.tick_all(True)
    page.strip.code_field.setText("naming")
    page.strip.code_field.textEdited.emit("naming")

    page.strip.code_chosen()
    desk.settle()

    assert len(coding.everything(desk.session.project)) == 4
    assert page.model.chosen() == []


def test_typing_offers_the_codes_there_are_and_a_new_one(page: SearchPage, desk: Desk) -> None:
    codes.create(desk.session.project, "chairing")
    ask(page, desk, "chair")
    page.strip.code_field.setFocus()

    QTest.keyClicks(page.strip.code_field, "chair")

    model = page.strip.code_field.rows.choices
    assert [model.index(row).data() for row in range(model.rowCount())] == ["chairing", "New code “chair”"]


def test_a_search_without_a_word_is_a_quiet_sentence(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "…")

    assert page.nothing.text().startswith("“…” holds no word to search for.")
    assert desk.failed == []
    assert not page.strip.isVisible()


def test_nothing_found_names_what_was_searched(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "zebra")

    assert page.nothing.text() == "No place in 2 sources holds “zebra”."


def test_a_changed_text_marks_the_list_stale_and_does_not_search_by_itself(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")

    make_source(desk.session.project, "Another chair.", "Third")
    desk.settle()

    assert page.stale.isVisibleTo(page)
    assert page.model.found.total == 2


def test_only_the_first_are_listed_and_all_are_counted(desk: Desk) -> None:
    make_source(desk.session.project, "word " * 40, "Words")

    found = look(desk.session.project, "word", Where(), Silent(), limit=10)

    assert (len(found.hits), found.total, found.groups[0].count, found.groups[0].total) == (10, 40, 10, 40)
    assert found_words(found) == "40 hits in 1 of 1 sources; the first 10 are listed"


def test_a_search_can_be_kept_to_a_case(desk: Desk) -> None:
    from qda.sources import service as sources
    from qda.sources.service import NewSource

    project = desk.session.project
    _unit, case = make_case(project)
    sources.add(project, NewSource("Here", "a chair", case_id=case))
    make_source(project, "a chair", "Elsewhere")

    found = look(project, "chair", Where(case_id=case), Silent())

    assert ([hit.source for hit in found.hits], found.searched) == (["Here"], 1)


def test_the_surroundings_stay_in_the_paragraph_and_never_cut_a_word() -> None:
    hit = Hit(1, "s", 200, 203, "act", 1, "x" * 20 + " end\nThe chair would ", "z" * 50 + " " + "y" * (REACH - 51))

    before, after = in_paragraph(hit)

    assert (before, after) == ("The chair would ", "z" * 50 + " …")


def test_the_list_can_be_saved_as_a_table(desk: Desk, tmp_path: Path) -> None:
    make_source(desk.session.project, BOARD, "Board minutes")
    found = look(desk.session.project, "chair", Where(), Silent())

    write_list(desk.session.project, tmp_path / "hits.csv", found, Silent())

    lines = (tmp_path / "hits.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("Source,Unit or case,Line,Before,Hit")
    assert lines[1].startswith("Board minutes,,2,")


def test_everything_can_be_reached_and_has_a_name(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")

    parts: list[QWidget] = [
        page.field,
        page.places,
        page.kinds,
        page.list,
        page.strip.code_field,
        page.strip.widen,
        page.strip.save,
    ]

    assert all(part.accessibleName() for part in parts)
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in parts)


def test_closing_the_project_empties_the_page(page: SearchPage, desk: Desk) -> None:
    ask(page, desk, "chair")

    desk.session.end()

    assert page.model.rowCount() == 0
    assert page.middle.currentWidget() is page.empty

"""The Code workspace: what keys and hands do to words, and how the page follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from qda.coding import codes, lookups, queries, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.study import service as study
from qda.text import Span
from qda.ui.coding.page import CodePage
from qda.ui.session import Selection
from tests.factories import TALK, span_of
from tests.ui.coding.conftest import Desk

Page = tuple[CodePage, int]


@pytest.fixture
def page(desk: Desk) -> Page:
    """The page with an interview opened, the keyboard in its text."""
    source = desk.source()
    made = CodePage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    desk.session.show_source(source)
    made.view.setFocus()
    return made, source


def select(page: CodePage, words: str) -> Span:
    span = span_of(words)
    page.view.select(span)
    return span


def codings(desk: Desk, source: int) -> list[tuple[str, str]]:
    """Words and code of every coding, in order."""
    rows = queries.of_source(desk.project, source)
    return [(TALK[row.start : row.end], codes.name_of(desk.project, row.code_id)) for row in rows]


def press(page: CodePage, key: str) -> None:
    QTest.keyClicks(page.view, key)


def answer(page: CodePage, words: str) -> None:
    """Type into the quick-code field and take what is chosen."""
    field = page.acts.field().field
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


# --- coding ---------------------------------------------------------------------------------------


def test_enter_and_a_new_label_code_the_selected_words(desk: Desk, page: Page) -> None:
    made, source = page
    select(made, "sat down")

    QTest.keyClick(made.view, Qt.Key.Key_Return)
    answer(made, "settling in")

    assert codings(desk, source) == [("sat down", "settling in")]
    assert [item.label for item in made.view.coded_text().highlights] == ["settling in"]


def test_enter_without_a_selection_takes_the_line(desk: Desk, page: Page) -> None:
    made, source = page
    made.view.set_caret(span_of("sat down").start)

    QTest.keyClick(made.view, Qt.Key.Key_Return)
    answer(made, "settling in")

    assert codings(desk, source) == [("Theresa: She came in and sat down. She did not judge me.", "settling in")]


def test_white_space_at_the_ends_is_not_coded(desk: Desk, page: Page) -> None:
    made, source = page
    words = span_of("sat down")
    made.view.select(Span(words.start - 1, words.end))

    made.acts.apply([desk.code("calm")])

    assert codings(desk, source) == [("sat down", "calm")]


def test_v_codes_in_vivo(desk: Desk, page: Page) -> None:
    made, source = page
    select(made, "She did not judge me.")

    press(made, "v")

    assert codings(desk, source) == [("She did not judge me.", "She did not judge me")]
    assert made.view.coded_text().highlights[0].in_vivo


def test_many_words_are_shortened_in_the_field_first(desk: Desk, page: Page) -> None:
    made, source = page
    select(made, "Theresa: She came in and sat down. She did not judge me.")

    press(made, "v")
    field = made.acts.field().field
    assert "She came in and sat down" in field.text()
    field.setText("not judging")
    QTest.keyClick(field, Qt.Key.Key_Return)

    found = codings(desk, source)
    assert [name for _words, name in found] == ["not judging"]
    assert made.view.coded_text().highlights[0].in_vivo


def test_r_repeats_the_last_code(desk: Desk, page: Page) -> None:
    made, source = page
    select(made, "sat down")
    made.acts.apply([desk.code("calm")])
    select(made, "Then we talked")

    press(made, "r")

    assert codings(desk, source) == [("sat down", "calm"), ("Then we talked", "calm")]


def test_the_same_again_says_so(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    select(made, "sat down")
    made.acts.apply([code])

    made.acts.apply([code])

    assert len(codings(desk, source)) == 1
    assert desk.said == ["These words are coded “calm” already."]


def test_letters_do_nothing_without_a_selection(desk: Desk, page: Page) -> None:
    made, source = page
    made.view.set_caret(3)

    press(made, "v")

    assert codings(desk, source) == []


def test_u_takes_off_the_one_coding_that_is_there(desk: Desk, page: Page) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("calm"))
    select(made, "down")

    press(made, "u")

    assert codings(desk, source) == []
    assert made.view.coded_text().highlights == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_u_asks_which_of_several(desk: Desk, page: Page) -> None:
    made, source = page
    for name in ("calm", "quiet"):
        desk.coded(source, "sat down", desk.code(name))
    select(made, "sat down")

    press(made, "u")
    menu = made.view.findChild(QMenu)
    assert menu is not None
    asked = [action for action in menu.actions() if not action.isSeparator()]
    asked[1].trigger()
    menu.close()

    assert [action.text().partition("  ")[0] for action in asked] == ["calm", "quiet", "All of them"]
    assert [name for _words, name in codings(desk, source)] == ["calm"]


def test_delete_takes_off_the_coding_at_hand(desk: Desk, page: Page) -> None:
    made, source = page
    coding = desk.coded(source, "sat down", desk.code("calm"))
    made.view.activate(coding)

    made.acts.take_off_current()

    assert codings(desk, source) == []


def test_recoding_binds_to_another_code(desk: Desk, page: Page) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("calm"))
    desk.code("quiet")
    select(made, "sat down")

    made.acts.recode()
    answer(made, "qui")

    assert codings(desk, source) == [("sat down", "quiet")]
    assert [item.label for item in made.view.coded_text().highlights] == ["quiet"]


def test_recoding_to_a_new_code_is_one_step_to_undo(desk: Desk, page: Page) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("calm"))
    select(made, "sat down")
    made.acts.recode()
    answer(made, "arriving")

    desk.project.undo()

    assert codings(desk, source) == [("sat down", "calm")]
    assert desk.book.named("arriving") is None


def test_a_handle_that_was_let_go_resizes_the_coding(desk: Desk, page: Page) -> None:
    made, source = page
    coding = desk.coded(source, "sat down", desk.code("calm"))
    made.view.select_coding(coding)
    wider = span_of("came in and sat down")

    made.view.resizeRequested.emit(coding, wider.start, wider.end, False)

    assert codings(desk, source) == [("came in and sat down", "calm")]
    assert made.view.current_coding() == coding
    assert made.view.selection() == wider


def test_codes_dropped_on_words_are_applied_as_one_step(desk: Desk, page: Page) -> None:
    made, source = page
    ids = [desk.code("calm"), desk.code("quiet")]

    made.view.codeDropped.emit(ids, span_of("sat down"))
    both = codings(desk, source)
    desk.project.undo()

    assert both == [("sat down", "calm"), ("sat down", "quiet")]
    assert codings(desk, source) == []


def test_words_dragged_to_a_code_are_coded_without_the_spaces(desk: Desk, page: Page) -> None:
    _made, source = page
    words = span_of("sat down")

    desk.book.words_wanted.emit(desk.code("calm"), Span(words.start - 1, words.end))

    assert codings(desk, source) == [("sat down", "calm")]


def test_a_code_activated_in_the_tree_is_for_the_selected_words(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    select(made, "sat down")

    desk.book.activated.emit([code])

    assert codings(desk, source) == [("sat down", "calm")]


def test_without_words_an_activated_code_lists_its_segments(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    desk.coded(source, "sat down", code)

    desk.book.activated.emit([code])
    desk.settle()

    assert made.segments is not None
    assert made.segments.isVisible()
    assert [row.quote for row in made.segments.list.segments.rows] == ["sat down"]


def test_codes_that_go_after_their_segments_were_left_do_not_take_the_keyboard(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    desk.coded(source, "sat down", code)
    desk.book.activated.emit([code])
    desk.settle()
    assert made.segments is not None
    made.segments.done.emit()
    elsewhere = QLineEdit(desk.window)
    elsewhere.show()
    elsewhere.setFocus()

    codes.delete(desk.project, [code])
    desk.settle()

    assert elsewhere.hasFocus()


# --- following ------------------------------------------------------------------------------------


def test_undo_is_shown_at_once(desk: Desk, page: Page) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("calm"))
    shown = len(made.view.coded_text().highlights)

    desk.session.undo()

    assert (shown, made.view.coded_text().highlights) == (1, [])


def test_a_new_name_and_colour_are_shown_at_once(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    desk.coded(source, "sat down", code)

    codes.rename(desk.project, code, "quiet")
    codes.recolor(desk.project, code, "#123456")

    assert [(item.label, item.color) for item in made.view.coded_text().highlights] == [("quiet", "#123456")]


def test_what_happens_in_another_text_is_not_shown(desk: Desk, page: Page) -> None:
    made, _source = page
    other = desk.source(TALK, "Another")

    desk.coded(other, "sat down", desk.code("calm"))

    assert made.view.coded_text().highlights == []


def test_applying_a_code_reads_that_coding_and_no_other(
    desk: Desk, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _source = page
    code = desk.code("calm")
    asked: list[object] = []
    read = lookups.drawn

    def watched(
        project: Project, source_id: int, ids: frozenset[int] | None = None
    ) -> tuple[list[lookups.Drawn], set[int]]:
        asked.append(ids)
        return read(project, source_id, ids)

    monkeypatch.setattr(lookups, "drawn", watched)
    select(made, "sat down")

    made.acts.apply([code])

    assert asked == [frozenset({1})]


def test_many_codings_at_once_are_shown(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("calm")
    places = [(source, Span(at, at + 1), code) for at in range(len(TALK) - 1)] * 3
    places += [(source, Span(at, at + 2), code) for at in range(len(TALK) - 2)]
    places += [(source, Span(at, at + 3), code) for at in range(len(TALK) - 3)]

    new, _there = segments.apply_many(desk.project, places)

    assert new > 300
    assert len(made.view.coded_text().highlights) == new


def test_a_memo_on_a_segment_sets_its_sign(desk: Desk, page: Page) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("calm"))
    segment = made.view.coded_text().highlights[0].segment

    memo = memos.begin(desk.project, "A thought", targets=[Target("segment", segment)])
    with_memo = made.view.coded_text().highlights[0].memo
    memos.delete(desk.project, memo)

    assert with_memo
    assert not made.view.coded_text().highlights[0].memo


def test_words_with_a_memo_and_no_code_are_shown_too(desk: Desk, page: Page) -> None:
    made, source = page
    segment = segments.hold(desk.project, source, span_of("sat down"))
    memos.begin(desk.project, "A thought", targets=[Target("segment", segment)])
    alone = [(item.id, item.memo) for item in made.view.coded_text().highlights]

    coding = desk.coded(source, "sat down", desk.code("calm"))
    coded = [(item.id, item.memo) for item in made.view.coded_text().highlights]
    segments.remove(desk.project, [coding])

    assert alone == [(-segment, True)]
    assert coded == [(coding, True)]
    assert [item.id for item in made.view.coded_text().highlights] == [-segment]


def test_a_stripe_that_is_clicked_becomes_the_selection(desk: Desk, page: Page) -> None:
    made, source = page
    coding = desk.coded(source, "sat down", desk.code("calm"))

    made.view.activate(coding)

    chosen = desk.session.selection
    assert (chosen.kind, chosen.coding_id, chosen.span) == ("segment", coding, span_of("sat down"))


def test_selected_words_become_the_selection_when_it_rests(desk: Desk, page: Page, qtbot: QtBot) -> None:
    made, source = page

    select(made, "sat down")

    qtbot.waitUntil(lambda: desk.session.selection == Selection("source", source, span=span_of("sat down")))


def test_m_writes_on_the_segment_that_is_there(desk: Desk, page: Page) -> None:
    made, source = page
    done: list[str] = []
    desk.actions.add("memo.new", "New memo", lambda: done.append("new"))
    coding = desk.coded(source, "sat down", desk.code("calm"))
    select(made, "sat down")

    press(made, "m")

    assert done == ["new"]
    assert desk.session.selection.coding_id == coding


# --- sources --------------------------------------------------------------------------------------


def test_the_head_says_where_a_source_comes_from(desk: Desk, page: Page, qtbot: QtBot) -> None:
    made, source = page
    unit = study.create_unit(desk.project, "Safeguarding teams")
    case = study.create_case(desk.project, unit, "North Team")

    sources.move(desk.project, [source], case_id=case)
    sources.describe(desk.project, [source], kind="field note", date="2010-07-07")

    qtbot.waitUntil(lambda: "field note" in made.head.line())
    assert made.head.line() == "North Team · field note · 7 July 2010 · 4 lines"
    assert made.head.name() == "Interview"


def test_going_back_to_a_source_finds_the_place(desk: Desk, page: Page) -> None:
    made, source = page
    other = desk.source("Something else.\n" * 5, "Another")
    made.view.set_caret(40)

    desk.session.show_source(other)
    desk.session.show_source(source)

    assert made.view.caret() == 40


def test_a_place_that_is_wanted_is_selected(desk: Desk, page: Page) -> None:
    made, source = page

    desk.session.show_source(source, span_of("Then we talked"))

    assert made.view.selection() == span_of("Then we talked")


def test_a_deleted_source_is_no_longer_shown_and_comes_back_on_undo(desk: Desk, page: Page) -> None:
    made, source = page

    sources.delete(desk.project, source)

    assert made.view.coded_text().text == ""
    assert made.view.sentence() != ""
    assert desk.session.source_id is None
    desk.session.undo()
    assert made.view.coded_text().text == TALK
    assert desk.session.selection == Selection("source", source)


def test_closing_the_study_empties_the_page(desk: Desk, page: Page) -> None:
    made, _source = page

    desk.session.end()

    assert made.view.coded_text().text == ""


def test_line_by_line_begins_where_one_was_and_comes_back_there(desk: Desk, page: Page) -> None:
    made, source = page
    made.view.set_caret(span_of("Then we talked").start)

    made.toggle_lines()
    assert made.lines is not None
    in_lines = (made.lines.isVisible(), made.lines.source_id, made.lines.place())
    made.toggle_lines()

    assert in_lines == (True, source, span_of("Theresa: Then").start)
    assert made.view.isVisible()
    assert made.view.caret() == span_of("Theresa: Then").start


def test_menus_offer_what_can_be_done_to_the_words(desk: Desk, page: Page) -> None:
    made, _source = page
    code = desk.code("arriving")
    acts = ("code.in_vivo", "code.repeat", "code.remove", "code.next")

    can = [[desk.actions.can(name) for name in acts]]
    select(made, "sat down")
    can.append([desk.actions.can(name) for name in acts])
    made.acts.apply([code])
    can.append([desk.actions.can(name) for name in acts])

    assert can == [[False] * 4, [True, False, False, False], [True] * 4]


def test_line_by_line_the_entries_for_words_act_on_the_line(desk: Desk, page: Page) -> None:
    made, source = page
    code = desk.code("arriving")
    desk.coded(source, "sat down", code)
    desk.book.used(code)
    made.view.set_caret(span_of("And then?").start)
    made.toggle_lines()

    desk.actions.get("code.repeat").trigger()

    assert {row.code_id for row in queries.of_source(desk.project, source)} == {code}
    assert len(queries.of_source(desk.project, source)) == 2


def test_segments_that_a_correction_left_without_words_are_offered_above_the_text(
    desk: Desk, page: Page, qtbot: QtBot
) -> None:
    made, source = page
    desk.coded(source, "sat down", desk.code("arriving"))
    span = span_of("sat down")

    editing.correct(desk.project, source, [Edit(span.start, span.end, "")])
    qtbot.waitUntil(lambda: not made.head.lost.isHidden())
    offered = made.head.lost.words()
    made.show_lost()
    desk.settle()

    assert offered == "1 segment without words"
    assert made.lost is not None
    assert [lost.quote for lost in made.lost.rows] == ["sat down"]

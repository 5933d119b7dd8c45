"""Line by line with the keyboard, in a real project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.coding import codes, lines, lookups, queries, segments
from qda.memos import queries as memos
from qda.project import history
from qda.project.project import Project
from qda.sources import service as sources
from qda.text import Mark, Span
from qda.ui.memos.memo_panel import MemoPanel
from qda.ui.session import Selection
from tests.ui.coding.lines_stage import ALT, CTRL, NONE, NOTE, SHIFT, Key, Stage, add_source, note_staged, staged


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """Six uncoded lines, the keyboard in the field of the first."""
    with note_staged(tmp_path) as made:
        yield made


# --- labelling and going on -----------------------------------------------------------------------------


def test_enter_gives_the_line_its_label_and_goes_on(stage: Stage) -> None:
    stage.enter("ringing the prison", "setting out the plan")

    assert [code for _words, code in stage.coded()] == ["ringing the prison", "setting out the plan"]
    assert [words for words, _code in stage.coded()] == NOTE.splitlines()[:2]
    assert stage.number == 3
    assert stage.typed == ""


def test_a_label_is_one_act_of_origin_line_and_makes_an_initial_code(stage: Stage) -> None:
    stage.enter("ringing the prison")

    project = stage.session.project
    [code] = queries.code_rows(project)
    [coding] = queries.everything(project)
    assert (code.level, coding.origin) == ("initial", "line")
    assert history.next_undo(project) == "Apply new code “ringing the prison”"


def test_enter_on_an_empty_field_passes_the_line_over_and_goes_on(stage: Stage) -> None:
    stage.key(Key.Key_Return, times=2)

    assert stage.passed() == [1, 2]
    assert lines.passed(stage.session.project, stage.source) == {0, NOTE.index("the child")}
    assert stage.number == 3
    assert stage.counts_agree()


def test_enter_on_a_line_that_has_a_label_only_goes_on(stage: Stage) -> None:
    stage.enter("ringing the prison")
    stage.key(Key.Key_Up)
    before = history.next_undo(stage.session.project)

    stage.key(Key.Key_Return)

    assert stage.number == 2
    assert history.next_undo(stage.session.project) == before


def test_a_label_ends_the_passing_over_of_its_line(stage: Stage) -> None:
    stage.key(Key.Key_Return)
    stage.key(Key.Key_Up)

    stage.enter("ringing the prison")

    assert stage.passed() == []
    assert stage.counts_agree()


def test_ctrl_enter_adds_a_second_label_and_stays(stage: Stage) -> None:
    stage.type("ringing the prison")
    stage.key(Key.Key_Return, CTRL)
    stage.type("informing")
    stage.key(Key.Key_Return, CTRL)

    assert stage.shown()[0] == ["ringing the prison", "informing"]
    assert stage.number == 1
    assert len({row.segment_id for row in queries.everything(stage.session.project)}) == 1


def test_a_name_that_differs_in_case_and_spaces_is_the_existing_code(stage: Stage) -> None:
    stage.enter("ringing the prison", "  Ringing the  Prison ")

    assert [row.name for row in queries.code_rows(stage.session.project)] == ["ringing the prison"]
    assert [code for _words, code in stage.coded()] == ["ringing the prison"] * 2


def test_the_same_label_again_says_so_and_changes_nothing(stage: Stage) -> None:
    stage.enter("ringing the prison")
    stage.key(Key.Key_Up)

    stage.enter("ringing the prison")

    assert len(stage.coded()) == 1
    assert stage.said[-1] == "These words are coded “ringing the prison” already."


def test_the_last_line_says_how_many_are_still_open(stage: Stage) -> None:
    stage.key(Key.Key_End, CTRL)

    stage.enter("sharing biscuits")

    assert stage.number == 6
    assert stage.said[-1] == "The last line; 5 are still open."


def test_escape_cancels_and_passes_nothing_over(stage: Stage) -> None:
    stage.type("ring")
    stage.key(Key.Key_Escape, times=4)

    assert (stage.typed, stage.number, stage.passed(), stage.coded()) == ("", 1, [], [])


def test_what_is_typed_waits_while_the_coder_looks_elsewhere(stage: Stage) -> None:
    stage.type("ringing")
    stage.key(Key.Key_Down, times=2)
    elsewhere = stage.typed
    stage.key(Key.Key_Up, times=2)

    assert (elsewhere, stage.typed) == ("", "ringing")
    assert stage.coded() == []


def test_two_hundred_initial_codes_without_the_mouse(tmp_path: Path, qtbot: QtBot) -> None:
    project = Project.create(tmp_path / "long.gerund", coder="AQ")
    source = add_source(project, "\n".join(f"Line {number} of what was said." for number in range(230)))

    with staged(project, source) as stage:
        for number in range(200):
            stage.enter(f"doing thing {number}")
        stage.key(Key.Key_Return, times=30)

        assert len(queries.code_rows(project)) == 200
        assert stage.view.foot.coverage.text() == "200 of 230 lines coded, 30 passed over"
        assert stage.counts_agree()


# --- moving ---------------------------------------------------------------------------------------------


def test_keys_move_through_the_lines(stage: Stage) -> None:
    seen = []
    for key, modifiers in (
        (Key.Key_Down, NONE),
        (Key.Key_End, CTRL),
        (Key.Key_Up, NONE),
        (Key.Key_Home, CTRL),
        (Key.Key_PageDown, NONE),
        (Key.Key_PageUp, NONE),
    ):
        stage.key(key, modifiers)
        seen.append(stage.number)

    assert seen == [2, 6, 5, 1, 6, 1]


def test_ctrl_down_goes_to_the_next_line_that_nobody_looked_at(stage: Stage) -> None:
    stage.enter("ringing", "", "asking")
    stage.key(Key.Key_Home, CTRL)

    stage.key(Key.Key_Down, CTRL)
    first = stage.number
    stage.key(Key.Key_End, CTRL)
    stage.key(Key.Key_Down, CTRL)

    assert (first, stage.number) == (4, 4)


def test_the_interviewers_lines_are_left_out_but_can_be_coded(tmp_path: Path, qtbot: QtBot) -> None:
    text = "INT: Did she?\nTheresa: She came in.\nINT: And then?\nTheresa: We talked."
    marks = tuple(
        Mark(at, at + len(name) + 1, "speaker", name)
        for at, name in ((0, "INT"), (14, "Theresa"), (36, "INT"), (51, "Theresa"))
    )
    project = Project.create(tmp_path / "talk.gerund", coder="AQ")
    source = add_source(project, text, marks)
    sources.assign_speaker(project, source, "INT", interviewer=True)

    with staged(project, source) as stage:
        begun = stage.number
        stage.enter("coming in")
        after = stage.number
        stage.key(Key.Key_Up)
        stage.enter("asking what came next")

        assert (begun, after) == (2, 4)
        assert stage.coded() == [("She came in.", "coming in"), ("And then?", "asking what came next")]
        assert stage.view.foot.coverage.text() == "1 of 2 lines coded"
        assert stage.counts_agree()


# --- joining and narrowing ------------------------------------------------------------------------------


def test_a_label_on_joined_lines_spans_both(stage: Stage) -> None:
    stage.key(Key.Key_Down)
    stage.key(Key.Key_J, CTRL)
    joined = stage.note
    stage.enter("telling the prison")

    assert joined == "Lines 1 to 2 together"
    assert stage.coded() == [("\n".join(NOTE.splitlines()[:2]), "telling the prison")]
    assert stage.number == 3
    assert stage.view.model.lines.coded == 2


def test_joined_lines_are_one_row_after_opening_again(stage: Stage, tmp_path: Path) -> None:
    stage.key(Key.Key_Down)
    stage.key(Key.Key_J, CTRL)
    stage.enter("telling the prison")
    path = stage.session.project.path
    stage.session.end()

    stage.session.begin(Project.open(path, coder="AQ"))
    stage.session.show_source(stage.source)

    assert stage.shown() == [["telling the prison"], [], [], [], []]


def test_joined_lines_can_be_passed_over_and_separated(stage: Stage) -> None:
    stage.key(Key.Key_Down)
    stage.key(Key.Key_J, CTRL)
    stage.key(Key.Key_Return)
    stage.key(Key.Key_Up)
    stage.key(Key.Key_J, CTRL | SHIFT)

    assert stage.passed() == [1, 2]
    assert stage.view.model.lines.rows == 6


def test_a_typed_label_survives_joining(stage: Stage) -> None:
    stage.key(Key.Key_Down)
    stage.type("telling")

    stage.key(Key.Key_J, CTRL)

    assert (stage.typed, stage.number) == ("telling", 1)


def test_a_part_of_the_line_is_chosen_with_shift_and_arrows_and_labelled(stage: Stage) -> None:
    stage.key(Key.Key_Right, SHIFT)
    stage.key(Key.Key_Right, times=7)
    stage.key(Key.Key_Right, SHIFT)
    stage.key(Key.Key_Right, SHIFT)
    chosen = stage.note
    stage.enter("ringing the prison")

    assert chosen == "For “rings the prison”"
    assert stage.coded() == [("rings the prison", "ringing the prison")]
    assert stage.number == 2


def test_a_key_of_its_own_narrows_while_something_is_typed(stage: Stage) -> None:
    stage.type("ringing")
    stage.key(Key.Key_N, ALT)
    stage.key(Key.Key_Right, SHIFT)
    stage.key(Key.Key_Return)

    assert stage.coded() == [("At ten", "ringing")]


def test_the_next_part_begins_after_the_one_that_has_a_label(stage: Stage) -> None:
    stage.key(Key.Key_N, ALT)
    stage.key(Key.Key_Right, SHIFT)
    stage.type("telling the time")
    stage.key(Key.Key_Return, CTRL)

    stage.key(Key.Key_N, ALT)

    assert stage.note == "For “past”"


def test_a_part_without_a_label_passes_nothing_over(stage: Stage) -> None:
    stage.key(Key.Key_N, ALT)
    stage.key(Key.Key_Return, times=2)

    assert (stage.number, stage.passed()) == (1, [])
    assert stage.note == "Type a label for this part; Esc goes back to the whole line."


def test_escape_goes_back_to_the_whole_line(stage: Stage) -> None:
    stage.key(Key.Key_N, ALT)
    stage.key(Key.Key_Escape)
    stage.enter("ringing the prison")

    assert stage.coded() == [(NOTE.splitlines()[0], "ringing the prison")]


# --- in vivo --------------------------------------------------------------------------------------------


def test_a_short_part_gives_its_own_words_as_label(stage: Stage) -> None:
    stage.key(Key.Key_N, ALT)
    stage.key(Key.Key_Right, SHIFT, times=3)
    stage.key(Key.Key_I, CTRL)

    [code] = queries.code_rows(stage.session.project)
    assert (code.name, code.in_vivo) == ("At ten past two", True)
    assert stage.shown()[0] == ["“At ten past two”"]
    assert stage.number == 2


def test_a_long_line_is_put_into_the_field_to_be_shortened_and_stays_in_vivo(stage: Stage) -> None:
    stage.key(Key.Key_I, CTRL)
    prefilled = stage.typed
    stage.enter("rings the prison")

    [code] = queries.code_rows(stage.session.project)
    assert prefilled == NOTE.splitlines()[0].strip(". ")
    assert (code.name, code.in_vivo) == ("rings the prison", True)
    assert stage.note == ""


# --- taking back ----------------------------------------------------------------------------------------


def test_backspace_in_an_empty_field_takes_the_last_label_off_and_tells_it(stage: Stage) -> None:
    stage.type("ringing the prison")
    stage.key(Key.Key_Return, CTRL)
    stage.type("informing")
    stage.key(Key.Key_Return, CTRL)

    stage.key(Key.Key_Backspace)

    assert stage.shown()[0] == ["ringing the prison"]
    assert stage.said[-1] == "Took “informing” off. Undo brings it back."


def test_backspace_on_a_line_that_was_passed_over_takes_it_up_again(stage: Stage) -> None:
    stage.key(Key.Key_Return)
    stage.key(Key.Key_Up)

    stage.key(Key.Key_Backspace)

    assert stage.passed() == []
    assert lines.passed(stage.session.project, stage.source) == set()


def test_backspace_in_a_label_only_deletes_a_letter(stage: Stage) -> None:
    stage.enter("ringing")
    stage.key(Key.Key_Up)
    stage.type("in")

    stage.key(Key.Key_Backspace)

    assert (stage.typed, stage.shown()[0]) == ("i", ["ringing"])


def test_joined_lines_stay_together_while_their_label_is_replaced(stage: Stage) -> None:
    stage.key(Key.Key_Down)
    stage.key(Key.Key_J, CTRL)
    stage.enter("telling the prison")
    stage.key(Key.Key_Up)

    stage.key(Key.Key_Backspace)
    stage.enter("informing")

    assert stage.coded() == [("\n".join(NOTE.splitlines()[:2]), "informing")]


def test_another_persons_label_is_not_taken_off_by_backspace(stage: Stage) -> None:
    project = stage.session.project
    stage.enter("ringing")
    project.work_as("BK")
    stage.key(Key.Key_Up)

    stage.key(Key.Key_Backspace)

    assert len(stage.coded()) == 1


def test_undo_takes_one_line_back_at_a_time_and_goes_there(stage: Stage) -> None:
    stage.enter("ringing", "", "asking")

    places = []
    for _ in range(3):
        stage.session.undo()
        places.append((stage.number, stage.shown(), stage.passed()))
        assert stage.counts_agree()

    assert places[0] == (3, [["ringing"], [], [], [], [], []], [2])
    assert places[1] == (2, [["ringing"], [], [], [], [], []], [])
    assert places[2] == (1, [[], [], [], [], [], []], [])


def test_ctrl_z_is_the_fields_while_something_is_typed_and_the_windows_after(stage: Stage, qtbot: QtBot) -> None:
    asked: list[str] = []
    stage.actions.add("edit.undo", "Undo", lambda: asked.append("undo"), keys="Ctrl+Z")
    qtbot.waitUntil(stage.window.isActiveWindow)
    stage.type("ri")

    stage.key(Key.Key_Z, CTRL)
    first = (stage.typed, list(asked))
    stage.key(Key.Key_Z, CTRL)

    assert first == ("", [])
    assert asked == ["undo"]


def test_a_label_is_replaced_by_another(stage: Stage) -> None:
    stage.enter("relief")
    stage.key(Key.Key_Up)

    stage.key(Key.Key_F2)
    begun = (stage.typed, stage.note)
    stage.view.editor.field.clear()
    stage.enter("breathing out")

    assert begun == ("relief", "Another label for “relief”")
    assert stage.shown()[0] == ["breathing out"]
    assert queries.everything(stage.session.project)[0].first_code == "relief"
    assert stage.number == 1


def test_repeat_gives_the_last_code_again(stage: Stage) -> None:
    stage.actions.add("code.repeat", "Repeat", lambda: None, keys="Ctrl+R")
    stage.enter("ringing")

    stage.key(Key.Key_R, CTRL)

    assert stage.shown()[:2] == [["ringing"], ["ringing"]]
    assert stage.number == 3


# --- completions ----------------------------------------------------------------------------------------


def test_letters_offer_codes_and_arrows_choose_among_them(stage: Stage) -> None:
    codes.create(stage.session.project, "asking for help")
    stage.type("hel")
    offered = stage.view.completions.open
    stage.key(Key.Key_Down)
    stage.key(Key.Key_Return)

    assert offered
    assert stage.coded()[0][1] == "asking for help"
    assert stage.number == 2


def test_what_is_typed_is_the_label_unless_a_completion_was_chosen(stage: Stage) -> None:
    codes.create(stage.session.project, "asking for help")

    stage.enter("asking")

    assert stage.coded()[0][1] == "asking"


def test_tab_takes_the_first_completion_into_the_field(stage: Stage) -> None:
    codes.create(stage.session.project, "asking for help")
    stage.type("ask")

    stage.key(Key.Key_Tab)

    assert stage.typed == "asking for help"
    assert not stage.view.completions.open


def test_a_chosen_completion_is_that_code_even_if_another_has_its_name(stage: Stage) -> None:
    project = stage.session.project
    above = codes.create(project, "coping")
    one = codes.create(project, "asking for help")
    other = codes.create(project, "asking for help", parent_id=above)
    stage.type("asking")
    wanted = stage.view.completions.list.found.index(1).data(256)

    stage.key(Key.Key_Down, times=2)
    stage.key(Key.Key_Return)

    assert {one, other} >= {wanted}
    assert queries.everything(project)[0].code_id == wanted


# --- hints ----------------------------------------------------------------------------------------------


def test_a_topic_gets_a_hint_when_typing_rests_and_an_example_takes_its_place(stage: Stage, qtbot: QtBot) -> None:
    stage.type("relief")
    early = stage.note

    qtbot.waitUntil(lambda: bool(stage.view.editor.note.examples), timeout=3000)
    first = stage.view.editor.note.examples[0]
    stage.key(Key.Key_1, ALT)

    assert early == ""
    assert stage.typed == first
    assert stage.coded() == []


def test_a_topic_that_was_committed_at_once_is_hinted_at_on_the_next_line(stage: Stage) -> None:
    stage.enter("relief")
    said, second = stage.note, stage.view.editor.note.examples[1]

    stage.key(Key.Key_2, ALT)

    assert said.startswith("“relief”: Names a topic.")
    assert stage.shown()[0] == [second]
    assert [row.name for row in queries.code_rows(stage.session.project)] == [second]
    assert stage.number == 2


def test_an_example_for_a_code_with_other_segments_recodes_only_this_one(stage: Stage) -> None:
    stage.enter("relief")
    code = queries.everything(stage.session.project)[0].code_id
    segments.apply(stage.session.project, stage.source, Span(300, 310), code)
    example = stage.view.editor.note.examples[0]

    stage.key(Key.Key_1, ALT)

    assert sorted(name for _words, name in stage.coded()) == sorted([example, "relief"])


def test_hints_can_be_switched_off(stage: Stage) -> None:
    stage.view.work._book.gerund_hints = False

    stage.enter("relief")

    assert stage.note == ""


def test_an_existing_code_gets_no_hint(stage: Stage, qtbot: QtBot) -> None:
    codes.create(stage.session.project, "relief")

    stage.view.hinter._timer.setInterval(20)

    stage.type("relief")
    stage.key(Key.Key_Escape)
    qtbot.wait(100)

    assert stage.note == ""
    assert stage.typed == "relief"


def test_a_hint_waits_while_completions_are_open_and_comes_when_they_are_closed(stage: Stage, qtbot: QtBot) -> None:
    codes.create(stage.session.project, "relief work")
    stage.view.hinter._timer.setInterval(20)

    stage.type("relief")
    qtbot.wait(100)
    under_the_list = stage.note
    stage.key(Key.Key_Escape)
    qtbot.waitUntil(lambda: stage.view.editor.note.hints, timeout=2000)

    assert under_the_list == ""
    assert not stage.view.completions.open


def test_a_hint_goes_when_completions_open(stage: Stage, qtbot: QtBot) -> None:
    codes.create(stage.session.project, "reliefs")
    stage.view.hinter._timer.setInterval(20)
    stage.type("relief")
    stage.key(Key.Key_Escape)
    qtbot.waitUntil(lambda: stage.view.editor.note.hints, timeout=2000)

    stage.type("s")

    assert stage.view.completions.open
    assert not stage.view.editor.note.hints


# --- with the others ------------------------------------------------------------------------------------


def test_codings_made_elsewhere_show_at_once(stage: Stage) -> None:
    segments.apply_new(stage.session.project, stage.source, Span(3, 20), "telling the time")

    assert stage.shown()[0] == ["telling the time"]
    assert stage.counts_agree()


def test_what_happened_while_nobody_looked_is_caught_up_with(stage: Stage) -> None:
    project = stage.session.project
    stage.enter("ringing")
    stage.view.hide()
    segments.remove(project, [queries.everything(project)[0].coding_id])
    segments.apply_new(project, stage.source, Span(100, 120), "hearing three stories")
    lines.pass_over(project, stage.source, [0])

    stage.view.show()

    assert stage.shown() == [[], ["hearing three stories"], [], [], [], []]
    assert stage.passed() == [1]
    assert stage.counts_agree()


def test_a_renamed_code_is_renamed_on_its_lines(stage: Stage) -> None:
    stage.enter("ringing")
    code = queries.everything(stage.session.project)[0].code_id

    codes.rename(stage.session.project, code, "telephoning")

    assert stage.shown()[0] == ["telephoning"]


def test_the_place_is_kept_when_the_mode_is_left_and_taken_up_again(stage: Stage) -> None:
    stage.key(Key.Key_Down, times=3)
    place = stage.view.place()
    stage.view.hide()

    stage.view.show_source(stage.source, place)
    stage.view.show()

    assert place == NOTE.index("all saying")
    assert stage.number == 4


def test_another_source_begins_at_its_first_open_line_and_the_first_keeps_its_place(stage: Stage) -> None:
    project = stage.session.project
    other = add_source(project, "One.\nTwo.\nThree.", name="Other")
    lines.pass_over(project, other, [0])
    stage.key(Key.Key_Down, times=4)

    stage.session.show_source(other)
    begun = stage.number
    stage.session.show_source(stage.source)

    assert (begun, stage.number) == (2, 5)


def test_a_place_in_the_text_that_is_wanted_is_gone_to(stage: Stage) -> None:
    start = NOTE.index("worn out")

    stage.session.show_source(stage.source, Span(start, start + 8))

    assert stage.number == 5


def test_the_others_are_told_where_one_works_once_it_has_settled(stage: Stage, qtbot: QtBot) -> None:
    stage.key(Key.Key_Down)

    qtbot.waitUntil(lambda: stage.session.selection.span is not None, timeout=2000)

    line = Span(NOTE.index("the child"), NOTE.index("different") - 1)
    assert stage.session.selection == Selection("source", stage.source, None, line, line=True)


def test_a_line_with_a_coding_tells_its_coding(stage: Stage, qtbot: QtBot) -> None:
    stage.enter("ringing")
    stage.key(Key.Key_Up)

    qtbot.waitUntil(lambda: stage.session.selection.kind == "segment", timeout=2000)

    [row] = queries.everything(stage.session.project)
    chosen = stage.session.selection
    assert (chosen.id, chosen.coding_id, chosen.line) == (row.segment_id, row.coding_id, False)


def test_moving_fast_tells_only_where_one_rests(stage: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: stage.session.selection.line, timeout=2000)
    told: list[Selection] = []
    stage.session.selected.connect(told.append)

    stage.key(Key.Key_Down, times=4)
    qtbot.waitUntil(lambda: bool(told), timeout=2000)

    assert [chosen.span and chosen.span.start for chosen in told] == [NOTE.index("desk opposite")]


def test_who_leaves_the_field_at_once_has_told_the_line(stage: Stage) -> None:
    stage.key(Key.Key_Down)

    stage.view.editor.field.clearFocus()

    chosen = stage.session.selection
    assert chosen.line and chosen.span is not None and chosen.span.start == NOTE.index("the child")


def test_what_is_written_beside_the_lines_hangs_on_the_line_one_is_on(stage: Stage) -> None:
    stage.session.select(Selection("code", codes.create(stage.session.project, "chosen before")))
    panel = MemoPanel(stage.session, stage.actions, stage.jobs, stage.window)
    stage.key(Key.Key_Down)

    stage.view.editor.field.clearFocus()  # as F9 does, before the memo has the keyboard
    QTest.keyClicks(panel.editor, "A thought")
    panel.writer.settle()

    (memo,) = memos.memos(stage.session.project)
    place = lookups.place(stage.session.project, memo.links[0].target.id)
    assert memo.links[0].target.kind == "segment"
    assert place is not None and place.quote.startswith("the child, says twice")


def test_a_memo_hangs_on_the_segment_of_the_line(stage: Stage) -> None:
    asked: list[Selection] = []
    stage.actions.add("memo.new", "New memo", lambda: asked.append(stage.session.selection), keys="Ctrl+M")
    stage.enter("ringing")
    stage.key(Key.Key_Up)

    stage.key(Key.Key_M, CTRL)

    [row] = queries.everything(stage.session.project)
    assert [(each.kind, each.id) for each in asked] == [("segment", row.segment_id)]


def test_keys_that_the_user_changed_work_and_are_shown(stage: Stage) -> None:
    stage.actions.set_keys("lines.join", "Ctrl+B")
    stage.key(Key.Key_Down)

    stage.key(Key.Key_B, CTRL)

    assert stage.number == 1
    assert "Ctrl+B" in stage.view.head.keys.accessibleName()


def test_a_source_that_is_deleted_leaves_a_sentence(stage: Stage) -> None:
    sources.delete(stage.session.project, stage.source)

    assert stage.view.source_id is None
    assert not stage.view.editor.isVisible()


def test_a_source_that_went_while_nobody_looked_is_not_looked_for(stage: Stage) -> None:
    stage.view.hide()
    stage.session.undo()  # its import

    stage.view.show()

    assert stage.view.source_id is None
    assert stage.failures == []


def test_a_text_cut_into_other_units_is_shown_in_them(stage: Stage) -> None:
    stage.key(Key.Key_Down)

    sources.set_line_units(stage.session.project, stage.source, "sentence")

    assert stage.view.model.lines.kind == "sentence"
    assert stage.view.model.lines.rows == len(stage.view.model.lines)
    assert stage.view.work.row < stage.view.model.lines.rows


def test_a_project_that_can_only_be_read_is_walked_through_without_complaint(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        source = add_source(project)

    with staged(Project.open(path, writable=False), source) as stage:
        stage.key(Key.Key_Return, times=2)

        assert stage.number == 3
        assert stage.failures == []


# --- counting and speaking ------------------------------------------------------------------------------


def test_the_foot_counts_lines_and_codes(stage: Stage, qtbot: QtBot) -> None:
    project = stage.session.project
    other = add_source(project, "Elsewhere.", name="Other")
    segments.apply_new(project, other, Span(0, 9), "asking")

    stage.enter("ringing", "", "asking")
    wanted = "2 initial codes so far, 1 new in this source"
    qtbot.waitUntil(lambda: stage.view.foot.codes.text() == wanted, timeout=3000)

    assert stage.view.foot.coverage.text() == "2 of 6 lines coded, 1 passed over"


def test_the_field_says_which_line_it_is_and_what_was_done_with_it(stage: Stage) -> None:
    stage.type("ringing")
    stage.key(Key.Key_Return, CTRL)

    said = stage.view.editor.field.accessibleName()

    assert said == f"Line 1: {NOTE.splitlines()[0]}. 1 code: ringing"


def test_every_row_can_be_read_by_a_screen_reader(stage: Stage) -> None:
    stage.enter("ringing", "")

    table = QAccessible.queryAccessibleInterface(stage.view.grid)
    spoken = [table.child(row).text(QAccessible.Text.Name) for row in range(3)]

    assert spoken[0].startswith("Line 1: At ten past two") and spoken[0].endswith("1 code: ringing")
    assert spoken[1].endswith("Passed over")
    assert spoken[2].endswith("No codes")


# --- the mouse ------------------------------------------------------------------------------------------


def test_a_click_goes_to_a_row_and_leaves_the_keyboard_in_the_field(stage: Stage, qtbot: QtBot) -> None:
    grid = stage.view.grid
    top = grid.top_of(4)
    assert top is not None

    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(200, top + 10))

    assert stage.number == 5
    assert QApplication.focusWidget() is stage.view.editor.field


def test_a_click_on_a_label_takes_its_coding_in_hand(stage: Stage, qtbot: QtBot) -> None:
    stage.enter("ringing", "telling")
    grid = stage.view.grid
    [(label, box)] = grid._painter.label_rects(0, grid.top_of(0) or 0)

    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, box.center())

    chosen = stage.session.selection
    assert (chosen.kind, chosen.id, chosen.coding_id) == ("segment", label.segment, label.id)
    assert stage.number == 1


def test_words_dragged_over_are_the_part_that_is_labelled(stage: Stage) -> None:
    grid = stage.view.grid
    paper = grid.viewport()
    y = (grid.top_of(2) or 0) + 15
    first, last = (_x_of(stage, 2, words, y) for words in ("stories", "asks that"))

    QTest.mousePress(paper, Qt.MouseButton.LeftButton, NONE, QPoint(first, y))
    y = (grid.top_of(2) or 0) + 15
    where = QPointF(last, y)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        paper.mapToGlobal(where),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    QApplication.sendEvent(paper, move)
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, NONE, QPoint(last, y))
    stage.enter("telling it differently")

    assert stage.coded() == [("stories, and asks", "telling it differently")]


def _x_of(stage: Stage, row: int, words: str, y: int) -> int:
    """A place over the first letters of words, found by feeling along the row."""
    offset = NOTE.index(words) + 2
    grid = stage.view.grid
    return next(x for x in range(40, 900) if grid.offset_at(row, QPoint(x, y)) == offset)


def test_clicking_an_offered_code_gives_it_to_the_line(stage: Stage) -> None:
    code = codes.create(stage.session.project, "asking for help")
    stage.type("ask")

    stage.view.completions.taken.emit(code)

    assert stage.coded()[0][1] == "asking for help"
    assert stage.number == 2

"""The memo beneath the codes: always open for writing, kept when it is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.coding import lookups, segments
from qda.memos import addresses, drafts, service, tags
from qda.memos.service import Target
from qda.project.project import Project
from qda.text import Span
from qda.ui.memos.memo_panel import MemoPanel
from qda.ui.session import Selection
from qda.ui.theme import DARK
from tests.factories import make_source, span_of
from tests.ui.memos.conftest import Desk


@pytest.fixture
def panel(desk: Desk) -> MemoPanel:
    made = MemoPanel(desk.session, desk.actions, desk.jobs)
    desk.show(made, 360, 400)
    return made


def write(panel: MemoPanel, words: str) -> None:
    panel.editor.setFocus()
    QTest.keyClicks(panel.editor, words)


def test_typing_in_an_empty_panel_begins_a_memo(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    desk.choose("code", code)

    write(panel, "What is calm?")
    desk.leave()

    found = desk.memos("code", code)
    assert [(row.text, row.kind) for row in found] == [("What is calm?", "code")]
    assert panel.head.title() == "Memo on “calm”"


def test_what_is_being_written_is_called_so(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    before = panel.head.title()

    write(panel, "What")

    assert (before, panel.head.title()) == ("No memo on “calm” yet", "New memo on “calm”")


def test_other_colours_are_no_other_words(desk: Desk, panel: MemoPanel, qtbot: QtBot) -> None:
    code = desk.code("calm")
    desk.choose("code", code)
    write(panel, "What is **calm**?")
    desk.leave()

    desk.session.set_ink(DARK)
    qtbot.wait(20)
    panel.writer.save_draft()

    assert not panel.writer.dirty
    assert drafts.left(desk.project) == []


def test_escape_goes_back_to_where_one_came_from(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    desk.elsewhere.setFocus()
    write(panel, "What")

    QTest.keyClick(panel.editor, Qt.Key.Key_Escape)

    assert desk.elsewhere.hasFocus()


def test_what_can_not_be_done_now_is_grey(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    without = [desk.actions.can(name) for name in ("memo.quote", "memo.hold", "code.trace")]

    desk.session.select(Selection("source", desk.source(), span=Span(0, 4)))

    assert without == [False, True, True]
    assert [desk.actions.can(name) for name in ("memo.quote", "code.trace")] == [True, False]


def test_a_blank_memo_is_none(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))

    write(panel, "   ")
    desk.leave()

    assert desk.memos() == []


def test_one_stretch_of_writing_is_one_act_and_one_version(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    desk.choose("code", code)
    write(panel, "What is calm?")
    desk.leave()
    write(panel, "Then: ")
    desk.leave()

    found = desk.memos("code", code)
    assert found[0].versions == 2
    assert "2 versions" in panel.head.state_words()


def test_what_is_typed_is_on_disk_within_a_second(desk: Desk, panel: MemoPanel, qtbot: QtBot) -> None:
    code = desk.code("calm")
    desk.choose("code", code)

    write(panel, "Half a thou")

    qtbot.waitUntil(lambda: bool(drafts.left(desk.project)), timeout=1_000)
    draft = drafts.left(desk.project)[0]
    assert (draft.text, draft.target) == ("Half a thou", Target("code", code))
    assert desk.memos() == []


def test_a_kept_memo_leaves_no_draft(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    write(panel, "A thought")
    panel.writer.save_draft()

    desk.leave()

    assert drafts.left(desk.project) == []


def test_words_that_were_taken_back_leave_neither_memo_nor_draft(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    write(panel, "A thought")
    panel.writer.save_draft()
    panel.editor.selectAll()
    panel.editor.insertPlainText("")

    desk.leave()

    assert (desk.memos(), drafts.left(desk.project)) == ([], [])


def test_writing_on_words_is_one_step_to_undo(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    desk.session.select(Selection("source", source, span=span_of("sat down")))
    desk.actions.get("memo.new").trigger()
    panel.head.stage_chosen.emit("advanced")
    QTest.keyClicks(panel.editor, "She arrives")
    desk.leave()

    undone = desk.project.undo()

    assert undone == "Write memo “She arrives”"
    assert desk.memos() == []
    assert lookups.place(desk.project, 1) is None


def test_going_to_something_else_keeps_what_was_written(desk: Desk, panel: MemoPanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    desk.choose("code", calm)
    write(panel, "On calm")

    desk.choose("code", quiet)

    assert [row.text for row in desk.memos("code", calm)] == ["On calm"]
    assert panel.editor.words() == ""
    assert panel.head.title() == "No memo on “quiet” yet"


def test_closing_the_study_keeps_what_was_written(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    write(panel, "The last word")

    desk.session.end()

    with Project.open(desk.path) as project:
        desk.session.begin(project)
        assert [row.text for row in desk.memos()] == ["The last word"]
        desk.session.end()


def test_the_newest_is_shown_and_the_others_are_listed(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    for number, words in enumerate(("older", "newer")):
        service.begin(desk.project, words, targets=[Target("code", code)], at=1_000 + number)

    desk.choose("code", code)
    newest = panel.editor.words()
    panel.others.itemClicked.emit(panel.others.item(0))

    assert newest == "newer"
    assert panel.editor.words() == "older"


def test_control_m_begins_a_new_one_on_the_same(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    service.begin(desk.project, "older", targets=[Target("code", code)])
    desk.choose("code", code)

    desk.actions.get("memo.new").trigger()
    QTest.keyClicks(panel.editor, "newer")
    desk.leave()

    assert [row.text for row in desk.memos("code", code)] == ["newer", "older"]


def test_control_m_on_words_makes_their_segment_when_the_memo_is_kept(desk: Desk, panel: MemoPanel) -> None:
    source, span = desk.source(), span_of("sat down")
    desk.session.select(Selection("source", source, span=span))

    desk.actions.get("memo.new").trigger()
    QTest.keyClicks(panel.editor, "She arrives")
    before = lookups.place(desk.project, 1)
    desk.leave()

    target = desk.memos()[0].links[0].target
    place = lookups.place(desk.project, target.id)
    assert before is None
    assert target.kind == "segment"
    assert place is not None
    assert Span(place.start, place.end) == span


def test_selecting_words_does_not_change_the_subject(desk: Desk, panel: MemoPanel) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.choose("code", code)
    write(panel, "Half")

    desk.session.select(Selection("source", source, span=span_of("sat down")))
    desk.session.select(Selection("source", source))

    assert panel.about() == Target("code", code)
    assert panel.editor.words() == "Half"
    assert desk.memos() == []


def test_opening_a_source_changes_the_subject(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    desk.choose("code", desk.code("calm"))

    desk.choose("source", source)

    assert panel.about() == Target("source", source)


def test_quoting_puts_words_and_place_into_the_memo_and_links_it(desk: Desk, panel: MemoPanel) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.choose("code", code)
    write(panel, "See:")
    desk.session.select(Selection("source", source, span=span_of("She did not judge me.")))

    desk.actions.get("memo.quote").trigger()

    row = desk.memos("code", code)[0]
    said, guid = row.text.strip().removesuffix(")").rsplit("segment:", 1)
    assert said == "See:\n\n> “She did not judge me.”\n> — Theresa, [Interview, line 2]("
    found = addresses.resolve(desk.project, guid)
    assert found is not None
    assert found.quote == "She did not judge me."
    assert [link.target.kind for link in row.links] == ["code", "segment"]


def test_a_segment_that_is_selected_in_a_list_is_quoted_as_one_act(desk: Desk, panel: MemoPanel) -> None:
    source, code = desk.source(), desk.code("calm")
    segment = segments.hold(desk.project, source, span_of("Then we talked."))
    desk.choose("code", code)
    write(panel, "See:")
    desk.leave()
    shown = panel.writer.memo_id
    desk.choose("segment", segment)
    panel.writer.show_memo(desk.memos("code", code)[0])

    desk.actions.get("memo.quote").trigger()
    quoted = desk.memos("code", code)[0]
    undone = desk.project.undo()

    assert shown == quoted.id
    assert "> “Then we talked.”" in quoted.text
    assert quoted.links[-1].target == Target("segment", segment)
    assert undone == "Quote in a memo"
    assert desk.memos("code", code)[0].text == "See:"


def test_a_memo_that_stays_takes_quotes_from_anywhere(desk: Desk, panel: MemoPanel) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.choose("code", code)
    write(panel, "See:")
    desk.leave()
    desk.actions.get("memo.hold").trigger()

    desk.choose("segment", segments.hold(desk.project, source, span_of("Then we talked.")))
    desk.actions.get("memo.quote").trigger()
    desk.session.select(Selection("source", source, span=span_of("She came in")))
    desk.actions.get("memo.quote").trigger()

    (memo,) = desk.memos("code", code)
    assert [link.target.kind for link in memo.links] == ["code", "segment", "segment"]
    assert "> “Then we talked.”" in memo.text
    assert "> “She came in”" in memo.text


def test_a_segment_of_another_text_than_the_open_one_is_quoted_from_its_own(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    other = make_source(desk.project, "Anna: Quite another talk it was, and a longer one.", "Another")
    span = span_of("Then we talked.")
    segment = segments.hold(desk.project, source, span)
    desk.session.source_id = other
    desk.choose("code", desk.code("calm"))
    desk.actions.get("memo.hold").trigger()

    desk.session.select(Selection("segment", segment, span=span))
    desk.actions.get("memo.quote").trigger()

    assert "> “Then we talked.”\n> — Theresa, [Interview, line 4]" in desk.memos()[0].text


def test_a_panel_that_follows_again_is_about_what_is_selected(desk: Desk, panel: MemoPanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    desk.choose("code", calm)
    desk.actions.get("memo.hold").trigger()
    desk.choose("code", quiet)
    held = panel.about()

    desk.actions.get("memo.hold").trigger()

    assert held == Target("code", calm)
    assert panel.about() == Target("code", quiet)


def test_tags_are_seen_and_changed_in_the_panel(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    desk.choose("code", code)
    write(panel, "See:")
    desk.leave()

    tags.add(desk.project, [desk.memos()[0].id], "quiet")

    assert panel.head.tags() == "#quiet"


def test_quoting_without_words_says_what_is_needed(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))

    desk.actions.get("memo.quote").trigger()

    assert desk.said == ["Select the words in the text first, then quote them."]


def test_undo_is_followed_where_nothing_is_being_typed(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    memo = service.begin(desk.project, "first", targets=[Target("code", code)])
    desk.choose("code", code)
    service.write(desk.project, memo, "second")
    changed = panel.editor.words()

    desk.project.undo()

    assert (changed, panel.editor.words()) == ("second", "first")


def test_undoing_the_beginning_leaves_an_empty_panel(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    desk.choose("code", code)
    write(panel, "A thought")
    desk.leave()

    desk.project.undo()
    undone = panel.editor.words()
    desk.project.redo()

    assert undone == ""
    assert panel.editor.words() == "A thought"


def test_what_is_being_typed_is_not_disturbed(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    memo = service.begin(desk.project, "first", targets=[Target("code", code)])
    desk.choose("code", code)
    write(panel, "My ")

    service.describe(desk.project, memo, stage="advanced")

    assert panel.editor.words() == "My first"
    assert "advanced" in panel.head.state_words()


def test_kind_and_stage_are_changed_in_the_head(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    service.begin(desk.project, "first", targets=[Target("code", code)])
    desk.choose("code", code)

    panel.head.stage_chosen.emit("finished")
    panel.head.kind_chosen.emit("theoretical")

    assert [(row.kind, row.stage) for row in desk.memos()] == [("theoretical", "finished")]


def test_the_stage_of_a_memo_that_is_only_begun_waits_for_its_words(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    panel.head.stage_chosen.emit("advanced")
    write(panel, "Now")
    desk.leave()

    assert [(row.text, row.stage) for row in desk.memos()] == [("Now", "advanced")]


def test_a_memo_on_a_coded_segment_hangs_there(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    applied = segments.apply(desk.project, source, span_of("sat down"), desk.code("calm"))
    desk.session.select(Selection("segment", applied.segment_id, coding_id=applied.coding_id, span=span_of("sat down")))

    write(panel, "She arrives")
    desk.leave()

    assert [row.text for row in desk.memos("segment", applied.segment_id)] == ["She arrives"]


def test_a_study_that_is_only_read_can_not_be_written_in(desk: Desk, panel: MemoPanel) -> None:
    desk.session.end()
    with Project.open(desk.path, writable=False) as project:
        desk.session.begin(project)
        assert panel.editor.isReadOnly()
        desk.session.end()


# --- what it is about goes elsewhere ----------------------------------------------------------------


def chosen_coding(desk: Desk, words: str) -> tuple[int, int]:
    """A source with these words coded, and their stripe chosen; gives the source and the coding."""
    source = desk.source()
    desk.session.source_id = source
    made = segments.apply(desk.project, source, span_of(words), desk.code("calm"))
    desk.session.select(Selection("segment", made.segment_id, made.coding_id, span_of(words)))
    return source, made.coding_id


def test_a_memo_after_resizing_hangs_on_the_new_stretch(desk: Desk, panel: MemoPanel) -> None:
    _source, coding = chosen_coding(desk, "sat down")

    segments.resize(desk.project, coding, span_of("She came in and sat down"))
    title = panel.head.title()
    write(panel, "A thought")
    desk.leave()

    (link,) = desk.memos()[0].links
    place = lookups.place(desk.project, link.target.id)
    assert place is not None and place.quote == "She came in and sat down"
    assert "She came in" in title
    assert desk.said == []


def test_what_is_being_typed_goes_along_when_its_stretch_is_resized_and_back(desk: Desk, panel: MemoPanel) -> None:
    _source, coding = chosen_coding(desk, "sat down")
    write(panel, "A thought")

    segments.resize(desk.project, coding, span_of("She came in and sat down"))
    desk.session.undo()
    desk.leave()

    assert panel.about() == desk.memos()[0].links[0].target
    place = lookups.place(desk.project, desk.memos()[0].links[0].target.id)
    assert place is not None and place.quote == "sat down"


def test_where_the_coding_is_undone_the_words_go_to_the_source_and_it_is_said(desk: Desk, panel: MemoPanel) -> None:
    source, _coding = chosen_coding(desk, "sat down")
    write(panel, "A thought")

    desk.session.undo()
    desk.leave()

    assert [link.target for link in desk.memos()[0].links] == [Target("source", source)]
    assert desk.said[0] == "What the memo was on is gone. It hangs on the source now."


def test_an_empty_memo_on_what_was_undone_is_about_the_source(desk: Desk, panel: MemoPanel) -> None:
    source, _coding = chosen_coding(desk, "sat down")

    desk.session.undo()

    assert panel.about() == Target("source", source)
    assert "gone" not in panel.head.title()


def test_where_an_import_is_undone_the_words_go_to_the_study(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("source", desk.source())
    write(panel, "A thought")

    desk.session.undo()
    desk.leave()

    assert [link.target for link in desk.memos()[0].links] == [drafts.STUDY]
    assert desk.said[0] == "What the memo was on is gone. It hangs on the study now."


def test_a_memo_on_words_of_an_import_that_is_undone_goes_to_the_study(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    desk.session.select(Selection("source", source, span=span_of("sat down")))
    panel.new_memo()
    write(panel, "A thought")

    desk.project.undo()
    desk.leave()

    assert [link.target for link in desk.memos()[0].links] == [drafts.STUDY]
    assert desk.failed == []


def test_a_memo_that_is_undone_while_it_is_written_hangs_where_it_hung(desk: Desk, panel: MemoPanel) -> None:
    code = desk.code("calm")
    desk.choose("code", code)
    write(panel, "A thought")
    desk.leave()
    write(panel, ", and another")

    desk.project.undo()
    desk.leave()

    assert [row.text for row in desk.memos("code", code)] == ["A thought, and another"]


# --- line by line -----------------------------------------------------------------------------------


def test_the_line_that_is_worked_on_is_the_subject(desk: Desk, panel: MemoPanel) -> None:
    desk.choose("code", desk.code("calm"))
    source = desk.source()
    line = span_of("She came in and sat down")

    desk.session.select(Selection("source", source, span=line, line=True))
    title = panel.head.title()
    write(panel, "A thought")
    desk.leave()

    place = lookups.place(desk.project, desk.memos()[0].links[0].target.id)
    assert place is not None and place.quote == "She came in and sat down"
    assert title == "No memo on this line yet"
    assert "She came in" in panel.head.title()


def test_a_line_shows_the_memo_that_stands_in_it_and_the_next_line_none(desk: Desk, panel: MemoPanel) -> None:
    source = desk.source()
    held = segments.hold(desk.project, source, span_of("sat down"))
    service.begin(desk.project, "On sitting", targets=[Target("segment", held)])

    desk.session.select(Selection("source", source, span=span_of("She came in and sat down"), line=True))
    there = panel.editor.words()
    desk.session.select(Selection("source", source, span=span_of("And then?"), line=True))

    assert (there, panel.editor.words()) == ("On sitting", "")

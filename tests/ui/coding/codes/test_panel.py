"""The right side: choosing, filtering, ordering and naming codes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qda.coding import focused, lookups
from qda.text import Span
from qda.ui.coding.book import ROOT
from qda.ui.coding.codes.panel import CodePanel, counts_words
from qda.ui.coding.codes.rows import counts_of
from qda.ui.session import Selection
from tests.ui.coding.conftest import Desk


@pytest.fixture
def panel(desk: Desk) -> CodePanel:
    made = CodePanel(desk.session, desk.actions, desk.jobs)
    desk.show(made, 360, 700)
    return made


def choose(panel: CodePanel, *ids: int) -> None:
    """Select codes in the tree as with the mouse and Ctrl."""
    selection = panel.tree.selectionModel()
    selection.clear()
    for code_id in ids:
        index = panel.tree.tree_model.index_of(code_id)
        panel.tree.setCurrentIndex(index) if code_id == ids[0] else selection.select(
            index, selection.SelectionFlag.Select
        )


def answer(desk: Desk, panel: CodePanel, words: str) -> None:
    """Type into the field that asks, and take what is chosen."""
    field = panel.asking.field()
    QTest.keyClicks(field.field, words)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def act(desk: Desk, name: str) -> None:
    desk.actions.get(name).trigger()


def test_the_head_counts_each_level(desk: Desk, panel: CodePanel) -> None:
    for name, level in (("a", "initial"), ("b", "initial"), ("c", "focused"), ("d", "category")):
        desk.code(name, level=level)

    assert panel.counts() == "2 initial · 1 focused · 1 category"
    assert counts_words({"theme": 1, "category": 3}) == "3 categories · 1 theme"
    assert counts_words({"initial": 1069}) == "1,069 initial"


def test_choosing_a_code_is_what_the_work_is_about(desk: Desk, panel: CodePanel) -> None:
    code = desk.code("calm")

    choose(panel, code)

    assert desk.session.selection == Selection("code", code)
    assert panel.side.code() == code


def test_choosing_a_stripe_shows_its_code_and_takes_no_focus(desk: Desk, panel: CodePanel) -> None:
    source, code = desk.source(), desk.code("calm")
    coding = desk.coded(source, "sat down", code)
    elsewhere = QLineEdit(desk.window)
    elsewhere.show()
    elsewhere.setFocus()

    desk.session.select(Selection("segment", 1, coding_id=coding))

    assert panel.tree.chosen() == [code]
    assert elsewhere.hasFocus()
    assert desk.session.selection.kind == "segment"


def test_an_applied_code_is_shown_in_the_tree_and_at_the_side(desk: Desk, panel: CodePanel, qtbot: QtBot) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.coded(source, "sat down", code)

    desk.book.used(code)

    qtbot.waitUntil(lambda: "sat down" in panel.side.incidents.toPlainText())
    assert panel.tree.chosen() == [code]


def test_typing_filters_and_clearing_shows_the_tree_at_what_was_found(desk: Desk, panel: CodePanel) -> None:
    above = desk.code("above")
    below = desk.code("calm below", parent_id=above)
    desk.code("other")

    QTest.keyClicks(panel.filter, "cal")
    found = [panel.found.found.index(row).data() for row in range(panel.found.found.rowCount())]
    path = panel.found.found.index(0).data(Qt.ItemDataRole.UserRole + 1)
    QTest.keyClick(panel.filter, Qt.Key.Key_Escape)

    assert (found, path) == (["calm below"], "above")
    assert panel.tree.isVisible()
    assert panel.tree.current() == below


def test_letters_in_the_tree_go_to_the_filter(desk: Desk, panel: CodePanel) -> None:
    desk.code("calm")
    panel.tree.setFocus()

    QTest.keyClicks(panel.tree, "c")

    assert panel.filter.text() == "c"
    assert panel.filter.hasFocus()


def test_enter_on_a_code_is_passed_on(desk: Desk, panel: CodePanel) -> None:
    code = desk.code("calm")
    wanted: list[list[int]] = []
    desk.book.activated.connect(wanted.append)
    QTest.keyClicks(panel.filter, "cal")

    QTest.keyClick(panel.filter, Qt.Key.Key_Return)

    assert wanted == [[code]]


def test_renaming_happens_in_place(desk: Desk, panel: CodePanel, qtbot: QtBot) -> None:
    code = desk.code("calm")
    choose(panel, code)

    act(desk, "code.rename")
    editor = panel.tree.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("quiet")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk.book.name(code) == "quiet")


def test_a_taken_name_is_refused_in_a_sentence(desk: Desk, panel: CodePanel) -> None:
    calm = desk.code("calm")
    desk.code("quiet")

    panel.tree.tree_model.renamed.emit(calm, "quiet")

    assert desk.book.name(calm) == "calm"
    assert len(desk.failed) == 1


def test_a_new_code_stands_beside_the_current_one(desk: Desk, panel: CodePanel) -> None:
    above = desk.code("above")
    choose(panel, desk.code("below", parent_id=above))

    act(desk, "code.new")
    answer(desk, panel, "another")

    assert [desk.book.name(code) for code in desk.book.children_of(above)] == ["below", "another"]


def test_deleting_says_from_how_many_segments(desk: Desk, panel: CodePanel) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.coded(source, "sat down", code)
    choose(panel, code)

    act(desk, "code.delete")

    assert code not in desk.book
    assert desk.said == ["Deleted “calm” from 1 segment."]


def test_after_a_deletion_what_stands_next_is_chosen(desk: Desk, panel: CodePanel) -> None:
    ids = [desk.code(name) for name in ("calm", "doors", "quiet", "rooms")]
    choose(panel, *ids[1:3])

    act(desk, "code.delete")
    below = panel.chosen()
    act(desk, "code.delete")

    assert (below, panel.chosen()) == ([ids[3]], [ids[0]])
    assert desk.session.selection == Selection("code", ids[0])


def test_a_code_that_an_undo_brings_back_is_chosen_again(desk: Desk, panel: CodePanel) -> None:
    calm, _doors = (desk.code(name) for name in ("calm", "doors"))
    choose(panel, calm)
    panel.tree.setFocus()
    act(desk, "code.delete")

    desk.session.undo()

    assert panel.chosen() == [calm]
    assert desk.session.selection == Selection("code", calm)


def test_after_a_deletion_from_the_filtered_list_its_place_is_kept(desk: Desk, panel: CodePanel) -> None:
    for name in ("calm room", "doors", "hot room", "last room"):
        desk.code(name)
    panel.filter.setText("room")
    panel.found.choose_row(1)
    gone = panel.chosen()

    act(desk, "code.delete")

    assert panel.found.found.rowCount() == 2
    assert panel.found.currentIndex().row() == 1
    assert panel.chosen() != gone


def test_merging_asks_into_which_and_leaves_out_what_is_merged(desk: Desk, panel: CodePanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    choose(panel, calm)

    act(desk, "code.merge")
    offered = panel.asking.field().list.found.rowCount()
    answer(desk, panel, "qui")

    assert offered == 1
    assert list(desk.book.in_order()) == [quiet]
    assert desk.said == ["Merged “calm” into “quiet”."]


def test_gathering_under_a_new_name_makes_the_code_one_level_up(desk: Desk, panel: CodePanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    choose(panel, calm, quiet)

    act(desk, "code.gather")
    answer(desk, panel, "not making waves")

    made = desk.book.named("not making waves")
    assert made is not None
    assert desk.book.level(made) == "focused"
    assert desk.book.children_of(made) == [calm, quiet]
    assert {member for member, group, _since in focused.gathered(desk.project) if group == made} == {calm, quiet}


def test_what_was_gathered_is_unfolded_and_in_view(desk: Desk, panel: CodePanel, qtbot: QtBot) -> None:
    ids = [desk.code(f"code {number:02}") for number in range(60)]
    choose(panel, ids[0], ids[1])

    act(desk, "code.gather")
    answer(desk, panel, "zigzagging")

    made = desk.book.named("zigzagging")
    assert made in panel.tree.expanded_codes()
    seen = panel.tree.viewport().rect()
    assert all(seen.contains(panel.tree.visualRect(panel.tree.tree_model.index_of(code))) for code in (made, *ids[:2]))


def test_a_filter_that_nothing_answers_to_says_so(desk: Desk, panel: CodePanel) -> None:
    desk.code("calm")
    sentence = next(label for label in panel.found.findChildren(QLabel))

    panel.filter.setText("xyz")
    nothing = sentence.isVisible()
    panel.filter.setText("cal")

    assert (nothing, sentence.isVisible()) == (True, False)
    assert sentence.text() == "No code matches. Esc clears the filter."


def test_the_key_of_the_filter_selects_what_it_holds(desk: Desk, panel: CodePanel) -> None:
    desk.code("calm")
    panel.filter.setText("cal")

    act(desk, "code.filter")

    assert panel.filter.selectedText() == "cal"


def test_gathering_is_one_step_to_undo(desk: Desk, panel: CodePanel) -> None:
    calm = desk.code("calm")
    choose(panel, calm)
    act(desk, "code.gather")
    answer(desk, panel, "not making waves")

    desk.project.undo()

    assert list(desk.book.in_order()) == [calm]
    assert desk.book.parent_of(calm) == ROOT


def test_raising_changes_the_level_of_all_chosen(desk: Desk, panel: CodePanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    choose(panel, calm, quiet)

    act(desk, "code.level_category")

    assert [desk.book.level(code) for code in (calm, quiet)] == ["category", "category"]


def test_words_dropped_on_a_code_are_asked_to_be_coded(desk: Desk, panel: CodePanel) -> None:
    code = desk.code("calm")
    asked: list[tuple[int, Span]] = []
    desk.book.words_wanted.connect(lambda code_id, span: asked.append((code_id, span)))

    panel.tree.words_dropped.emit(code, Span(0, 3))

    assert asked == [(code, Span(0, 3))]


def test_taking_out_of_a_cluster_goes_back_to_the_top(desk: Desk, panel: CodePanel) -> None:
    calm, group = desk.code("calm"), desk.code("group", level="focused")
    focused.cluster(desk.project, [calm], group)
    choose(panel, calm)

    act(desk, "code.scatter")

    assert desk.book.parent_of(calm) == ROOT
    assert focused.gathered(desk.project) == []


def test_a_label_can_be_made_in_vivo_later(desk: Desk, panel: CodePanel) -> None:
    code = desk.code("sat down")
    choose(panel, code)

    act(desk, "code.own_words")

    entry = desk.book.get(code)
    assert entry is not None
    assert entry.in_vivo


def test_the_other_codes_of_a_chosen_segment_are_named(desk: Desk, panel: CodePanel, qtbot: QtBot) -> None:
    source, calm, quiet = desk.source(), desk.code("calm"), desk.code("quiet")
    coding = desk.coded(source, "sat down", calm)
    desk.coded(source, "sat down", quiet)

    desk.session.select(Selection("segment", 1, coding_id=coding))

    qtbot.waitUntil(lambda: "On these words also: ■ quiet" in panel.side.incidents.toPlainText())
    panel.side.incidents.anchorClicked.emit(QUrl(f"code:{quiet}"))
    assert panel.side.code() == quiet


def test_a_definition_is_kept_when_its_field_is_left(desk: Desk, panel: CodePanel) -> None:
    code = desk.code("calm")
    choose(panel, code)
    elsewhere = QLineEdit(desk.window)
    elsewhere.show()

    act(desk, "code.define")
    QTest.keyClicks(panel.side.details.fields["definition"], "No haste")
    elsewhere.setFocus()

    defined = lookups.defined(desk.project, code)
    assert defined is not None
    assert defined.definition == "No haste"


def test_a_definition_is_kept_when_another_code_is_chosen(desk: Desk, panel: CodePanel) -> None:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    choose(panel, calm)
    act(desk, "code.define")
    panel.side.details.fields["example"].setPlainText("She\u00a0waits")

    choose(panel, quiet)

    defined = lookups.defined(desk.project, calm)
    assert defined is not None
    assert defined.example == "She\u00a0waits"


def test_without_codes_the_panel_says_what_it_is_for(desk: Desk, panel: CodePanel) -> None:
    words = " ".join(
        label.text() for label in panel.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()
    )

    assert "press Enter" in words
    assert not panel.tree.isVisible()


def test_a_base_is_worked_out_when_asked_for(desk: Desk, panel: CodePanel) -> None:
    source, code = desk.source(), desk.code("calm")
    desk.coded(source, "sat down", code)
    told: list[str] = []

    panel.bases.ask(code, lambda _code, words: told.append(words))
    desk.settle()
    panel.bases.ask(code, lambda _code, words: told.append(words))

    assert told == ["1 segment in 1 of 1 sources"] * 2


def test_counts_of_a_thousand_are_grouped_as_everywhere(desk: Desk, panel: CodePanel) -> None:
    entry = panel._book.get(desk.code("reaching out", level="category"))
    assert entry is not None

    shown = counts_of(replace(entry, segments=1069, beneath=12345))

    assert shown == ("1,069", " · 12,345")

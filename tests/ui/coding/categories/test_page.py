"""The Categories workspace: raising, properties, evidence on a line, the grid with its gaps, relations."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from qda.coding import categories, codes, focused, properties, queries, relations, sampling
from qda.sources import service as sources
from qda.study import service as study
from qda.text import Span
from qda.ui.coding.categories.acts import CategoryActs
from qda.ui.coding.categories.asking import Offer, split_poles, split_property
from qda.ui.coding.categories.mime import segments_mime
from qda.ui.coding.categories.page import CategoriesPage
from qda.ui.coding.saturation.page import SaturationPage
from qda.ui.session import Selection
from qda.ui.working import jumps
from tests.factories import TALK
from tests.ui.coding.conftest import Desk


def opened(desk: Desk) -> CategoriesPage:
    made = CategoriesPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    desk.settle()
    return made


def calm(desk: Desk) -> int:
    found = desk.book.named("keeping calm")
    assert found is not None
    return found


@pytest.fixture
def study_(desk: Desk) -> None:
    """A category with a focused code under it and three segments, all of one of two cases; the other is not coded."""
    unit = study.create_unit(desk.project, "Casework")
    cases = [study.create_case(desk.project, unit, name) for name in ("Leah", "Paul")]
    source = desk.source()
    sources.move(desk.project, [source], case_id=cases[0])
    category = desk.code("keeping calm", level="category")
    waiting = desk.code("waiting", level="focused")
    focused.cluster(desk.project, [waiting], category)
    for words in ("came in", "sat down", "we talked"):
        desk.coded(source, words, waiting)


@pytest.fixture
def page(desk: Desk, study_: None) -> CategoriesPage:
    """The workspace with a property “pace”, from slow to fast, and one piece of evidence."""
    made = properties.add_property(desk.project, calm(desk), "pace", dimensions=[("slow", "fast")])
    properties.attach(desk.project, made, [1])
    return opened(desk)


def placed(desk: Desk) -> list[tuple[int, float | None]]:
    return [(row.segment_id, row.place) for row in properties.placed(desk.project)]


def answer(acts: CategoryActs, words: str) -> None:
    """Type into the field that asks, and press Enter."""
    acts.asking.field.setText(words)
    QTest.keyClick(acts.asking.field, Qt.Key.Key_Return)


def recount(desk: Desk, page: CategoriesPage) -> None:
    """Count now what is counted a moment after a change."""
    page.findings.set_active(False)
    page.findings.set_active(True)
    desk.settle()
    page.read()


def lines(page: CategoriesPage) -> list[str]:
    model = page.list.categories
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


# --- asking ----------------------------------------------------------------------------------------------------------


def test_a_question_that_nothing_offered_answers_says_so(desk: Desk, page: CategoriesPage) -> None:
    taken: list[object] = []
    asking = page.acts.asking
    asking.ask(page.rect(), "Which?", [Offer(1, "pace")], on_value=taken.append)

    QTest.keyClicks(asking.field, "zzz")
    told = asking.shown()
    QTest.keyClick(asking.field, Qt.Key.Key_Down)
    QTest.keyClick(asking.field, Qt.Key.Key_Return)

    assert told == ["Nothing here is called so. Esc gives up."]
    assert taken == []


# --- raising and lowering ---------------------------------------------------------------------------------------------


def test_a_study_without_focused_codes_says_what_comes_first(desk: Desk) -> None:
    page = opened(desk)
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.setFocus()
    keyboard = page.to_board.hasFocus()
    page.to_board.click()

    assert (page.stack.currentIndex(), keyboard) == (1, True)
    assert wanted == ["focus"]


def test_categories_are_listed_with_their_counts_and_focused_codes(page: CategoriesPage) -> None:
    assert lines(page) == [
        "keeping calm (category). 3 segments · 1 source. 1 case · 1 property",
        "waiting",
    ]


def test_a_property_is_not_given_to_the_category_that_was_shown_before(desk: Desk, page: CategoriesPage) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    on_offer = page.raise_here.hasFocus()

    desk.actions.get("category.property").trigger()

    assert on_offer
    assert (page.acts.asking.isVisible(), page.raise_here.hasFocus()) == (False, True)
    assert desk.said == ["“waiting” is a focused code: raise it to a category first, then it has properties."]


def test_a_focused_code_is_raised_and_lowered_from_anywhere(desk: Desk, study_: None) -> None:
    page = opened(desk)
    page.hide()
    waiting = desk.book.named("waiting")
    assert waiting is not None
    desk.session.select(Selection("code", waiting))

    desk.actions.get("category.raise").trigger()
    raised, chosen = desk.book.level(waiting), page.chosen
    desk.actions.get("category.lower").trigger()

    assert (raised, desk.book.level(waiting)) == ("category", "focused")
    assert chosen == waiting
    assert desk.said == ["“waiting”: now a category.", "“waiting”: now a focused code."]
    assert len(focused.gathered(desk.project)) == 1


def test_undo_takes_a_raise_back(desk: Desk, page: CategoriesPage) -> None:
    page.acts.raise_to([calm(desk)], "theme")

    desk.session.undo()

    assert desk.book.level(calm(desk)) == "category"


def test_a_category_is_gathered_under_a_theme_that_is_named(desk: Desk, page: CategoriesPage) -> None:
    page.acts.ask_theme([calm(desk)])
    answer(page.acts, "getting through the day")
    recount(desk, page)

    assert [row.path for row in queries.code_rows(desk.project)][:2] == [
        "getting through the day",
        "getting through the day > keeping calm",
    ]
    assert lines(page)[0].startswith("getting through the day (theme). 3 segments")


def test_a_category_is_taken_out_of_its_theme(desk: Desk, page: CategoriesPage) -> None:
    theme = desk.code("getting through the day", level="theme")
    focused.cluster(desk.project, [calm(desk)], theme)

    desk.actions.get("category.out").trigger()
    desk.actions.get("category.out").trigger()

    assert desk.book.parent_of(calm(desk)) == codes.ROOT
    assert desk.said == ["“keeping calm”: under no theme."]


def test_a_code_chosen_in_the_panel_is_meant_while_the_keyboard_is_there(desk: Desk, page: CategoriesPage) -> None:
    panel = QLineEdit(desk.window)
    panel.show()
    panel.setFocus()
    overseeing = desk.code("overseeing")
    desk.session.select(Selection("code", overseeing))

    desk.actions.get("category.raise").trigger()

    assert desk.book.level(overseeing) == "category"


def test_a_focused_code_in_no_category_is_offered_to_be_raised(desk: Desk, page: CategoriesPage) -> None:
    loose = desk.code("overseeing", level="focused")
    page.choose(loose)
    page.read()

    page.raise_here.click()
    desk.settle()

    assert desk.book.level(loose) == "category"


# --- properties -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("closed – open", ("closed", "open")),
        ("closed - open", ("closed", "open")),
        ("self-contained / open", ("self-contained", "open")),
        ("well-known", None),
        ("closed – ", None),
    ],
)
def test_two_poles_are_told_by_a_dash(words: str, found: tuple[str, str] | None) -> None:
    assert split_poles(words) == found


def test_enter_leads_from_the_list_to_the_grid_or_offers_to_raise(desk: Desk, page: CategoriesPage) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    on_category = page.work.grid.hasFocus()

    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert (on_category, page.raise_here.hasFocus()) == (True, True)


def test_menus_grey_what_can_t_be_done_to_the_code_at_hand(desk: Desk, page: CategoriesPage) -> None:
    names = ("category.raise", "category.lower", "category.core", "category.turn", "relation.add", "category.evidence")
    page.list.setFocus()
    on_category = [desk.actions.can(name) for name in names]
    waiting = desk.book.named("waiting")
    assert waiting is not None

    page.choose(waiting)
    page.read()

    assert on_category == [False, True, True, True, True, False]
    assert [desk.actions.can(name) for name in names] == [True, False, False, False, True, False]


def test_the_core_category_is_ticked_and_told_in_the_list(desk: Desk, page: CategoriesPage) -> None:
    page.work.core.click()
    page.read()

    assert lines(page)[0].startswith("keeping calm (core category).")
    assert desk.said[-1] == "“keeping calm”: now the core category."
    desk.session.undo()
    page.read()
    assert (categories.core(desk.project), page.work.core.isChecked()) == (None, False)


def test_a_property_may_be_named_with_its_poles() -> None:
    assert split_property("pace: slow – fast") == ("pace", ("slow", "fast"))
    assert split_property("pace: how quickly") == ("pace: how quickly", None)


def test_a_property_is_added_by_keyboard(desk: Desk, page: CategoriesPage) -> None:
    page.work.ask_property()
    answer(page.acts, "tone: soft – sharp")

    row = page.work.grid.row_at_hand()
    assert row is not None
    assert (row.name, row.low, row.high) == ("tone", "soft", "sharp")


def test_a_name_that_is_taken_is_refused_in_a_sentence(desk: Desk, page: CategoriesPage) -> None:
    page.work.ask_property()
    answer(page.acts, "Pace")

    assert isinstance(desk.failed[0], properties.PropertyNameTaken)


def test_properties_are_moved_and_deleted_by_actions(desk: Desk, page: CategoriesPage) -> None:
    properties.add_property(desk.project, calm(desk), "tone")
    page.read()
    page.work.grid.choose(1)

    desk.actions.get("category.down").trigger()
    page.read()
    order = [row.name for row in page.work.properties()]
    page.work.grid.choose(1)
    desk.actions.get("category.delete_property").trigger()
    page.read()

    assert order == ["tone", "pace"]
    assert [row.name for row in page.work.properties()] == ["tone"]
    assert desk.said == ["Deleted property “pace” with 1 piece of evidence."]


def test_a_dimension_that_was_just_added_is_at_hand(desk: Desk, page: CategoriesPage) -> None:
    page.work.enter()
    desk.actions.get("category.dimension").trigger()

    answer(page.acts, "weak - strong")

    row = page.work.grid.row_at_hand()
    assert row is not None
    assert (row.low, row.high, page.work.grid.hasFocus()) == ("weak", "strong", True)


def test_a_category_without_properties_asks_for_one(desk: Desk, study_: None) -> None:
    page = opened(desk)

    assert page.work.upper.currentIndex() == 1
    assert "What characterises “keeping calm”?" in page.work.no_properties.text()


# --- the grid ---------------------------------------------------------------------------------------------------------


def told(page: CategoriesPage, column: int) -> str:
    text = page.work.grid.model_.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(text, str)
    return text


def test_cells_tell_found_from_not_found_and_from_no_data(desk: Desk, page: CategoriesPage) -> None:
    properties.add_property(desk.project, calm(desk), "tone")
    page.read()

    cells = page.work.grid.model_
    assert told(page, 0) == "pace: slow – fast. All: 1 segment"
    assert told(page, 1) == "pace: slow – fast. Leah: 1 of 3 segments"
    assert told(page, 2) == "pace: slow – fast. Paul: No data: nothing is coded here"
    assert (
        cells.index(1, 1)
        .data(Qt.ItemDataRole.ToolTipRole)
        .endswith("Nothing found yet, among 3 segments of the category")
    )


def test_columns_carry_their_base(page: CategoriesPage) -> None:
    heads = [page.work.grid.model_.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]

    assert heads == ["All\nof 3", "Leah\nof 3", "Paul\nof 0"]


def test_other_columns_are_chosen(page: CategoriesPage) -> None:
    page.work.by.setCurrentIndex(page.work.by.findData("source"))

    assert page.work.grid.model_.headerData(1, Qt.Orientation.Horizontal) == "Interview\nof 3"


def test_a_cell_shows_its_quotes(desk: Desk, page: CategoriesPage) -> None:
    grid = page.work.grid
    grid.setCurrentIndex(grid.model_.index(0, 1))
    quotes = [row.quote for row in page.work.evidence.list.quotes.rows]
    grid.setCurrentIndex(grid.model_.index(0, 2))

    assert quotes == ["came in"]
    assert page.work.evidence.empty.text() == "No data: nothing is coded in “Paul” yet."


def test_segments_dropped_on_a_row_are_evidence(desk: Desk, page: CategoriesPage) -> None:
    grid = page.work.grid
    data = segments_mime([2, 3], "words")
    spot = QPointF(grid.visualRect(grid.model_.index(0, 1)).center())

    grid.dropEvent(
        QDropEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
    desk.settle()
    page.read()

    assert [segment for segment, _place in placed(desk)] == [1, 2, 3]
    assert told(page, 1) == "pace: slow – fast. Leah: 3 of 3 segments"


def test_the_grid_is_written_as_a_table(desk: Desk, page: CategoriesPage, tmp_path: Path) -> None:
    page.work.write(tmp_path / "grid.csv")
    desk.settle()

    head, row = (tmp_path / "grid.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert head.lstrip("\ufeff").split(",")[3:] == ["All (n = 3)", "Leah (n = 3)", "Paul (n = 0)"]
    assert row == "pace,slow,fast,1,1,no data"


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_is_placed_by_keys_and_written_once(desk: Desk, page: CategoriesPage) -> None:
    quotes = page.work.evidence.list
    quotes.setFocus()

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(quotes, key)
    waiting = placed(desk)
    page.work.evidence.settle()
    desk.settle()

    assert (waiting, placed(desk)) == ([(1, None)], [(1, 0.6)])
    desk.session.undo()
    assert placed(desk) == [(1, None)]


def test_a_place_is_typed_as_a_number_and_left_open_again(desk: Desk, page: CategoriesPage) -> None:
    quotes = page.work.evidence.list
    quotes.setFocus()
    QTest.keyClicks(quotes, "75")
    page.work.evidence.settle()
    at = placed(desk)
    QTest.keyClick(quotes, Qt.Key.Key_Backspace)
    page.work.evidence.settle()

    assert (at, placed(desk)) == ([(1, 0.75)], [(1, None)])


def test_undoing_takes_back_what_was_just_placed(desk: Desk, page: CategoriesPage) -> None:
    quotes = page.work.evidence.list
    quotes.setFocus()
    desk.actions.add("edit.undo", "Undo", desk.session.undo)
    QTest.keyClick(quotes, Qt.Key.Key_Right)

    desk.actions.get("edit.undo").trigger()

    assert placed(desk) == [(1, None)]


def test_a_tick_is_dragged_along_the_line(desk: Desk, page: CategoriesPage) -> None:
    properties.place(desk.project, 1, 0.5)
    page.read()
    line = page.work.evidence.line
    middle = line.height() - 10

    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=_spot(line.x_of(0.5), middle))
    QTest.mouseMove(line, _spot(line.x_of(0.9), middle))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=_spot(line.x_of(0.9), middle))

    assert placed(desk)[0][1] == pytest.approx(0.9, abs=0.01)


def _spot(x: int, y: int) -> QPoint:
    return QPoint(x, y)


def test_evidence_is_chosen_among_the_segments_of_the_category(desk: Desk, page: CategoriesPage) -> None:
    page.work.choose_evidence()
    desk.settle()
    pick = page.work.pick
    listed = [(row.quote, row.told) for row in pick.list.quotes.rows]

    pick.list.setCurrentIndex(pick.list.quotes.index(1))
    QTest.keyClick(pick.list, Qt.Key.Key_Return)
    desk.settle()

    assert listed == [("came in", "✓ evidence"), ("sat down", ""), ("we talked", "")]
    assert [segment for segment, _place in placed(desk)] == [1, 2]


def test_the_pick_list_is_filtered_and_lets_go_again(desk: Desk, page: CategoriesPage) -> None:
    page.work.choose_evidence()
    desk.settle()
    pick = page.work.pick
    pick.filter.setText("CAME")
    pick.list.setCurrentIndex(pick.list.quotes.index(0))

    pick.pick()

    assert [row.quote for row in pick.list.quotes.rows] == ["came in"]
    assert placed(desk) == []


def test_evidence_that_left_the_category_says_so(desk: Desk, page: CategoriesPage) -> None:
    other = desk.code("elsewhere")
    coding = queries.everything(desk.project)[0].coding_id
    from qda.coding import segments

    segments.recode(desk.project, [coding], other)
    desk.settle()
    recount(desk, page)

    assert [row.told for row in page.work.evidence.list.quotes.rows] == ["no longer in this category"]
    assert told(page, 0).endswith("Nothing found yet")


def test_selected_words_become_evidence_and_are_coded_with_the_category(desk: Desk, page: CategoriesPage) -> None:
    start = TALK.index("She did not judge me.")
    desk.session.select(Selection("source", 1, span=Span(start, start + 21)))

    desk.actions.get("category.evidence").trigger()
    answer(page.acts, "pace")
    desk.settle()

    made = [row for row in queries.everything(desk.project) if row.quote == "She did not judge me."]
    assert [row.code for row in made] == ["keeping calm"]
    assert made[0].segment_id in [segment for segment, _place in placed(desk)]
    desk.session.undo()
    assert len(placed(desk)) == 1


def test_a_segment_of_the_category_becomes_evidence_without_another_code(desk: Desk, page: CategoriesPage) -> None:
    desk.session.select(Selection("segment", 2))

    desk.actions.get("category.evidence").trigger()
    answer(page.acts, "pace")

    assert [segment for segment, _place in placed(desk)] == [1, 2]
    assert len(queries.everything(desk.project)) == 3


# --- relations --------------------------------------------------------------------------------------------------------


def test_a_relation_is_made_by_keyboard_and_shows_its_memo(desk: Desk, page: CategoriesPage) -> None:
    other = desk.code("being judged")
    page.work.show_relations()
    page.work.relations.add()
    answer(page.acts, "leads to")
    page.acts.field.field.setText("being judged")
    QTest.keyClick(page.acts.field.field, Qt.Key.Key_Return)
    desk.settle()

    row = relations.relations(desk.project)[0]
    assert (row.from_id, row.type, row.to_id) == (calm(desk), "leads to", other)
    assert page.work.relations.current() == row
    assert desk.session.selection == Selection("relation", row.id)


def test_relations_are_listed_in_both_directions(desk: Desk, page: CategoriesPage) -> None:
    other = desk.code("being judged")
    relations.relate(desk.project, other, "is a condition of", calm(desk))
    relations.relate(desk.project, calm(desk), "leads to", other, note="Seen twice.")
    page.read()

    model = page.work.relations.list.model()
    shown = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert shown == ["leads to being judged. Seen twice", "being judged is a condition of this"]


def test_a_relation_is_deleted_and_comes_back(desk: Desk, page: CategoriesPage) -> None:
    relations.relate(desk.project, calm(desk), "leads to", desk.code("being judged"))
    page.read()

    QTest.keyClick(page.work.relations.list, Qt.Key.Key_Delete)
    gone = relations.relations(desk.project)
    desk.session.undo()

    assert (gone, len(relations.relations(desk.project))) == ([], 1)


def test_any_code_can_be_related_from_the_panel(desk: Desk, page: CategoriesPage) -> None:
    page.hide()
    judged = desk.code("being judged")
    desk.session.select(Selection("code", judged))

    desk.actions.get("relation.add").trigger()
    answer(page.acts, "brings about")
    page.acts.field.field.setText("keeping calm")
    QTest.keyClick(page.acts.field.field, Qt.Key.Key_Return)

    assert [(row.from_id, row.type) for row in relations.relations(desk.project)] == [(judged, "brings about")]


def test_a_kind_of_relation_in_use_is_not_deleted(desk: Desk, page: CategoriesPage) -> None:
    relations.relate(desk.project, calm(desk), "leads to", desk.code("being judged"))
    relations.add_relation_type(desk.project, "eases")
    page.read()
    page.work.show_relations()
    page.work.relations.show_kinds()
    kinds = page.work.relations.kinds

    kinds.list.setCurrentRow(0)
    QTest.keyClick(kinds.list, Qt.Key.Key_Delete)
    kinds.list.setCurrentRow(1)
    QTest.keyClick(kinds.list, Qt.Key.Key_Delete)

    assert isinstance(desk.failed[0], relations.RelationTypeUsed)
    assert relations.relation_types(desk.project) == ["leads to"]


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_it_follows_a_category_that_is_chosen_elsewhere(desk: Desk, page: CategoriesPage) -> None:
    other = codes.create(desk.project, "another", level="category")

    desk.session.select(Selection("code", other))
    desk.settle()
    page.read()

    assert page.chosen == other
    assert page.work.name.text() == "another"


def test_a_memo_leads_to_the_property_and_the_relation_it_is_on(desk: Desk, page: CategoriesPage) -> None:
    other = desk.code("another", level="category")
    tone = properties.add_property(desk.project, other, "tone")
    made = relations.relate(desk.project, desk.code("waiting still"), "leads to", calm(desk))
    desk.settle()

    desk.session.select(Selection("property", tone))
    at = page.work.grid.row_at_hand()
    desk.session.select(Selection("relation", made))
    shown = page.work.relations.current()

    assert at is not None
    assert at.property_id == tone
    assert shown is not None
    assert (shown.id, page.chosen) == (made, calm(desk))


def test_walking_in_the_grid_shows_the_memos_on_its_properties(desk: Desk, page: CategoriesPage) -> None:
    page.work.grid.setFocus()

    assert desk.session.selection == Selection("property", 1)


def test_saturation_is_made_when_it_is_first_asked_for(desk: Desk, page: CategoriesPage) -> None:
    before = page.saturation

    page.words.choose(1)

    assert before is None
    assert page.modes.currentWidget() is page.saturation
    assert desk.session.selection == Selection("code", calm(desk))


def test_a_study_that_can_only_be_read_offers_no_writing(desk: Desk, page: CategoriesPage) -> None:
    path = desk.project.path
    desk.session.end()
    from qda.project.project import Project

    desk.session.begin(Project.open(path, writable=False))
    desk.settle()
    page.read()

    assert not page.raise_link.isEnabled()
    assert page.work.evidence.pick.isHidden()
    page.work.evidence.list.setFocus()
    QTest.keyClick(page.work.evidence.list, Qt.Key.Key_Delete)
    assert len(properties.placed(desk.project)) == 1


def test_a_link_to_a_step_of_sampling_leads_to_its_row_in_the_log(desk: Desk, page: CategoriesPage) -> None:
    sampling.add(desk.project, "no father speaks")
    wanted = sampling.add(desk.project, "the schools are silent")

    jumps.jump(desk.session, "sampling", wanted)
    desk.settle()

    assert page.words.current() == 1
    assert isinstance(page.saturation, SaturationPage)
    assert page.saturation.log.table.current().gap == "the schools are silent"


def test_the_grid_follows_when_one_comes_back_to_it(desk: Desk, page: CategoriesPage) -> None:
    other = desk.code("asking for help", level="category")
    page.words.choose(1)
    page.choose(other)
    desk.settle()
    meanwhile = page.work.code_id

    page.words.choose(0)

    assert meanwhile == calm(desk)
    assert page.work.code_id == other


def test_escape_beside_the_curve_leads_to_the_list(desk: Desk, page: CategoriesPage) -> None:
    page.words.choose(1)
    assert isinstance(page.saturation, SaturationPage)
    page.saturation.table.setFocus()

    QTest.keyClick(page.saturation.table, Qt.Key.Key_Escape)

    assert page.list.hasFocus()


def test_a_property_can_be_asked_for_from_the_list_and_the_hints_are_of_where_the_keyboard_is(
    desk: Desk, page: CategoriesPage
) -> None:
    page.list.setFocus()
    of_list = page.hints.accessibleName()

    QTest.keyClick(page.list, Qt.Key.Key_P)
    answer(page.acts, "warmth")
    page.work.grid.setFocus()

    assert "warmth" in [row.name for row in properties.properties(desk.project, calm(desk))]
    assert "P: property" in of_list
    assert ("D: dimension" in of_list, "D: dimension" in page.hints.accessibleName()) == (False, True)

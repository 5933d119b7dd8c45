from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout
from pytestqt.qtbot import QtBot

from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import queries as study_queries
from qda.study import service as study
from qda.text import Span
from qda.ui.session import Selection
from qda.ui.study.outline import Key
from qda.ui.study.page import StudyPage
from qda.ui.study.parts import GrowingText
from qda.ui.study.sources.who_field import WhoField
from qda.ui.study.tables.rows import Rows
from tests.factories import TALK, make_case, make_source, span_of
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> StudyPage:
    made = StudyPage(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(900, 700)
    desk.window.resize(900, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def write(rows: Rows[object], key: object, title: str, words: str) -> None:
    """Type words into the cell of a row and a column."""
    column = next(number for number, column in enumerate(rows.columns) if column.title == title)
    rows.setData(rows.index(rows.where(key), column), words)


def test_title_and_context_are_kept_when_they_are_left(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    page.title.setFocus()
    page.title.setPlainText("Bluechester")
    page.context.setFocus()
    page.context.setPlainText("The Children’s Trust")
    page.tabs.setFocus()

    qtbot.waitUntil(lambda: study_queries.study(desk.project).context == "The Children’s Trust")
    assert study_queries.study(desk.project).title == "Bluechester"


def test_a_new_study_asks_for_its_title_and_enter_goes_on(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    study.describe(desk.project, title=desk.project.path.stem)  # as it is called when it is made
    qtbot.waitUntil(lambda: page.title.words() == "study")

    page.setFocus()
    assert page.title.hasFocus()
    assert page.title.textCursor().selectedText() == "study"
    QTest.keyClicks(page.title, "Collaboration in Bluechester")
    QTest.keyClick(page.title, Qt.Key.Key_Return)

    assert page.context.hasFocus()
    assert study_queries.study(desk.project).title == "Collaboration in Bluechester"
    qtbot.waitUntil(lambda: page.focusProxy() is page.sources)


def test_a_title_can_not_be_blank(page: StudyPage, desk: Desk) -> None:
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))

    page.title.setFocus()
    page.title.setPlainText(" ")
    page.tabs.setFocus()

    assert problems == ["A name is needed."]
    assert page.title.toPlainText() == "A study"


def test_sources_stand_as_in_the_tree_with_what_is_known_of_them(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    last, first = make_source(desk.project, name="no home"), make_source(desk.project, name="of Martine")
    sources.move(desk.project, [first], case_id=case)

    qtbot.waitUntil(lambda: [row.id for row in page.sources.rows.rows()] == [first, last])
    assert page.tabs.tabText(0) == "Sources  2"


def test_columns_give_way_where_room_is_short_and_are_had_by_a_click(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    make_source(desk.project)
    part = page.sources
    qtbot.waitUntil(lambda: part.rows.rowCount() == 1)
    page.resize(840, 700)

    qtbot.waitUntil(lambda: part.table.horizontalScrollBar().maximum() == 0)
    assert [part.table.isColumnHidden(column) for column in (0, 10)] == [False, True]

    part.more.click()
    assert not any(part.table.isColumnHidden(column) for column in range(11))
    assert part.more.words() == "Fewer columns"
    part.more.click()

    assert part.more.words().endswith("more columns")


def test_a_cell_is_written_by_a_command(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)

    write(page.sources.rows, source, "Date", "18 May 2012")  # type: ignore[arg-type]  # rows of sources
    write(page.sources.rows, source, "Coded", "x")  # type: ignore[arg-type]  # rows of sources

    row = source_queries.rows(desk.project)[0]
    assert (row.date, row.coded) == ("2012-05-18", True)


def test_a_date_that_is_none_is_refused_and_the_cell_stays(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))

    write(page.sources.rows, source, "Date", "soon")  # type: ignore[arg-type]  # rows of sources

    assert problems == ["“soon” is not a date."]
    assert source_queries.rows(desk.project)[0].date is None


def test_choosing_a_source_says_so_and_shows_its_speakers(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    person = study.create_participant(desk.project, "Theresa")
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)

    page.sources.table.choose(source)
    assert desk.session.selection == Selection("source", source)
    box = next(box for box in page.sources.detail.findChildren(WhoField) if "Theresa" in box.accessibleName())
    box.setText("theresa")
    QTest.keyClick(box, Qt.Key.Key_Return)

    speakers = {row.label: row.participant_id for row in source_queries.speakers(desk.project, source)}
    assert speakers["Theresa"] == person


def test_a_name_that_is_new_makes_a_participant_of_the_speaker(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    source = make_source(desk.project)
    sources.move(desk.project, [source], case_id=case)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0 and page.sources.rows.rows()[0].case != "")
    page.sources.table.choose(source)

    box = next(box for box in page.sources.detail.findChildren(WhoField) if "Theresa" in box.accessibleName())
    box.setText("Angela")
    QTest.keyClick(box, Qt.Key.Key_Return)

    (person,) = study_queries.participants(desk.project)
    assert (person.name, person.case_ids) == ("Angela", (case,))
    assert source_queries.rows(desk.project)[0].participants == ("Angela",)
    desk.session.undo()
    assert study_queries.participants(desk.project) == []


def test_words_selected_in_the_text_are_not_taken_away_by_the_table(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)
    selection = Selection("source", source, span=Span(0, 5))

    desk.session.select(selection)

    assert [row.id for row in page.sources.chosen()] == [source]
    assert desk.session.selection == selection


def test_a_passage_is_listed_and_taken_off(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    source = make_source(desk.project)
    sources.assign_passage(desk.project, source, span_of("She did not judge me."), [case])
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)
    page.sources.table.choose(source)

    (passage,) = page.sources.detail.passages()
    page.sources.detail.take_off(passage)

    assert (passage.words, passage.first) == ("She did not judge me.", 2)
    assert source_queries.opened(desk.project, source).passages == ()


def test_several_sources_are_described_in_one_act(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    ids = [make_source(desk.project, name=name) for name in ("a", "b", "c")]
    sources.describe(desk.project, ids[:1], kind="diary")
    qtbot.waitUntil(lambda: page.sources.rows.rowCount() == 3 and page.sources.rows.rows()[0].kind == "diary")
    page.sources.table.selectAll()
    field = page.sources.bulk.fields["kind"]
    assert field.placeholderText() == "several"

    field.setText("interview")
    QTest.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: [row.kind for row in page.sources.rows.rows()] == ["interview"] * 3)
    desk.session.undo()
    assert [row.kind for row in source_queries.rows(desk.project)] == ["diary", "", ""]


def test_chosen_sources_are_deleted_and_come_back(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    for name in ("a", "b"):
        make_source(desk.project, name=name)
    qtbot.waitUntil(lambda: page.sources.rows.rowCount() == 2)
    page.sources.table.selectAll()

    page.sources.delete()
    assert source_queries.rows(desk.project) == []
    desk.session.undo()

    assert [row.name for row in source_queries.rows(desk.project)] == ["a", "b"]


def test_without_sources_there_is_one_thing_to_do(page: StudyPage, desk: Desk) -> None:
    asked: list[str] = []
    desk.actions.add("project.import", "Import", lambda: asked.append("import"))

    page.sources.empty.button.click()

    assert page.sources.empty.isVisible()
    assert asked == ["import"]


def test_units_and_cases_are_added_renamed_and_moved_in_their_table(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    rows = page.homes.list.rows
    write(rows, Key("new unit"), "Unit or case", "Casework")
    qtbot.waitUntil(lambda: rows.rowCount() == 3)
    unit = study_queries.units(desk.project)[0].id
    write(rows, Key("new case", unit), "Unit or case", "Martine")
    other = study.create_unit(desk.project, "Teams")
    qtbot.waitUntil(lambda: rows.where(Key("new case", other)) > 0)
    case = study_queries.units(desk.project)[0].cases[0].id

    write(rows, Key("case", case), "Unit", "teams")
    write(rows, Key("unit", unit), "Unit or case", "Work with children")

    found = {row.name: [case.name for case in row.cases] for row in study_queries.units(desk.project)}
    assert found == {"Work with children": [], "Teams": ["Martine"]}


def test_participants_are_added_and_given_role_and_cases(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    rows = page.people.list.rows
    write(rows, 0, "Participant", "Theresa")
    qtbot.waitUntil(lambda: rows.rowCount() == 2)
    person = study_queries.participants(desk.project)[0].id

    write(rows, person, "Role", "parent")
    write(rows, person, "Cases", "martine")

    row = study_queries.participants(desk.project)[0]
    assert (row.role, row.case_ids) == ("parent", (case,))


def test_participants_are_deleted_together(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    for name in ("Theresa", "Angela"):
        study.create_participant(desk.project, name)
    table = page.people.list.table
    qtbot.waitUntil(lambda: page.people.list.rows.rowCount() == 3)
    page.tabs.setCurrentIndex(2)
    table.selectAll()

    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert study_queries.participants(desk.project) == []
    desk.session.undo()

    assert [person.name for person in study_queries.participants(desk.project)] == ["Theresa", "Angela"]


def test_fields_of_questions_leave_nothing_behind_when_the_study_has_fewer(
    page: StudyPage, desk: Desk, qtbot: QtBot
) -> None:
    for _turn in range(3):
        study.set_questions(desk.project, ["One?", "Two?", "Three?"])
        qtbot.waitUntil(lambda: len(page.questions.fields) == 4)
        study.set_questions(desk.project, [])
        qtbot.waitUntil(lambda: len(page.questions.fields) == 1)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    fields, layouts = page.questions.findChildren(GrowingText), page.questions.findChildren(QHBoxLayout)

    assert [field.accessibleName() for field in fields] == ["Description of the study", "Research question 1"]
    assert len(layouts) == 2  # around all, and in the row of the question


def test_questions_are_kept_and_enter_goes_to_the_next(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(3)
    first = page.questions.fields[0]
    first.setFocus()
    first.setPlainText("What counts as success?")

    QTest.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.questions.fields) == 2 and page.questions.fields[1].hasFocus())

    assert study_queries.study(desk.project).questions == ("What counts as success?",)


def test_a_question_that_is_emptied_goes_away(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    study.set_questions(desk.project, ["One?", "Two?"])
    qtbot.waitUntil(lambda: len(page.questions.fields) == 3)
    page.tabs.setCurrentIndex(3)

    page.questions.fields[0].setFocus()
    page.questions.fields[0].setPlainText("")
    page.questions.description.setFocus()

    qtbot.waitUntil(lambda: [field.words() for field in page.questions.fields] == ["Two?", ""])
    assert study_queries.study(desk.project).questions == ("Two?",)


def test_the_plan_takes_a_data_set(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    page.tabs.setCurrentIndex(4)
    page.plan.unit.setText("Casework")
    page.plan.aim.setText("to hear parents")
    page.plan.method.setText("interview")

    QTest.keyClick(page.plan.method, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.plan.list.rows.rowCount() == 1)
    (row,) = study_queries.data_plan(desk.project)
    assert (row.unit, row.method, row.aim) == ("Casework", "interview", "to hear parents")
    assert page.plan.method.text() == ""


def test_rows_of_the_plan_are_changed_and_deleted(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    first = study.add_data_set(desk.project, None, "interview")
    second = study.add_data_set(desk.project, None, "observation", planned="20 hours")
    rows = page.plan.list.rows
    page.tabs.setCurrentIndex(4)
    qtbot.waitUntil(lambda: rows.where(second) == 1)

    write(rows, first, "Collected", "3 of 5")
    write(rows, first, "Unit", "casework")
    page.plan.list.table.choose(second)
    QTest.keyClick(page.plan.list.table, Qt.Key.Key_Delete)

    (row,) = study_queries.data_plan(desk.project)
    assert (row.unit, row.method, row.collected) == ("Casework", "interview", "3 of 5")
    desk.session.undo()
    assert [row.planned for row in study_queries.data_plan(desk.project)] == ["", "20 hours"]


def test_a_case_is_described_under_the_table_and_kept_on_going_elsewhere(
    page: StudyPage, desk: Desk, qtbot: QtBot
) -> None:
    unit, case = make_case(desk.project)
    homes = page.homes
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: homes.list.rows.where(Key("case", case)) >= 0)
    homes.list.table.choose(Key("case", case))
    homes.note.setFocus()
    homes.note.setPlainText("A girl of nine.\nShe came to the Board in 2011.")

    homes.list.table.choose(Key("unit", unit))

    (row,) = study_queries.units(desk.project)
    assert row.cases[0].description == "A girl of nine.\nShe came to the Board in 2011."
    assert (row.description, homes.note.words()) == ("", "")
    write(homes.list.rows, Key("unit", unit), "Description", "Work with children")
    assert study_queries.units(desk.project)[0].description == "Work with children"


def test_a_description_is_kept_in_a_pause(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    homes = page.homes
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: homes.list.rows.where(Key("case", case)) >= 0)
    homes.list.table.choose(Key("case", case))
    homes.note.setFocus()
    homes.note._resting.setInterval(1)

    QTest.keyClicks(homes.note, "Nine years old")

    qtbot.waitUntil(lambda: study_queries.units(desk.project)[0].cases[0].description == "Nine years old")
    assert homes.note.hasFocus()


def test_what_is_being_typed_is_kept_when_the_study_is_closed(page: StudyPage, desk: Desk) -> None:
    page.context.setFocus()
    page.context.setPlainText("One town")

    desk.session.closing.emit()

    assert study_queries.study(desk.project).context == "One town"


def test_a_key_turns_to_the_next_part_and_its_table_has_the_focus(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    page.setFocus()

    desk.actions.get("study.next_part").trigger()

    assert page.tabs.currentIndex() == 1
    qtbot.waitUntil(page.homes.list.table.hasFocus)


def test_del_deletes_what_is_chosen_in_the_table(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)
    page.sources.table.choose(source)
    page.sources.table.setFocus()

    QTest.keyClick(page.sources.table, Qt.Key.Key_Delete)

    assert source_queries.rows(desk.project) == []


def test_a_long_text_is_read_beside_the_work(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project, TALK + "\n\nTheresa: " + "word " * 60_000, name="long")
    qtbot.waitUntil(lambda: page.sources.rows.where(source) == 0)

    page.sources.table.choose(source)
    assert desk.jobs.busy
    desk.until_quiet(qtbot)

    qtbot.waitUntil(
        lambda: any("Theresa" in box.accessibleName() for box in page.sources.detail.findChildren(WhoField))
    )


def test_no_part_makes_the_page_scroll_sideways_in_a_narrow_window(page: StudyPage, desk: Desk, qtbot: QtBot) -> None:
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)

        wanted = page._stack.minimumSizeHint().width()

        assert wanted <= 400, page.tabs.tabText(number)

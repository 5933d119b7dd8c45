from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.errors import Cancelled
from qda.flows.importing import files
from qda.progress import Progress
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.study import queries as study_queries
from qda.ui.study.importing import reading as import_reading
from qda.ui.study.importing.files import Head, Sample, Way
from qda.ui.study.importing.page import ImportPage
from qda.ui.study.sources.who import Who
from qda.ui.study.tables.cards import Card
from tests.factories import TALK, make_case
from tests.sources.readers.making import pdf
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(900, 700)
    desk.window.resize(900, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three texts, one of them twice, and a file that can't be read."""
    made = tmp_path / "in"
    made.mkdir()
    (made / "Interview with Theresa 2012-05-18.txt").write_text(TALK, encoding="utf-8")
    (made / "Old note.txt").write_bytes("Grüße aus Köln, wie üblich. Schöne Töne.".encode("cp1252"))
    (made / "Again.txt").write_text(TALK, encoding="utf-8")
    (made / "nothing.txt").write_bytes(b"")
    return made


def offered(page: ImportPage, qtbot: QtBot, *paths: Path) -> None:
    page.offer(list(paths))
    qtbot.waitUntil(lambda: page.settled and bool(page.rows) and all(row.head is not None for row in page.rows))


def choose(page: ImportPage, *names: str) -> None:
    flag = QItemSelectionModel.SelectionFlag
    page.view.clearSelection()
    for number, row in enumerate(page.rows):
        if row.path.name in names:
            page.view.selectionModel().select(page.cards.index(number), flag.Select)


def card(page: ImportPage, name: str) -> Card:
    found = next(number for number, row in enumerate(page.rows) if row.path.name == name)
    shown = page.cards.card(found)
    assert shown is not None
    return shown


def type_in(page: ImportPage, field: str, words: str) -> None:
    page.form.fields[field].setText(words)
    QTest.keyClick(page.form.fields[field], Qt.Key.Key_Return)


def test_a_folder_is_looked_through_and_each_file_said_what_it_is(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder)

    first = card(page, "Again.txt")
    assert (first.ticked, first.right) == (True, "24 words")
    talk = card(page, "Interview with Theresa 2012-05-18.txt")
    assert (talk.ticked, talk.known) == (False, "interview · Theresa · 2012-05-18")
    assert talk.problem == "This is the same file as “Again.txt”."
    empty = card(page, "nothing.txt")
    assert (empty.ticked, empty.faint) == (None, True)
    assert empty.problem.startswith("“nothing.txt” is empty.")


def test_the_text_is_shown_as_it_will_be_stored(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder)

    qtbot.waitUntil(lambda: page.preview.text.toPlainText() == TALK)
    assert page.preview.text.numbers() == [1, 0, 2, 0, 3, 0, 4]


def test_another_encoding_reads_the_file_again(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder / "Old note.txt")
    qtbot.waitUntil(lambda: page.preview.text.toPlainText().startswith("Grüße"))

    page.preview.encoding.show_choice("mac_roman")
    page.preview.encoding.activated.emit(page.preview.encoding.currentIndex())

    qtbot.waitUntil(lambda: page.preview.text.toPlainText().startswith("Gr¸ﬂe"))


def test_an_encoding_that_does_not_fit_is_said_and_can_be_taken_back(
    page: ImportPage, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder / "Old note.txt")

    page.preview.encoding_wanted.emit("utf-8")
    qtbot.waitUntil(lambda: card(page, "Old note.txt").faint)
    page.preview.encoding_wanted.emit("")

    qtbot.waitUntil(lambda: card(page, "Old note.txt").ticked is True)


def test_what_is_typed_goes_to_all_chosen_files(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder)
    choose(page, "Again.txt", "Old note.txt")

    type_in(page, "unit", "Casework")
    type_in(page, "case", "Martine")

    assert card(page, "Again.txt").known == "Martine"
    assert card(page, "Old note.txt").known == "Martine"
    assert not page.form.fields["name"].isEnabled()


def test_a_new_case_without_a_unit_holds_the_import_up_and_says_why(
    page: ImportPage, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder)
    choose(page, "Again.txt")

    type_in(page, "case", "Martine")
    assert card(page, "Again.txt").problem == "The case “Martine” is new: say in which unit it belongs."
    assert not page.foot.go.isEnabled()
    type_in(page, "unit", "Casework")

    assert page.foot.go.isEnabled()


def test_the_space_bar_takes_files_out_and_in(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder)
    choose(page, "Again.txt", "Old note.txt")

    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert (page.ticked(), page.foot.go.isEnabled()) == ([], False)
    QTest.keyClick(page.view, Qt.Key.Key_Space)

    assert page.foot.go.text() == "Import 2 files"


def test_what_is_ticked_comes_in_and_the_first_is_opened(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder / "Again.txt")
    page.preview.speaker_chosen.emit("Theresa", Who(name="Theresa"))
    type_in(page, "name", "Talk")
    type_in(page, "kind", "interview")
    opened: list[int] = []
    desk.session.source_wanted.connect(lambda source_id, _span: opened.append(source_id))

    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))

    (row,) = source_queries.rows(desk.project)
    assert (row.id, row.name, row.kind, row.participants) == (opened[0], "Talk", "interview", ("Theresa",))
    speakers = {each.label: each.interviewer for each in source_queries.speakers(desk.project, row.id)}
    assert speakers == {"INT": True, "Theresa": False}
    desk.session.undo()
    assert source_queries.rows(desk.project) == []


def test_whom_a_label_stands_for_is_said_for_all_chosen_files_that_have_it(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "one.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "two.txt").write_text(f"{TALK}\n\nINT: Once more.", encoding="utf-8")
    (tmp_path / "note.txt").write_text("A note without speakers.", encoding="utf-8")
    offered(page, qtbot, tmp_path / "one.txt", tmp_path / "two.txt", tmp_path / "note.txt")
    choose(page, "one.txt", "two.txt", "note.txt")

    page.preview.speaker_chosen.emit("Theresa", Who(name="Theresa B."))

    told = {row.path.name: row.speakers for row in page.rows}
    assert told == {
        "one.txt": {"Theresa": Who(name="Theresa B.")},
        "two.txt": {"Theresa": Who(name="Theresa B.")},
        "note.txt": {},
    }


def test_what_did_not_come_in_is_listed_with_its_reason(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder)
    (folder / "Old note.txt").unlink()

    page.start()
    qtbot.waitUntil(page.report.isVisible)

    shown = [page.report.cards.card(number) for number in range(page.report.cards.rowCount())]
    assert [each.name for each in shown if each is not None] == ["Old note.txt", "Again", "nothing.txt"]
    assert page.report.sentence() == "1 file came in, 24 words. 1 did not."
    assert page.foot.go.text() == "Open the first"


def test_an_import_can_be_stopped_and_keeps_what_was_finished(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered(page, qtbot, folder)
    begun, go_on = threading.Event(), threading.Event()
    real = files.import_files

    def slow(project: Project, plans: list[files.Plan], progress: Progress) -> list[files.Outcome]:
        done = real(project, plans[:1], None)
        begun.set()
        go_on.wait(5)
        with pytest.raises(Cancelled):
            progress.step(1, 2, "")
        return done

    monkeypatch.setattr(files, "import_files", slow)

    page.start()
    assert begun.wait(5)
    page.foot.cancel.click()
    go_on.set()
    qtbot.waitUntil(page.report.isVisible)

    assert page.report.sentence() == "1 file came in, 24 words. 1 was left when you stopped."
    page.foot.cancel.click()
    assert page.view.isVisible()
    assert [row.path.name for row in page.ticked()] == ["Old note.txt"]


def test_discarding_forgets_what_was_offered_and_goes_back(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder)
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.foot.cancel.click()

    assert (page.rows, wanted) == ([], ["study"])
    assert study_queries.units(desk.project) == []


def test_a_file_that_is_in_the_study_already_is_noticed(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    files.import_files(desk.project, [files.Plan(folder / "Again.txt", name="Talk")])

    offered(page, qtbot, folder / "Again.txt")

    shown = card(page, "Again.txt")
    assert (shown.ticked, shown.problem) == (False, "This file is in the study already, as “Talk”.")


def test_files_offered_later_join_the_others_once(page: ImportPage, folder: Path, qtbot: QtBot) -> None:
    offered(page, qtbot, folder / "Again.txt")

    page.offer([folder])
    qtbot.waitUntil(lambda: len(page.rows) == 4)

    assert sorted(row.path.name for row in page.rows)[0] == "Again.txt"


def test_a_known_case_is_guessed_from_the_name_of_the_file(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    make_case(desk.project)
    path = folder / "Field note on Martine 3 May 2011.txt"
    path.write_text("She came.", encoding="utf-8")

    offered(page, qtbot, path)

    row = page.rows[0]
    assert (row.kind, row.unit, row.case, row.date) == ("field note", "Casework", "Martine", "2011-05-03")


def test_what_is_offered_is_forgotten_when_the_study_is_closed(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    offered(page, qtbot, folder)

    desk.session.closing.emit()

    assert page.rows == []
    assert not page.foot.go.isVisible()


def test_a_fault_of_ours_at_one_file_does_not_keep_the_others_from_being_read(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = import_reading.look

    def faulty(project: Project, path: Path, way: Way, progress: Progress) -> tuple[Head, list[Sample]]:
        if path.name == "Old note.txt":
            raise RuntimeError("a bug")
        return real(project, path, way, progress)

    monkeypatch.setattr(import_reading, "look", faulty)
    faults: list[Exception] = []
    desk.jobs.broke.connect(faults.append)

    offered(page, qtbot, folder)

    assert [str(fault) for fault in faults] == ["a bug"]
    assert card(page, "Old note.txt").problem == "A fault in Gerund kept this file from being read."
    assert card(page, "Again.txt").ticked is True


def test_looking_at_many_files_can_be_stopped_and_gone_on_with(
    page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, begun, go_on = import_reading.look, threading.Event(), threading.Event()

    def slow(project: Project, path: Path, way: Way, progress: Progress) -> tuple[Head, list[Sample]]:
        begun.set()
        go_on.wait(5)
        progress.step(0, 0, "")
        return real(project, path, way, progress)

    monkeypatch.setattr(import_reading, "look", slow)
    page.offer([folder])
    assert begun.wait(5)
    qtbot.waitUntil(page.foot.read_on.isVisible)
    assert page.foot.read_on.words() == "Stop looking"

    page.foot.read_on.click()
    go_on.set()
    qtbot.waitUntil(lambda: page.settled)
    assert [row.held for row in page.rows] == [True] * 4
    assert (page.ticked(), page.foot.read_on.words()) == ([], "Look at the other 4")
    page.foot.read_on.click()

    qtbot.waitUntil(lambda: page.settled and all(row.head is not None for row in page.rows))
    assert len(page.ticked()) == 2


def test_leaving_keeps_the_import_and_says_so(page: ImportPage, desk: Desk, folder: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.session.told.connect(lambda sentence, _hint: told.append(sentence))
    offered(page, qtbot, folder / "Again.txt")
    type_in(page, "name", "Talk")
    withdrawn: list[str] = []
    desk.session.withdrawn.connect(withdrawn.append)

    page.hide()
    page.show()

    assert told == ["The import is kept as you left it."]
    assert withdrawn == told
    assert card(page, "Again.txt").name == "Talk"


def test_page_numbers_are_kept_by_wish(page: ImportPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    pages = [[(60.0, 700.0, 11.0, f"Words {'x' * n}"), (290.0, 30.0, 9.0, str(n + 1))] for n in range(4)]
    (tmp_path / "book.pdf").write_bytes(pdf(pages))
    offered(page, qtbot, tmp_path / "book.pdf")
    assert page.preview.notes.text() == "Set aside: 4 page numbers."
    assert page.preview.edges.isVisible()

    page.preview.edges.click()
    qtbot.waitUntil(lambda: "\n4" in page.preview.text.toPlainText())
    page.start()

    qtbot.waitUntil(lambda: bool(source_queries.rows(desk.project)))
    assert "\n4" in source_queries.opened(desk.project, source_queries.rows(desk.project)[0].id).text


def test_what_front_matter_says_fills_the_form_and_is_told_at_the_end(
    page: ImportPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[tuple[str, str]] = []
    desk.session.told.connect(lambda sentence, hint: told.append((sentence, hint)))
    (tmp_path / "talk.md").write_text(f"---\ntitle: A talk\ndate: 2013-05-10\n---\n{TALK}", encoding="utf-8")

    offered(page, qtbot, tmp_path / "talk.md")

    assert card(page, "talk.md").known == "2013-05-10"
    assert "front matter" in page.preview.notes.text()
    page.start()
    qtbot.waitUntil(lambda: bool(told))
    aside = "The front matter (title, date) is set aside and kept as the description."
    assert told == [("1 file came in, 24 words.", aside)]

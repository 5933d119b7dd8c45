"""The page of names: a register is made and opened, names are replaced by keys, and what would leave is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.export import reports, wishes
from qda.export.leaving import gate, leak_check
from qda.export.leaving.leak_check import NamesLeave, RegisterLocked
from qda.progress import Silent
from qda.project.names_register import Register
from qda.project.project import Project
from qda.sources import queries
from qda.store import keys
from qda.ui.jobs import Jobs
from qda.ui.project.names.page import NamesPage
from qda.ui.session import Session
from qda.ui.working import copying
from tests.factories import make_source

TEXT = "INT: Who came?\n\nAnna: Anna’s mother came from Bremen. So said Anna.\n"
PASSWORD = "walnut harbour tin"


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 10)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    project = Project.create(tmp_path / "study.gerund", title="A study", coder="AQ")
    make_source(project, TEXT)
    codes.create(project, "trusting Anna")
    made = Session()
    made.begin(project)
    yield made
    made.end()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[NamesPage]:
    jobs = Jobs(session)
    made = NamesPage(session, jobs, lambda: None)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    yield made
    jobs.stop_all()  # as the window does: nobody may be reading while the study is closed
    made.close_register()


def opened(page: NamesPage, tmp_path: Path, qtbot: QtBot, places: int = 4) -> Path:
    """A register with Anna, open on the page, and her places found."""
    path = tmp_path / "study.names"
    with Register.create(path, PASSWORD) as register:
        register.add("Anna", pseudonym="Martine")
    page.form.file.setText(str(path))
    page.form.password.line.setText(PASSWORD)
    QTest.keyClick(page.form.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.hits.count() == places)
    return path


def text_of(session: Session) -> str:
    return queries.opened(session.project, 1).text


def test_a_register_is_made_and_its_first_name_typed(page: NamesPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.form.file.setText(str(tmp_path / "new"))
    page.form.password.line.setText(PASSWORD)
    page.form.make.click()
    page.table.model().setData(page.table.model().index(0, 0), "Anna")
    page.table.model().setData(page.table.model().index(0, 2), "Martine")

    # The places come once for the name, and once more for its pseudonym.
    qtbot.waitUntil(lambda: page.hits.count() == 4 and "Martine" in page.hits.item(0).text())

    assert (tmp_path / "new.names").exists()
    assert page.form.password.words() == ""
    assert "Martine" in page.hits.item(0).text()


def test_a_wrong_password_is_said_and_asked_again(page: NamesPage, session: Session, tmp_path: Path) -> None:
    with Register.create(tmp_path / "study.names", PASSWORD):
        pass
    told: list[Exception] = []
    session.failed.connect(told.append)

    page.open_register(tmp_path / "study.names", "another", False)

    assert "does not open" in str(told[0])
    assert page.form.isVisible()


def test_enter_replaces_one_place_and_a_all_of_the_name(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    QTest.keyClick(page.hits, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.hits.count() == 3)
    once = text_of(session)

    QTest.keyClick(page.hits, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.hits.count() == 0)

    assert (once.count("Martine"), once.count("Anna")) == (1, 2)
    assert "Anna" not in text_of(session)
    session.undo()
    session.undo()
    assert text_of(session) == TEXT


def test_k_passes_a_place_over(page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    opened(page, tmp_path, qtbot)

    QTest.keyClick(page.hits, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.hits.count() == 3)

    assert text_of(session) == TEXT


def test_what_was_passed_over_comes_back_by_b_or_by_undo(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    QTest.keyClick(page.hits, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.hits.count() == 3)
    QTest.keyClick(page.hits, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.hits.count() == 2)
    offered = page.acts.back.text()

    QTest.keyClick(page.hits, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.hits.count() == 4)
    QTest.keySequence(page.hits, "Ctrl+Z")
    qtbot.waitUntil(lambda: page.hits.count() == 2)
    QTest.keySequence(page.hits, "Ctrl+Z")
    qtbot.waitUntil(lambda: page.hits.count() == 3)

    assert "2" in offered
    assert text_of(session) == TEXT


def test_undo_means_the_study_where_that_was_changed_last(page: NamesPage, tmp_path: Path, qtbot: QtBot) -> None:
    opened(page, tmp_path, qtbot)
    QTest.keyClick(page.hits, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.hits.count() == 3)
    QTest.keyClick(page.hits, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.hits.count() == 2)
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    asked.ignore()

    page.event(asked)

    assert not asked.isAccepted()


def test_what_would_leave_is_stopped_and_shown_and_may_pass_once(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)

    def write() -> None:
        with gate.leaving(session.project, "report") as cleared:
            reports.write_report(tmp_path / "book.csv", cleared, wishes.Wish("codebook"), Silent())

    with pytest.raises(NamesLeave):
        write()
    assert page.stopped.isVisible()
    assert "trusting [Anna]" in page.stopped.leaks.item(0).text()

    page.stopped.because.setText("for the supervisor")
    QTest.keyClick(page.stopped.because, Qt.Key.Key_Return)
    write()

    assert (tmp_path / "book.csv").exists()
    with pytest.raises(NamesLeave):
        write()


def test_closing_the_register_holds_nothing_back_and_undo_in_it_is_its_own(
    page: NamesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = opened(page, tmp_path, qtbot)
    page.table.setCurrentCell(0, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.hits.count() == 0)
    page.undo_register()
    qtbot.waitUntil(lambda: page.hits.count() == 4)

    page.close_register()

    assert leak_check.watched() is None
    assert page.form.isVisible()
    with Register.open(path, PASSWORD) as register:
        assert [name.real for name in register.names()] == ["Anna"]


def proposed(page: NamesPage, qtbot: QtBot) -> None:
    page.propose()
    qtbot.waitUntil(page.proposals.isVisible, timeout=60_000)


def test_a_proposal_shows_its_places_and_is_entered_with_a_pseudonym_by_enter(
    page: NamesPage, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    proposed(page, qtbot)
    shown = page.proposals.places.item(0).text()
    idea = page.proposals.pseudonym.text()

    QTest.keyClick(page.proposals.names, Qt.Key.Key_Return)

    assert "mother came from ▸Bremen◂" in shown
    assert page.proposals.about.text().startswith("1 name is proposed, by")
    assert [page.table.model().index(row, 0).data() for row in range(2)] == ["Anna", "Bremen"]
    assert page.table.model().index(1, 2).data() == idea != ""
    assert page.proposals.told.text().startswith("All are judged.")


def test_n_refuses_a_proposal_for_good_and_once_more_takes_it_back(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    proposed(page, qtbot)
    QTest.keyClick(page.proposals.names, Qt.Key.Key_N)
    refused = page.proposals.names.item(0).text()
    said: list[str] = []
    session.said.connect(said.append)
    QTest.keyClick(page.proposals, Qt.Key.Key_Escape)
    page.propose()
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)

    page.proposals.refuse()

    assert "no name" in refused
    assert said[0].startswith("No name is proposed that is not in the register")
    assert [each.words for each in page.proposals.open_ones()] == ["Bremen"]


def test_all_the_others_are_entered_at_once_and_can_be_taken_back_there(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    make_source(session.project, "INT: Then?\n\nAnna: We met Mrs Hall in Leeds, and Mrs Hall again.\n", "Second")
    opened_names = opened(page, tmp_path, qtbot, places=5)
    proposed(page, qtbot)
    count = len(page.proposals.open_ones())

    page.proposals.everything.click()
    entered = page.table.rowCount()
    page.undo_register()
    page.close_register()

    assert (count, entered) == (3, 5)
    with Register.open(opened_names, PASSWORD) as register:
        assert len(register.names()) == 3
        assert all(name.pseudonym for name in register.names())


def test_when_no_name_is_left_the_originals_can_be_dropped_and_it_must_be_meant(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    wishes: list[object] = []
    page.drop_wanted.connect(lambda _register, wish: wishes.append(wish))
    before = page.dropping.isVisible()
    page.replace_all()
    qtbot.waitUntil(lambda: page.hits.count() == 0 and page.dropping.isVisible())

    page.dropping.ask()
    page.dropping.typed.setText("Another study")
    greyed = not page.dropping.button.isEnabled()
    page.dropping.typed.setText("a study")
    page.dropping.password.line.setText("five unrelated words")  # asked for where the study has one
    QTest.keyClick(page.dropping.typed, Qt.Key.Key_Return)

    assert not before
    assert greyed
    assert len(wishes) == 1
    assert page.dropping.typed.text() == ""


def test_copied_words_with_a_name_are_withheld_and_that_is_said(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)
    told: list[Exception] = []
    session.failed.connect(told.append)

    words = copying.of_study(session, ["trusting Anna", "coming in"])

    assert words == ["[withheld]", "coming in"]
    assert "would leave" in str(told[0])


def test_a_register_that_was_locked_lets_nothing_leave_until_it_is_back_or_let_go(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, tmp_path, qtbot)

    def write() -> None:
        with gate.leaving(session.project, "report") as cleared:
            reports.write_report(tmp_path / "book.csv", cleared, wishes.Wish("codebook"), Silent())

    page.lock_register()
    with pytest.raises(RegisterLocked):
        write()
    copied = copying.of_study(session, ["coming in"])
    shown = page.locked.isVisible(), page.table.rowCount(), page.form.file.text()
    page.go_without()
    write()

    assert copied == ["[withheld]"]
    assert shown == (True, 1, str(tmp_path / "study.names"))  # the row for a new name
    assert (tmp_path / "book.csv").exists()
    assert not page.locked.isVisible()


def test_a_name_that_a_field_has_copied_does_not_go_into_another_program(
    page: NamesPage, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(page, tmp_path, qtbot)
    told: list[Exception] = []
    session.failed.connect(told.append)
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _self: True)
    clipboard.setText("as Anna said")

    page.guard.look(Qt.ApplicationState.ApplicationActive)
    within = clipboard.text()
    page.guard.look(Qt.ApplicationState.ApplicationInactive)
    outside = clipboard.text()
    clipboard.setText("as she said")
    page.guard.look(Qt.ApplicationState.ApplicationInactive)

    assert (within, outside, clipboard.text()) == ("as Anna said", "[withheld]", "as she said")
    assert len(told) == 1


def test_what_another_program_copied_is_left_alone(
    page: NamesPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(page, tmp_path, qtbot)
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _self: False)
    clipboard.setText("as Anna said")

    page.guard.look(Qt.ApplicationState.ApplicationInactive)

    assert clipboard.text() == "as Anna said"

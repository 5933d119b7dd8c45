"""Studies are begun, opened, backed up and checked; trouble is told with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.memos import drafts
from qda.memos import queries as memos
from qda.project import backup
from qda.project.project import Project
from qda.settings import Settings
from qda.study import queries
from qda.ui.jobs import Jobs
from qda.ui.problems import Faults, Message, MessageBar
from qda.ui.session import Session
from qda.ui.studies.opening import Opening
from qda.ui.theme import LIGHT


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.session = Session(self.window)
        self.jobs = Jobs(self.window)
        self.messages = MessageBar(LIGHT, Faults(self.window), self.window)
        self.opening = Opening(
            self.window, self.session, self.jobs, self.messages, lambda: Settings(coder="AQ", backups=2)
        )
        self.quiet: Callable[[], None] = lambda: qtbot.waitUntil(lambda: not self.jobs.busy, timeout=30_000)

    def message(self) -> Message:
        found = self.messages.current()
        assert found is not None
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.jobs.stop_all()
    made.session.end()


def test_a_new_study_is_named_by_its_file_and_gets_the_suffix(desk: Desk, tmp_path: Path) -> None:
    desk.opening.new(tmp_path / "Duty desk")

    assert desk.session.path() == tmp_path / "Duty desk.gerund"
    assert queries.study(desk.session.project).title == "Duty desk"


def test_a_file_that_exists_is_offered_instead_of_overwritten(desk: Desk, study: Path) -> None:
    desk.opening.new(study)
    assert desk.message().sentence == "“talk.gerund” already exists."

    desk.messages.take(desk.message().offers[0])

    assert queries.study(desk.session.project).title == "Talking"


def test_opening_the_open_study_again_changes_nothing(desk: Desk, study: Path) -> None:
    desk.opening.open(study)
    before = desk.session.project

    desk.opening.open(study)

    assert desk.session.project is before
    assert desk.messages.current() is None


def test_opening_makes_a_backup_when_something_has_changed(desk: Desk, study: Path) -> None:
    desk.opening.open(study)
    desk.quiet()

    assert len(backup.existing(study)) == 1


def test_a_backup_says_what_became_of_it(desk: Desk, study: Path) -> None:
    said: list[str] = []
    desk.session.said.connect(said.append)
    desk.opening.open(study)

    desk.opening.back_up()
    desk.quiet()

    assert said == ["Nothing has changed since the last backup."]


def test_a_damaged_study_offers_its_newest_backup_for_reading(desk: Desk, study: Path) -> None:
    desk.opening.open(study)
    desk.quiet()
    desk.opening.close()
    whole = study.read_bytes()
    study.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    desk.opening.open(study)
    assert "damaged" in desk.message().sentence
    desk.messages.take(desk.message().offers[0])

    assert desk.session.path() == backup.existing(study)[0].path
    assert not desk.session.project.writable


def test_an_unfinished_memo_is_offered_and_kept(desk: Desk, study: Path) -> None:
    with Project.open(study, coder="AQ") as project:
        drafts.save(project, drafts.new_slot(), "She laughs before she answers.")

    desk.opening.open(study)
    assert desk.message().sentence == "A memo was being written when the program stopped."
    assert desk.message().hint == "“She laughs before she answers.”"
    desk.messages.take(desk.message().offers[0])

    assert [row.text for row in memos.memos(desk.session.project)] == ["She laughs before she answers."]
    assert drafts.left(desk.session.project) == []


def test_an_unfinished_memo_can_be_discarded(desk: Desk, study: Path) -> None:
    with Project.open(study, coder="AQ") as project:
        drafts.save(project, drafts.new_slot(), "No.")
        drafts.save(project, drafts.new_slot(), "Neither.")

    desk.opening.open(study)
    assert desk.message().sentence == "2 memos were being written when the program stopped."
    desk.messages.take(desk.message().offers[1])

    assert drafts.left(desk.session.project) == []
    assert memos.memos(desk.session.project) == []


def test_a_sound_study_is_said_to_be_sound(desk: Desk, study: Path) -> None:
    desk.opening.open(study)

    desk.opening.check()
    desk.quiet()

    assert desk.message().sentence.startswith("The study is sound: 1 segments hold their words")
    assert not desk.message().problem


def test_the_sample_is_built_beside_an_older_one_and_opened(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "Bluechester.gerund").touch()

    desk.opening.sample(tmp_path)
    desk.quiet()

    assert desk.session.path() == tmp_path / "Bluechester (2).gerund"
    assert len(queries.units(desk.session.project)) == 3


def test_a_sample_that_is_stopped_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    desk.jobs.started.connect(lambda job: job.stop())

    desk.opening.sample(tmp_path)
    desk.quiet()

    assert not desk.session.is_open
    assert list(tmp_path.iterdir()) == []


def test_a_place_is_asked_for_with_the_systems_own_chooser(
    desk: Desk, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(study), ""))

    desk.opening.ask_open()

    assert desk.session.path() == study


def test_choosing_no_place_does_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: "")

    desk.opening.ask_open()
    desk.opening.ask_new()
    desk.opening.ask_sample()

    assert not desk.session.is_open
    assert not desk.jobs.busy

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qda.project import audit, backup
from qda.project.backup import Backup
from qda.project.problems import BackupFailed
from qda.project.project import Project
from qda.store import engine as engines
from qda.study import queries
from qda.study import service as study


def test_a_backup_is_made_when_something_changed_and_only_then(project: Project) -> None:
    study.create_unit(project, "Casework")

    made, again = backup.make_if_changed(project), backup.make_if_changed(project)
    study.create_unit(project, "LSCB")
    later = backup.make_if_changed(project)

    assert made is not None
    assert again is None
    assert later is not None
    assert [kept.step for kept in backup.existing(project.path)] == [3, 4]


def test_a_backup_opens_as_a_project_with_all_that_was_done(project: Project) -> None:
    study.create_unit(project, "Casework")

    made = backup.make_if_changed(project)

    assert made is not None
    with Project.open(made, writable=False) as copy:
        assert [unit.name for unit in queries.units(copy)] == ["Casework"]


def test_the_newest_ten_and_the_last_of_each_of_thirty_days_are_kept() -> None:
    noon = datetime(2026, 11, 1, 12, tzinfo=UTC)
    made = [
        Backup(noon - timedelta(days=day, hours=hour), 1, Path(f"{day}-{hour}")) for day in range(40) for hour in (0, 1)
    ]

    gone = set(backup.superfluous(made, newest=10, days=30))
    kept = sorted(entry.path.name for entry in made if entry.path not in gone)

    assert len([name for name in kept if name.endswith("-1")]) == 5  # among the newest ten, five days hold two
    assert {name for name in kept if name.endswith("-0")} == {f"{day}-0" for day in range(30)}


def test_a_backup_that_can_t_be_made_is_said_and_leaves_nothing(project: Project) -> None:
    backup.folder(project.path).write_text("in the way")

    with pytest.raises(BackupFailed):
        backup.make_if_changed(project)


def test_what_a_killed_backup_left_is_no_hindrance(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_source: Path, target: Path) -> None:
        target.write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(engines, "copy", killed)
        backup.make_if_changed(project)

    made = backup.make_if_changed(project)

    assert made is not None
    with Project.open(made, writable=False) as copy:
        assert audit.check(copy).sound


def test_who_wants_no_backups_gets_none(project: Project) -> None:
    assert backup.make_if_changed(project, newest=0, days=0) is None
    assert not backup.folder(project.path).exists()


def test_a_backup_is_restored_by_opening_it(project: Project) -> None:
    study.create_unit(project, "Casework")
    made = backup.make_if_changed(project)
    assert made is not None

    with Project.open(made, coder="AQ") as copy:
        undone = copy.undo()

    assert undone == "Add unit “Casework”"

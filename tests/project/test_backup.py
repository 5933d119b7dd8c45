from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qda.coding import segments
from qda.project import audit, backup, files
from qda.project.backup import Backup
from qda.project.problems import BackupFailed, ProjectDamaged, ProjectExists
from qda.project.project import Project
from qda.store import engine as engines
from qda.study import queries
from qda.study import service as study
from tests.factories import make_source, span_of


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
    def killed(_source: Path, target: Path, _key: object) -> None:
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


def test_a_backup_tells_what_it_holds(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("She did not judge me."), "not being judged")
    made = backup.make_if_changed(project)
    assert made is not None

    held = backup.contents(made, project.key)

    assert (held.sources, held.codes, held.codings, held.memos) == (1, 1, 1, 0)
    assert held.size == made.stat().st_size


def test_restoring_makes_a_new_study_and_leaves_the_old_one(project: Project) -> None:
    study.create_unit(project, "Casework")
    made = backup.make_if_changed(project)
    assert made is not None
    study.create_unit(project, "LSCB")

    restored = backup.restore(made, backup.proposed(made, project.path))

    with Project.open(restored, coder="AQ") as copy:
        assert [unit.name for unit in queries.units(copy)] == ["Casework"]
        study.create_unit(copy, "another way")
    assert [unit.name for unit in queries.units(project)] == ["Casework", "LSCB"]
    assert made.is_file()
    assert backup.proposed(made, project.path) != restored


def test_nothing_is_restored_over_a_file(project: Project) -> None:
    made = backup.make(project.path, 1, project.key)

    with pytest.raises(ProjectExists):
        backup.restore(made.path, project.path)


def test_a_backup_that_can_not_be_read_again_is_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_whole", lambda _path, _key, in_use=False: in_use)

    with pytest.raises(BackupFailed, match="can't be read again"):
        backup.make(project.path, 1, project.key)

    assert list(backup.folder(project.path).iterdir()) == []


def test_nobody_is_told_that_a_damaged_study_is_well_because_no_backup_of_it_can_be_made(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        make_source(project)
    data = bytearray(path.read_bytes())
    data[-12 * 4096 :] = b"\x7f" * 12 * 4096
    path.write_bytes(data)

    with pytest.raises(ProjectDamaged):
        backup.make(path, 1, files.key_of(path, None))

    assert list(backup.folder(path).iterdir()) == []


def test_a_damaged_backup_restores_nothing(project: Project, tmp_path: Path) -> None:
    make_source(project)
    made = backup.make(project.path, 1, project.key).path
    data = bytearray(made.read_bytes())
    data[8192:20000] = b"\x7f" * (20000 - 8192)
    made.write_bytes(data)

    with pytest.raises(ProjectDamaged):
        backup.restore(made, tmp_path / "new.gerund", project.key)

    assert not (tmp_path / "new.gerund").exists()

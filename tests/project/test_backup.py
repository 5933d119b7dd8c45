from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from qda.project import backup
from qda.project.backup import Backup
from qda.project.project import Project
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

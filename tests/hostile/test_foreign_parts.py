"""A project file in which somebody has put what acts by itself is refused in one sentence, and left as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qda.project import glance
from qda.project.problems import ForeignParts, NotAProject, ProjectDamaged
from qda.project.project import Project
from qda.store.version import SCHEMA_VERSION
from tests.factories import make_source

pytestmark = pytest.mark.plain

PLANTED = {
    "a trigger": "CREATE TRIGGER mine AFTER INSERT ON audit_command BEGIN DELETE FROM source; END",
    "a view": "CREATE VIEW mine AS SELECT * FROM source",
    "a view in a table's place": (
        "ALTER TABLE source RENAME TO hidden",
        "CREATE VIEW source AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n",
    ),
    "a table of another module": "CREATE VIRTUAL TABLE mine USING fts5(words)",
}


def planted(path: Path, what: str, *, version: int = SCHEMA_VERSION) -> Path:
    with Project.create(path, coder="AQ") as project:
        make_source(project)
    orders = PLANTED[what]
    with closing(sqlite3.connect(path)) as connection:
        for order in (orders,) if isinstance(orders, str) else orders:
            connection.execute(order)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.commit()
    return path


@pytest.mark.parametrize("writable", [True, False], ids=["to write", "to read"])
@pytest.mark.parametrize("what", PLANTED)
def test_what_acts_by_itself_is_refused_and_nothing_changes(tmp_path: Path, what: str, writable: bool) -> None:
    path = planted(tmp_path / "sent.gerund", what)
    before = path.read_bytes()

    with pytest.raises(ForeignParts) as refused:
        Project.open(path, coder="AQ", writable=writable)

    assert refused.value.sentence.startswith("“sent.gerund” holds what no Gerund has made")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["sent.gerund"]


def test_an_older_file_is_looked_through_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = planted(tmp_path / "sent.gerund", "a trigger", version=1)

    with pytest.raises(ForeignParts):
        Project.open(path, coder="AQ")

    assert [each.name for each in tmp_path.iterdir()] == ["sent.gerund"]


def test_a_view_without_an_end_does_not_keep_the_first_glance(tmp_path: Path) -> None:
    path = planted(tmp_path / "sent.gerund", "a view in a table's place")

    assert glance.read(path, lambda _guid: 1) is None


@pytest.mark.parametrize("keep", [100, 4096, 20_000], ids=lambda size: f"{size} bytes")
@pytest.mark.parametrize("writable", [True, False], ids=["to write", "to read"])
def test_nothing_is_left_beside_a_file_that_is_refused(tmp_path: Path, keep: int, writable: bool) -> None:
    path = tmp_path / "sent.gerund"
    with Project.create(path, coder="AQ") as project:
        make_source(project)
    whole = path.read_bytes()
    path.write_bytes(whole[:keep] + b"\xff" * (len(whole) - keep))
    before = path.read_bytes()

    with pytest.raises((ProjectDamaged, NotAProject)):
        Project.open(path, coder="AQ", writable=writable)

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["sent.gerund"]

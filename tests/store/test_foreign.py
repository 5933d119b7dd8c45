"""Databases of other programs are read, and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from qda.store import foreign


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "other #1?.db"
    connection = sqlite3.connect(made)
    connection.execute('CREATE TABLE "od""d" (Id, name)')
    connection.executemany('INSERT INTO "od""d" VALUES (?, ?)', [(1, "one"), (2, None)])
    connection.execute(
        "CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n"
    )
    connection.commit()
    connection.close()
    return made


def test_rows_come_with_the_columns_that_are_there(path: Path) -> None:
    with foreign.reading(path) as file:
        assert file.has('od"d', "id", "name")
        assert file.rows('od"d', ("id", "gone")) == [{"id": 1, "gone": None}, {"id": 2, "gone": None}]
        assert file.rows("missing", ("id",)) == []


def test_a_view_is_no_table(path: Path) -> None:
    with foreign.reading(path) as file:
        assert not file.has("endless")
        assert file.rows("endless", ("x",)) == []


def test_nothing_is_written_and_nothing_lies_beside_it(path: Path) -> None:
    before = path.read_bytes()

    with foreign.reading(path) as file:
        file.rows('od"d', ("id",))

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_too_many_rows_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_ROWS", 1)

    with foreign.reading(path) as file, pytest.raises(foreign.Unreadable, match="too many"):
        file.rows('od"d', ("id",))


def test_what_takes_too_long_is_broken_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "SECONDS", -1)
    monkeypatch.setattr(foreign, "_STEPS", 1)

    with pytest.raises(foreign.Unreadable, match="interrupted"), foreign.reading(path) as file:
        file.rows('od"d', ("id",))


@pytest.mark.parametrize("data", [b"", b"text", b"SQLite format 3\x00" + b"\xff" * 200])
def test_what_is_no_database_is_unreadable(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)

    with pytest.raises(foreign.Unreadable), foreign.reading(tmp_path / ("x" if data else "missing")) as file:
        file.rows("a", ("b",))


def test_a_text_of_windows_keeps_its_umlauts_and_a_broken_one_all_that_is_whole(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.execute("CREATE TABLE text (words)")
    for data in (b"Gr\xfc\xdfe aus K\xf6ln", "Grüße".encode() + b" \xed\xa0\xbd " + "aus Köln".encode()):
        connection.execute("INSERT INTO text VALUES (CAST(? AS TEXT))", (data,))
    connection.commit()
    connection.close()

    with foreign.reading(tmp_path / "old.db") as file:
        read = [row["words"] for row in file.rows("text", ("words",))]
        assert file.recoded == ["Grüße aus Köln"]

    assert read == ["Grüße aus Köln", "Grüße \ufffd\ufffd\ufffd aus Köln"]

"""Bringing in other programs' projects and code books from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from tests.flows.refi.making import PLAIN, qdpx


def test_a_project_is_made_of_another_programs_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = qdpx(tmp_path / "other.qdpx", PLAIN)

    assert main(["import", str(tmp_path / "new.gerund"), str(path)]) == OK
    assert "1 coding" in capsys.readouterr().out
    assert main(["import", str(tmp_path / "new.gerund"), str(path), "--json"]) == OK

    told = json.loads(capsys.readouterr().out)[0]
    assert (told["known"]["codings"], told["new"], told["lost"]) == (1, {}, [])


def test_a_refused_file_makes_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.qdpx").write_bytes(b"PK\x03\x04")

    assert main(["import", str(tmp_path / "new.gerund"), str(tmp_path / "bad.qdpx")]) == USER

    assert "the archive is damaged" in capsys.readouterr().err
    assert not (tmp_path / "new.gerund").exists()


def test_a_project_comes_in_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = qdpx(tmp_path / "other.qdpx", PLAIN)
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")

    assert main(["import", str(tmp_path / "new.gerund"), str(path), str(tmp_path / "a.txt")]) == USER
    assert "comes in by itself" in capsys.readouterr().err


def test_a_code_book_is_shown_before_it_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", str(tmp_path / "s.gerund")])
    book = tmp_path / "book.csv"
    book.write_text("path,definition\nspeaking > softly,Low\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["codes", str(tmp_path / "s.gerund"), "--from", str(book), "--preview"]) == OK
    assert capsys.readouterr().out == "1 new, 0 changed, 0 as they are.\nNew: speaking > softly\n"
    assert main(["codes", str(tmp_path / "s.gerund"), "--from", str(book), "--json"]) == OK

    assert json.loads(capsys.readouterr().out)[0]["new"] == ["speaking > softly"]

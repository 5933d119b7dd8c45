from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import cli
from qda.project import backup
from qda.project.project import Project
from tests.factories import make_source


def test_a_lost_project_is_made_again_of_its_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        make_source(project)
        backup.make_if_changed(project)
    path.unlink()

    assert cli.main(["backups", str(path), "--json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)
    assert cli.main(["restore", kept["path"], str(path)]) == 0

    assert kept["sources"] == 1
    assert cli.main(["check", str(path)]) == 0


def test_what_is_no_backup_restores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.gerund").write_text("Dear all", encoding="utf-8")

    assert cli.main(["restore", str(tmp_path / "letter.gerund"), str(tmp_path / "new.gerund")]) == 2

    assert "letter.gerund" in capsys.readouterr().err
    assert not (tmp_path / "new.gerund").exists()


def test_a_copy_is_made_at_any_time_with_or_without_the_originals(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        make_source(project)

    codes = [
        cli.main(["copy", str(path), str(tmp_path / "whole.gerund")]),
        cli.main(["copy", str(path), str(tmp_path / "bare.gerund"), "--without-originals"]),
        cli.main(["check", str(tmp_path / "bare.gerund")]),
        cli.main(["copy", str(path), str(tmp_path / "bare.gerund")]),
    ]

    assert codes == [cli.OK, cli.OK, cli.OK, cli.USER]

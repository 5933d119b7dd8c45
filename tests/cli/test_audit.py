"""The commands `audit` and `edition`: what they write, what they print, what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qda import cli
from qda.project import issued
from qda.project.project import Project
from qda.study import consent
from tests.export.coded_study import build

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a small coded study."""
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        build(project)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_some_classes_of_an_audit_trail_are_written_and_told(run: Run, tmp_path: Path) -> None:
    code, out, _err = run("audit", "s.gerund", "--out", "trail", "--classes", "1,5", "--json")

    (told,) = json.loads(out)
    assert code == cli.OK
    assert set(told["classes"]) == {"1", "5"} and told["files"] == len(
        [path for path in (tmp_path / "trail").rglob("*") if path.is_file()]
    )
    assert "Reflexive memos" in told["empty"]
    with Project.open(tmp_path / "s.gerund", writable=False) as project:
        assert [(row.kind, row.file_name) for row in issued.rows(project)] == [("audit", "index.html")]


def test_an_edition_is_written_and_told(run: Run, tmp_path: Path) -> None:
    code, out, _err = run("edition", "s.gerund", "--out", "e.html", "--claims", "1", "--all-codes", "--texts", "whole")

    assert code == cli.OK
    assert "1 claims, 5 codes, 2 quotes, 1 texts." in out and "1 of its texts is not recorded as anonymised." in out
    assert "She did not judge me" in (tmp_path / "e.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("audit", "s.gerund", "--out", "trail", "--classes", "0"), "There is no class “0”"),
        (("edition", "s.gerund", "--out", "e.html", "--claims", "9"), "There is no one claim “9”"),
        (("edition", "s.gerund", "--out", "e.html", "--memos", "funny"), "There are no memos of the kind “funny”"),
        (("audit", "s.gerund", "--out", "nowhere/trail"), "There is no folder"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, _out, err = run(*arguments)

    assert (code, told in err) == (cli.USER, True)
    assert not (tmp_path / "e.html").exists() and not (tmp_path / "trail").exists()


def test_where_consent_is_missing_the_command_line_says_how_to_go_on(run: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / "s.gerund", coder="AQ") as project:
        consent.record(project, 1, "quotation", outcome="no")

    refused, _out, err = run("edition", "s.gerund", "--out", "e.html", "--all-codes")
    done, out, _err = run("edition", "s.gerund", "--out", "e.html", "--all-codes", "--consent", "leave-out")

    assert (refused, done) == (cli.USER, cli.OK)
    assert "--consent leave-out" in err
    assert "Left out without consent: Theresa." in out
    assert "sat down" not in (tmp_path / "e.html").read_text("utf-8").replace("sitting down", "")

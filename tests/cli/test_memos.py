"""Memos and the trace of a code on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import cli, settings
from qda.analysis.words import in_vivo
from qda.coding import segments
from qda.memos import arrangements, service
from qda.memos.outline import Entry
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project with one in-vivo code, a tagged memo, and an arrangement called “First”."""
    kept = tmp_path / "settings.toml"
    settings.save(kept, settings.Settings(coder="AQ"))
    monkeypatch.setattr(settings, "default_path", lambda: kept)
    # Reading a model in takes seconds and is tried with the analysis.
    found = in_vivo.trace
    monkeypatch.setattr(in_vivo, "trace", lambda project, code_id, **_options: found(project, code_id))
    path = tmp_path / "s.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        source = make_source(project)
        segments.in_vivo(project, source, span_of("judge"))
        memo = service.begin(project, "Is it **calm**?", title="Calm")
        service.tag(project, memo, ["quiet"])
        table = arrangements.create(project, "First")
        cards = arrangements.lay(project, table, {memo: (0, 0)})
        arrangements.order(project, table, [Entry(cards[0])])
    return str(path)


def test_tags_are_listed(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["memos", study, "--json"]) == cli.OK

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["title"], row["tags"]) == ("Calm", ["quiet"])


def test_an_arrangement_is_written_as_an_outline(study: str, tmp_path: Path) -> None:
    out = tmp_path / "first.md"

    assert cli.main(["memos", study, "--arrangement", "first", "--out", str(out)]) == cli.OK

    assert out.read_text("utf-8").startswith("# First\n")


def test_all_memos_are_written_as_a_table(study: str, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"

    assert cli.main(["memos", study, "--out", str(out)]) == cli.OK

    assert "Calm,initial,early,Is it **calm**?" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--arrangement", "First"], "It is not said where to write the arrangement."),
        (["--arrangement", "Second", "--out", "x.docx"], "Did you mean: “First”?"),
        (["--out", "x.txt"], "“x.txt” is no format for memos."),
    ],
)
def test_what_can_t_be_is_told(study: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["memos", study, *arguments]) == cli.USER

    assert told in capsys.readouterr().err


def test_the_trace_of_a_code_is_printed(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace", study, "--code", "judge", "--json"]) == cli.OK

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["quote"], row["speaker"], row["first"], row["line"]) == ("judge", "Theresa", True, 2)


def test_the_trace_of_a_code_is_written(study: str, tmp_path: Path) -> None:
    out = tmp_path / "judge.csv"

    assert cli.main(["trace", study, "--code", "judge", "--out", str(out)]) == cli.OK

    assert "did not judge me" in out.read_text("utf-8")

"""Figures and words on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import main
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study of one coded interview, closed."""
    made = tmp_path / "study.gerund"
    with Project.create(made, title="A study", coder="AQ") as project:
        _unit, case = make_case(project)
        sources.move(project, [make_source(project, name="Interview")], case_id=case)
        sources.assign_speaker(project, 1, "INT", interviewer=True)
        for label, words in (("sitting", "sat down"), ("talking", "we talked"), ("coming", "in and sat")):
            segments.apply(project, 1, span_of(words), codes.create(project, label, level="focused"))
    return made


def test_figures_are_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figure", str(path), "--json"]) == 0

    assert [row["kind"] for row in json.loads(capsys.readouterr().out)] == [
        *("heat", "bars", "lines", "portrait", "together", "network", "likeness", "cloud"),
    ]


def test_a_figure_goes_into_a_file_and_says_what_it_shows(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = path.parent / "bars.svg"

    assert main(["figure", str(path), "bars", "--out", str(out), "--title", "What came up", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)[0]
    assert {"words": "sitting: 1"} in found["says"]
    assert "What came up" in out.read_text("utf-8")


def test_a_figure_without_a_file_or_of_another_kind_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figure", str(path), "bars"]) == 2
    assert "heat.svg" in capsys.readouterr().err
    assert main(["figure", str(path), "pie", "--out", str(path.parent / "pie.svg")]) == 2
    assert "likeness" in capsys.readouterr().err


def test_words_come_with_their_base(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(path), "--all-words", "--least", "1", "--by", "source", "--json"]) == 0

    she = json.loads(capsys.readouterr().out)[0]
    assert (she["word"], she["n"], she["words"], she["sources"]) == ("she", 2, 14, 1)
    assert she["per_thousand"] == pytest.approx(2000 / 14, abs=0.001)
    assert she["groups"] == {"Interview": {"n": 2, "words": 14}}


def test_words_of_a_code_and_what_is_left_out(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(path), "--code", "sitting", "--stop", "DOWN", "--all-words"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("sat\t1\t500.0\t1\n")
    assert "Only words in segments with the chosen codes are counted." in out
    assert "down\t" not in out


def test_a_key_word_stands_in_context(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kwic", str(path), "she", "--order", "right", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert [row["right"].split()[0] for row in rows] == ["came", "did"]
    assert (rows[0]["words"], rows[0]["speaker"], rows[0]["source"]) == ("She", "Theresa", "Interview")


@pytest.mark.parametrize("command", [["words"], ["kwic", "she"]])
def test_tables_of_words_are_written(path: Path, command: list[str]) -> None:
    out = path.parent / "table.csv"

    assert main([command[0], str(path), *command[1:], "--out", str(out)]) == 0

    assert len(out.read_text("utf-8-sig").splitlines()) >= 3

"""Asking and counting on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import cli
from qda.analysis.queries import asking
from qda.analysis.queries.query import to_json
from qda.analysis.queries.text import parsed
from qda.coding import codes, saved_queries, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.text import Span
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def study(tmp_path: Path) -> str:
    """A talk with two codes that overlap, and a query that was saved."""
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        _unit, case = make_case(project)
        sources.move(project, [make_source(project)], case_id=case)
        for label, words in (("coming in", "She came in and sat down."), ("settling", "sat down")):
            segments.apply(project, 1, span_of(words), codes.create(project, label))
        query = asking.bound(project, parsed("CODE settling"))
        saved_queries.save(project, "Who settles?", to_json(query))
    return str(path)


def test_a_query_prints_its_quotes_and_its_bases(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", study, "CODE settling INSIDE CODE coming in"]) == cli.OK

    first, last = capsys.readouterr().out.splitlines()
    assert first.split("\t")[2:] == ["Theresa", "settling", "sat down"]
    assert last == "1 of 2 segments, 1 of 1 sources, 1 of 1 cases."


def test_a_query_may_come_as_words_or_by_its_name(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["query", study, "CODE", "settling", "--json"])
    typed = json.loads(capsys.readouterr().out)
    cli.main(["query", study, "--saved", "who settles?", "--json"])

    assert json.loads(capsys.readouterr().out) == typed
    assert typed[0]["quote"] == "sat down"
    assert typed[0]["cases"] == ["Martine"]


def test_what_is_unclear_is_pointed_at(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", study, "CODE settling NEAR CODE b"]) == cli.USER

    lines = capsys.readouterr().err.splitlines()
    assert lines[1].strip() == "CODE settling NEAR CODE b"
    assert lines[2].index("^") == lines[1].index("CODE b")


def test_nothing_asked_is_said(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["query", study]) == cli.USER
    assert "What is to be asked?" in capsys.readouterr().err


def test_the_saved_queries_are_listed(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["query", study, "--list"])

    assert capsys.readouterr().out == "Who settles?\tCODE settling\n"


def test_a_matrix_has_its_counts_its_shares_and_its_bases(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["matrix", study, "--columns", "case", "--percent", "column", "--json"])

    assert json.loads(capsys.readouterr().out) == [
        {
            "row": name,
            "depth": 0,
            "total": 1,
            "base": 2,
            "cells": {"Martine": {"count": 1, "n": 2, "percent": 50}},
        }
        for name in ("coming in", "settling")
    ]


def test_codes_by_codes_are_pairs_that_stand_together(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["matrix", study, "--columns", "code", "--json"])

    pair = {"code": "coming in", "other": "settling", "n12": 1, "n1": 1, "n2": 1, "c": 1.0}
    assert json.loads(capsys.readouterr().out) == [pair]


@pytest.mark.parametrize(
    "command",
    [["query", "CODED"], ["matrix"], ["matrix", "--columns", "code"], ["matrix", "--columns", "code", "--pairs"]],
)
def test_everything_can_be_written_as_a_table(study: str, tmp_path: Path, command: list[str]) -> None:
    name, *rest = command
    for ending in ("docx", "xlsx", "csv"):
        assert cli.main([name, study, *rest, "--out", str(tmp_path / f"table.{ending}")]) == cli.OK

    assert "coming in" in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")


def test_an_unknown_dimension_is_said(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["matrix", study, "--columns", "shoes"]) == cli.USER
    assert cli.main(["matrix", study, "--columns", "attribute"]) == cli.USER
    assert "Which attribute?" in capsys.readouterr().err


def test_two_columns_of_one_name_are_told_apart(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(Path(study), coder="AQ") as project:
        for above in ("at home", "at work"):
            trust = codes.create(project, "trust", parent_id=codes.create(project, above))
            segments.apply(project, 1, span_of("sat down" if above == "at home" else "we talked"), trust)

    cli.main(["matrix", study, "--rows", "case", "--columns", "codes", "--json"])

    cells = json.loads(capsys.readouterr().out)[0]["cells"]
    assert {name: cell["count"] for name, cell in cells.items() if name.endswith("trust")} == {
        "at home > trust": 1,
        "at work > trust": 1,
    }


def test_a_coefficient_that_is_not_defined_is_nothing_in_json_and_in_a_table(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path(study), coder="AQ") as project:
        for label, start in (("one", 0), ("one", 1), ("other", 2), ("other", 3)):
            code = codes.candidates(project, label)
            segments.apply(project, 1, Span(start, 20), code[0][0] if code else codes.create(project, label))

    cli.main(["matrix", study, "--columns", "code", "--code", "one", "--code", "other", "--json"])
    cli.main(["matrix", study, "--columns", "code", "--pairs", "--out", str(tmp_path / "pairs.csv")])

    assert '"c": null' in capsys.readouterr().out
    assert "one,other,4,2,2,\n" in (tmp_path / "pairs.csv").read_text("utf-8")

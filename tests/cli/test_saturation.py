"""The commands `saturation` and `sampling`: columns, sentences, files, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qda import cli
from qda.coding import categories, codes, judgements, sampling, segments
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_source, span_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on seven coded sources, the first two with a code of their own, and one without a date."""
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        labels = [codes.create(project, name) for name in ("arriving", "resting")]
        for at in range(7):
            source = make_source(project, name=f"S{at}")
            sources.describe(project, [source], date=f"2010-0{at + 1}")
            sources.mark_coded(project, source, True)
            segments.apply(project, source, span_of("came in"), labels[min(at, 1)])
        sources.mark_coded(project, make_source(project, name="undated"), True)
        category = codes.create(project, "aligning", level="category")
        gap = categories.add_property(project, category, "cost")
        judgements.record(project, category, "not yet", at=0)
        sampling.add(project, "no words on cost", property_id=gap, planned="ask Paul")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return list(json.loads(out))


def test_each_source_has_its_place_and_what_is_new(run: Run) -> None:
    rows = listed(run, "saturation", "s.gerund")

    assert [(row["source"], row["place"], row["new"], row["codes"]) for row in rows[:3]] == [
        ("S0", 1, 1, 1),
        ("S1", 2, 1, 2),
        ("S2", 3, 0, 2),
    ]
    assert [row["reached"] for row in rows[:7]] == [None, None, None, None, None, "4+2", None]
    assert (rows[7]["source"], rows[7]["place"], rows[7]["left_out"]) == ("undated", None, "undated")


def test_sentences_follow_the_list(run: Run) -> None:
    out = run("saturation", "s.gerund", "--run", "3")[1]

    assert "New codes in the last 3 sources: 0 of 2 (0\u00a0%).\n" in out
    assert "Left out: 1 source without a date.\n" in out
    assert "saturat" not in out.lower()


def test_random_orders_have_a_range(run: Run) -> None:
    first = listed(run, "saturation", "s.gerund", "--order", "random")[0]

    assert (first["median"], first["least"], first["most"]) == (1.0, 1, 1)


def test_a_category_shows_its_gaps_and_judgements(run: Run) -> None:
    rows = listed(run, "saturation", "s.gerund", "--category", "aligning")
    out = run("saturation", "s.gerund", "--category", "aligning")[1]

    assert [(row["property"], row["gap"]) for row in rows] == [("cost", True)]
    assert "1970-01-01, judgement of the researcher: not yet" in out


def test_a_rule_without_sense_is_told(run: Run) -> None:
    code, out, err = run("saturation", "s.gerund", "--base", "0")

    assert (code, out) == (2, "")
    assert err.startswith("Base and run are 1 or more sources")


@pytest.mark.parametrize("name", ["curve.svg", "table.xlsx", "table.csv"])
def test_curves_are_written(run: Run, tmp_path: Path, name: str) -> None:
    assert run("saturation", "s.gerund", "--out", name)[0] == 0
    assert (tmp_path / name).stat().st_size > 0


def test_a_format_that_is_not_written_is_told(run: Run) -> None:
    code, _out, err = run("saturation", "s.gerund", "--out", "curve.gif")

    assert code == 2
    assert "curve.gif" in err


def test_the_log_is_listed_and_written(run: Run, tmp_path: Path) -> None:
    (row,) = listed(run, "sampling", "s.gerund")
    code = run("sampling", "s.gerund", "--out", "log.docx")[0]

    assert (row["gap"], row["category"], row["property"], row["status"]) == (
        "no words on cost",
        "aligning",
        "cost",
        "planned",
    )
    assert code == 0
    assert (tmp_path / "log.docx").exists()

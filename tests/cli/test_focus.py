"""Clusters, ledger, lineage, biography and the code book of a day on the command line."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qda import cli, settings
from qda.coding import codes, comparison, focused, segments, testing
from qda.project.project import Project
from tests.factories import make_source, span_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on `s.gerund`: two incidents compared, one not, in a cluster that was tested."""
    monkeypatch.setattr(settings, "default_path", lambda: tmp_path / "config" / "settings.toml")
    monkeypatch.chdir(tmp_path)
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        source = make_source(project)
        calm, group = codes.create(project, "calm"), codes.create(project, "soothing", level="focused")
        ids = [
            segments.apply(project, source, span_of(words), calm).segment_id
            for words in ("came in", "sat down", "we talked")
        ]
        focused.cluster(project, [calm], group)
        comparison.judge(project, ids[:2], "differs", note="who begins", code_id=calm)
        testing.answer(project, group, ids[0], "fits")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([arguments[0], "s.gerund", *arguments[1:]])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return list(json.loads(out))


def written(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_clusters_tell_members_and_tally(run: Run) -> None:
    found = listed(run, "clusters")

    assert [(each["cluster"], each["segments"], [m["name"] for m in each["members"]]) for each in found] == [
        ("soothing", 3, ["calm"])
    ]
    assert found[0]["tests"] == {"fits": 1, "does_not_fit": 0, "not_sure": 0, "later": 0, "looked_at": 1}


def test_clusters_are_written_as_a_table(run: Run) -> None:
    assert run("clusters", "--out", "c.csv")[0] == 0

    assert [(row["Cluster"], row["Member"]) for row in written("c.csv")] == [("soothing", "calm")]


def test_the_ledger_counts_what_is_left_for_each_code(run: Run) -> None:
    found = listed(run, "ledger", "--uncompared")

    assert [(each["code"], each["incidents"], each["compared"], each["uncompared"]) for each in found] == [
        ("soothing", 3, 2, 1),
        ("soothing > calm", 3, 2, 1),
    ]


def test_the_ledger_of_a_code_names_each_incident(run: Run) -> None:
    every, left = listed(run, "ledger", "--code", "calm"), listed(run, "ledger", "--code", "calm", "--uncompared")

    assert [(row["quote"], row["result"], row["with"]) for row in every] == [
        ("came in", "differs", ["sat down"]),
        ("sat down", "differs", ["came in"]),
        ("we talked", None, []),
    ]
    assert [row["quote"] for row in left] == ["we talked"]


@pytest.mark.parametrize("name", ["l.docx", "l.xlsx", "l.csv"])
def test_the_ledger_is_written(run: Run, name: str) -> None:
    assert run("ledger", "--code", "calm", "--out", name)[0] == 0

    assert Path(name).stat().st_size > 100


@pytest.mark.parametrize("name", ["l.svg", "l.csv"])
def test_lineage_is_a_picture_or_a_table(run: Run, name: str) -> None:
    assert run("lineage", "--out", name)[0] == 0

    assert "soothing" in Path(name).read_text("utf-8")


def test_a_biography_tells_who_and_why(run: Run) -> None:
    found = listed(run, "biography", "--code", "calm")

    assert [row["kind"] for row in found] == ["made", "incident", "coded", "moved", "clustered", "compared"]
    assert (found[-1]["coder"], found[-1]["why"], found[-1]["segments"]) == ("AQ", "who begins", 3)


def test_a_biography_is_written(run: Run) -> None:
    assert run("biography", "--code", "calm", "--out", "b.docx")[0] == 0

    assert Path("b.docx").stat().st_size > 1000


def test_the_code_book_of_a_day(run: Run) -> None:
    today = time.strftime("%Y-%m-%d")

    assert run("report", "codebook", "--on", today, "--out", "b.csv", "--level", "initial")[0] == 0

    assert [(row["Path"], row["Segments"]) for row in written("b.csv")] == [("soothing > calm", "3")]


def test_only_the_code_book_knows_days(run: Run) -> None:
    code, out, err = run("report", "frequencies", "--on", "2026-05-01", "--out", "f.csv")

    assert (code, out) == (2, "")
    assert err.startswith("--on goes with the code book alone.")


def test_a_day_before_the_study_is_refused_with_a_way_out(run: Run) -> None:
    code, _out, err = run("report", "codebook", "--on", "2001-01-01", "--out", "b.csv")

    assert code == 2
    assert "had not been begun on 2001-01-01" in err

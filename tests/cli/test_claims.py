"""The commands `claims`, `trail` and `negatives`: what they print and what they change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qda import cli
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.synthesis import claims
from tests.factories import make_case, make_source, span_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a study with a code on one segment, in one case."""
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        _unit, case = make_case(project)
        source = make_source(project)
        sources.move(project, [source], case_id=case)
        calm = codes.create(project, "keeping calm", level="focused")
        segments.apply(project, source, span_of("sat down"), calm)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_claim_is_added_with_its_links_and_listed_with_its_evidence(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm", "--to", "case:Martine")
    code, out, _err = run("claims", "s.gerund", "--json")

    (row,) = json.loads(out)
    assert code == 0
    assert (row["text"], row["segments"], row["cases"]) == ("Calm helps", 1, 1)
    assert [(link["name"], link["role"]) for link in row["links"]] == [
        ("keeping calm", "rests on"),
        ("Martine", "about"),
    ]


def test_a_claim_is_found_by_number_or_words_and_changed(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps")
    run("claims", "s.gerund", "add", "--text", "Time alone does it", "--rival-to", "1")
    run("claims", "s.gerund", "status", "calm", "--status", "given up")
    run("claims", "s.gerund", "move", "2", "--before", "1")
    run("claims", "s.gerund", "reword", "2", "--text", "Calm helps at first")

    with Project.open(Path("s.gerund")) as project:
        rows = claims.rows(project)

    assert [(row.text, row.kind, row.status) for row in rows] == [
        ("Time alone does it", "rival", "open"),
        ("Calm helps at first", "claim", "given up"),
    ]


def test_links_come_off_and_claims_go(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm")
    run("claims", "s.gerund", "unlink", "1", "--to", "keeping calm")
    _code, between, _err = run("claims", "s.gerund", "--json")
    run("claims", "s.gerund", "delete", "1")
    _code, after, _err = run("claims", "s.gerund", "--json")

    assert json.loads(between)[0]["links"] == []
    assert json.loads(after) == []


def test_what_can_not_be_linked_is_said_with_what_comes_near(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps")

    code, _out, err = run("claims", "s.gerund", "link", "1", "--to", "calm")

    assert code == 2
    assert "keeping calm" in err


def test_the_trail_prints_every_step_down_to_the_words(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm")

    _code, out, _err = run("trail", "s.gerund", "1")
    _code, objects, _err = run("trail", "s.gerund", "1", "--json")

    assert out == "keeping calm (focused, 1)\n  “sat down” – Theresa, Interview, line 2\n"
    assert json.loads(objects)[0]["quotes"] == [
        {"source": "Interview", "line": 2, "speaker": "Theresa", "quote": "sat down"}
    ]


def test_back_from_a_line_and_from_a_code_to_the_claims(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm")

    _code, by_line, _err = run("trail", "s.gerund", "--segment", "Interview:2", "--json")
    _code, by_code, _err = run("trail", "s.gerund", "--code", "keeping calm", "--json")

    assert json.loads(by_line)[0]["way"] == "keeping calm"
    assert json.loads(by_code)[0]["claim"] == "Calm helps"


def test_a_line_that_is_none_is_refused(run: Run) -> None:
    code, _out, err = run("trail", "s.gerund", "--segment", "Interview:99")

    assert code == 2
    assert "names no line" in err


def test_the_chain_is_written_as_a_document(run: Run, tmp_path: Path) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm")

    code, _out, err = run("trail", "s.gerund", "1", "--out", "chain.docx", "--consent", "go-on", "--because", "a test")

    assert (code, err) == (0, "")
    assert (tmp_path / "chain.docx").stat().st_size > 2000


def test_passages_are_judged_and_listed(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "Calm helps", "--to", "keeping calm")
    run("negatives", "s.gerund", "1", "--judge", "Interview:2", "--outcome", "explained", "--note", "later on")

    _code, out, _err = run("negatives", "s.gerund", "1", "--json")
    _code, lined, _err = run("negatives", "s.gerund")

    assert json.loads(out)[0] | {"at": "", "coder": ""} == {
        "claim": "Calm helps",
        "answer": "contrary",
        "outcome": "explained",
        "source": "Interview",
        "line": 2,
        "speaker": "Theresa",
        "quote": "sat down",
        "note": "later on",
        "coder": "",
        "at": "",
    }
    assert lined.startswith("contrary\texplained\tInterview\t2\tsat down")


def test_candidates_say_why_they_are_shown(run: Run) -> None:
    run("claims", "s.gerund", "add", "--text", "She judges")

    _code, out, _err = run("negatives", "s.gerund", "1", "--candidates", "--json")

    (row,) = json.loads(out)
    assert row["quote"] == "She did not judge me."
    assert row["why"] == "a negation near its words: judge"

"""The gate on the command line: refused with a way out, or done as it was said, and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import queries
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from tests.factories import make_source, span_of

QUOTE = "She did not judge me."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study in which Theresa agreed to the interview alone, and is coded."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        theresa = study.create_participant(project, "Theresa")
        source = make_source(project)
        sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
        segments.apply(project, source, span_of(QUOTE), codes.create(project, "not being judged"))
        consent.record(project, theresa, "interview", asked_on="2010-07-07", outcome="yes")
        consent.record(project, theresa, "records", outcome="no")
    return tmp_path / "study.gerund"


def _decisions(path: Path) -> list[tuple[str, str, str, str]]:
    with Project.open(path, writable=False) as project:
        rows = consent_gate.decisions(project)
    return [(row.act, row.data_kind, row.decision, row.reason) for row in rows]


def test_a_report_that_quotes_is_refused_in_one_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = path.with_name("segments.csv")

    code = main(["report", str(path), "segments", "--out", str(out)])

    told = capsys.readouterr().err
    assert code == USER and not out.exists()
    assert "Theresa agreed to the interview on 7 July 2010 but was not asked whether they may be quoted." in told
    assert "--consent leave-out" in told


def test_left_out_quotations_are_not_in_the_file(path: Path) -> None:
    out = path.with_name("segments.csv")

    code = main(["report", str(path), "segments", "--out", str(out), "--consent", "leave-out"])

    assert code == OK
    assert QUOTE not in out.read_text("utf-8")
    assert _decisions(path) == [("quote", "quotation", "leave out", "")]


def test_going_on_is_recorded_with_its_reason_and_not_asked_again(path: Path) -> None:
    out = path.with_name("segments.csv")
    main(["report", str(path), "segments", "--out", str(out), "--consent", "go-on", "--because", "She agreed."])

    code = main(["report", str(path), "segments", "--out", str(out)])

    assert code == OK
    assert QUOTE in out.read_text("utf-8")
    assert _decisions(path) == [("quote", "quotation", "go on", "She agreed.")]


def test_going_on_without_a_reason_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = path.with_name("segments.csv")

    code = main(["report", str(path), "segments", "--out", str(out), "--consent", "go-on"])

    assert code == USER and not out.exists()
    assert "reason" in capsys.readouterr().err


def test_a_coded_text_is_written_without_their_words(path: Path) -> None:
    out = path.with_name("coded.html")

    code = main(["report", str(path), "coded", "--source", "Interview", "--out", str(out), "--consent", "leave-out"])

    assert code == OK
    assert "did not judge" not in out.read_text("utf-8") and "How did it begin?" in out.read_text("utf-8")


def test_an_import_is_refused_and_goes_on_with_a_reason(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = path.with_name("Record.txt")
    record.write_text("She rang twice.", "utf-8")
    arguments = ["import", str(path), str(record), "--kind", "case record", "--participant", "Theresa"]

    refused = main(arguments)
    told = capsys.readouterr().err
    done = main([*arguments, "--consent", "go-on", "--because", "The court gave leave."])

    assert (refused, done) == (USER, OK)
    assert "Theresa agreed to the interview on 7 July 2010 but not to the use of records." in told
    assert _decisions(path) == [("import", "records", "go on", "The court gave leave.")]


def test_a_file_that_is_left_out_does_not_come_in(path: Path) -> None:
    path.with_name("Record.txt").write_text("She rang twice.", "utf-8")

    code = main(
        ["import", str(path), str(path.with_name("Record.txt")), "--kind", "case record", "--participant", "Theresa",
         "--consent", "leave-out"]
    )  # fmt: skip

    assert code == OK
    with Project.open(path, writable=False) as project:
        assert [row.name for row in queries.rows(project)] == ["Interview"]
    assert _decisions(path) == [("import", "records", "leave out", "")]


def test_undoing_an_import_takes_its_decision_back(path: Path) -> None:
    record = path.with_name("Record.txt")
    record.write_text("She rang twice.", "utf-8")
    main(["import", str(path), str(record), "--kind", "case record", "--participant", "Theresa",
          "--consent", "go-on", "--because", "Leave was given."])  # fmt: skip

    main(["undo", str(path)])

    assert _decisions(path) == []

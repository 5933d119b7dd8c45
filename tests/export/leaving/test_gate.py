"""The gate on files: words of somebody of whom nothing is decided stop them, of whatever kind they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import codes, segments
from qda.export import writing
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.profiles import APA, PROFILES
from qda.export.tables import Column, Quote, Row, Table
from qda.export.texts import memo_files, outline
from qda.flows.withholding.quoting_gate import QuotedWithoutConsent
from qda.memos import arrangements
from qda.memos import service as memos
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from tests.factories import make_source, span_of

QUOTE = "She came in and sat down."
SHORT = "Then we talked"


@pytest.fixture
def theresa(project: Project) -> int:
    """Theresa did not agree to being quoted; a memo quotes her, and a segment of three words is hers."""
    person = study.create_participant(project, "Theresa")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=person)
    segments.apply(project, source, span_of(SHORT), codes.create(project, "talking"))
    consent.record(project, person, "quotation", outcome="no")
    memos.begin(project, f"She says: {QUOTE} And then?")
    return person


def _leave_out(project: Project, person: int) -> None:
    objections, _decided = consent_gate.to_quote_now(project, {person: ["interview"]})
    consent_gate.decide(project, objections, "leave out")


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".csv", ".md"])
def test_memos_that_quote_are_not_written(project: Project, theresa: int, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"memos{ending}"

    with pytest.raises(QuotedWithoutConsent), gate.leaving(project, "memos") as cleared:
        memo_files.write_all(cleared, path)

    assert not path.exists()


def test_a_short_quote_in_a_cell_is_found_too(project: Project, theresa: int, tmp_path: Path) -> None:
    table = Table("Segments", (Column("Quote"),), (Row((Quote(SHORT),)),))

    with pytest.raises(QuotedWithoutConsent), gate.leaving(project, "segments"):
        writing.write(tmp_path / "segments.docx", [table])


def test_a_file_of_any_kind_is_looked_through(project: Project, theresa: int, tmp_path: Path) -> None:
    path = tmp_path / "words.svg"

    with pytest.raises(QuotedWithoutConsent), gate.leaving(project, "picture"), replacing(path) as draft:
        draft.write_text(f"<svg><text>{QUOTE}</text></svg>", "utf-8")

    assert not path.exists()


def test_who_is_left_out_is_withheld_in_an_outline(project: Project, theresa: int, tmp_path: Path) -> None:
    _leave_out(project, theresa)
    made = arrangements.create(project, "Chapter")

    with gate.leaving(project, "outline") as cleared:
        outline.write(tmp_path / "chapter.md", outline.of_arrangement(cleared, made))
        memo_files.write_all(cleared, tmp_path / "memos.md")

    assert "sat down" not in (tmp_path / "memos.md").read_text("utf-8")


def test_withheld_is_said_in_the_language_of_the_document(project: Project, theresa: int, tmp_path: Path) -> None:
    _leave_out(project, theresa)
    table = Table("Zitate", (Column("Zitat"),), (Row((Quote("[withheld]"),)),))

    with gate.leaving(project, "segments"):
        writing.write(tmp_path / "quotes.csv", [table], PROFILES["german"])
        writing.write(tmp_path / "english.csv", [table], APA)

    assert "[zurückgehalten]" in (tmp_path / "quotes.csv").read_text("utf-8")
    assert "[withheld]" in (tmp_path / "english.csv").read_text("utf-8")

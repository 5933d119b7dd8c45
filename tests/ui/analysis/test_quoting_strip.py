"""The strip of the window: what would quote without consent waits for an answer, and is written then."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from qda.memos import service as memos
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.ui.memos import taking
from qda.ui.parts import quoting_strip
from qda.ui.parts.quoting_strip import QuotingStrip
from tests.factories import make_source
from tests.ui.analysis.conftest import Desk

QUOTE = "She came in and sat down."


@pytest.fixture
def strip(desk: Desk) -> QuotingStrip:
    """Theresa did not agree to being quoted, and a memo quotes her."""
    project = desk.session.project
    theresa = study.create_participant(project, "Theresa")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    consent.record(project, theresa, "quotation", outcome="no")
    memos.begin(project, f"She says: {QUOTE} And then?")
    made = quoting_strip.of_window(desk.session, desk.jobs)
    desk.show(made)
    return made


def _write(desk: Desk, path: Path) -> None:
    taking.write_all(desk.session, desk.jobs, path)
    desk.settle()


def _decisions(project: Project) -> list[tuple[str, str]]:
    return [(row.decision, row.reason) for row in consent_gate.decisions(project)]


def test_nothing_is_written_before_it_is_decided(strip: QuotingStrip, desk: Desk, tmp_path: Path) -> None:
    _write(desk, tmp_path / "memos.md")

    assert not (tmp_path / "memos.md").exists()
    assert strip.isVisible() and strip.words.text() == "Theresa did not agree to being quoted."


def test_left_out_what_waited_is_written_without_their_words(strip: QuotingStrip, desk: Desk, tmp_path: Path) -> None:
    _write(desk, tmp_path / "memos.md")

    strip.out.click()
    desk.settle()

    written = (tmp_path / "memos.md").read_text("utf-8")
    assert "sat down" not in written and "[withheld]" in written
    assert not strip.isVisible()


def test_with_a_reason_what_waited_is_written_as_it_is(strip: QuotingStrip, desk: Desk, tmp_path: Path) -> None:
    _write(desk, tmp_path / "memos.md")

    strip.on.click()
    QTest.keyClicks(strip.why, "She read the memo.")
    strip.why.returnPressed.emit()
    desk.settle()

    assert QUOTE in (tmp_path / "memos.md").read_text("utf-8")
    assert _decisions(desk.session.project) == [("go on", "She read the memo.")]


def test_what_is_let_go_is_not_written(strip: QuotingStrip, desk: Desk, tmp_path: Path) -> None:
    _write(desk, tmp_path / "memos.md")

    strip.away.click()
    desk.settle()

    assert not strip.isVisible() and not (tmp_path / "memos.md").exists()
    assert _decisions(desk.session.project) == []

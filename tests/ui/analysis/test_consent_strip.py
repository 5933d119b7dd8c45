"""The strip over a report: it names who would be quoted without consent, and does what is decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from qda.coding import codes, segments
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.ui.analysis.reports.page import ReportsPage
from tests.factories import make_source, span_of
from tests.ui.analysis.conftest import Desk

QUOTE = "She did not judge me."


@pytest.fixture
def page(desk: Desk) -> ReportsPage:
    """Segments by code, with one of Theresa, who did not agree to being quoted."""
    project = desk.session.project
    theresa = study.create_participant(project, "Theresa")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    segments.apply(project, source, span_of(QUOTE), codes.create(project, "not being judged"))
    consent.record(project, theresa, "quotation", outcome="no")
    made = ReportsPage(desk.session, desk.actions, desk.jobs)
    made.options.set_kind("segments")
    desk.show(made)
    _settle(made, desk)
    return made


def _settle(page: ReportsPage, desk: Desk) -> None:
    if page._soon.isActive():
        page._soon.stop()
        page.refresh()
    desk.settle()


def test_it_says_who_and_why(page: ReportsPage) -> None:
    assert page.consent.isVisible()
    assert page.consent.words.text() == "Theresa did not agree to being quoted."


def test_nothing_is_written_before_it_is_decided(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    page.write(tmp_path / "segments.csv")
    desk.settle()

    assert not (tmp_path / "segments.csv").exists()
    assert page.consent.isVisible()


def test_left_out_quotes_are_gone_from_what_is_seen_and_written(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    page.consent.out.click()
    _settle(page, desk)
    page.write(tmp_path / "segments.csv")
    desk.settle()

    written = (tmp_path / "segments.csv").read_text("utf-8")
    assert QUOTE not in written and "[withheld]" in written
    assert page.consent.told.text() == "Left out without consent: Theresa."


def test_quoting_all_the_same_wants_a_reason_and_keeps_it(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    page.consent.on.click()
    QTest.keyClicks(page.consent.why, "She read the chapter.")
    page.consent.why.returnPressed.emit()
    _settle(page, desk)
    page.write(tmp_path / "segments.csv")
    desk.settle()

    assert QUOTE in (tmp_path / "segments.csv").read_text("utf-8")
    assert [row.reason for row in consent_gate.decisions(desk.session.project)] == ["She read the chapter."]
    assert not page.consent.isVisible()


def test_what_was_left_out_can_be_asked_again(page: ReportsPage, desk: Desk) -> None:
    page.consent.out.click()
    _settle(page, desk)

    page.consent.again.click()
    _settle(page, desk)

    assert page.consent.words.text() == "Theresa did not agree to being quoted."


def test_a_report_without_quotes_has_no_strip(page: ReportsPage, desk: Desk) -> None:
    page.options.set_kind("frequencies")
    _settle(page, desk)

    assert page.consent.isHidden()

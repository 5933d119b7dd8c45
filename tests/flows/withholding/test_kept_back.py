"""Whose words a page shows and no report holds: those who withdrew, and those left out for want of consent."""

from __future__ import annotations

import pytest

from qda.coding import codes, segments
from qda.flows.withholding.kept_back import KeptBack, kept_back
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, consent_gate, withdrawals
from qda.study import service as study
from tests.factories import make_source, span_of

SAID = "She came in and sat down. She did not judge me."


@pytest.fixture
def theresa(project: Project) -> int:
    """She speaks in a coded interview."""
    person = study.create_participant(project, "Theresa", role="parent")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=person)
    sources.assign_speaker(project, source, "INT", interviewer=True)
    segments.apply(project, source, span_of(SAID), codes.create(project, "coming in"))
    return person


def test_nobody_is_kept_back_while_all_take_part(project: Project, theresa: int) -> None:
    assert not kept_back(project, [SAID], [theresa])


def test_who_withdrew_is_found_by_their_words(project: Project, theresa: int) -> None:
    withdrawals.withdraw(project, theresa)

    assert kept_back(project, ["Elsewhere.", SAID]) == KeptBack(withdrawn=("Theresa",))
    assert kept_back(project, ["Elsewhere."]) == KeptBack()


def test_who_is_named_on_the_page_anyway_is_told_without_their_words(project: Project, theresa: int) -> None:
    withdrawals.withdraw(project, theresa)

    assert kept_back(project, (), [theresa]) == KeptBack(withdrawn=("Theresa",))


def test_who_is_left_out_by_decision_is_told_aside(project: Project, theresa: int) -> None:
    consent.record(project, theresa, "quotation", outcome="no")
    asked, _decided = consent_gate.to_quote_now(project, {theresa: {"interview"}})
    consent_gate.decide(project, asked, consent_gate.LEAVE_OUT)

    assert kept_back(project, [SAID]) == KeptBack(left_out=("Theresa",))

"""Who would be quoted without consent, and what is left out of what goes out."""

from __future__ import annotations

import pytest

from qda.analysis.study import quoting
from qda.coding import codes, segments
from qda.export import reports
from qda.export.blocks import Block, tables_of
from qda.export.leaving import gated
from qda.export.leaving.gated import QuotedWithoutConsent
from qda.export.profiles import APA
from qda.export.tables import plain
from qda.export.texts import coded_text
from qda.export.wishes import Wish
from qda.flows.withholding import quoting_gate
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.study.consent_gate import GO_ON, LEAVE_OUT
from tests.factories import TALK, make_source, span_of

QUOTE = "She came in and sat down. She did not judge me."


@pytest.fixture
def theresa(project: Project) -> int:
    """Theresa speaks in an interview, is coded, and agreed to the interview but not to being quoted."""
    person = study.create_participant(project, "Theresa", role="parent")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=person)
    sources.assign_speaker(project, source, "INT", interviewer=True)
    code = codes.create(project, "coming in", level="initial")
    segments.apply(project, source, span_of(QUOTE), code)
    segments.apply(project, source, span_of("Then we talked"), code)
    consent.record(project, person, "interview", asked_on="2010-07-07", outcome="yes")
    consent.record(project, person, "quotation", outcome="no")
    return person


def _quotes(project: Project) -> set[str]:
    return set(quoting.strings(_segments(project).value))


def _segments(project: Project) -> gated.Passed[list[Block]]:
    return gated.blocks(project, reports.blocks(project, Wish("segments")), APA)


def _decide(project: Project, decision: consent_gate.Decision, reason: str = "") -> None:
    consent_gate.decide(project, _segments(project).asked, decision, reason)


def test_who_would_be_quoted_is_asked_about_before_anything_is_decided(project: Project, theresa: int) -> None:
    found = _segments(project)

    assert [each.why for each in found.asked] == [
        "Theresa agreed to the interview on 7 July 2010 but not to being quoted."
    ]
    with pytest.raises(QuotedWithoutConsent, match="but not to being quoted"):
        gated.required(found)


def test_a_report_without_their_words_asks_nothing(project: Project, theresa: int) -> None:
    made = gated.blocks(project, reports.blocks(project, Wish("frequencies")), APA)

    assert made.asked == ()


def test_left_out_quotations_are_gone_long_and_short(project: Project, theresa: int) -> None:
    _decide(project, LEAVE_OUT)

    found = _segments(project)

    assert QUOTE not in _quotes(project) and "Then we talked" not in _quotes(project)
    assert (found.asked, found.left_out) == ((), ("Theresa",))
    written = gated.required(found)
    note = plain(tables_of(written)[0].notes[-1])
    assert note == "Left out, for there is no consent to quote them: Theresa."


def test_quoted_all_the_same_stays_as_it_is(project: Project, theresa: int) -> None:
    _decide(project, GO_ON, "She read it and agreed.")

    found = _segments(project)

    assert QUOTE in _quotes(project)
    assert (found.asked, found.left_out) == ((), ())


def test_a_change_of_consent_asks_again(project: Project, theresa: int) -> None:
    _decide(project, GO_ON, "She read it and agreed.")

    consent.answer(project, [theresa], "quotation", "asked again")

    assert [each.name for each in _segments(project).asked] == ["Theresa"]


def test_a_coded_text_has_blocks_at_their_places(project: Project, theresa: int) -> None:
    source = 1
    _decide(project, LEAVE_OUT)

    found = coded_text.passed(project, source, coded_text.read(project, source))

    assert len(found.value.text) == len(TALK)
    assert "judge" not in found.value.text and "How did it begin?" in found.value.text
    assert found.left_out == ("Theresa",)


def test_an_empty_register_lets_everything_pass(project: Project) -> None:
    person = study.create_participant(project, "Theresa")
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=person)

    assert quoting_gate.passed(project, [QUOTE]) == quoting_gate.Passed([QUOTE])

"""The gate: who is asked about, in which words, and for how long a decision holds."""

from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.study.consent_gate import GO_ON, LEAVE_OUT, ReasonMissing


def _theresa(project: Project) -> int:
    return study.create_participant(project, "Theresa", role="parent")


def _objections(project: Project, person: int, kinds: tuple[str, ...] = ("interview",)) -> list[str]:
    return [each.why for each in consent_gate.to_quote(consent.register(project), {person: kinds})]


def test_an_empty_register_asks_nothing(project: Project) -> None:
    person = _theresa(project)

    assert _objections(project, person) == []
    assert consent_gate.to_import(consent.register(project), "interview", {person}) == []


def test_it_says_what_was_agreed_to_and_what_was_not(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "interview", asked_on="2010-07-07", outcome="yes")
    consent.record(project, person, "quotation", outcome="no")

    assert _objections(project, person) == ["Theresa agreed to the interview on 7 July 2010 but not to being quoted."]


def test_who_agreed_to_be_quoted_is_not_asked_about(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "quotation", outcome="yes")

    assert _objections(project, person) == []


@pytest.mark.parametrize(
    ("outcome", "withdrawn", "told"),
    [
        ("yes", "2011-12", "Theresa agreed to being quoted and took it back in December 2011."),
        ("unanswered", None, "Theresa has not answered whether they may be quoted."),
        ("no", None, "Theresa did not agree to being quoted."),
    ],
)
def test_each_answer_has_its_sentence(project: Project, outcome: str, withdrawn: str | None, told: str) -> None:
    person = _theresa(project)
    consent.record(project, person, "quotation", asked_on="2011-01", outcome=outcome, withdrawn_on=withdrawn)

    assert _objections(project, person) == [told]


def test_nobody_asked_is_said_so(project: Project) -> None:
    person, other = _theresa(project), study.create_participant(project, "Angela")
    consent.record(project, other, "interview", asked_on="2010", outcome="yes")

    assert _objections(project, person) == ["Nothing is recorded of Theresa being asked whether they may be quoted."]
    assert _objections(project, other) == [
        "Angela agreed to the interview in 2010 but was not asked whether they may be quoted."
    ]


def test_a_refused_kind_of_data_is_asked_about_even_where_quoting_is_agreed_to(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "quotation", outcome="yes")
    consent.record(project, person, "records", outcome="no")

    assert _objections(project, person, ("interview",)) == []
    assert _objections(project, person, ("case record",)) == [
        "Theresa agreed to being quoted but not to the use of records."
    ]


def test_an_import_asks_of_its_kind_of_data(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "interview", outcome="yes")

    def asked(kind: str) -> list[str]:
        return [each.data_kind for each in consent_gate.to_import(consent.register(project), kind, {person})]

    assert asked("case record") == ["records"]
    assert asked("interview") == []
    assert asked("minutes") == []  # nobody is asked for minutes


def test_a_decision_holds_until_consent_changes(project: Project) -> None:
    person = _theresa(project)
    row = consent.record(project, person, "quotation", outcome="no")
    asked, before = consent_gate.to_quote_now(project, {person: ("interview",)})

    consent_gate.decide(project, asked, LEAVE_OUT)

    assert before == {}
    assert consent_gate.to_quote_now(project, {person: ()})[1] == {person: LEAVE_OUT}
    consent.change(project, row, outcome="unanswered")
    assert consent_gate.to_quote_now(project, {person: ()})[1] == {}
    assert [each.stands for each in consent_gate.decisions(project)] == [False]


def test_the_consent_of_another_does_not_reopen_a_decision(project: Project) -> None:
    person, other = _theresa(project), study.create_participant(project, "Angela")
    consent.record(project, person, "quotation", outcome="no")
    asked, _none = consent_gate.to_quote_now(project, {person: ()})
    consent_gate.decide(project, asked, GO_ON, "She read the chapter and agreed by telephone.")

    consent.record(project, other, "quotation", outcome="yes")

    assert consent_gate.to_quote_now(project, {person: ()})[1] == {person: GO_ON}


def test_going_on_wants_a_reason(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "quotation", outcome="no")
    asked, _none = consent_gate.to_quote_now(project, {person: ()})

    with pytest.raises(ReasonMissing):
        consent_gate.decide(project, asked, GO_ON, " ")

    assert consent_gate.decisions(project) == []


def test_a_decision_can_be_taken_back(project: Project) -> None:
    person = _theresa(project)
    consent.record(project, person, "quotation", outcome="no")
    asked, _none = consent_gate.to_quote_now(project, {person: ()})
    made = consent_gate.decide(project, asked, LEAVE_OUT)

    consent_gate.forget(project, made)

    assert consent_gate.decisions(project) == []

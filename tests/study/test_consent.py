"""The consent register, as it is kept and as it is asked."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent
from qda.study import service as study
from qda.study.consent import HasWithdrawn, KindMissing, WithdrawnBeforeAsked
from qda.study.days import NotADay
from tests.factories import make_source


def _theresa(project: Project) -> int:
    return study.create_participant(project, "Theresa", role="parent")


def test_the_register_has_everybody_by_every_kind_of_data(project: Project) -> None:
    theresa, anna = _theresa(project), study.create_participant(project, "Anna")
    consent.record(project, theresa, "interview", asked_on="7.7.2010", form="written", outcome="y")
    consent.record(project, theresa, " Diary ", outcome="not answered")

    found = consent.register(project)

    assert found.kinds == ("interview", "observation", "records", "quotation", "Diary")
    assert [(person.id, person.name, person.role) for person in found.people] == [
        (theresa, "Theresa", "parent"),
        (anna, "Anna", ""),
    ]
    interview = found.people[0].last("interview")
    assert interview is not None
    assert (interview.asked_on, interview.form, interview.outcome) == ("2010-07-07", "written", "yes")
    assert [person.name for person in found.people if person.open] == ["Theresa"]
    assert [person.name for person in found.asked] == ["Theresa"]


def test_a_kind_of_data_is_spelt_as_it_was_first(project: Project) -> None:
    theresa = _theresa(project)
    consent.record(project, theresa, "Diary")

    consent.record(project, theresa, "DIARY")
    consent.record(project, theresa, "Interview")

    assert consent.kinds(project) == ("interview", "observation", "records", "quotation", "Diary")


@pytest.mark.parametrize(
    ("outcome", "withdrawn", "expected"),
    [
        ("yes", None, "yes"),
        ("no", None, "no"),
        ("yes", "2011-03-01", "no"),
        ("unanswered", None, "unknown"),
        ("asked again", None, "unknown"),
        ("if her mother agrees", None, "unknown"),
    ],
)
def test_what_a_participant_allows(project: Project, outcome: str, withdrawn: str | None, expected: str) -> None:
    theresa = _theresa(project)

    consent.record(project, theresa, "interview", outcome=outcome, withdrawn_on=withdrawn)

    assert consent.allows(project, theresa, "Interview") == expected
    assert consent.allows(project, theresa, "records") == "unknown"


def test_a_withdrawal_holds_from_its_day_on(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "records", asked_on="2010-07-07", outcome="yes")

    consent.withdraw(project, row, "2011-03")

    days = ("2010-07-06", "2010-07-07", "2011-02-28", "2011-03-01")
    assert [consent.allows(project, theresa, "records", day) for day in days] == ["unknown", "yes", "yes", "no"]


def test_the_last_asking_holds_whenever_it_was_recorded(project: Project) -> None:
    theresa = _theresa(project)
    consent.record(project, theresa, "interview", asked_on="2011-05-01", outcome="yes")
    consent.record(project, theresa, "interview", asked_on="2010-05-01", outcome="no")

    before = consent.allows(project, theresa, "interview", "2010-12-31")
    now = consent.allows(project, theresa, "interview")
    consent.record(project, theresa, "interview", outcome="no")

    assert (before, now) == ("no", "yes")
    assert consent.allows(project, theresa, "interview") == "no"


def test_an_answer_does_not_lift_a_withdrawal_but_asking_again_does(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "interview", outcome="yes", withdrawn_on="2011-03-01")

    with pytest.raises(HasWithdrawn, match="Theresa has withdrawn “interview”"):
        consent.answer(project, [theresa], "interview", "yes")
    with pytest.raises(HasWithdrawn):
        consent.change(project, row, outcome="no")
    consent.answer(project, [theresa], "interview", "asked again")
    waiting = consent.allows(project, theresa, "interview")
    consent.answer(project, [theresa], "interview", "yes")

    assert waiting == "no"  # a withdrawal holds until somebody says yes again
    assert consent.allows(project, theresa, "interview") == "yes"
    assert [row.outcome for row in consent.register(project).people[0].consents["interview"]] == ["yes", "yes"]


def test_several_get_one_answer_in_one_act(project: Project) -> None:
    theresa, anna = _theresa(project), study.create_participant(project, "Anna")
    consent.record(project, anna, "quotation", outcome="yes", form="oral")

    changed = consent.answer(project, [theresa, anna], "quotation", "y")
    said = project.undo()

    assert changed == 1
    assert said == "quotation of 2 participants: yes"
    assert consent.allows(project, theresa, "quotation") == "unknown"


def test_what_is_changed_says_so_and_the_rest_stays(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "interview", asked_on="2010-07", outcome="no", form="oral")

    consent.change(project, row, form="by proxy")

    found = consent.register(project).people[0].last("interview")
    assert found is not None
    assert (found.asked_on, found.form, found.outcome) == ("2010-07", "by proxy", "no")
    assert project.undo() == "Change consent of Theresa: interview"


def test_days_are_checked_with_a_sentence(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "interview", asked_on="2010-07-07")

    with pytest.raises(NotADay, match="“last week” is not a date"):
        consent.change(project, row, asked_on="last week")
    with pytest.raises(NotADay):
        consent.record(project, theresa, "records", asked_on="2010-02-30")
    with pytest.raises(WithdrawnBeforeAsked, match="asked for on 2010-07-07 can't be withdrawn on 2010-07-06"):
        consent.withdraw(project, row, "2010-07-06")
    consent.withdraw(project, row, "2010-07")  # it may have been later in that month

    found = consent.register(project).people[0].last("interview")
    assert found is not None
    assert found.withdrawn_on == "2010-07"


def test_a_withdrawal_entered_by_mistake_is_taken_away(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "interview", outcome="yes", withdrawn_on="2011")

    consent.withdraw(project, row, " ")

    assert consent.allows(project, theresa, "interview") == "yes"


def test_a_kind_and_a_participant_are_needed(project: Project) -> None:
    theresa = _theresa(project)

    with pytest.raises(KindMissing):
        consent.record(project, theresa, "  ")
    with pytest.raises(NotFound):
        consent.record(project, 99, "interview")
    with pytest.raises(NotFound):
        consent.withdraw(project, 99, "2011")


def test_consents_go_with_their_participant_and_come_back(project: Project) -> None:
    theresa = _theresa(project)
    row = consent.record(project, theresa, "interview", outcome="yes")
    consent.record(project, theresa, "interview", outcome="no")
    consent.delete(project, [row])

    study.delete_participant(project, theresa)
    gone = consent.allows(project, theresa, "interview")
    project.undo()

    assert gone == "unknown"
    assert consent.allows(project, theresa, "interview") == "no"


def test_a_source_knows_who_is_against_its_kind_of_data(project: Project) -> None:
    theresa, anna = _theresa(project), study.create_participant(project, "Anna")
    source = make_source(project)
    sources.describe(project, [source], kind="case record")
    sources.set_participants(project, source, [theresa, anna])
    consent.record(project, theresa, "records", outcome="yes", withdrawn_on="2011-03-01")
    consent.record(project, theresa, "interview", outcome="no")
    consent.record(project, anna, "quotation", outcome="no")

    found = consent.against(project, source)

    assert [(name, row.data_kind) for name, row in found] == [("Theresa", "records"), ("Anna", "quotation")]
    assert consent.against(project, 99) == []

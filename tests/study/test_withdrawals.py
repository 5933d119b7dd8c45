"""Withdrawals as they are recorded; what they mask is tested with the gate."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project import history
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.study import withdrawals
from qda.study.days import NotADay
from tests.factories import make_source


@pytest.fixture
def anna(project: Project) -> int:
    return study.create_participant(project, "Anna")


def test_a_withdrawal_has_its_day_and_its_reason(project: Project, anna: int) -> None:
    withdrawals.withdraw(project, anna, on="18.5.2012", reason=" by  telephone ")

    row = withdrawals.of(project, anna)

    assert row is not None
    assert (row.name, row.withdrawn_on, row.reason, row.decided) == ("Anna", "2012-05-18", "by telephone", {})
    assert history.rows(project)[0].text == "Withdrawal of Anna"


def test_nobody_withdraws_twice(project: Project, anna: int) -> None:
    withdrawals.withdraw(project, anna)

    with pytest.raises(withdrawals.AlreadyWithdrawn):
        withdrawals.withdraw(project, anna)


def test_what_is_no_day_is_refused(project: Project, anna: int) -> None:
    with pytest.raises(NotADay):
        withdrawals.withdraw(project, anna, on="soon")

    assert withdrawals.rows(project) == []


def test_date_and_reason_are_corrected(project: Project, anna: int) -> None:
    withdrawals.withdraw(project, anna, on="2012-05", reason="moved")

    withdrawals.change(project, anna, on="")
    withdrawals.change(project, anna, reason="does not say")

    row = withdrawals.of(project, anna)
    assert row is not None
    assert (row.withdrawn_on, row.reason) == (None, "does not say")


def test_things_are_kept_and_masked_again(project: Project, anna: int) -> None:
    source = make_source(project)
    withdrawals.withdraw(project, anna)

    kept = withdrawals.decide(project, anna, [("source", source), ("source", source)], "keep", note="agreed")
    again = withdrawals.decide(project, anna, [("source", source)], "keep")
    withdrawals.decide(project, anna, [("source", source)], "mask")

    row = withdrawals.of(project, anna)
    assert row is not None
    assert (kept, again) == (1, 0)
    assert row.decided == {("source", source): ("mask", "agreed")}


def test_nothing_is_decided_of_who_takes_part_nor_of_what_is_not_there(project: Project, anna: int) -> None:
    with pytest.raises(withdrawals.NotWithdrawn):
        withdrawals.decide(project, anna, [("participant", anna)], "keep")
    withdrawals.withdraw(project, anna)

    with pytest.raises(NotFound):
        withdrawals.decide(project, anna, [("source", 7)], "keep")
    with pytest.raises(withdrawals.CantDecide):
        withdrawals.decide(project, anna, [("coding", 7)], "keep")


def test_taking_it_back_takes_the_decisions_along(project: Project, anna: int) -> None:
    source = make_source(project)
    withdrawals.withdraw(project, anna)
    withdrawals.decide(project, anna, [("source", source)], "keep")

    withdrawals.take_back(project, anna)

    assert withdrawals.of(project, anna) is None


def test_a_deleted_source_leaves_no_decision_behind(project: Project, anna: int) -> None:
    source = make_source(project)
    withdrawals.withdraw(project, anna)
    withdrawals.decide(project, anna, [("source", source)], "keep")

    sources.delete(project, source)

    row = withdrawals.of(project, anna)
    assert row is not None
    assert row.decided == {}

"""Member checking as a table."""

from __future__ import annotations

import pytest

from qda.export.profiles import GERMAN
from qda.export.study import feedback_tables
from qda.export.study.feedback_tables import NoFeedback
from qda.export.tables import Dash, plain
from qda.project.project import Project
from qda.study import feedback
from qda.study import service as study
from tests.factories import make_source


def _sent(project: Project) -> None:
    source = make_source(project)
    person = study.create_participant(project, "Theresa")
    sent = feedback.send(project, "Summary", participant_id=person, kind="summary", way="by post", sent_on="2012-06-01")
    feedback.answer(project, sent, "The door is missing.", "2012-06-14")
    feedback.link(project, sent, "source", source)
    feedback.send(project, "Report", sent_on="2012-07")


def test_each_thing_that_was_sent_is_a_row(project: Project) -> None:
    _sent(project)

    table = feedback_tables.table(project)

    first, second = table.rows
    assert first.cells[:2] == ("Theresa", "Summary")
    assert first.cells[4:9] == ("2012-06-01", "2012-06-14", "The door is missing.", Dash(), "source: Interview")
    assert second.cells[0] == "several"
    assert plain(table.notes[0]) == "n = 2. Sent 2; answered 1; without an answer 1."


def test_german_words_stand_for_kinds_and_ways(project: Project) -> None:
    _sent(project)

    table = feedback_tables.table(project, profile=GERMAN)

    assert table.rows[0].cells[2:4] == ("Zusammenfassung", "mit der Post")
    assert table.rows[0].cells[8] == "Quelle: Interview"


def test_nothing_sent_makes_no_table(project: Project) -> None:
    with pytest.raises(NoFeedback):
        feedback_tables.table(project)


def test_programs_get_all_fields(project: Project) -> None:
    _sent(project)

    row = feedback_tables.listed(project)[0]

    assert (row["kind"], row["about"]) == ("summary", [{"what": "source", "name": "Interview"}])

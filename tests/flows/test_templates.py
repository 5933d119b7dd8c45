"""Templates for a new study: what each gives, that it only adds, and that it is one step to take back."""

from __future__ import annotations

import pytest

from qda.coding import relations
from qda.errors import NotFound
from qda.flows import templates
from qda.memos import queries as memos
from qda.project.project import Project
from qda.study import attributes, instruments, queries
from qda.study import service as study

KEYS = ["multiple-embedded", "three-levels", "appreciative-review", "plain"]


def test_there_are_four_of_them_with_a_sentence_each() -> None:
    found = templates.available()

    assert [each.key for each in found] == KEYS
    assert all(each.sentence.endswith(".") and each.title for each in found)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_fills_a_blank_study_in_one_act(project: Project, key: str) -> None:
    blank = templates.is_blank(project)

    given = templates.apply(project, key)

    assert blank
    assert not templates.is_blank(project)
    assert given.units == len(queries.units(project))
    assert given.data_sets == len(queries.data_plan(project)) > 0
    assert given.attributes == len(attributes.attributes(project)) > 0
    assert given.instruments == len(instruments.instruments(project)) > 0
    assert given.relation_types == len(relations.types(project)) > 0
    assert given.memos == len(memos.memos(project)) > 0
    assert queries.study(project).questions
    project.undo()
    assert templates.is_blank(project)


def test_the_plan_hangs_on_the_units_of_the_template(project: Project) -> None:
    templates.apply(project, "multiple embedded cases")

    units = {unit.name for unit in queries.units(project)}
    assert len(units) == 3
    assert {row.unit for row in queries.data_plan(project)} == units
    assert all(len(row.items) >= 6 for row in instruments.instruments(project))


def test_what_is_there_already_stays(project: Project) -> None:
    study.describe(project, context="Our hospital")
    study.set_questions(project, ["What happens?"])
    study.create_unit(project, "TEAMS", "Ours")

    given = templates.apply(project, "multiple-embedded")
    again = templates.apply(project, "multiple-embedded")

    here = queries.study(project)
    assert (here.context, here.questions) == ("Our hospital", ("What happens?",))
    assert given.units == 2
    assert next(unit.description for unit in queries.units(project)) == "Ours"
    assert again.total == 0


def test_an_unknown_template_is_refused_with_those_there_are(project: Project) -> None:
    with pytest.raises(NotFound, match="plain"):
        templates.apply(project, "quantitative")

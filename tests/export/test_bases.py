"""Every table counts out of what is coded, and says what the study has beside it."""

from __future__ import annotations

import pytest

from qda.export import bases, kinds
from qda.export.blocks import Prose, tables_of
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.tables import plain
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.study import service as study
from tests.export.coded_study import build
from tests.factories import make_source


@pytest.fixture
def material(project: Project) -> Material:
    """One participant, one case and one source with codings; two, one and one beside them."""
    made = build(project)
    make_source(project, "Nothing coded here.", "Another")
    for name in ("Ann", "Bob"):
        study.create_participant(project, name)
    study.create_case(project, _unit_of(project, made["case"]), "Leah")
    return Material(project)


def _unit_of(project: Project, case: int) -> int:
    from qda.study import queries

    return next(unit.id for unit in queries.units(project) for each in unit.cases if each.id == case)


BESIDE = (
    "1 further source holds no coding and is left out. 1 further case holds no coding and is left out. "
    "2 further participants have no coded words of their own and are left out."
)


@pytest.mark.parametrize("kind", ["frequencies", "themes", "claims"])
def test_tables_say_alike_what_they_leave_out(material: Material, kind: str) -> None:
    (table,) = tables_of(kinds.blocks(material, Wish(kind=kind)))

    assert BESIDE in " ".join(plain(note) for note in table.notes)
    assert {column.base for column in table.columns if column.heading in ("Participants", "Sources", "Cases")} == {1}


def test_the_chain_of_evidence_says_it_before_the_first_claim(material: Material) -> None:
    first = kinds.blocks(material, Wish(kind="chain"))[0]

    assert isinstance(first, Prose)
    assert plain(first.text) == f"Counts are distinct, and out of what is coded in the whole study. {BESIDE}"


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    assert list(bases.left_out(APA)) == []
    assert list(bases.left_out(GERMAN, cases=1)) == [
        "1 weiterer Fall enthält keine Kodierung und bleibt außer Betracht."
    ]

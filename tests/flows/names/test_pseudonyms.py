"""Pseudonyms to begin with are nobody's name, begin otherwise, and keep what a name tells."""

from __future__ import annotations

from itertools import islice

from qda.flows.names import pseudonyms
from qda.project.names_register import HiddenName

ANNA = HiddenName(1, "Anna Schmidt", pseudonym="Martine Keller")


def test_no_idea_is_taken_or_begins_as_the_name_does() -> None:
    taken = HiddenName(2, "Perrin", pseudonym="Runa")

    found = list(islice(pseudonyms.ideas("Grete", "person", [ANNA, taken], avoid=["Selwyn"]), 20))

    assert not {"Perrin", "Runa", "Selwyn", "Greta", "Gideon"} & set(found)
    assert len(set(found)) == 20


def test_a_full_name_gets_a_full_name() -> None:
    idea = next(pseudonyms.ideas("Otto Weber", "person", []))

    assert len(idea.split()) == 2


def test_a_school_stays_a_school() -> None:
    idea = next(pseudonyms.ideas("Harbour Street School", "organisation", []))

    assert idea.endswith(" School")
    assert "Harbour" not in idea


def test_part_of_a_name_belongs_to_it_and_gets_that_part_of_its_pseudonym() -> None:
    of = pseudonyms.belongs_to("Mrs Schmidt", [ANNA])

    assert of == ANNA
    assert pseudonyms.as_variant("Schmidt", ANNA) == "Keller"
    assert pseudonyms.as_variant("Anni", ANNA) == ""

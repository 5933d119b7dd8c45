from __future__ import annotations

import pytest

from qda.coding import codes, maps, relations
from qda.project.project import Project


@pytest.fixture
def pair(project: Project) -> tuple[int, int]:
    return codes.create(project, "one", level="category"), codes.create(project, "two")


def told(project: Project) -> list[tuple[str, str, str]]:
    return [(row.from_name, row.type, row.to_name) for row in relations.relations(project)]


def test_a_relation_both_ways_stands_once(project: Project, pair: tuple[int, int]) -> None:
    relations.relate(project, pair[0], "contradicts", pair[1])

    with pytest.raises(relations.RelationKnown):
        relations.relate(project, pair[1], "contradicts", pair[0])


def test_nothing_is_related_to_itself(project: Project, pair: tuple[int, int]) -> None:
    with pytest.raises(relations.RelatedToItself):
        relations.relate(project, pair[0], "leads to", pair[0])


def test_a_relation_gets_another_kind_and_direction(project: Project, pair: tuple[int, int]) -> None:
    made = relations.relate(project, pair[0], "leads to", pair[1], note="at first")

    relations.retype(project, made, "is a condition of", turned=True)
    relations.annotate(project, made, "on reflection")

    assert told(project) == [("two", "is a condition of", "one")]
    assert relations.relations(project)[0].note == "on reflection"


def test_relations_of_a_code_are_found_in_both_directions(project: Project, pair: tuple[int, int]) -> None:
    third = codes.create(project, "three")
    relations.relate(project, pair[0], "leads to", pair[1])
    relations.relate(project, third, "leads to", pair[0])
    relations.relate(project, third, "leads to", pair[1])

    assert [row.id for row in relations.relations(project, [pair[0]])] == [1, 2]


def test_a_kind_of_relation_is_renamed_for_all(project: Project, pair: tuple[int, int]) -> None:
    relations.relate(project, *(pair[0], "leads to", pair[1]))
    kind = relations.types(project)[0]

    relations.rename_type(project, kind.id, "brings about")

    assert told(project) == [("one", "brings about", "two")]
    assert [(row.name, row.used) for row in relations.types(project)] == [("brings about", 1)]


def test_a_kind_of_relation_is_deleted_only_unused(project: Project, pair: tuple[int, int]) -> None:
    made = relations.relate(project, pair[0], "leads to", pair[1])
    kind = relations.types(project)[0].id

    with pytest.raises(relations.RelationTypeUsed):
        relations.delete_type(project, kind)
    relations.unrelate(project, made)
    relations.delete_type(project, kind)

    assert relations.types(project) == []


def test_two_kinds_have_two_names(project: Project) -> None:
    first = relations.add_relation_type(project, "leads to")
    relations.add_relation_type(project, "serves")

    with pytest.raises(relations.RelationTypeTaken):
        relations.rename_type(project, first, "Serves")


def test_a_kind_of_relation_can_hold_both_ways(project: Project) -> None:
    kind = relations.add_relation_type(project, "is the counterpart of")

    relations.set_symmetric(project, kind, True)

    assert relations.types(project)[0].symmetric


def test_what_a_study_uses_most_is_offered_first_and_what_is_usual_last(
    project: Project, pair: tuple[int, int]
) -> None:
    relations.add_relation_type(project, "eases")
    relations.relate(project, pair[0], "serves", pair[1])

    names = [row.name for row in relations.offered(project)]

    assert names[:2] == ["serves", "eases"]
    assert names.count("serves") == 1
    assert "leads to" in names


def test_the_relations_of_a_map_are_those_that_are_drawn_on_it(project: Project, pair: tuple[int, int]) -> None:
    drawn = relations.relate(project, *(pair[0], "leads to", pair[1]), note="at first")
    relations.relate(project, *(pair[0], "serves", pair[1]))
    one, other = maps.create(project, "one map"), maps.create(project, "another")
    boxes = [maps.place(project, one, "code", code, (0, 0, 210, 52)) for code in pair]
    maps.join(project, one, *boxes, relation_id=drawn)
    maps.join(project, one, *boxes, label="only here")

    assert relations.on_map(project, one) == [row for row in relations.relations(project) if row.id == drawn]
    assert relations.on_map(project, other) == []

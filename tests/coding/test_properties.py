from __future__ import annotations

import pytest

from qda.coding import codes, properties, segments
from qda.errors import NotFound
from qda.project.project import Project
from tests.factories import make_source, span_of

WORDS = ("came in", "sat down", "we talked")


@pytest.fixture
def category(project: Project) -> int:
    return codes.create(project, "managing the boundaries", level="category")


@pytest.fixture
def three(project: Project, category: int) -> list[int]:
    """Three segments of the category, in the order of the text."""
    source = make_source(project)
    return [segments.apply(project, source, span_of(words), category).segment_id for words in WORDS]


def only(project: Project, category: int) -> properties.PropertyRow:
    found = properties.properties(project, category)
    assert len(found) == 1
    return found[0]


def names(project: Project, category: int) -> list[str]:
    return [row.name for row in properties.properties(project, category)]


def test_a_category_has_a_property_of_one_name_once(project: Project, category: int) -> None:
    properties.add_property(project, category, "openness")

    with pytest.raises(properties.PropertyNameTaken, match="Openness"):
        properties.add_property(project, category, "Openness")
    with pytest.raises(properties.PropertyNameMissing):
        properties.add_property(project, category, "  ")


def test_properties_are_renamed_described_and_put_in_order(project: Project, category: int) -> None:
    first, _second, third = (properties.add_property(project, category, name) for name in ("a", "b", "c"))

    properties.rename_property(project, first, "alpha")
    properties.describe_property(project, first, " How open it is. ")
    properties.move_property(project, third, before=first)

    assert names(project, category) == ["c", "alpha", "b"]
    assert properties.properties(project, category)[1].description == "How open it is."


def test_a_property_keeps_its_own_name_when_it_is_only_written_otherwise(project: Project, category: int) -> None:
    made = properties.add_property(project, category, "openness")
    properties.rename_property(project, made, "Openness")

    assert names(project, category) == ["Openness"]


def test_a_dimension_needs_both_poles(project: Project, category: int) -> None:
    made = properties.add_property(project, category, "openness")

    with pytest.raises(properties.PoleMissing):
        properties.add_dimension(project, made, "closed", " ")


def test_evidence_goes_on_the_only_dimension_and_is_placed(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open")])
    dimension = only(project, category).ranges[0].id

    assert properties.attach(project, made, three[:2]) == 2
    assert properties.attach(project, made, three[1:]) == 1
    properties.place(project, properties.placed(project, category)[0].id, 0.8)

    found = [(row.segment_id, row.dimension_id, row.place) for row in properties.placed(project, category)]
    assert found == [(three[0], dimension, 0.8), (three[1], dimension, None), (three[2], dimension, None)]


def test_a_place_lies_between_the_poles_and_can_be_left_open(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open")])
    properties.attach(project, made, three[:1])
    evidence = properties.placed(project)[0].id

    properties.place(project, evidence, 1.7)
    at_most = properties.placed(project)[0].place
    properties.place(project, evidence, None)

    assert (at_most, properties.placed(project)[0].place) == (1.0, None)


def test_the_first_dimension_takes_up_the_evidence_that_is_there(
    project: Project, category: int, three: list[int]
) -> None:
    made = properties.add_property(project, category, "openness")
    properties.attach(project, made, three)

    first = properties.add_dimension(project, made, "closed", "open")
    properties.add_dimension(project, made, "softens", "hardens")

    assert {row.dimension_id for row in properties.placed(project)} == {first}


def test_a_segment_may_lie_on_two_dimensions_of_a_property(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open"), ("soft", "hard")])
    one, two = (row.id for row in only(project, category).ranges)

    properties.attach(project, made, three[:1], dimension_id=one, place=0.2)
    properties.attach(project, made, three[:1], dimension_id=two, place=0.9)
    again = properties.attach(project, made, three[:1], dimension_id=two)

    assert [(row.dimension_id, row.place) for row in properties.placed(project)] == [(one, 0.2), (two, 0.9)]
    assert again == 0


def test_evidence_of_a_deleted_dimension_stays_with_the_property(
    project: Project, category: int, three: list[int]
) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open"), ("soft", "hard")])
    one, two = (row.id for row in only(project, category).ranges)
    properties.attach(project, made, three[:2], dimension_id=two, place=0.9)
    properties.attach(project, made, three[:1], dimension_id=one)

    properties.delete_dimension(project, two)

    found = [(row.segment_id, row.dimension_id, row.place) for row in properties.placed(project)]
    assert found == [(three[1], None, None), (three[0], one, None)]


def test_turning_a_dimension_round_keeps_what_its_places_mean(
    project: Project, category: int, three: list[int]
) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open")])
    properties.attach(project, made, three[:1], place=0.25)

    properties.turn_round(project, only(project, category).ranges[0].id)

    assert only(project, category).dimensions == (("open", "closed"),)
    assert properties.placed(project)[0].place == 0.75


def test_a_deleted_property_leaves_its_segments(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open")])
    properties.attach(project, made, three)

    properties.delete_property(project, made)

    assert (names(project, category), properties.placed(project)) == ([], [])
    with pytest.raises(NotFound):
        properties.attach(project, made, three)


def test_evidence_comes_with_its_words_and_where_they_stand(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness")
    properties.attach(project, made, [three[2], three[0]])

    found = properties.evidence(project, [row.id for row in properties.placed(project)])

    assert [(row.quote, row.source, row.speaker, row.line) for row in found] == [
        ("came in", "Interview", "Theresa", 2),
        ("we talked", "Interview", "Theresa", 4),
    ]


def test_evidence_can_be_taken_off(project: Project, category: int, three: list[int]) -> None:
    made = properties.add_property(project, category, "openness")
    properties.attach(project, made, three)

    properties.detach(project, [properties.placed(project)[0].id])

    assert [row.segment_id for row in properties.placed(project)] == three[1:]

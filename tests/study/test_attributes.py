"""Attributes and their values, as they are kept."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study
from qda.study.attributes import (
    AttributeNameMissing,
    AttributeNameTaken,
    AttributeRow,
    ChoiceInUse,
    ChoiceTaken,
    Entry,
    NoSuchType,
    ValueDoesNotFit,
    ValuesDoNotFit,
)
from tests.factories import make_case, make_source


def _cells(project: Project, attribute_id: int) -> list[str]:
    return attributes.held(project, attribute_id)


def test_attributes_stand_in_the_order_they_were_made_in_or_put_in(project: Project) -> None:
    age = attributes.create(project, "Age", "number")
    region = attributes.create(project, "  Region ", "choice", ["North", "South", "north"])

    attributes.reorder(project, [region, age])

    assert attributes.attributes(project) == [
        AttributeRow(region, "Region", "choice", ("North", "South")),
        AttributeRow(age, "Age", "number", ()),
    ]


def test_some_attributes_are_put_in_order_among_themselves(project: Project) -> None:
    first, second, third = (attributes.create(project, name) for name in ("One", "Two", "Three"))

    attributes.reorder(project, [third, first])

    assert [row.id for row in attributes.attributes(project)] == [third, second, first]


def test_two_attributes_have_no_name_in_common(project: Project) -> None:
    age = attributes.create(project, "Age")
    other = attributes.create(project, "Region")

    with pytest.raises(AttributeNameTaken):
        attributes.rename(project, other, "AGE")
    attributes.rename(project, age, "age")  # its own name in other letters

    assert [row.name for row in attributes.attributes(project)] == ["age", "Region"]


def test_a_name_and_a_known_type_are_needed(project: Project) -> None:
    with pytest.raises(AttributeNameMissing):
        attributes.create(project, "  ")
    with pytest.raises(NoSuchType):
        attributes.create(project, "Age", "integer")


def test_values_are_stored_as_their_type_writes_them(project: Project) -> None:
    _unit, martine = make_case(project)
    age = attributes.create(project, "Age", "number")
    met = attributes.create(project, "First met", "date")

    attributes.set_value(project, age, "case", [martine], "7,5")
    attributes.set_value(project, met, "case", [martine], "7.7.2010")

    assert _cells(project, age) == ["7.5"]
    assert _cells(project, met) == ["2010-07-07"]


def test_what_does_not_fit_is_refused_with_its_name(project: Project) -> None:
    _unit, martine = make_case(project)
    region = attributes.create(project, "Region", "choice", ["North", "South"])

    with pytest.raises(ValueDoesNotFit, match="“West” is not among the choices of “Region”") as refused:
        attributes.set_value(project, region, "case", [martine], "West")

    assert "“North”, “South”" in refused.value.hint


def test_no_words_take_a_value_away(project: Project) -> None:
    _unit, martine = make_case(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")

    changed = attributes.set_value(project, age, "case", [martine], " ")

    assert changed == 1
    assert _cells(project, age) == []


def test_many_cells_are_one_act_that_says_what_changed(project: Project) -> None:
    unit, martine = make_case(project)
    leah = study.create_case(project, unit, "Leah")
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [leah], "9")
    entries = [Entry(age, "case", martine, "7"), Entry(age, "case", leah, "9"), Entry(age, "unit", unit, "8")]

    changed = attributes.set_values(project, entries)

    assert changed == 2
    assert project.undo() == "Set “Age” in 3 places"
    assert _cells(project, age) == ["9"]


def test_setting_what_stands_there_is_no_act(project: Project) -> None:
    _unit, martine = make_case(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")

    changed = attributes.set_value(project, age, "case", [martine], "7")

    assert changed == 0
    assert project.undo() == "Set “Age” of “Martine” to “7”"


def test_what_is_gone_gets_no_value(project: Project) -> None:
    age = attributes.create(project, "Age", "number")

    with pytest.raises(NotFound):
        attributes.set_value(project, age, "source", [99], "7")


def test_new_choices_are_added_behind_the_others_when_asked_for(project: Project) -> None:
    _unit, martine = make_case(project)
    region = attributes.create(project, "Region", "choice", ["North"])

    attributes.set_values(project, [Entry(region, "case", martine, "West")], new_choices=True)

    assert attributes.find(project, "region").choices == ("North", "West")


def test_a_type_is_refused_with_the_values_that_do_not_fit(project: Project) -> None:
    unit, martine = make_case(project)
    age = attributes.create(project, "Age")
    for name, words in (("Leah", "nine"), ("Paul", "ten"), ("Jo", "12")):
        attributes.set_value(project, age, "case", [study.create_case(project, unit, name)], words)
    attributes.set_value(project, age, "case", [martine], "7")

    with pytest.raises(ValuesDoNotFit) as refused:
        attributes.retype(project, age, "number")

    assert refused.value.sentence == "“Age” can't become a number: “nine”, “ten” would not fit."
    assert attributes.find(project, "Age").type == "text"


def test_a_type_that_all_values_fit_writes_them_its_way(project: Project) -> None:
    _unit, martine = make_case(project)
    met = attributes.create(project, "First met")
    attributes.set_value(project, met, "case", [martine], "18. Mai 2012")

    attributes.retype(project, met, "date")

    assert _cells(project, met) == ["2012-05-18"]


def test_a_text_becomes_a_choice_of_what_was_written(project: Project) -> None:
    unit, martine = make_case(project)
    leah = study.create_case(project, unit, "Leah")
    region = attributes.create(project, "Region")
    attributes.set_value(project, region, "case", [martine], "North")
    attributes.set_value(project, region, "case", [leah], "NORTH")

    attributes.retype(project, region, "choice")

    assert attributes.find(project, "Region").choices == ("North",)
    assert _cells(project, region) == ["North"]


def test_a_choice_is_renamed_wherever_it_is_in_use(project: Project) -> None:
    _unit, martine = make_case(project)
    source = make_source(project)
    region = attributes.create(project, "Region", "choice", ["North", "South"])
    attributes.set_value(project, region, "case", [martine], "North")
    attributes.set_value(project, region, "source", [source], "South")

    attributes.rename_choice(project, region, "North", "Upper town")

    assert attributes.find(project, "Region").choices == ("Upper town", "South")
    assert _cells(project, region) == ["Upper town", "South"]


def test_a_choice_is_not_renamed_to_another_one(project: Project) -> None:
    region = attributes.create(project, "Region", "choice", ["North", "South"])

    with pytest.raises(ChoiceTaken):
        attributes.rename_choice(project, region, "North", "south")
    with pytest.raises(NotFound):
        attributes.rename_choice(project, region, "West", "East")

    assert attributes.find(project, "Region").choices == ("North", "South")


def test_a_choice_in_use_does_not_go(project: Project) -> None:
    _unit, martine = make_case(project)
    region = attributes.create(project, "Region", "choice", ["North", "South"])
    attributes.set_value(project, region, "case", [martine], "North")

    with pytest.raises(ChoiceInUse, match="“North”"):
        attributes.set_choices(project, region, ["South", "West"])
    attributes.set_choices(project, region, ["West", "North"])

    assert attributes.find(project, "Region").choices == ("West", "North")


def test_an_attribute_goes_with_its_values_and_comes_back_with_them(project: Project) -> None:
    _unit, martine = make_case(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")

    attributes.delete(project, [age])
    assert attributes.attributes(project) == []
    said = project.undo()

    assert said == "Delete attribute “Age”"
    assert _cells(project, age) == ["7"]


def test_values_go_with_what_has_them(project: Project) -> None:
    _unit, martine = make_case(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")

    study.delete_case(project, martine)

    assert _cells(project, age) == []


def test_a_name_that_comes_near_is_offered(project: Project) -> None:
    attributes.create(project, "Region")

    with pytest.raises(NotFound) as missing:
        attributes.find(project, "Regoin")

    assert missing.value.candidates == ("Region",)

"""Values of other programs' variables are what their attribute is: numbers can be compared, and no word is lost."""

from __future__ import annotations

from qda.analysis.queries import asking
from qda.analysis.queries.text import parsed
from qda.flows.refi.building import build
from qda.flows.refi.carried import AttributeIn, Carried, CaseIn, NamedIn, ValueIn
from qda.flows.refi.report import Report
from qda.project.project import Project
from qda.study import attributes


def study(*values: str, kind: str = "number") -> Carried:
    """A study with one case for each of these values of Age."""
    made = Carried(title="Other", units=[NamedIn("u", "Families")], attributes=[AttributeIn("a", "Age", kind)])
    for number, value in enumerate(values):
        made.cases.append(CaseIn(f"c{number}", f"Case {number}", "u"))
        made.values.append(ValueIn("a", ("case", f"c{number}"), value))
    return made


def stored(project: Project) -> list[str]:
    """The values of Age."""
    return sorted(attributes.held(project, attributes.find(project, "Age").id))


def test_numbers_are_stored_as_numbers_however_they_are_written(project: Project) -> None:
    report = build(project, study("34", "34,5", "−3"), Report("other.qda"))

    assert attributes.find(project, "Age").type == "number"
    assert stored(project) == ["-3", "34", "34.5"]
    assert not report.of("carried")


def test_an_age_that_is_no_number_makes_the_attribute_one_of_text_and_a_query_goes_through(project: Project) -> None:
    report = build(project, study("34", "about forty"), Report("other.qda"))

    assert attributes.find(project, "Age").type == "text"
    assert stored(project) == ["34", "about forty"]
    assert [entry.places for entry in report.of("carried")] == [("Age: about forty",)]
    assert asking.ask(project, parsed("ATTRIBUTE Age IS “about forty”")).counts.segments == 0


def test_an_attribute_that_was_there_keeps_its_type_and_what_does_not_fit_is_told(project: Project) -> None:
    attributes.create(project, "Age", "number")

    report = build(project, study("34", "about forty", kind="text"), Report("other.qda"))

    assert stored(project) == ["34"]
    assert [entry.places for entry in report.of("lost")] == [("Age: about forty",)]

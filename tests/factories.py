"""What tests need a lot of, made by the services themselves."""

from __future__ import annotations

from qda.analysis.study import attribute_view
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import service as study
from qda.study.attributes import Target
from qda.text import Mark, Span, UnitKind

TALK = (
    "INT: How did it begin?\n\nTheresa: She came in and sat down. She did not judge me.\n\n"
    "INT: And then?\n\nTheresa: Then we talked."
)


def marks_of(text: str) -> tuple[Mark, ...]:
    """Speaker marks for labels at line starts, by the plainest rule there is."""
    found, at = [], 0
    for line in text.split("\n"):
        label, colon, _rest = line.partition(":")
        if colon and label.isalpha():
            found.append(Mark(at, at + len(label), "speaker", label))
        at += len(line) + 1
    return tuple(found)


def make_source(project: Project, text: str = TALK, name: str = "Interview", *, line_units: UnitKind = "80") -> int:
    """A source with its speakers; gives its id."""
    return sources.add(project, NewSource(name, text, marks_of(text), line_units=line_units))


def make_case(project: Project, unit: str = "Casework", case: str = "Martine") -> tuple[int, int]:
    """A unit with a case; gives both ids."""
    unit_id = study.create_unit(project, unit)
    return unit_id, study.create_case(project, unit_id, case)


def span_of(words: str, text: str = TALK) -> Span:
    """Where words stand first in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def said_of(project: Project, attribute_id: int, target: Target) -> dict[int, str]:
    """What an attribute says of all things of a kind, inherited or not, by id, where it says something."""
    rows = attribute_view.table(project, target).rows
    return {row.id: row.words(attribute_id) for row in rows if row.words(attribute_id)}

"""The sample's attributes name what is in the sample, and are inherited in it."""

from __future__ import annotations

import tomllib

from qda import resources
from qda.flows.bluechester import attributes as sample_attributes
from qda.project.project import Project
from qda.study import attributes, instruments
from qda.study import service as study
from tests.factories import make_source, said_of


def test_the_attributes_of_the_sample_are_kept_in_one_act(project: Project) -> None:
    told = tomllib.loads(resources.path("bluechester", "attributes.toml").read_text(encoding="utf-8"))
    with project.group():
        units = {name: study.create_unit(project, name) for name in told["unit"]}
        cases = {name: study.create_case(project, units["Casework"], name) for name in told["case"]}
        sources = {name: make_source(project, name=name) for name in told["source"]}
        for name in told["participant"]:
            study.create_participant(project, name)

    sample_attributes.keep(project, told, units=units, cases=cases, sources=sources)

    kept = attributes.find(project, "Kept as")
    said = said_of(project, kept.id, "case")
    assert said[cases["Leah"]] == "notes from the file"
    assert said[cases["Martine"]] == "recording"
    assert project.undo() == "Keep the attributes of the sample"
    assert attributes.attributes(project) == []


def test_the_instruments_of_the_sample_produced_each_source_once(project: Project) -> None:
    told = tomllib.loads(resources.path("bluechester", "instruments.toml").read_text(encoding="utf-8"))
    named = [name for row in told["instrument"] for name in row["sources"]]
    sources = {name: make_source(project, name=name) for name in named}

    sample_attributes.keep_instruments(project, told, sources=sources)

    found = instruments.instruments(project)
    assert [(row.label, len(row.items)) for row in found] == [
        ("Framework for observation (1)", 7),
        ("Guide for parents (1)", 7),
        ("Guide for practitioners (1)", 7),
        ("Guide for practitioners (2)", 7),
    ]
    assert sum(row.sources for row in found) == len(named) == len(set(named))

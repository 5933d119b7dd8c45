"""The sample's attributes name what is in the sample, and are inherited in it."""

from __future__ import annotations

import tomllib

from qda import resources
from qda.analysis import attribute_view
from qda.flows import sample_attributes
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study
from tests.factories import make_source


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
    said = attribute_view.values_of(project, kept.id, "case")
    assert said[cases["Leah"]] == "notes from the file"
    assert said[cases["Martine"]] == "recording"
    assert project.undo() == "Keep the attributes of the sample"
    assert attributes.attributes(project) == []

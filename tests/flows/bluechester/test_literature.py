"""The sample's literature is whole: every way through screening is in it, and it is one act."""

from __future__ import annotations

import tomllib

from qda import resources
from qda.flows.bluechester import literature as sample_literature
from qda.project.project import Project
from qda.study import literature


def literature_of_the_sample(project: Project) -> None:
    """What other tests stand on."""
    told = tomllib.loads(resources.path("bluechester", "literature.toml").read_text("utf-8"))
    sample_literature.keep(project, told)


def test_the_sample_has_six_publications_in_every_stage_but_the_first(project: Project) -> None:
    literature_of_the_sample(project)

    found = literature.rows(project)
    assert len(found) == 6
    assert {row.stage for row in found} == set(literature.STAGES) - {"found"}
    assert project.undo() == "Keep the literature of the sample"
    assert literature.rows(project) == []

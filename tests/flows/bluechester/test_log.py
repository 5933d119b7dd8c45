from __future__ import annotations

import tomllib

import pytest

from qda import resources
from qda.coding import codes, judgements, properties, sampling
from qda.flows.bluechester import log
from qda.memos import service as memos
from qda.project.project import Project
from tests.factories import make_source


@pytest.fixture
def kept(project: Project) -> Project:
    """The sample's own log, in a study that holds no more than what it names."""
    told = tomllib.loads(resources.path("bluechester", "sampling.toml").read_text(encoding="utf-8"))
    named = {row["category"]: codes.create(project, row["category"], level="category") for row in told["judgement"]}
    for step in told["step"]:
        properties.add_property(project, named[step["category"]], step["property"])
    sources = {name: make_source(project, name=name) for step in told["step"] for name in step["sources"]}
    titles = {row["memo"] for row in (*told["step"], *told["judgement"]) if "memo" in row}
    written = {title: memos.begin(project, title, title=title) for title in sorted(titles)}
    log.keep(project, told, codes=named, sources=sources, written=written)
    return project


def test_the_log_shows_steps_at_several_stages(kept: Project) -> None:
    assert [row.status for row in sampling.rows(kept)] == ["told", "told", "collected", "told", "gap"]


def test_each_judgement_has_its_date_and_its_memo(kept: Project) -> None:
    rows = judgements.rows(kept)

    assert [row.category for row in rows] == [
        "improving organizationally",
        "conflicting obligations",
        "managing the boundaries",
    ]
    assert all(row.memo for row in rows)

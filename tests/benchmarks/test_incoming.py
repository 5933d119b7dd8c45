"""The projects that the benchmark of imports writes are such as those programs write: they come in whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import queries as coding
from qda.flows.importing.bring_in import bring_in
from qda.project.project import Project
from qda.sources.readers import guarded
from tests.benchmarks import incoming, strangers
from tests.benchmarks.studies import Size

SMALL = Size("Small", 4, 120, 40, 16, 2, 0, 0)
SMALLER = Size("Smaller", 2, 120, 10, 8, 2, 0, 0)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "possible", lambda: False)


@pytest.mark.parametrize("name", list(incoming._MAKERS))
def test_a_project_of_another_program_loses_nothing(project: Project, tmp_path: Path, name: str) -> None:
    suffix, make = incoming._MAKERS[name]
    held = strangers.material(SMALL)

    report = bring_in(project, make(tmp_path / f"project{suffix}", held))

    assert report.of("lost") == report.of("mended") == []
    named = {row.code for row in coding.everything(project)}
    assert named <= set(held.codes)
    assert len(coding.everything(project)) >= 0.9 * len(held.codings)


def test_every_import_is_measured_and_has_a_goal_at_the_first_size(tmp_path: Path) -> None:
    rows = incoming.run(tmp_path, (SMALLER,))

    assert [row.goal for row in rows] == [6_000] * 3 + [2_000] * 3 + [4_000]
    assert all(row.name.endswith(", Smaller") and row.value > 0 for row in rows)

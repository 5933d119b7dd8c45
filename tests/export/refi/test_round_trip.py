"""What is written can be read again by Gerund, and written again as the same."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.export.refi import writing
from qda.export.refi.positions import layout
from qda.flows.refi import building, reading
from qda.project.project import Project
from tests.export.refi.studies import fill, fill_with_hostile_words

READER = "Who reads it in"


def inside(path: Path) -> dict[str, list[str]]:
    """Every file of an archive line by line, but for when and by whom it was made, and who read it in."""
    with zipfile.ZipFile(path) as file:
        lines = {name: file.read(name).decode("utf-8").split("\n") for name in file.namelist()}
    return {
        name: [line for line in each if not line.startswith("<Project ") and f'name="{READER}"' not in line]
        for name, each in lines.items()
    }


@pytest.mark.parametrize("made", [fill, fill_with_hostile_words])
@pytest.mark.parametrize("program", ["standard", "nvivo", "atlasti"])
def test_a_project_that_comes_back_is_written_as_the_same(
    made: Callable[[Project], None], program: str, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "one.gerund", title="A study", coder="AQ") as one:
        made(one)
        writing.write(one, tmp_path / "one.qdpx")
        writing.write(one, tmp_path / "sent.qdpx", layout(program))

    with Project.create(tmp_path / "two.gerund", title="", coder=READER) as two:
        building.build(two, *reading.read(tmp_path / "sent.qdpx"))
        writing.write(two, tmp_path / "two.qdpx")

    assert inside(tmp_path / "two.qdpx") == inside(tmp_path / "one.qdpx")

from __future__ import annotations

from pathlib import Path

import pytest

from qda.export import reports
from qda.export.blocks import Prose, said
from qda.export.wishes import Wish
from qda.export.writing import NothingToWrite
from qda.memos import service as memos
from qda.project.project import Project


def test_a_report_that_is_more_than_a_table_begins_with_its_title(project: Project) -> None:
    memos.begin(project, "She came in.", title="First")

    first, *_rest = reports.blocks(project, Wish("memos"))

    assert first == said("Memos – A study", "title")
    assert not any(isinstance(block, Prose) for block in reports.blocks(project, Wish("frequencies")))


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.xlsx", "a.csv"])
@pytest.mark.parametrize("kind", ["frequencies", "memos", "sources"])
def test_a_report_with_nothing_in_it_says_so_and_writes_no_file(
    project: Project, tmp_path: Path, kind: str, name: str
) -> None:
    with pytest.raises(NothingToWrite, match="nothing yet"):
        reports.write_report(tmp_path / name, project, Wish(kind))

    assert not (tmp_path / name).exists()

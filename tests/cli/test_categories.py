"""The command `categories`: what it prints, and the files it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qda import cli
from qda.coding import categories, codes, properties, segments
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a study with a category, its property with one placed piece of evidence, and a relation."""
    with Project.create(tmp_path / "s.gerund", title="A study", coder="AQ") as project:
        _unit, case = make_case(project)
        source = make_source(project)
        sources.move(project, [source], case_id=case)
        category = codes.create(project, "managing the boundaries", level="category")
        segment = segments.apply(project, source, span_of("came in"), category).segment_id
        segments.apply(project, source, span_of("we talked"), category)
        made = categories.add_property(project, category, "permeability", dimensions=[("closed", "open")])
        properties.attach(project, made, [segment], place=0.8)
        categories.relate(project, category, "leads to", codes.create(project, "calm"), note="Once.")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_it_lists_categories_with_all_they_have(run: Run) -> None:
    code, out, err = run("categories", "s.gerund", "--json")

    assert (code, err) == (0, "")
    row = json.loads(out)[0]
    assert (row["name"], row["level"], row["segments"], row["cases"], row["gaps"]) == (
        "managing the boundaries",
        "category",
        2,
        1,
        0,
    )
    assert row["properties"] == [
        {
            "name": "permeability",
            "description": "",
            "evidence": 1,
            "dimensions": [{"low": "closed", "high": "open", "evidence": 1, "places": [80]}],
        }
    ]
    assert [(each["type"], each["to"], each["note"]) for each in row["relations"]] == [("leads to", "calm", "Once.")]


def test_it_prints_them_between_tabs(run: Run) -> None:
    assert run("categories", "s.gerund")[1].splitlines() == [
        "managing the boundaries\tcategory\t2\t1\t1\t0",
        "\tpermeability\t1",
        "\t\tclosed – open\t1",
        "\tmanaging the boundaries → leads to → calm",
    ]


def test_the_grid_of_one_is_written(run: Run) -> None:
    code, out, _err = run(
        "categories", "s.gerund", "--category", "managing the boundaries", "--by", "source", "--out", "g.csv"
    )

    assert (code, out) == (0, "Wrote “g.csv”.\n")
    lines = Path("g.csv").read_text(encoding="utf-8").lstrip("\ufeff").splitlines()
    assert lines == [
        "Property,Low pole,High pole,All (n = 2),Interview (n = 2)",
        "permeability,closed,open,1 (at 80),1 (at 80)",
    ]


def test_all_are_written_to_one_document(run: Run) -> None:
    from docx import Document

    assert run("categories", "s.gerund", "--out", "all.docx")[0] == 0

    tables = Document("all.docx").tables
    assert [table.rows[0].cells[0].text for table in tables] == ["Category or property", "Property", "From"]


def test_a_category_that_is_not_there_is_named(run: Run) -> None:
    code, _out, err = run("categories", "s.gerund", "--category", "managing", "--out", "g.csv")

    assert code == 2
    assert "There is no code “managing”." in err

"""Quin’s tables and figures: all of them of the sample, what another study can fill, each named with its way."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from qda import resources
from qda.analysis.figures import timeline
from qda.analysis.figures.timeline_layout import lay_out
from qda.cli.arguments import parser
from qda.coding import maps
from qda.errors import QdaError
from qda.export.leaving import gate
from qda.export.profiles import APA, GERMAN
from qda.export.quin import files as quin_files
from qda.export.quin.files import NothingOfIt, Written
from qda.export.quin.parts import PARTS, Part
from qda.flows.bluechester import sample
from qda.project.project import Project
from qda.study import consent
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import NewLine
from tests.factories import make_case


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    return path


def test_the_sample_fills_them_all_with_what_is_meant(built: Path) -> None:
    with Project.open(built, writable=False) as project:
        filling = quin_files._Study(project, APA)
        found = {part.stem: filling.of(part) for part in PARTS}

    assert all(made.tables or made.picture for made in found.values())
    assert {stem: made.shows for stem, made in found.items() if made.shows} == {
        "table-03": "How the literature was searched",
        "table-08": "Success in the literature, by domain",
        "table-10": "What the Board does",
        "table-12": "Martine: perspectives compared",
        "table-13": "Success in three domains",
        **{part.stem: part.what for part in PARTS if part.made == "map"},
    }


def test_the_sample_lies_in_its_own_years(built: Path) -> None:
    with Project.open(built, writable=False) as project:
        whole = timeline.of_study(project)
        (table,) = quin_files._Study(project, APA).of(PARTS[0]).tables

    assert {event.last.year for event in whole.events} == {2010, 2011, 2012, 2013}
    assert lay_out(whole).cuts == ()
    assert [row.cells[0] for row in table.rows] == ["2010", "2011", "2012", "2013"]


def test_every_number_of_the_thesis_is_there() -> None:
    numbers = {sort: sorted({part.number for part in PARTS if part.sort == sort}) for sort in ("table", "figure")}

    assert numbers == {"table": [2, 3, 4, 8, 9, 10, 12, 13, 14, 15], "figure": [1, 8, 9, 12, 17, 19, 20, 21, 22]}
    assert len({part.stem for part in PARTS}) == len(PARTS)


def test_each_command_is_one_that_the_command_line_knows() -> None:
    given = [shlex.split(part.command)[1:] for part in PARTS]

    assert [parser().parse_args(words).command for words in given] == [words[0] for words in given]


@pytest.mark.parametrize("part", PARTS, ids=[part.stem for part in PARTS])
def test_every_command_knows_the_language_of_the_page(part: Part) -> None:
    words = shlex.split(Written(part).command(GERMAN))[1:]

    assert words[-2:] == ["--profile", "german"]
    assert parser().parse_args(words).profile == "german"


def test_another_study_gives_what_it_has(project: Project, tmp_path: Path) -> None:
    unit, case = make_case(project)
    ann = study.create_participant(project, "Ann", role="parent", case_ids=(case,))
    consent.record(project, ann, "interview", asked_on="2010-05", outcome="yes")
    study.add_data_set(project, unit, "interviews", aim="To hear them")
    lines = {"rows": [NewLine("case", case)], "columns": [NewLine("", label="What changed <&>")]}
    matrix = matrices.create(project, "Cases", "across", **lines)  # type: ignore[arg-type]
    found = matrices.matrix(project, matrix)
    matrices.write(project, found.rows[0].id, found.columns[0].id, text="A <great> deal")
    drawn = maps.create(project, "My own map")
    maps.place(project, drawn, "note", None, (0, 0, 210, 52), text="a thought")

    with gate.collecting():
        written = quin_files.write(project, tmp_path / "out")

    made = {each.part.stem: each for each in written if each.files}
    assert set(made) == {"table-09", "table-13", "table-15", "figure-01", "figure-08"}
    assert made["figure-08"].shows == "My own map"
    assert made["figure-08"].command(APA) == "gerund map PROJECT --map 'My own map' --out FILE.svg"
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there == {"index.html", *(name for each in made.values() for name in each.files)}


def test_the_page_leads_to_each_file_and_says_what_is_lacking(project: Project, tmp_path: Path) -> None:
    unit, _case = make_case(project)
    study.describe(project, title="Talk & <silence>")
    study.add_data_set(project, unit, "interviews")

    with gate.collecting():
        quin_files.write(project, tmp_path, GERMAN)

    page = (tmp_path / "index.html").read_text("utf-8")
    assert "Talk &amp; &lt;silence&gt;" in page
    assert re.findall('href="([^"]+)"', page) == ["table-09.docx", "table-09.xlsx"]
    assert page.count('class="none"') == len(PARTS) - 1
    assert "http" not in page.replace("http-equiv", "")
    english = [part.title for part in PARTS if f"<td>{part.title}" in page] + [
        p.lacking for p in PARTS if p.lacking in page
    ]
    assert english == []


def test_an_empty_study_writes_nothing(project: Project, tmp_path: Path) -> None:
    with gate.collecting(), pytest.raises(NothingOfIt):
        quin_files.write(project, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_told(project: Project, tmp_path: Path) -> None:
    unit, _case = make_case(project)
    study.add_data_set(project, unit, "interviews")
    (tmp_path / "file").write_text("in the way", "utf-8")

    with gate.collecting(), pytest.raises(QdaError, match="cannot be made"):
        quin_files.write(project, tmp_path / "file" / "out")


def test_nothing_of_the_thesis_stands_in_the_sample() -> None:
    """No seven words in a row of what the sample gained for these tables and figures are Quin’s."""
    seeds = Path(__file__).resolve().parents[3] / ".." / "shared" / "seeds"
    thesis = next(seeds.glob("001*.txt"), None) if seeds.exists() else None
    if thesis is None:
        pytest.skip("the thesis does not lie beside the project")

    def words(text: str) -> list[str]:
        return re.findall(r"[a-z’']+", text.lower())

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return set(zip(*(found[at:] for at in range(7)), strict=False))

    theirs = runs(thesis.read_text("utf-8"))
    for name in ("map.toml", "matrices.toml"):
        ours = re.findall('"([^"]{20,})"', resources.path("bluechester", name).read_text("utf-8"))
        assert [text for text in ours if runs(text) & theirs] == []

"""The tutorial of the manual, walked by the services that its keys call: on words of our own, and on the thesis."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qda import resources
from qda.analysis.synthesis import evidence
from qda.coding import codes, comparison, focused, maps, properties, relations, segments
from qda.coding import queries as coding
from qda.coding.categories import gather_under, raise_to
from qda.export.leaving import gate
from qda.export.quin import files as quin_files
from qda.flows.bluechester import extracts
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import queries as sources
from qda.study import queries as study
from qda.synthesis import claims, matrices
from qda.synthesis.matrices import NewLine
from qda.synthesis.targets import Target as On
from qda.text import Span

THESIS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds" / "001_e3e1c8adf16b3a60.txt"
PAGE = resources.path("help", "15-bluechester.md")

OURS = """
The Board looks back:

The Chair puts the folder down and waits until somebody opens it. (Field note extract: LSCB Board meeting, March 2012)

Nobody can say where the second figure is from, and the item is noted. (LSCB Board meeting minutes May 2012)

They agree to ask again in June, in the same words as before. (Field note extract: LSCB January 2013)

And at home:

I put the kettle on and waited for her to knock, every Friday. (Interview with Theresa)

She was always in when I came, and I took that for a good sign. (Interview with Angela)

Home visit made, mother at home, no concerns noted on this occasion. (Field note extract: Case Record of Martine)
"""


def _ours(folder: Path) -> Path:
    path = folder / "copy.txt"
    path.write_text(OURS, encoding="utf-8")
    return path


def _thesis(_folder: Path) -> Path:
    if not THESIS.exists():
        pytest.skip("the reader's copy of the thesis is not beside the project")
    return THESIS


@pytest.mark.parametrize("copy", [_ours, _thesis])
def test_the_tutorial_leads_to_claims_that_lead_to_words(tmp_path: Path, copy: object) -> None:
    assert callable(copy)
    extracts.from_thesis(copy(tmp_path), tmp_path / "extracts.gerund", coder="AQ")
    with Project.open(tmp_path / "extracts.gerund", coder="AQ") as project:
        board = [row for row in sources.rows(project) if row.case == "LSCB"][:3]
        labels = [_coded(project, row.id) for row in board]
        category = _raised(project, labels)
        claim = claims.create(
            project, "The Board notes what it can't settle.", links=[(On("code", category), "rests on")]
        )
        _tabled(project)

        chain = evidence.load(project)
        held = chain.evidence(claim)
        with gate.collecting():
            written = quin_files.write(project, tmp_path / "out")

    assert len(held) == len(board) == 3
    made = {each.part.stem for each in written if each.files}
    assert {"table-12", "table-13", "figure-08"} <= made


def _coded(project: Project, source: int) -> int:
    """Line by line, and once in vivo; gives the label."""
    text = sources.opened(project, source).text
    words = re.match(r"\W*(\w+(?:\W+\w+){2})", text)
    assert words is not None
    segments.in_vivo(project, source, Span(words.start(1), words.end(1)))
    label = codes.create(project, f"noting {source}")
    segments.apply(project, source, Span(0, min(len(text), 60)), label)
    return label


def _raised(project: Project, labels: list[int]) -> int:
    """Compared, clustered, raised, with a property, a memo and a map."""
    found = [row.segment_id for row in coding.of_codes(project, labels)]
    comparison.judge(project, found[:2], "differs", note="one waits, the other notes")
    category = focused.name_cluster(project, "noting in place of settling", [(focused.HEAP, label) for label in labels])
    raise_to(project, [category], "category")
    gather_under(project, [category], "seeming to act")
    candour = properties.add_property(project, category, "candour", dimensions=[("guarded", "open")])
    assert properties.attach(project, candour, found, place=0.2) == len(found)
    memos.begin(project, "What it does not explain.", kind="theoretical", targets=[Target("code", category)])
    other = codes.create(project, "asking again", level="focused")
    drawn = maps.create(project, "My chapter 5")
    boxes = [maps.place(project, drawn, "code", code, (0, 0, 210, 52)) for code in (category, other)]
    maps.join(project, drawn, *boxes, relation_id=relations.relate(project, category, "leads to", other))
    return category


def _tabled(project: Project) -> None:
    """One case by perspectives, and units side by side."""
    units = study.units(project)
    martine = next(case.id for unit in units for case in unit.cases if case.name == "Martine")
    views = sorted({row.perspective for row in sources.rows(project) if row.case == "Martine"})
    assert views == ["case record", "parent", "social worker"]
    lines = [NewLine("perspective", label=view) for view in views]
    topic = [NewLine("code", row.id) for row in coding.code_rows(project) if row.level == "category"]
    table = matrices.create(project, "Martine", "perspectives", case_id=martine, rows=topic, columns=lines)
    found = matrices.matrix(project, table)
    for column in found.columns:
        matrices.write(project, found.rows[0].id, column.id, judgement="mixed")
    across = matrices.create(
        project,
        "Domains",
        "across",
        rows=[NewLine("unit", unit.id) for unit in units],
        columns=[NewLine(label="Trust")],
    )
    found = matrices.matrix(project, across)
    matrices.write(project, found.rows[0].id, found.columns[0].id, text="Said, and not tested.")


def test_its_pages_and_pictures_are_there() -> None:
    text = PAGE.read_text("utf-8")
    pages = {path.stem.partition("-")[2] for path in PAGE.parent.glob("*.md")}

    assert [link for link in re.findall(r"\]\(([a-z]+)\.md\)", text) if link not in pages] == []
    pictures = re.findall(r"\((pictures/[a-z]+\.png)\)", text)
    assert pictures
    assert [name for name in pictures if not (PAGE.parent / name).exists()] == []
    assert len(re.findall(r"^## \d+\. ", text, re.MULTILINE)) == 14

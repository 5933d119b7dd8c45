"""A participant withdraws: no file that leaves holds six consecutive words of theirs any more; undo brings them back.

The gate is not held open here (see the fixture in tests/conftest.py): what writes past it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Text, select

from qda import cli
from qda.analysis.queries import asking
from qda.analysis.queries.query import Has
from qda.coding import codes, comparison, maps, relations, sampling, saved_queries, segments
from qda.coding import queries as coding_queries
from qda.errors import QdaError
from qda.export import kinds
from qda.export.leaving import gate
from qda.memos import addresses, arrangements, drafts
from qda.memos import service as memos
from qda.memos.service import Target
from qda.progress import Silent
from qda.project import issued, unfinished
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.store import journal
from qda.store.rows import journalled_tables
from qda.study import feedback, withdrawals
from qda.synthesis import claims, matrices
from qda.synthesis.matrices import NewLine
from qda.text.runs import Runs
from tests.export.coded_study import build
from tests.factories import TALK, make_source, span_of
from tests.workflows import leaving

SAID = "She came in and sat down. She did not judge me."
TOLD = "My sister brought the children every Sunday, and nobody asked what that meant to us."
SHORT = "She did not judge me"
# Columns that somebody writes into as they like; in every row that there is, the words are quoted in each.
PLANTED = (
    *("description", "context", "summary", "definition", "include_when", "exclude_when", "example", "note", "text"),
    *("expected", "observed", "reason", "gap", "question", "planned", "effect", "response", "heading", "collected"),
)


@pytest.fixture
def study(tmp_path: Path, qapp: QApplication) -> Iterator[Project]:
    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as project:
        _fill(project)
        yield project


def _fill(project: Project) -> None:
    """Theresa's words in a transcript and in a letter, and quoted wherever anything can be written."""
    made = build(project)
    original = TOLD.encode()
    letter = NewSource("A letter", TOLD, participant_ids=(made["person"],), original=original, original_name="l.txt")
    letter_id = sources.add(project, letter)
    make_source(project, f"Field note. As Theresa wrote: {TOLD}", "Notes on a visit")
    one = segments.apply(project, made["source"], span_of(SAID), made["focused"]).segment_id
    two = segments.apply(project, letter_id, span_of(TOLD, TOLD), made["focused"]).segment_id
    segments.in_vivo(project, letter_id, span_of("My sister brought the children every Sunday", TOLD))
    comparison.judge(project, [one, two], "same", code_id=made["focused"], note=f"She says: {SAID}")
    (address,) = addresses.of(project, [one]).values()
    memo = memos.begin(project, f"{addresses.quotation(address)}\n\nand {TOLD}", targets=[Target("segment", two)])
    drafts.save(project, drafts.new_slot(), f"Unfinished: {SAID}")
    unfinished.save(project, "claim.text/1", f"Half a claim: {SAID}", title=f"claim “{TOLD}”", target=("claim", 1))
    arrangement = arrangements.create(project, "For chapter 5")
    arrangements.lay(project, arrangement, {memo: (0.0, 0.0)})
    map_id = maps.create(project, "The map")
    maps.place(project, map_id, "code", made["focused"], (0, 0, 160, 60))
    maps.place(project, map_id, "note", None, (200, 0, 160, 60), text=TOLD)
    relations.relate(project, made["focused"], "leads to", made["theme"], note=TOLD)
    sampling.add(project, f"Who brings them? {TOLD}", code_id=made["focused"])
    saved_queries.save(project, "hers", '{"all":[{"has":"text","value":"' + TOLD + '"}]}')
    feedback.send(project, "The summary", participant_id=made["person"], text=TOLD)
    claims.create(project, f"Holds, for: {TOLD}")
    matrix = matrices.create(project, "Voices", rows=[NewLine(label="she")], columns=[NewLine(label="then")])
    lines = _lines(project, matrix)
    matrices.write(project, *lines, text=SAID)
    _plant(project)


def _lines(project: Project, matrix: int) -> tuple[int, int]:
    from qda.store.models import MatrixLine

    with project.read() as session:
        query = select(MatrixLine.id).where(MatrixLine.matrix_id == matrix).order_by(MatrixLine.axis.desc())
        row, column = session.execute(query).scalars()
    return row, column


def _plant(project: Project) -> None:
    with project.command("test.plant", "Plant words", words=SAID) as session:
        log = journal.of(session)
        for table in journalled_tables():
            planted = [column.name for column in table.c if column.name in PLANTED and isinstance(column.type, Text)]
            if planted and table.name not in ("speaker", "instrument"):
                words = {name: f"{table.name} {name}: “{SAID}” {TOLD}" for name in planted}
                log.update_where(journal.model_of(table.name), table.c.id > 0, words)


ENDINGS = (".docx", ".xlsx", ".csv", ".html")
DRAWN = ("maps", "heat-maps", "bars", "together", "likeness", "texts", "words", "timeline", "saturation")
QUOTING = ("segments", "themes", "codebook", "memos", "audit", "sampling", "comparisons")


def _reports(project: Project, folder: Path, *, only_quoting: bool) -> Iterator[Path]:
    """Every report of the list in every format (pictures in Word alone), a document of all, and coded texts.

    With `only_quoting` those that must hold the words when nothing is masked, as .csv; that of segments in all formats.
    """
    from qda.export import compose, reports, wishes
    from qda.sources import queries
    from qda.ui.analysis.reports import work as report_work

    with gate.leaving(project, "report") as cleared:
        for entry in kinds.ENTRIES:
            if only_quoting and entry.key not in QUOTING:
                continue
            endings = (".csv",) if only_quoting else (".docx",) if entry.key in DRAWN else ENDINGS
            for ending in ENDINGS if entry.key == "segments" else endings:
                path = folder / f"{entry.key}{ending}"
                with suppress(QdaError):  # nothing to say, or no table in it
                    reports.write_report(path, cleared, wishes.Wish(entry.key, quotes=True), Silent())
                    yield path
    plan = compose.Plan(tuple(entry.key for entry in kinds.ENTRIES if entry.key not in DRAWN), title="All")
    for ending in (".docx", ".html"):
        report_work.write_document(folder / f"all{ending}", project, plan, Silent())
        yield folder / f"all{ending}"
    for row in queries.rows(project):
        for ending in (".docx", ".html", ".pdf", ".xlsx", ".csv"):
            path = folder / f"coded-{row.id}{ending}"
            report_work.write_coded(path, project, wishes.Wish("coded"), row.id, Silent())
            yield path


def _window(project: Project, folder: Path) -> Iterator[Path]:
    """What the window's other pages write."""
    from qda.export.coding import lineage_picture
    from qda.export.maps import pictures as maps
    from qda.export.texts import outline
    from qda.ui.analysis.queries import acts as query_acts
    from qda.ui.analysis.queries import hit_acts
    from qda.ui.analysis.queries.hits import Where, look
    from qda.ui.coding import segment_acts
    from qda.ui.project import export_page

    for ending in (".qdpx", ".qdc", ".jsonl"):
        export_page._write(project, folder / f"study{ending}", "standard", Silent())
        yield folder / f"study{ending}"
    found = look(project, "children", Where(), Silent())
    hit_acts.write_list(project, folder / "hits.csv", found, Silent())
    yield folder / "hits.csv"
    answer = asking.ask(project, Has("code", "arriving"))
    query_acts.write(folder / "query.docx", project, answer, answer.places, Silent())
    yield folder / "query.docx"
    rows = coding_queries.everything(project)
    segment_acts.written(project, folder / "listed.xlsx", rows, {}, Silent())
    yield folder / "listed.xlsx"
    with gate.leaving(project, "others") as cleared:
        for ending in (".svg", ".png", ".pdf", ".docx", ".graphml"):
            maps.write(folder / f"map{ending}", maps.picture(cleared, maps.find(cleared, "The map")))
            yield folder / f"map{ending}"
        for ending in (".svg", ".png", ".pdf"):
            lineage_picture.save(folder / f"lineage{ending}", lineage_picture.picture(cleared))
            yield folder / f"lineage{ending}"
        made = outline.of_arrangement(cleared, arrangements.find(cleared, "For chapter 5"))
        for ending in (".docx", ".md"):
            outline.write(folder / f"outline{ending}", made)
            yield folder / f"outline{ending}"


def _write_all(project: Project, folder: Path, *, only_quoting: bool = False) -> dict[str, list[str]]:
    """Every kind of file; of each the parts that hold a run of Theresa's words."""
    folder.mkdir()
    runs = Runs([SAID, TOLD])
    return {
        path.name: leaving.held(path, runs)
        for path in (*_reports(project, folder, only_quoting=only_quoting), *_window(project, folder))
        if path.exists()
    }


def test_after_a_withdrawal_no_file_holds_a_run_of_six_words_and_undo_brings_them_back(
    study: Project, tmp_path: Path
) -> None:
    withdrawals.withdraw(study, 1, on="2012-05-18", reason="asked by letter")
    without = _write_all(study, tmp_path / "without")

    study.undo()
    again = _write_all(study, tmp_path / "again", only_quoting=True)

    assert {name: parts for name, parts in without.items() if parts} == {}
    assert len(without) > 100 > len(again) > 40
    holding = {name for name, parts in again.items() if parts}
    assert holding >= {
        *("segments.docx", "segments.xlsx", "segments.csv", "segments.html", "themes.csv", "codebook.csv"),
        *("memos.csv", "audit.csv", "sampling.csv", "comparisons.csv", "all.docx", "all.html"),
        *("coded-1.docx", "coded-1.html", "coded-1.pdf", "coded-1.csv", "coded-2.pdf", "coded-3.docx", "query.docx"),
        *("study.qdpx", "study.qdc", "study.jsonl", "hits.csv", "listed.xlsx", "map.svg", "map.graphml", "map.docx"),
        *("outline.docx", "outline.md"),
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["segments", "--json"],
        ["text", "--source", "Interview"],
        ["text", "--source", "Notes on a visit", "--lines"],
        ["codes", "--json"],
        ["memos", "--json"],
        ["history", "--json"],
        ["search", "judge", "--json"],
        ["categories", "--json"],
        ["query", "CODE arriving", "--json"],
    ],
    ids=" ".join,
)
def test_what_the_command_line_prints_is_masked_too(
    study: Project, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    withdrawals.withdraw(study, 1)
    study.close()

    assert cli.main([arguments[0], str(study.path), *arguments[1:]]) == cli.OK

    assert not leaving.held_in_text(capsys.readouterr().out, Runs([SAID, TOLD]))


def test_the_command_line_writes_masked_files_and_enters_them(study: Project, tmp_path: Path) -> None:
    withdrawals.withdraw(study, 1)
    study.close()
    path = tmp_path / "left.jsonl"

    assert cli.main(["export", str(study.path), str(path)]) == cli.OK
    assert cli.main(["report", str(study.path), "segments", "--out", str(tmp_path / "s.docx")]) == cli.OK

    assert leaving.held(path, Runs([SAID, TOLD])) == []
    assert leaving.held(tmp_path / "s.docx", Runs([SAID, TOLD])) == []
    with Project.open(study.path, writable=False) as again:
        rows = issued.rows(again)
    assert [(row.kind, row.file_name) for row in rows] == [("report", "s.docx"), ("export", "left.jsonl")]


def test_a_file_that_left_is_in_the_register(study: Project, tmp_path: Path) -> None:
    from qda.export.texts import coded_files, coded_text
    from qda.project.texts import content_hash

    with gate.leaving(study, "report", "Coded text", sources=[1]) as cleared:
        coded_files.write(tmp_path / "c.html", coded_text.read(cleared, 1))

    (row,) = issued.rows(study)
    assert (row.kind, row.title, row.file_name, row.folder) == ("report", "Coded text", "c.html", str(tmp_path))
    assert row.sources == {1}
    assert row.sha256 == content_hash("original", (tmp_path / "c.html").read_bytes())


def test_nothing_is_written_past_the_gate(study: Project, tmp_path: Path) -> None:
    from qda.export import reports, wishes

    with pytest.raises(gate.Ungated):
        reports.write_report(tmp_path / "s.csv", study, wishes.Wish("segments"), Silent())

    assert list(tmp_path.glob("s*.csv")) == []


def test_where_it_cannot_be_entered_the_file_is_written_and_that_is_said(study: Project, tmp_path: Path) -> None:
    from qda.export import reports, wishes

    told: list[QdaError] = []
    gate.tell_trouble(told.append)
    with Project.open(study.path, writable=False) as reader, gate.leaving(reader, "report") as cleared:
        reports.write_report(tmp_path / "s.csv", cleared, wishes.Wish("segments"), Silent())

    assert (tmp_path / "s.csv").exists()
    assert "“s.csv” is written, but not entered in the register" in told[0].sentence


def test_what_talk_is_looked_for_is_found_in_what_is_not_masked() -> None:
    assert leaving.held_in_text(TALK, Runs([SAID]))
    assert codes.ROOT

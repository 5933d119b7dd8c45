"""SQLite today, PostgreSQL tomorrow: nothing outside the store may be said in one dialect only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ClauseElement, TextClause, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from qda.analysis.segments import coverage, retrieval
from qda.analysis.study import attribute_view
from qda.analysis.study import checklists as filled_in
from qda.analysis.words import search
from qda.coding import categories, codes, corrected, focused, lines, lookups, maps, queries, segments
from qda.export import reports, wishes
from qda.export.maps import pictures as drawn_maps
from qda.flows import code_hits
from qda.memos import drafts
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import coders, history
from qda.project.project import Project
from qda.sources import editing
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.store.models import Base
from qda.study import attributes, checklists, consent, instruments, literature
from qda.study import queries as study_queries
from qda.study import service as study
from qda.study.references import Reference
from tests.factories import make_source, span_of

PACKAGE = Path(__file__).resolve().parents[1] / "qda"


@pytest.fixture
def said(project: Project) -> Iterator[list[ClauseElement]]:
    """Every statement that is put to the project's connections, as it was built."""
    heard: list[ClauseElement] = []

    def listen(_connection: Any, statement: Any, *_rest: Any) -> None:
        if isinstance(statement, ClauseElement):
            heard.append(statement)

    engines = [engine for engine in (project._writer_engine, project._reader) if engine is not None]
    for engine in engines:
        event.listen(engine, "before_execute", listen)
    yield heard
    for engine in engines:
        event.remove(engine, "before_execute", listen)


def test_every_table_and_index_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]

    for table in Base.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        assert "AUTOINCREMENT" not in made
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect)).startswith("CREATE")


def test_everything_that_is_asked_and_written_can_be_said_in_postgresql(
    project: Project, said: list[ClauseElement], tmp_path: Path
) -> None:
    _tour(project, tmp_path)

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    built = [statement for statement in said if not isinstance(statement, TextClause)]
    for statement in built:
        assert str(statement.compile(dialect=dialect))
    assert len({str(statement) for statement in built}) > 150


def modules_outside(*packages: str) -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in packages)


def test_only_the_store_and_the_project_hold_a_connection() -> None:
    own = re.compile(r"\.connection\(\)|exec_driver_sql|\btext\([\"'](SELECT|INSERT|UPDATE|DELETE|PRAGMA)")

    found = [path.name for path in modules_outside("store", "project") if own.search(path.read_text("utf-8"))]

    assert found == []


def test_only_the_store_speaks_sqlite() -> None:
    spoken = re.compile(r"^\s*(import|from) sqlite3|dialects\.sqlite|PRAGMA", re.MULTILINE)

    found = [path.name for path in modules_outside("store") if spoken.search(path.read_text("utf-8"))]

    assert found == []


def _tour(project: Project, folder: Path) -> None:
    """Something of everything that the services can do."""
    source = _study_and_sources(project)
    calm, quiet, success = _codings(project, source)
    _categories_and_memos(project, source, calm, success)
    _corrections(project, source, quiet, folder)
    _questions(project, source, calm)
    history.rows(project, limit=5, before=9)
    while history.next_undo(project) is not None:
        project.undo()
    while history.steps(project).redo is not None:
        project.redo()


def _study_and_sources(project: Project) -> int:
    study.describe(project, title="Success", context="One Trust")
    study.set_questions(project, ["What is success?"])
    unit, other = study.create_unit(project, "Casework"), study.create_unit(project, "LSCB")
    study.add_data_set(project, unit, "interviews", aim="tacit")
    case = study.create_case(project, unit, "Martine")
    theresa = study.create_participant(project, "Theresa", case_ids=(case,))
    study.rename_unit(project, other, "Board")
    study.move_case(project, case, other)
    study.move_case(project, case, unit)
    study.reorder_units(project, [other, unit])
    study.describe_participant(project, theresa, role="parent")
    study.set_participant_cases(project, theresa, ())
    study.set_participant_cases(project, theresa, (case,))
    source, second = make_source(project), make_source(project, "Words and words.", "Second")
    sources.set_line_units(project, second, "sentence")
    sources.rename(project, second, "Other")
    sources.move(project, [source], case_id=case)
    sources.describe(project, [source], kind="interview", date="2010-07")
    sources.reorder(project, [second, source])
    sources.set_participants(project, source, [theresa])
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    sources.assign_passage(project, source, span_of("came in"), [case])
    sources.mark_coded(project, source, True)
    lines.pass_over(project, source, [0])
    lines.take_up(project, source, [0])
    region = attributes.create(project, "Region", "choice", ["North"])
    attributes.set_value(project, region, "case", [case], "North")
    attributes.rename_choice(project, region, "North", "South")
    attributes.retype(project, region, "text")
    attributes.reorder(project, [region])
    guide = instruments.create(project, "Guide")
    instruments.link(project, [source], instruments.new_version(project, guide, "2"))
    instruments.delete(project, [guide])
    asked = consent.record(project, theresa, "interview", asked_on="2010-07-07", outcome="yes")
    consent.answer(project, [theresa], "records", "no")
    consent.withdraw(project, asked, "2011-03-01")
    consent.against(project, source)
    consent.register(project)
    consent.delete(project, [asked])
    _literature(project, source)
    sources.delete(project, second)
    study.delete_unit(project, study.create_unit(project, "Gone"))
    study.delete_case(project, study.create_case(project, unit, "Gone"))
    study.delete_participant(project, study.create_participant(project, "Gone"))
    return source


def _literature(project: Project, source: int) -> None:
    found = literature.add_many(project, [Reference("One"), Reference("Two", year="2010")])
    graded = literature.add_criterion(project, "Depth", "grade", choices=["good", "poor"])
    literature.change_criterion(project, graded, name="Depths")
    literature.order_criteria(project, [graded])
    literature.set_stage(project, found, "included")
    literature.set_found_in(project, found, "Shelf")
    literature.judge(project, found, graded, "good")
    literature.link(project, found[0], source)
    literature.rows(project)
    literature.delete(project, found)
    literature.delete_criteria(project, [graded])
    checklists.answer(project, "coreq", "1", "The author.")
    filled_in.filled(project, "coreq")


def _codings(project: Project, source: int) -> tuple[int, int, int]:
    calm, quiet, loud = (codes.create(project, name) for name in ("calming", "quietening", "shouting"))
    success = codes.create(project, "success", level="category")
    applied = segments.apply(project, source, span_of("came in"), calm)
    segments.apply_many(project, [(source, span_of("sat down"), quiet), (source, span_of("we talked"), loud)])
    segments.in_vivo(project, source, span_of("did not judge me"))
    segments.apply_new(project, source, span_of("begin"), "beginning")
    segments.resize(project, applied.coding_id, span_of("came in and"))
    segments.resize(project, applied.coding_id, span_of("came in"), whole_segment=True)
    segments.recode(project, [applied.coding_id], quiet)
    segments.remove(project, [applied.coding_id])
    codes.rename(project, calm, "soothing")
    codes.recolor(project, calm, "#336699")
    codes.define(project, calm, definition="Making calm.")
    codes.set_level(project, [calm], "focused")
    codes.set_in_vivo(project, calm, True)
    codes.move(project, [quiet], calm)
    focused.cluster(project, [loud], calm)
    focused.scatter(project, [loud], calm)
    split = codes.split(project, quiet, "hushing", [row.coding_id for row in queries.of_codes(project, [quiet])])
    codes.merge(project, [split], into=quiet)
    codes.delete(project, [loud])
    return calm, quiet, success


def _categories_and_memos(project: Project, source: int, calm: int, success: int) -> None:
    categories.add_property(project, success, "pace", dimensions=[("slow", "fast")])
    relation = categories.relate(project, calm, "leads to", success)
    drawing = maps.create(project, "Success")
    nodes = [maps.place(project, drawing, "code", code, (0, 0, 10, 10)) for code in (calm, success)]
    maps.join(project, drawing, *nodes, relation_id=relation)
    maps.move_nodes(project, {nodes[0]: (5, 5)})
    drawn_maps.picture(project, drawing)
    maps.remove_nodes(project, nodes[:1])
    categories.unrelate(project, relation)
    held = segments.hold(project, source, span_of("And then"))
    memo = memos.begin(project, "A thought", targets=[Target("segment", held), Target("code", calm)])
    for kind, row_id in (("study", 1), ("source", source), ("memo", memo)):
        memos.attach(project, memo, Target(kind, row_id))
    memos.detach(project, memo, Target("memo", memo))
    memos.write(project, memo, "Another thought")
    memos.describe(project, memo, stage="advanced")
    memos.tag(project, memo, ["method"])
    drafts.save(project, "slot", "unfinished")
    drafts.save(project, "slot", "finished")
    for draft in drafts.left(project):
        drafts.settle(project, draft)
    memos.delete(project, memos.begin(project, "Gone"))


def _corrections(project: Project, source: int, quiet: int, folder: Path) -> None:
    lines.pass_over(project, source, [0])
    editing.correct(project, source, [Edit(0, 4, "IV:")])
    table = folder / "codings.csv"
    table.write_text("source,start,end,code\nInterview,0,3,asking\n", encoding="utf-8")
    code_hits.code_from_csv(project, table)
    code_hits.code_hits(project, search.find(project, "she"), quiet, widen="sentence")


def _questions(project: Project, source: int, calm: int) -> None:
    everything = queries.everything(project)
    queries.code_rows(project)
    queries.segment_counts(project, [calm])
    queries.of_source(project, source, [everything[0].coding_id])
    queries.detached(project, source)
    queries.beneath(project)
    corrected.count_lost(project, source)
    corrected.lost(project, source)
    corrected.changes(project, 1)
    queries.last_incidents(project, calm)
    queries.coding(project, everything[0].coding_id)
    queries.first_codes(project, calm)
    queries.neighbours(project, everything[0].segment_id)
    lookups.living(project, [calm])
    lookups.defined(project, calm)
    lookups.codes_of(project, [everything[0].coding_id])
    lookups.place(project, everything[0].segment_id)
    lookups.remarked(project, source)
    codes.candidates(project, "one > two")
    focused.gathered(project)
    categories.relations(project)
    categories.properties(project, calm)
    for row in memo_queries.memos(project):
        memo_queries.versions(project, row.id)
    memo_queries.on(project, Target("code", calm))
    memo_queries.count_on(project, "code")
    source_queries.rows(project)
    source_queries.opened(project, source)
    source_queries.speakers(project, source)
    source_queries.original(project, source)
    source_queries.with_original(project, "")
    study_queries.study(project)
    study_queries.data_plan(project)
    attributes.used(project)
    attribute_view.table(project, "source")
    instruments.instruments(project)
    instruments.sources_of(project, 2)
    coverage.of_source(project, source)
    coverage.of_all(project)
    retrieval.facts(project)
    coders.named(project)
    for kind in ("frequencies", "codebook", "segments"):
        reports.table(project, wishes.Wish(kind=kind, quotes=True))
    for by in wishes.BY:
        reports.table(project, wishes.Wish(by=by))

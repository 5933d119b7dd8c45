from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import ClauseElement, event
from sqlalchemy.dialects import postgresql

from qda.coding import codes, queries, segments
from qda.errors import Cancelled
from qda.export.characters import legal
from qda.export.refi import writing
from qda.export.refi.positions import LAYOUTS, layout
from qda.export.refi.report import Report
from qda.memos import service as memos
from qda.project.project import Project
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.sources.service import NewSource
from tests.export.refi.eyes import assert_valid, cut, dangling, every, guids, opened, parsed, read_text, told
from tests.export.refi.studies import HOSTILE, fill, fill_with_hostile_words
from tests.factories import TALK, make_source, span_of


def export(project: Project, folder: Path, name: str = "study.qdpx", program: str = "standard") -> Report:
    return writing.write(project, folder / name, layout(program))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Something of everything that the standard can carry. Writing an exchange file changes nothing in it."""
    with Project.create(tmp_path_factory.mktemp("full") / "study.gerund", title="A study", coder="AQ") as project:
        fill(project)
        yield project


@pytest.fixture(scope="module")
def root(full: Project, tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    """Its project.qde."""
    folder = tmp_path_factory.mktemp("written")
    export(full, folder)
    return opened(folder / "study.qdpx")[0]


def test_everything_is_valid_and_points_to_something(root: etree._Element) -> None:
    assert dangling(root) == set()
    assert len(guids(root)) == len(set(guids(root)))


@pytest.mark.parametrize("program", [each.name for each in LAYOUTS])
def test_every_selection_holds_its_words(project: Project, tmp_path: Path, program: str) -> None:
    text = "😀 first\nsecond 𐍈 line\n\nשלום and more\n"
    source = sources.add(project, NewSource("Mixed", text))
    code = codes.create(project, "c")
    for words in ("first\nsecond", "𐍈 line", "more", "😀"):
        segments.apply(project, source, span_of(words, text), code)

    export(project, tmp_path, program=program)

    root, texts = opened(tmp_path / "study.qdpx")
    file = read_text(next(iter(texts.values())))
    found = [
        (each.get("name"), cut(file, int(each.get("startPosition", "")), int(each.get("endPosition", "")), program))
        for each in every(root, "PlainTextSelection")
    ]
    assert len(found) == 4
    assert all(name == words for name, words in found)


def test_a_text_is_there_to_the_last_character(project: Project, tmp_path: Path) -> None:
    text = "\ufeffbegins like a file\nwith \x00 and \x0b inside"
    sources.add(project, NewSource("Odd", text))

    export(project, tmp_path)

    _root, texts = opened(tmp_path / "study.qdpx")
    assert [read_text(data) for data in texts.values()] == [text]


def test_a_code_carries_what_it_says_where_it_lives_and_what_it_is(root: etree._Element) -> None:
    success = next(each for each in every(root, "Code") if each.get("name") == "success")
    parts = told(success.findtext("{*}Description") or "")
    assert parts == {"": "It went well.", "Include when:": "Somebody says so."}
    tagged = {each.findtext("{*}Description"): each for each in every(root, "Set")}
    members = [each.get("targetGUID") for each in tagged["Gerund: level category"].iter("{*}MemberCode")]
    assert members == [success.get("guid")]


def test_a_merged_code_is_remembered_by_the_coding_that_began_with_it(root: etree._Element) -> None:
    assert sorted(each.get("name", "") for each in every(root, "Code")) == ["calming", "success"]
    remembered = [coding.find("{*}NoteRef") for coding in every(root, "Coding")]
    named = [each.get("targetGUID") for each in remembered if each is not None]
    note = next(each for each in every(root, "Note") if each.get("guid") in named)
    assert len(named) == 1
    assert note.get("name") == "quietening ]]>"
    assert told(note.findtext("{*}PlainTextContent") or "")["Merged into:"] == "calming"


def test_a_memo_hangs_on_all_it_hung_on(root: etree._Element) -> None:
    memo = next(each for each in every(root, "Note") if each.get("name") == "Calm").get("guid")
    holders = [each.getparent() for each in every(root, "NoteRef") if each.get("targetGUID") == memo]
    names = sorted(holder.tag.rpartition("}")[2] for holder in holders if holder is not None)
    assert names == ["Code", "Link", "Note", "PlainTextSelection", "Project", "TextSource"]
    linked = [each for each in every(root, "Link") if each.get("originGUID") == memo]
    kinds = {each.get("guid"): each.tag.rpartition("}")[2] for each in root.iter() if each.get("guid")}
    assert sorted(kinds[each.get("targetGUID")] for each in linked) == ["Case", "Case", "Graph"]


def test_cases_units_and_participants_are_told_apart(root: etree._Element) -> None:
    names = {each.get("guid"): each.get("name") for each in every(root, "Variable")}
    held = {
        case.get("name"): {
            str(names[value[0].get("targetGUID")]): value[1].text for value in case.iter("{*}VariableValue")
        }
        for case in every(root, "Case")
    }
    assert held == {
        "Casework": {"Kind of case": "unit"},
        "Martine": {"Kind of case": "case", "Unit of analysis": "Casework"},
        "Paul": {"Kind of case": "case", "Unit of analysis": "Casework"},
        "Theresa": {"Kind of case": "participant", "Role": "parent", "Age": "41"},
    }
    paul = next(each for each in every(root, "Case") if each.get("name") == "Paul")
    passage = next(iter(paul.iter("{*}SelectionRef"))).get("targetGUID")
    assert next(each.get("name") for each in root.iter() if each.get("guid") == passage) == "came in"


def test_a_relation_a_map_and_evidence_are_lines_between_things(root: etree._Element) -> None:
    names = [each.get("name") for each in every(root, "Link")]
    assert names == ["leads to", "belongs to", "shows 0.25 from slow to fast", "memo", "memo", "memo", "description"]
    edge = every(root, "Edge")[0]
    assert (edge.get("name"), edge.get("direction"), edge.get("lineStyle")) == ("leads to", "OneWay", "solid")
    assert edge.get("representedGUID") == every(root, "Link")[0].get("guid")
    assert [each.get("secondX") for each in every(root, "Vertex")] == ["210", "210"]


def test_words_that_are_gone_from_a_text_are_carried_in_a_note_with_their_codings(
    project: Project, tmp_path: Path
) -> None:
    source = make_source(project)
    segments.apply(project, source, span_of("sat down"), codes.create(project, "resting"))
    gone = span_of("She came in and sat down. ")
    editing.correct(project, source, [Edit(gone.start, gone.end, "")])

    told_of = export(project, tmp_path)

    root, texts = opened(tmp_path / "study.qdpx")
    note = every(root, "Note")[0]
    assert note.findtext("{*}PlainTextContent") == "sat down"
    assert [each.get("endPosition") for each in note.iter("{*}PlainTextSelection")] == ["8"]
    assert len(every(root, "Coding")) == 1
    assert b"sat down" not in next(iter(texts.values()))
    assert dangling(root) == set()
    assert ("detached", 1) in [(line.key, line.count) for line in told_of.carried]


def test_an_empty_project_is_valid(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path)

    root, texts = opened(tmp_path / "study.qdpx")

    assert [child.tag.rpartition("}")[2] for child in root] == ["Users"]
    assert texts == {}


def test_the_code_book_holds_the_same_codes_and_their_sets(full: Project, tmp_path: Path) -> None:
    told_of = export(full, tmp_path, "codes.qdc")

    root = parsed((tmp_path / "codes.qdc").read_bytes())
    assert_valid("Codebook", root)
    assert [each.get("name") for each in root.iter("{*}Set")] == ["Categories", "Gathered under “success”"]
    assert {line.key for line in told_of.lost} >= {"sources", "segments", "codings", "memos", "relations", "maps"}


def test_the_origin_tells_for_whom_places_are_counted(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path, program="nvivo")

    root, _texts = opened(tmp_path / "study.qdpx")

    assert (root.get("origin") or "").startswith("Gerund ")
    assert (root.get("origin") or "").endswith(" for nvivo")


def test_two_exports_of_the_same_project_are_the_same(full: Project, tmp_path: Path) -> None:
    export(full, tmp_path, "one.qdpx")
    export(full, tmp_path, "two.qdpx")

    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()


def test_the_report_counts_what_is_written_and_names_what_is_lost(full: Project, tmp_path: Path) -> None:
    memos.write(full, memos.begin(full, "old", title="Growing"), "new")

    told_of = export(full, tmp_path)

    root, _texts = opened(tmp_path / "study.qdpx")
    assert {line.key: line.count for line in told_of.written if line.count != len(every(root, line.key))} == {}
    lost = {line.key: (line.count, line.names) for line in told_of.lost}
    assert lost["memo_versions"] == (1, ("Growing",))
    assert lost["lines"] == (1, ("Interview",))
    assert lost["history"][0] > 20
    assert "verdicts" not in lost


def test_an_independent_reader_finds_as_much(full: Project, tmp_path: Path) -> None:
    from pyrefiqda import RefiCodebook, RefiProject  # type: ignore[import-untyped]  # it carries no types

    export(full, tmp_path)
    export(full, tmp_path, "codes.qdc")

    read = RefiProject.load(tmp_path / "study.qdpx", str(tmp_path / "unpacked"))

    assert read.name == "Success ]]> & more"
    top = read.code_book.codes.code
    assert [(code.name, [below.name for below in code.code]) for code in top] == [("success", ["calming"])]
    selections = read.sources.text_source[0].plain_text_selection
    stored = len({row.segment_id for row in queries.everything(full)})
    assert len([each for each in selections if each.coding]) == stored
    place = RefiProject.resolve_source_path(read.sources.text_source[0].plain_text_path, tmp_path / "unpacked")
    assert place.read_text("utf-8") == TALK
    assert [code.name for code in RefiCodebook.load(tmp_path / "codes.qdc").codes.code] == ["success"]


def test_a_stopped_export_leaves_the_old_file(project: Project, tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, text: str) -> None:
            raise Cancelled

    make_source(project)
    (tmp_path / "study.qdpx").write_text("old", "utf-8")

    with pytest.raises(Cancelled):
        writing.write(project, tmp_path / "study.qdpx", progress=Impatient())

    assert (tmp_path / "study.qdpx").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".gerund")] == []


def test_a_file_that_is_too_large_for_the_standard_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_source(project)
    monkeypatch.setattr(writing, "_LARGEST", 10)

    with pytest.raises(writing.TooLarge, match="too large"):
        export(project, tmp_path)


def test_the_archive_is_flat_and_compressed(full: Project, tmp_path: Path) -> None:
    export(full, tmp_path)

    with zipfile.ZipFile(tmp_path / "study.qdpx") as file:
        names = file.namelist()
        kinds = {info.compress_type for info in file.infolist()}
    assert names[0] == "project.qde"
    assert all(name.startswith("sources/") and name.endswith(".txt") for name in names[1:])
    assert kinds == {zipfile.ZIP_DEFLATED}


def test_hostile_names_and_texts_go_through_every_service_and_stay_valid(project: Project, tmp_path: Path) -> None:
    fill_with_hostile_words(project)

    told_of = export(project, tmp_path)

    found, texts = opened(tmp_path / "study.qdpx")
    assert [each.get("name") for each in every(found, "Code")] == [legal(words) for words in HOSTILE]
    assert all(read_text(data).startswith(words) for data, words in zip(texts.values(), HOSTILE, strict=True))
    assert dangling(found) == set()
    assert {line.key for line in told_of.replaced} >= {"code", "memo", "source", "case", "attribute", "set"}


def test_what_is_asked_for_an_export_can_be_said_in_postgresql(full: Project, tmp_path: Path) -> None:
    heard: list[ClauseElement] = []

    def listen(_connection: object, statement: ClauseElement, *_rest: object) -> None:
        heard.append(statement)

    event.listen(full._reader, "before_execute", listen)
    export(full, tmp_path)
    event.remove(full._reader, "before_execute", listen)

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert len(heard) > 60
    assert all(str(statement.compile(dialect=dialect)) for statement in heard)

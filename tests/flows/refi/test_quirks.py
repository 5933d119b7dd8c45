"""Files as other programs write them: every way that is not the standard's is read, and told."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from qda.coding import queries as coding_queries
from qda.coding import relations
from qda.flows.importing.bring_in import bring_in
from qda.flows.refi.report import Report
from qda.memos import queries as memo_queries
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.study import queries as study_queries
from tests.flows.refi.making import PLAIN, TEXT, Made, Selection, guid, qde, qdpx

WIDE = "Ann: 😀 well 🎉.\r\nBob: I said so.\r\nAnn: Did you?\r\n"


def quotes(project: Project) -> list[str]:
    return sorted(row.quote for row in coding_queries.everything(project))


def wide_selections(way: str, *, named: bool) -> list[Selection]:
    """Selections of three words, counted in a way: “utf16” or “points”, with CR LF as one or two."""
    raw = WIDE if way.endswith("2") else WIDE.replace("\r\n", "\n")
    size = (lambda part: len(part.encode("utf-16-le")) // 2) if way.startswith("utf16") else len
    found = []
    for number, words in enumerate(("well", "I said so", "Did you"), start=1):
        start = raw.index(words)
        name = words if named else ""
        found.append(Selection(size(raw[:start]), size(raw[: start + len(words)]), [1 + number % 2], name))
    return found


@pytest.mark.parametrize(
    ("way", "origin", "named", "folder", "inner", "bom"),
    [
        ("utf16 2", "NVivo 12 Win", False, "Sources", "project.qde", True),
        ("utf16 1", "NVivo Mac", True, "sources", "project.qde", False),
        ("points 1", "ATLAS.ti 26", False, "sources", "My Study.QDE", False),
        ("points 1", "QualCoder 3.6", True, "Sources", "project.qde", True),
        ("points 2", "MAXQDA 24", True, "sources", "project.qde", False),
        ("utf16 1", "Unknown", True, "SOURCES", "PROJECT.QDE", True),
    ],
)
def test_places_are_found_whoever_wrote_the_file(
    project: Project, tmp_path: Path, way: str, origin: str, named: bool, folder: str, inner: str, bom: bool
) -> None:
    text = ("\ufeff" if bom else "") + WIDE
    made = Made(text, wide_selections(way, named=named), origin=origin, folder=folder, inner=inner)

    report = bring_in(project, qdpx(tmp_path / "other.qdpx", made))

    assert quotes(project) == ["Did you", "I said so", "well"]
    assert any("Places are counted in" in entry.text for entry in report.of("read"))


def test_old_namespaces_braces_capital_guids_and_empty_lists(project: Project, tmp_path: Path) -> None:
    xml = replace(PLAIN, namespace="urn:QDA-XML:project:0:4").xml()
    xml = xml.replace(f'targetGUID="{guid(2)}"', f'targetGUID="{{{guid(2).upper()}}}"')
    xml = xml.replace("<Sources>", "<Sets/><Users/><Notes></Notes><Sources>")
    path = tmp_path / "old.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", b"\xef\xbb\xbf" + xml.encode("utf-8"))
        archive.writestr(f"sources/{guid(50)}.txt", TEXT)
        archive.writestr("sources/.root", "")

    report = bring_in(project, path)

    assert quotes(project) == ["We talked"]
    assert report.of("lost") == []
    assert "urn:QDA-XML:project:0:4" in report.text()


def test_two_things_of_one_guid_are_both_there(project: Project, tmp_path: Path) -> None:
    twice = (
        f'<CodeBook><Codes><Code guid="{guid(1)}" name="one"/><Code guid="{guid(1)}" name="two"/>'
        f'<Code name="three"/></Codes></CodeBook>'
    )

    report = bring_in(project, qdpx(tmp_path / "twice.qdpx", replace(PLAIN, book=twice, selections=())))

    assert {row.name for row in coding_queries.code_rows(project)} == {"one", "two", "three"}
    assert len(report.of("mended")) == 2


def test_a_case_without_a_name_gives_its_variables_to_its_source(project: Project, tmp_path: Path) -> None:
    more = (
        f'<Variables><Variable guid="{guid(60)}" name="Age" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid(61)}"><VariableValue><VariableRef targetGUID="{guid(60)}"/>'
        f"<IntegerValue>41</IntegerValue>"
        f'</VariableValue><SourceRef targetGUID="{guid(50)}"/></Case></Cases>'
    )

    report = bring_in(project, qdpx(tmp_path / "maxqda.qdpx", replace(PLAIN, more=more)))

    assert report.new["values"] == report.new["attributes"] == 1
    assert report.new.get("cases", 0) == 0
    assert "without a name" in report.text()


def test_a_case_gets_a_unit_and_the_sources_of_several_cases_speak_of_all(project: Project, tmp_path: Path) -> None:
    refs = f'<SourceRef targetGUID="{guid(50)}"/>'
    more = (
        f'<Cases><Case guid="{guid(61)}" name="Ann">{refs}</Case>'
        f'<Case guid="{guid(62)}" name="Bob">{refs}</Case></Cases>'
    )

    report = bring_in(project, qdpx(tmp_path / "cases.qdpx", replace(PLAIN, more=more)))

    units = study_queries.units(project)
    assert [(unit.name, [case.name for case in unit.cases]) for unit in units] == [("Cases of “Other”", ["Ann", "Bob"])]
    assert source_queries.rows(project)[0].case == "Ann"
    assert "at home in the first" in report.text()


def test_what_was_written_on_a_selection_is_a_memo_also_without_a_code(project: Project, tmp_path: Path) -> None:
    start = TEXT.index("judge")
    bare = [Selection(start, start + 5, (), "judge", "A telling word"), Selection(3, 3, [1], "", "Nothing here")]

    report = bring_in(project, qdpx(tmp_path / "bare.qdpx", replace(PLAIN, selections=bare)))

    memos = {row.text: row.links[0].target.kind for row in memo_queries.memos(project)}
    assert memos == {"A telling word": "segment", "Nothing here": "source"}
    assert [entry.text for entry in report.of("lost")] == [
        "A selection without length can't be a segment.",
        "A coding has no words.",
    ]


def test_notes_hang_where_they_are_referred_to(project: Project, tmp_path: Path) -> None:
    more = (
        f'<Notes><Note guid="{guid(70)}" name="Title"><Description>day</Description>'
        f"<PlainTextContent>Words</PlainTextContent></Note>"
        f'<Note guid="{guid(71)}" name="Annotation"><PlainTextContent>Odd</PlainTextContent></Note></Notes>'
        f'<Links><Link guid="{guid(72)}" originGUID="{guid(71)}" targetGUID="{guid(100)}" name="Annotation"/></Links>'
        f'<NoteRef targetGUID="{guid(70)}"/>'
    )
    made = replace(PLAIN, more=more, source=f'<NoteRef targetGUID="{guid(70)}"/>')

    bring_in(project, qdpx(tmp_path / "notes.qdpx", made))

    hung = {row.text: {link.target.kind for link in row.links} for row in memo_queries.memos(project)}
    assert hung == {"Words\n\nday": {"study", "source"}, "Odd": {"segment"}}


def test_links_between_codes_are_relations_of_the_kind_that_is_there(project: Project, tmp_path: Path) -> None:
    kind = relations.add_relation_type(project, "Leads to")
    more = (
        f"<Links>"
        f'<Link guid="{guid(72)}" name="leads to" direction="OneWay" originGUID="{guid(1)}" '
        f'targetGUID="{guid(2)}"/></Links>'
    )

    bring_in(project, qdpx(tmp_path / "links.qdpx", replace(PLAIN, more=more)))

    assert [(row.from_name, row.type, row.to_name) for row in relations.relations(project)] == [
        ("venting", "Leads to", "talking")
    ]
    assert kind


def test_several_coders_stay_apart_on_the_same_words(project: Project, tmp_path: Path) -> None:
    selection = PLAIN.selections[0]
    xml = replace(PLAIN, selections=[selection, replace(selection, name="")]).xml()
    users = f'<Users><User guid="{guid(80)}" name="Ann"/><User guid="{guid(81)}" name="Bob"/></Users><CodeBook>'
    xml = xml.replace("<CodeBook>", users)
    for number, coding in ((80, 100001), (81, 101001)):
        xml = xml.replace(
            f'<Coding guid="{guid(coding)}"', f'<Coding guid="{guid(coding)}" creatingUser="{guid(number)}"'
        )
    path = tmp_path / "two.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr(f"sources/{guid(50)}.txt", TEXT)

    report = bring_in(project, path)

    assert sorted(row.coder for row in coding_queries.everything(project)) == ["Ann", "Bob"]
    assert report.new["segments"] == 1


def test_a_second_import_merges_by_words_and_names(project: Project, tmp_path: Path) -> None:
    bring_in(project, qdpx(tmp_path / "one.qdpx", PLAIN))
    other = replace(PLAIN, selections=[Selection(5, 9, [1], "And ")], codes={7: "venting", 2: "talking"})
    other = replace(other, selections=[Selection(5, 14, [7], "And then?")])

    report = bring_in(project, qdpx(tmp_path / "two.qdpx", other))

    assert (report.known["codes"], report.new["codes"], report.known["sources"]) == (2, 0, 1)
    assert quotes(project) == ["And then?", "We talked"]
    assert project.undo() == "Import the project “two.qdpx”"
    assert quotes(project) == ["We talked"]


def test_a_bare_qde_finds_its_texts_in_the_folder_beside_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / f"{guid(50).upper()}.TXT").write_text(TEXT, encoding="utf-8")

    report = bring_in(project, qde(tmp_path / "project.qde", PLAIN.xml()))

    assert quotes(project) == ["We talked"]
    assert report.of("lost") == []


def test_a_pdf_is_read_by_its_text_and_what_lies_elsewhere_becomes_a_line(project: Project, tmp_path: Path) -> None:
    coding = f'<Coding guid="{guid(91)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    corner = 'firstX="1" firstY="2" secondX="3" secondY="4"'
    pdf = (
        f'<Sources><PDFSource guid="{guid(90)}" name="Report.pdf">'
        f'<PDFSelection guid="{guid(92)}" page="0" {corner} name="x">'
        f'<Representation guid="{guid(93)}"><PlainTextContent>'
        f"not judge me</PlainTextContent></Representation>{coding}</PDFSelection>"
        f'<PDFSelection guid="{guid(94)}" page="1" {corner} name="A chart">'
        f"{coding.replace(guid(91), guid(95))}</PDFSelection>"
        f'<Representation guid="{guid(96)}" plainTextPath="internal://{guid(50)}.txt"/></PDFSource>'
    )
    xml = PLAIN.xml()
    book = xml[: xml.index("<Sources>")] + pdf + "</Sources></Project>"
    path = tmp_path / "pdf.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", book)
        archive.writestr(f"sources/{guid(50)}.txt", TEXT)

    report: Report = bring_in(project, path)

    assert quotes(project) == ["[page 2, x 1 to 3, y 2 to 4] A chart", "not judge me"]
    assert "became a line that says where it lies" in report.text()


def test_a_study_that_holds_something_keeps_its_name(project: Project, tmp_path: Path) -> None:
    path = qdpx(tmp_path / "one.qdpx", PLAIN)
    relations.add_relation_type(project, "Leads to")
    bring_in(project, path)
    assert study_queries.study(project).title == "Other"

    bring_in(project, qdpx(tmp_path / "two.qdpx", replace(PLAIN, name="Another")))

    assert study_queries.study(project).title == "Other"

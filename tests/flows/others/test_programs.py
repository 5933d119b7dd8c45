"""Projects of QualCoder, Taguette and RQDA, made as those programs make them, come in with every word in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from qda.coding import queries as coding_queries
from qda.coding.focused import gathered
from qda.flows.importing.bring_in import bring_in
from qda.flows.refi.archive import ExchangeRefused
from qda.memos import queries as memo_queries
from qda.project import audit
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.study import attributes

TEXT = "INT: Well?\n\nAnn: 😀 I said ça va — and left.\n"


def database(path: Path, *tables: tuple[str, str, Sequence[Sequence[object]]]) -> Path:
    """A database with these tables: name, columns between commas, rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    for name, columns, rows in tables:
        connection.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join("?" * len(columns.split(",")))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    connection.commit()
    connection.close()
    return path


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def quotes(project: Project) -> dict[str, set[str]]:
    """The words of every code."""
    found: dict[str, set[str]] = {}
    for row in coding_queries.everything(project):
        found.setdefault(row.code, set()).add(row.quote)
    return found


def qualcoder(folder: Path) -> Path:
    """A project with categories, two coders, a case, attributes, an annotation, a journal and a picture."""
    database(
        folder / "data.qda",
        ("project", "databaseversion, date, memo, about", [("v6", "2024-01-02 03:04:05", "About it", "QualCoder")]),
        (
            "code_cat",
            "catid, name, owner, date, memo, supercatid",
            [(1, "Speaking", "ann", "", "", None), (2, "Softly", "ann", "", "", 1)],
        ),
        (
            "code_name",
            "cid, name, memo, catid, owner, date, color",
            [(1, "saying", "What is said", 2, "ann", "", "#112233"), (2, "leaving", "", None, "ann", "", "#445566")],
        ),
        (
            "source",
            "id, name, fulltext, mediapath, memo, owner, date",
            [
                (1, "Talk", TEXT, None, "A talk", "ann", "2024-01-02 03:04:05"),
                (2, "Face.png", None, "/images/F.png", "", "ann", ""),
            ],
        ),
        (
            "code_text",
            "ctid, cid, fid, seltext, pos0, pos1, owner, date, memo, avid, important",
            [
                (1, 1, 1, "I said ça va", *span("I said ça va"), "ann", "2024-02-03 04:05:06", "Hm.", None, None),
                (2, 1, 1, "I said ça va", *span("I said ça va"), "bob", "2024-02-03 04:05:06", "", None, None),
                (3, 2, 1, "left", *span("left"), "ann", "2024-02-03 04:05:06", "", None, None),
            ],
        ),
        ("annotation", "anid, fid, pos0, pos1, memo, owner, date", [(1, 1, *span("Well"), "An odd start", "bob", "")]),
        ("cases", "caseid, name, memo, owner, date", [(1, "Ann", "A case", "ann", "")]),
        ("case_text", "id, caseid, fid, pos0, pos1, owner, date, memo", [(1, 1, 1, 0, len(TEXT), "ann", "", "")]),
        (
            "attribute_type",
            "name, date, owner, memo, caseOrFile, valuetype",
            [("Age", "", "ann", "", "case", "numeric")],
        ),
        ("attribute", "attrid, name, attr_type, value, id, date, owner", [(1, "Age", "case", "41", 1, "", "ann")]),
        ("journal", "jid, name, jentry, date, owner", [(1, "Day one", "It went well.", "2024-01-02 03:04:05", "ann")]),
        (
            "code_image",
            "imid, id, x1, y1, width, height, cid, memo, date, owner",
            [(1, 2, 1, 1, 2, 2, 1, "", "", "ann")],
        ),
    )
    return folder


def test_a_qualcoder_project_comes_in(project: Project, tmp_path: Path) -> None:
    report = bring_in(project, qualcoder(tmp_path / "study.qda"))

    paths = {row.path: row for row in coding_queries.code_rows(project)}
    assert set(paths) == {"Speaking", "Speaking > Softly", "Speaking > Softly > saying", "leaving"}
    assert paths["leaving"].color == "#445566"
    assert quotes(project) == {"saying": {"I said ça va", "[x 1 to 3, y 1 to 3]"}, "leaving": {"left"}}
    assert (report.new["codings"], report.new["segments"]) == (4, 4)
    assert {row.text for row in memo_queries.memos(project)} == {"Hm.", "An odd start", "It went well."}
    assert source_queries.rows(project)[0].case == "Ann"
    assert report.new["values"] == 1
    assert not report.of("lost")
    assert audit.check(project).sound


def test_nothing_in_a_qualcoder_folder_is_touched(project: Project, tmp_path: Path) -> None:
    folder = qualcoder(tmp_path / "study.qda")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}

    bring_in(project, folder)

    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def taguette(path: Path) -> Path:
    html = "<h1>Talk &amp; more</h1>\n<p>INT: Well?</p>\n<p>Ann: 😀 I <em>said</em> ça va — and left.</p>"
    plain = "Talk & more\nINT: Well?\nAnn: 😀 I said ça va — and left."

    def at(words: str) -> tuple[int, int]:
        start = len(plain[: plain.index(words)].encode("utf-8"))
        return start, start + len(words.encode("utf-8"))

    return database(
        path,
        ("projects", "id, name, description, created", [(1, "Tags", "Of talks", "2024-01-02 03:04:05.678")]),
        (
            "documents",
            "id, name, description, filename, created, project_id, contents",
            [(1, "Talk", "A talk", "talk.docx", "2024-01-02 03:04:05.678", 1, html)],
        ),
        (
            "highlights",
            "id, document_id, start_offset, end_offset, snippet",
            [
                (1, 1, *at("I said ça va"), "I <em>said</em> ça va"),
                (2, 1, *at("left"), "left"),
                (3, 1, *at("more"), "more"),
            ],
        ),
        ("tags", "id, project_id, path, description", [(1, 1, "saying", "What is said"), (2, 1, "leaving", "")]),
        ("highlight_tags", "highlight_id, tag_id", [(1, 1), (2, 2), (2, 1), (3, 2)]),
    )


def test_a_taguette_database_comes_in_though_it_counts_bytes(project: Project, tmp_path: Path) -> None:
    report = bring_in(project, taguette(tmp_path / "tags.sqlite3"))

    assert quotes(project) == {"saying": {"I said ça va", "left"}, "leaving": {"left", "more"}}
    source = source_queries.rows(project)[0]
    text = source_queries.opened(project, source.id).text
    assert text.rstrip().split("\n") == ["Talk & more", "INT: Well?", "Ann: 😀 I said ça va — and left."]
    assert report.of("lost") == report.of("mended") == []
    assert audit.check(project).sound


def rqda(path: Path) -> Path:
    return database(
        path,
        (
            "project",
            "databaseversion, date, dateM, memo, about",
            [("0.2.2", "Tue Jan  2 03:04:05 2024", "", "About", "")],
        ),
        (
            "freecode",
            "name, memo, owner, date, dateM, id, status, color",
            [("saying", "What is said", "ann", "", "", 1, 1, None), ("gone", "", "ann", "", "", 2, 0, None)],
        ),
        (
            "codecat",
            "name, cid, catid, owner, date, dateM, memo, status",
            [("Speaking", None, 1, "ann", "", "", "", 1)],
        ),
        (
            "treecode",
            "cid, catid, date, dateM, memo, status, owner",
            [(1, 1, "Tue Jan  2 03:04:05 2024", "", "", 1, "ann")],
        ),
        (
            "source",
            "name, id, file, memo, owner, date, dateM, status",
            [("Talk", 1, TEXT, "A memo", "ann", "", "", 1), ("Old", 2, "Old text", "", "ann", "", "", 0)],
        ),
        (
            "coding",
            "cid, fid, seltext, selfirst, selend, status, owner, date, memo",
            [
                (1, 1, "I said ça va", *map(float, span("I said ça va")), 1, "ann", "", ""),
                (1, 1, "left", *span("left"), 0, "ann", "", ""),
            ],
        ),
        ("cases", "name, memo, owner, date, dateM, id, status", [("Ann", "", "ann", "", "", 1, 1)]),
        (
            "caselinkage",
            "caseid, fid, selfirst, selend, status, owner, date, memo",
            [(1, 1, *span("and left"), 1, "ann", "", "")],
        ),
        ("caseAttr", "variable, value, caseID, date, dateM, owner", [("Age", "41", 1, "", "", "ann")]),
        ("fileAttr", "variable, value, fileID", [("Age", "NA", 1)]),
        ("journal", "name, journal, date, dateM, owner, status", [("Day one", "It went well.", "", "", "ann", 1)]),
    )


def test_an_rqda_file_comes_in_without_what_was_deleted_there(project: Project, tmp_path: Path) -> None:
    report = bring_in(project, rqda(tmp_path / "study.rqda"))

    assert quotes(project) == {"saying": {"I said ça va"}}
    names = {row.id: row.name for row in coding_queries.code_rows(project)}
    assert set(names.values()) == {"saying", "Speaking"}
    assert [(names[member], names[group]) for member, group, _since in gathered(project)] == [("saying", "Speaking")]
    assert [row.name for row in source_queries.rows(project)] == ["Talk"]
    assert {row.text for row in memo_queries.memos(project)} == {"A memo", "It went well."}
    assert report.new["cases"] == report.new["values"] == 1
    assert audit.check(project).sound


def test_what_an_rqda_file_has_besides_is_carried_or_told(project: Project, tmp_path: Path) -> None:
    path = rqda(tmp_path / "study.rqda")
    database(
        path,
        ("filecat", "name, catid, status", [("Interviews", 1, 1), ("Old", 2, 0)]),
        ("treefile", "fid, catid, status", [(1, 1, 1), (1, 2, 1)]),
        ("annotation", "fid, position, annotation, owner, date, status", [(1, 14, "Here!", "ann", "", 1)]),
        ("image", "name, id, status", [("Face.png", 1, 1)]),
        ("coding2", "cid, fid, seltext, status", [(1, 1, "left", 1)]),
    )

    report = bring_in(project, path)

    assert attributes.held(project, attributes.find(project, "Interviews").id) == ["yes"]
    assert {entry.text: entry.places for entry in report.of("lost")} == {
        "A picture was left out, with what was coded on it.": ("Face.png",),
        "A coding of the second coder in a comparison was left out.": ("left",),
    }
    assert ("Talk, 14: Here!",) in {entry.places for entry in report.of("carried")}


@pytest.mark.parametrize("made", [qualcoder, taguette, rqda])
def test_the_same_project_again_brings_nothing_new(project: Project, tmp_path: Path, made: object) -> None:
    endings = {qualcoder: "again.qda", taguette: "again.sqlite3", rqda: "again.rqda"}
    path = made(tmp_path / endings[made])  # type: ignore[operator, index]  # one of the three
    bring_in(project, path)

    again = bring_in(project, path)

    assert not any(again.new.values()), again.new


@pytest.mark.parametrize("ending", [".sqlite3", ".rqda", ".qda"])
def test_what_is_no_such_project_is_refused_in_a_sentence(project: Project, tmp_path: Path, ending: str) -> None:
    for kind in ("empty", "text", "truncated", "other", "folder", "missing", "header"):
        path = broken(tmp_path / f"{kind}{ending}", kind)

        with pytest.raises(ExchangeRefused) as refused:
            bring_in(project, path)

        name = "data.qda" if path.is_dir() and ending == ".qda" else path.name
        assert refused.value.sentence.startswith(f"“{name}” can't")
    assert source_queries.rows(project) == []


def broken(path: Path, kind: str) -> Path:
    """A file that is no project, each kind in another way."""
    if kind == "folder":
        path.mkdir()
    elif kind in ("empty", "text", "header"):
        path.write_bytes(
            {"empty": b"", "text": b"no database" * 99, "header": b"SQLite format 3\x00" + b"\xff" * 9000}[kind]
        )
    elif kind == "truncated":
        whole = rqda(path.with_name(f"{path.stem} whole{path.suffix}x")).read_bytes()
        path.write_bytes(whole[: len(whole) // 3])
    elif kind == "other":
        database(path, ("unrelated", "a, b", [(1, 2)]))
    return path


@pytest.mark.parametrize("ending", [".sqlite3", ".rqda", ".qda"])
def test_columns_of_wrong_types_do_no_harm(project: Project, tmp_path: Path, ending: str) -> None:
    names = ("source", "freecode", "coding", "code_name", "code_text", "projects", "documents", "highlights", "tags")
    rows = [(b"\xff\xfe", "x", 1e300, None, "é\x00", 3, -7, 2**62)]
    columns = {
        "source": "id, name, fulltext, file, memo, owner, status, mediapath",
        "coding": "cid, fid, selfirst, seltext, memo, selend, owner, status",
        "documents": "id, name, created, description, contents, x, y, z",
    }
    tables = [(name, columns.get(name, "id, name, cid, catid, path, fid, a, b"), rows) for name in names]

    bring_in(
        project, database(tmp_path / f"odd{ending}", *tables, ("highlight_tags", "highlight_id, tag_id", [("a", None)]))
    )

    assert audit.check(project).sound


def test_a_view_or_trigger_in_a_file_does_nothing(project: Project, tmp_path: Path) -> None:
    path = rqda(tmp_path / "view.rqda")
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE journal")
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS name, x AS journal FROM n"
    connection.execute(f"CREATE VIEW journal AS {endless}")
    connection.commit()
    connection.close()

    report = bring_in(project, path)

    assert report.new["codings"] == 1

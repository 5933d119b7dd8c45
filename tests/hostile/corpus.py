"""The hostile files by families: what each is called, its bytes, and which import takes it in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qda.errors import QdaError
from qda.project.project import Project
from tests.flows.refi.making import PLAIN, qdpx
from tests.fuzz import targets
from tests.hostile import archives, databases, markup, texts
from tests.sources.readers.making import ODF_NAMES, W, docx, odt, p

Taking = Callable[[Project, Path], None]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file."""

    label: str
    name: str
    data: bytes


class Refused(QdaError):
    """What an outcome tells instead of raising it."""


@dataclass(frozen=True, slots=True)
class Family:
    """Files that one import takes in."""

    take: Taking
    made: Callable[[Path, str], Iterator[Hostile]]
    """By a folder for scratch and a file whose words must not come in."""


# --- imports ------------------------------------------------------------------------------------------------------


def _text(project: Project, path: Path) -> None:
    from qda.flows.importing.files import Plan, import_files

    (outcome,) = import_files(project, [Plan(path)])
    if outcome.failed:
        raise Refused(outcome.problem, hint=outcome.hint)


def _exchange(project: Project, path: Path) -> None:
    from qda.flows.importing.bring_in import bring_in

    bring_in(project, path)


def _literature(project: Project, path: Path) -> None:
    from qda.flows.literature import importing

    importing.bring_in(project, path)


def _code_book(project: Project, path: Path) -> None:
    from qda.flows.others import codebook_tables

    codebook_tables.apply(project, codebook_tables.propose(project, path))


def _attributes(project: Project, path: Path) -> None:
    from qda.flows.importing import import_attributes

    import_attributes.carry_out(project, import_attributes.plan_file(project, path))


def _template(_project: Project, path: Path) -> None:
    from qda.export.word import template as word_template

    word_template.read(path)


def _lines(_project: Project, path: Path) -> None:
    from qda.project import plain

    made = path.with_name("made.gerund")
    try:
        plain.rebuild(path, made)
    except BaseException:
        assert [each.name for each in path.parent.iterdir()] == [path.name], "something was left behind"
        raise
    for each in path.parent.glob("made.gerund*"):
        each.unlink()


def _own(_project: Project, path: Path) -> None:
    """A project file, opened, examined and looked into as a backup is."""
    from qda.project import audit, backup

    try:
        with Project.open(path, writable=False) as opened:
            audit.check(opened)
    finally:
        try:
            backup.contents(path)
        except QdaError as error:
            assert error.sentence
        for beside in path.parent.glob(f"{path.name}-*"):  # SQLite's own, when it gave up on the file
            beside.unlink()


# --- files --------------------------------------------------------------------------------------------------------


def _named(name: str, made: Iterator[tuple[str, bytes]]) -> Iterator[Hostile]:
    for label, data in made:
        yield Hostile(label, name, data)


def _texts(_scratch: Path, secret: str) -> Iterator[Hostile]:
    for name, data in texts.attacks(secret):
        yield Hostile(name, name, data)


def _zipped(name: str, sound: Callable[[], bytes], main: str) -> Callable[[Path, str], Iterator[Hostile]]:
    return lambda _scratch, secret: _named(name, archives.attacks(sound(), main, secret))


def _marked(
    name: str, start: str, end: str, leaf: str, wrap: Callable[[bytes], bytes]
) -> Callable[..., Iterator[Hostile]]:
    def made(_scratch: Path, secret: str) -> Iterator[Hostile]:
        for label, data in markup.attacks(start, end, leaf, secret):
            yield Hostile(label, name, wrap(data))

    return made


def _same(data: bytes) -> bytes:
    return data


def _word() -> bytes:
    return docx(p("INT: Hello there.") + p("P01: Hello."))


def _exchange_file() -> bytes:
    return qdpx(targets._folder() / "sound.qdpx", PLAIN).read_bytes()


def _sound(kind: str) -> bytes:
    return next(targets._database(kind))


def _programs(name: str, kind: str, table: str, column: str) -> Callable[[Path, str], Iterator[Hostile]]:
    return lambda scratch, _secret: _named(name, databases.attacks(_sound(kind), table, column, scratch / "made.db"))


def _records(_scratch: Path, _secret: str) -> Iterator[Hostile]:
    doubling = b"".join(b"@string{s%d = s%d # s%d}\n" % (n, n - 1, n - 1) for n in range(1, 200))
    ris, bib = next(targets._ris()), next(targets._bib())
    odd = {
        "braces.bib": b"@article{a, title = " + b"{" * 50_000,
        "closed.bib": b"@article{a, title = {x" + b"}" * 50_000,
        "quotes.bib": b'@article{a, title = "' + b'x"#"' * 20_000,
        "strings.bib": doubling + b"@book{a, title=s199}",
        "laughs.bib": b'@string{s0 = "haha"}\n' + doubling + b"@book{a, title=s199}",
        "ring.bib": b"@book{a, crossref={b}}\n@book{b, crossref={a}}",
        "at.bib": b"@" * 50_000,
        "tex.bib": b"@book{a, title={" + b'{\\"' * 5_000 + b"o" + b"}" * 5_000 + b"}}",
        "people.bib": b"@book{a, title={T}, author={" + b"A and " * 20_000 + b"B}}",
        "nul.bib": bib.replace(b"Gr", b"G\x00r"),
        "open.ris": ris.replace(b"ER  - \n", b"") * 50,
        "ends.ris": b"ER  - \n" * 20_000,
        "year.ris": ris.replace(b"2006/01/02", b"9" * 5_000),
        "long.ris": ris.replace(b"Grounded", b"G" * 2_000_000),
        "keywords.ris": ris.replace(b"KW  - a\n", b"KW  - a\n" * 20_000),
        "noise.ris": bytes(range(256)) * 100,
        "surrogates.ris": ris.replace(b"Grounded", b"\xed\xa0\x80"),
        "empty.ris": b"",
        "utf-16.ris": ris.decode().encode("utf-16"),
        "formula.ris": ris.replace(b"Grounded", b"=cmd|' /C calc'!A0"),
    }  # fmt: skip
    for name, data in odd.items():
        yield Hostile(name, name, data)
    for percent in (10, 50, 90):
        yield Hostile(f"ris cut at {percent}", "cut.ris", ris[: len(ris) * percent // 100])
        yield Hostile(f"bib cut at {percent}", "cut.bib", bib[: len(bib) * percent // 100])


def _delimited(_scratch: Path, _secret: str) -> Iterator[Hostile]:
    for name, data in texts._tables():
        yield Hostile(name, name, data)
    yield Hostile("deep path", "path.csv", b"code,definition\n" + b" > ".join(b"a" for _ in range(3_000)) + b",x")
    ring = b"code,parent\na,b\nb,c\nc,a\n"
    yield Hostile("ring", "ring.csv", ring)
    chain = b"code,parent\n" + b"".join(b"c%d,c%d\n" % (n, n + 1) for n in range(3_000))
    yield Hostile("chain", "chain.csv", chain)
    yield Hostile("statement", "sql.csv", b'code,definition\n\'; DROP TABLE code; --,"); DELETE FROM code; --"')


def _plain_lines(_scratch: Path, _secret: str) -> Iterator[Hostile]:
    sound = next(targets._lines())
    rows = sound.splitlines(keepends=True)
    head = json.loads(rows[0])

    def headed(**changed: object) -> bytes:
        return json.dumps({**head, **changed}).encode() + b"\n" + b"".join(rows[1:])

    study = next(row for row in rows if b'"table":"study"' in row)
    odd = {
        "empty": b"",
        "deep": b"[" * 100_000,
        "deep row": rows[0] + b'{"a":' * 50_000,
        "long": b'{"gerund":1,"x":"' + b"x" * 5_000_000,
        "list": b"[1,2,3]\n",
        "number": b"9" * 10_000 + b"\n",
        "nan": headed(schema=float("nan")),
        "newer": headed(gerund=10**9),
        "negative": headed(schema=-5),
        "old": headed(schema=0),
        "counts": headed(rows={"study": 10**30}),
        "counts negative": headed(rows={"study": -1}),
        "counts text": headed(rows="all"),
        "last ids": headed(last_ids={"code": 10**30}),
        "last ids of nothing": headed(last_ids={"code": -(2**63), "sqlite_master; DROP TABLE code": 1}),
        "nul": sound.replace(b"A study", b"A\\u0000study"),
        "nul in bytes": sound.replace(b"A study", b"A\x00study"),
        "half a pair": sound.replace(b"A study", b"A \\ud800 study"),
        "no utf-8": sound.replace(b"A study", b"A \xff study"),
        "marks": b"\xef\xbb\xbf" * 3 + sound,
        "utf-16": sound.decode().encode("utf-16"),
        "statement": sound.replace(b'"table":"study"', b'"table":"study; DROP TABLE code"'),
        "inner table": sound.replace(b'"table":"study"', b'"table":"sqlite_master"'),
        "column": sound.replace(b'"table":"study"', b'"table":"study","id) VALUES (1); --":1'),
        "large number": sound.replace(b'"id":1', b'"id":99999999999999999999999', 1),
        "negative number": sound.replace(b'"id":1', b'"id":-1'),
        "boolean": sound.replace(b'"id":1', b'"id":true'),
        "wrong type": sound.replace(b'"A study"', b'{"base64":"AAAA"}'),
        "row twice": sound.replace(study, study + study),
        "after the end": sound + study,
        "no end": b"".join(rows[:-1]),
        "end told wrong": b"".join(rows[:-1]) + b'{"end":999}\n',
        "row gone": sound.replace(study, b""),
        "keys twice": sound.replace(b'"table":"study"', b'"table":"study","table":"code"'),
    }
    for label, data in odd.items():
        yield Hostile(label, "study.jsonl", data)
    for percent in (10, 50, 95):
        yield Hostile(f"cut at {percent}", "study.jsonl", sound[: len(sound) * percent // 100])


def _own_files(scratch: Path, _secret: str) -> Iterator[Hostile]:
    with Project.create(scratch / "sound.gerund", title="A study", coder="AQ"):
        pass
    sound = (scratch / "sound.gerund").read_bytes()
    for label, data in databases.attacks(sound, "code", "name", scratch / "made.db"):
        yield Hostile(label, "study.gerund", data)
    changes = {
        "another program": "PRAGMA application_id = 1",
        "much newer": "PRAGMA user_version = 1000000",
        "negative version": "PRAGMA user_version = -3",
        "no version": "PRAGMA user_version = 0",
        "trigger that deletes": "CREATE TRIGGER t AFTER INSERT ON source BEGIN DELETE FROM code; END",
        "study gone": "DELETE FROM study",
        "contents gone": "DROP TABLE content",
    }
    for label, statement in changes.items():
        yield Hostile(
            label, "study.gerund", databases.changed(sound, scratch / "made.db", databases._script(statement))
        )
    yield Hostile("text", "study.gerund", b"not a project at all")
    yield Hostile("nothing", "study.gerund", b"")


ODF = (
    f"<office:document-content {ODF_NAMES}><office:body><office:text>",
    "</office:text></office:body></office:document-content>",
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    "</sheetData></worksheet>",
)
QDE = ('<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes>', "</Codes></CodeBook></Project>")
QDC = ('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>', "</Codes></CodeBook>")
CODE = (
    '<Code guid="00000000-0000-4000-8000-000000000001" name="a" isCodable="true"><Description>{}</Description></Code>'
)
CELL = '<row><c t="inlineStr"><is><t>text</t></is></c><c t="inlineStr"><is><t>{}</t></is></c></row>'
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


def _book() -> bytes:
    return docx(TABLE.format(p("code"), p("definition"), p("saying"), p("What is said")))


FAMILIES: Mapping[str, Family] = {
    "texts": Family(_text, _texts),
    "Word": Family(_text, _zipped("talk.docx", _word, "word/document.xml")),
    "Word XML": Family(
        _text,
        _marked("talk.docx", f"<w:document {W}><w:body>", "</w:body></w:document>",
                "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", targets._as_word),
    ),
    "OpenDocument": Family(_text, _zipped("talk.odt", lambda: odt("<text:p>INT: Hello.</text:p>"), "content.xml")),
    "OpenDocument XML": Family(_text, _marked("talk.odt", *ODF, "<text:p>{}</text:p>", targets._as_odf)),
    "workbooks": Family(_text, _zipped("talk.xlsx", targets._workbook, "xl/worksheets/sheet1.xml")),
    "workbook XML": Family(_text, _marked("talk.xlsx", *SHEET, CELL, targets._as_workbook)),
    "exchange": Family(_exchange, _zipped("study.qdpx", _exchange_file, "project.qde")),
    "exchange XML": Family(_exchange, _marked("study.qde", *QDE, CODE, _same)),
    "code book XML": Family(_exchange, _marked("study.qdc", *QDC, CODE, _same)),
    "QualCoder": Family(_exchange, _programs("data.qda", "qualcoder", "code_name", "name")),
    "QualCoder texts": Family(_exchange, _programs("data.qda", "qualcoder", "source", "fulltext")),
    "Taguette": Family(_exchange, _programs("study.sqlite3", "taguette", "documents", "contents")),
    "RQDA": Family(_exchange, _programs("study.rqda", "rqda", "source", "file")),
    "literature": Family(_literature, _records),
    "code books": Family(_code_book, _delimited),
    "code books in workbooks": Family(_code_book, _zipped("book.xlsx", targets._workbook, "xl/worksheets/sheet1.xml")),
    "code books in Word": Family(_code_book, _zipped("book.docx", _book, "word/document.xml")),
    "attributes": Family(_attributes, _delimited),
    "attributes in workbooks": Family(_attributes, _zipped("p.xlsx", targets._workbook, "xl/worksheets/sheet1.xml")),
    "templates": Family(
        _template, _zipped("ours.docx", lambda: targets._as_template(next(targets._styles())), "word/styles.xml")
    ),
    "template XML": Family(
        _template,
        _marked("ours.docx", f"<w:styles {W}>", "</w:styles>",
                '<w:style w:styleId="a"><w:name w:val="heading 1"/>{}</w:style>', targets._as_template),
    ),
    "plain lines": Family(_lines, _plain_lines),
    "projects": Family(_own, _own_files),
}  # fmt: skip
"""Over nine hundred files; templates of designs (.toml) come with the program and are never a user's."""

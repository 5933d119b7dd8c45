"""What is fuzzed: one target per reader, each fed bytes as if they were a file, and a few sound files to begin with."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qda.errors import QdaError
from tests.sources.readers.making import W, docx, odt, p, packed, pdf, r

Target = Callable[[bytes], None]
"""Takes a file's bytes in; a sentence for the user is an answer, anything else that is raised is a finding."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A reader, its seeds, and the length that its inputs may reach."""

    target: Target
    seeds: Callable[[], Iterator[bytes]]
    longest: int = 20_000


def _folder() -> Path:
    place = Path(tempfile.gettempdir()) / "gerund-fuzz-input"
    place.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(dir=place))


def _text(name: str, wrapped: Callable[[bytes], bytes] | None = None) -> Target:
    """A text reader; of a packed format what is no archive becomes its main part, which mutations reach better."""

    def take(data: bytes) -> None:
        from qda.sources.readers import read_bytes

        if wrapped is not None and not data.startswith(b"PK"):
            data = wrapped(data)
        with suppress(QdaError):
            read_bytes(data, name)

    return take


def _file(name: str, reader: Callable[[Path], object], wrapped: Callable[[bytes], bytes] | None = None) -> Target:
    """A reader that takes a path."""
    path: list[Path] = []

    def take(data: bytes) -> None:
        if not path:
            path.append(_folder() / name)
        path[0].write_bytes(wrapped(data) if wrapped is not None and not data.startswith(b"PK") else data)
        with suppress(QdaError):
            reader(path[0])

    return take


# --- packing ------------------------------------------------------------------------------------------------------


def _as_word(data: bytes) -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": data})


def _as_odf(data: bytes) -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": data})


def _as_project(data: bytes) -> bytes:
    return packed({"project.qde": data, "sources/a.txt": "INT: Well?\nAnn: It went well."})


def _as_workbook(data: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, data if member.filename.endswith("sheet1.xml") else old.read(member))
    return out.getvalue()


def _as_template(data: bytes) -> bytes:
    return packed({"word/styles.xml": data, "word/document.xml": f"<w:document {W}/>"})


def _part(archive: bytes, ending: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(next(name for name in opened.namelist() if name.endswith(ending)))


# --- readers that take a path -------------------------------------------------------------------------------------


def _bring_in(path: Path) -> object:
    from qda.flows.importing import bring_in

    return bring_in.read_here(path)


def _literature(path: Path) -> object:
    from qda.flows.literature import importing

    return importing.read(path)


def _code_book(path: Path) -> object:
    from qda.flows.others import codebook_tables

    return codebook_tables.read(path)


def _attributes(path: Path) -> object:
    from qda.flows.importing import attribute_file

    return attribute_file.read(path)


def _template(path: Path) -> object:
    from qda.export.word import template as word_template

    return word_template.read(path)


def _plain(path: Path) -> object:
    from qda.project import plain

    made = path.with_name("made.gerund")
    made.unlink(missing_ok=True)
    plain.rebuild(path, made)
    return None


# --- seeds --------------------------------------------------------------------------------------------------------


@cache
def _workbook() -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    for row in (("code", "parent", "definition"), ("saying", "speaking", "What is said"), ("=1+1", 3.5, None)):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _words() -> Iterator[bytes]:
    yield "INT: Well?\n\n[00:01:02] Ann: It went — well. 😀\n".encode()
    yield "Ann: ça va\r\nB: oui".encode("cp1252")
    yield "Ann: ça va\n".encode("utf-16")


def _markdown() -> Iterator[bytes]:
    yield b"---\ntitle: Talk\nkind: interview\n---\n# One\n\n- **a** *b*\n  1. c [x](y)\n\n> q\n\n|a|b|\n|-|-|\n|1|2|\n"


def _documents() -> Iterator[bytes]:
    whole = docx(
        p("INT: Hello.", properties='<w:pStyle w:val="Heading1"/>')
        + p(r("bold", "<w:b/>"))
        + "<w:tbl><w:tr><w:tc>" + p("code") + "</w:tc><w:tc>" + p("definition") + "</w:tc></w:tr>"
        + "<w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    yield whole
    yield _part(whole, "document.xml")


def _open_documents() -> Iterator[bytes]:
    whole = odt(
        '<text:h text:outline-level="1">Talk</text:h><text:p>INT: a<text:s text:c="3"/><text:tab/>b</text:p>'
        "<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    yield whole
    yield _part(whole, "content.xml")


def _rich() -> Iterator[bytes]:
    yield (
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard\\b INT:\\b0  caf\\'e9 \\u8212?\\par"
        b"{\\*\\generator x;}\\trowd\\cellx1000\\cellx2000 a\\cell b\\cell\\row\\bin3 abc{\\footnote n}}"
    )


def _pdfs() -> Iterator[bytes]:
    yield pdf([[(72, 700, 12, "INT: Hello there, and welcome."), (72, 680, 12, "P: Thank you.")], []])


def _pages() -> Iterator[bytes]:
    yield (
        b'<!doctype html><html><head><meta charset="utf-8"><title>T</title></head><body onload="x()"><h1>A</h1>'
        b'<p>b <b>c</b><br>d<table><tr><td colspan="2">1<td>2</table><pre> x </pre><script>y()</script>&amp;&#0;'
    )


def _cues() -> Iterator[bytes]:
    yield b"1\n00:00:01,000 --> 00:00:02,000\nINT: <i>Well?</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nB: Yes.\n"
    yield b"WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\n<v Ann>Well?</v>\n"


def _commas() -> Iterator[bytes]:
    yield b"code;parent;definition;text\nsaying;speaking;=1+1;What was said\nb;c;d;It was well\n"
    yield b'case,Age,Seen\n"Ann, B",41,2024-01-02\nBob,"4""2",\n'


def _workbooks() -> Iterator[bytes]:
    whole = _workbook()
    yield whole
    yield _part(whole, "sheet1.xml")


def _exchange() -> Iterator[bytes]:
    from tests.flows.refi.making import PLAIN, qdpx

    yield PLAIN.xml().encode()
    yield qdpx(_folder() / "seed.qdpx").read_bytes()


def _code_books() -> Iterator[bytes]:
    yield (
        b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="00000000-0000-4000-8000-'
        b'000000000001" name="a" color="#112233" isCodable="true"><Description>x</Description><Code guid="00000000-'
        b'0000-4000-8000-000000000002" name="b"/></Code></Codes><Sets/></CodeBook>'
    )


def _database(kind: str) -> Iterator[bytes]:
    from tests.flows.others import test_programs

    folder = _folder()
    if kind == "qualcoder":
        yield (test_programs.qualcoder(folder / "study.qda") / "data.qda").read_bytes()
    else:
        yield getattr(test_programs, kind)(folder / "seed").read_bytes()


def _ris() -> Iterator[bytes]:
    yield b"TY  - JOUR\nAU  - Charmaz, Kathy\nTI  - Grounded\nPY  - 2006/01/02\nDO  - 10.1/x\nKW  - a\nER  - \n"


def _bib() -> Iterator[bytes]:
    yield (
        b'@string{j = "Journal"}\n@article{a1, author = {Charmaz, K. and {\\"O}zg{\\"u}r, A.}, title = "Gr" # j,'
        b" year = 2006, crossref={b}}\n@book{b, title={X {Y}}, editor={Z}}\n"
    )


def _styles() -> Iterator[bytes]:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1" w:default="1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    yield styles.encode()
    yield _as_template(styles.encode())


def _lines() -> Iterator[bytes]:
    from qda.project import plain
    from qda.project.project import Project

    with Project.create(_folder() / "seed.gerund", title="A study", coder="AQ") as project:
        yield "".join(plain.lines(project)).encode()


FUZZED: Mapping[str, Fuzzed] = {
    "plain": Fuzzed(_text("a.txt"), _words),
    "markdown": Fuzzed(_text("a.md"), _markdown),
    "word": Fuzzed(_text("a.docx", _as_word), _documents),
    "odf": Fuzzed(_text("a.odt", _as_odf), _open_documents),
    "rtf": Fuzzed(_text("a.rtf"), _rich),
    "pdf": Fuzzed(_text("a.pdf"), _pdfs),
    "web": Fuzzed(_text("a.html"), _pages),
    "subtitles": Fuzzed(_text("a.srt"), _cues),
    "csv": Fuzzed(_text("a.csv"), _commas),
    "xlsx": Fuzzed(_text("a.xlsx", _as_workbook), _workbooks),
    "qdpx": Fuzzed(_file("a.qdpx", _bring_in, _as_project), _exchange),
    "qdc": Fuzzed(_file("a.qdc", _bring_in), _code_books),
    "qualcoder": Fuzzed(_file("data.qda", _bring_in), lambda: _database("qualcoder"), 60_000),
    "taguette": Fuzzed(_file("a.sqlite3", _bring_in), lambda: _database("taguette"), 60_000),
    "rqda": Fuzzed(_file("a.rqda", _bring_in), lambda: _database("rqda"), 60_000),
    "ris": Fuzzed(_file("a.ris", _literature), _ris),
    "bib": Fuzzed(_file("a.bib", _literature), _bib),
    "codebook": Fuzzed(_file("a.csv", _code_book), _commas),
    "codebook-word": Fuzzed(_file("a.docx", _code_book, _as_word), _documents),
    "attributes": Fuzzed(_file("a.csv", _attributes), _commas),
    "attributes-xlsx": Fuzzed(_file("a.xlsx", _attributes, _as_workbook), _workbooks),
    "template": Fuzzed(_file("a.docx", _template, _as_template), _styles),
    "jsonl": Fuzzed(_file("a.jsonl", _plain), _lines),
}

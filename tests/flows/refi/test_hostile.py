"""Files made to harm, or broken on the way: each is refused in a sentence or read as far as it can be; nothing else."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qda.errors import Cancelled, QdaError
from qda.flows.importing.bring_in import bring_in, read, read_here
from qda.flows.refi import archive as archives
from qda.flows.refi import building_texts
from qda.flows.refi.archive import ExchangeRefused, Harmful
from qda.flows.refi.building import build
from qda.progress import Stoppable
from qda.project import audit, history
from qda.project.project import Project
from tests.flows.refi.making import PLAIN, TEXT, Made, Selection, guid, qde, qdpx

SOUND = PLAIN.xml()
ROOT = '<Project xmlns="urn:QDA-XML:project:1.0" name="x">'
LONG = 60.0  # seconds; a reader that hangs never ends


def nested(element: str, depth: int) -> str:
    return f"<{element}>" * depth + f"</{element}>" * depth


def xml_refused() -> Iterator[tuple[str, str | bytes]]:
    """XML that is no project, or must not be read."""
    yield "no xml", "no XML at all"
    yield "binary", bytes(range(256)) * 20
    yield "unfinished", SOUND[: len(SOUND) // 2]
    yield "cut in a tag", SOUND[:-7]
    yield "two roots", SOUND.partition("\n")[2] * 2
    yield "other root", '<html xmlns="urn:QDA-XML:project:1.0"/>'
    yield "doctype", '<!DOCTYPE Project [<!ENTITY a "b">]>' + ROOT + "&a;</Project>"
    yield (
        "billion laughs",
        "<!DOCTYPE x ["
        + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        + "]><Project>&l11;</Project>",
    )
    yield "external entity", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + ROOT + "&f;</Project>"
    yield "parameter entity", '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>' + ROOT + "</Project>"
    yield (
        "doctype in utf-16",
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + ROOT + "</Project>").encode(
            "utf-16"
        ),
    )
    yield "deep", ROOT + nested("Code", 5_000) + "</Project>"
    yield "deep codes", ROOT + "<CodeBook><Codes>" + nested("Code", 240) + "</Codes></CodeBook></Project>"
    yield "unknown entity", ROOT + "&nbsp;</Project>"
    yield "bad characters", ROOT.encode() + b"\xff\xfe\x00</Project>"
    yield "control characters", ROOT + "\x01\x02</Project>"
    yield "wrong encoding", b'<?xml version="1.0" encoding="utf-99"?>' + ROOT.encode() + b"</Project>"
    yield "duplicate attributes", '<Project name="a" name="b"/>'
    yield "only a mark", b"\xef\xbb\xbf"
    yield "only white space", b" \n \n"


def xml_read() -> Iterator[tuple[str, str | bytes]]:
    """XML that is odd, and is read as far as it can be."""

    def book(inside: str) -> str:
        return f"{ROOT}<CodeBook><Codes>{inside}</Codes></CodeBook></Project>"

    def sources(inside: str, codes: str = "") -> str:
        return f"{ROOT}<CodeBook><Codes>{codes}</Codes></CodeBook><Sources>{inside}</Sources></Project>"

    yield "empty", ROOT + "</Project>"
    yield "no namespace", '<Project name="x"/>'
    yield "foreign parts", ROOT + "<Evil><Code/></Evil><CodeBook/><Sources/></Project>"
    yield "code without anything", book("<Code/><Code/><Code/>")
    yield "code of blanks", book('<Code guid=" " name="   "/>')
    yield "same names", book("".join(f'<Code guid="{guid(n)}" name="same"/>' for n in range(300)))
    yield "long name", book(f'<Code guid="{guid(1)}" name="{"x" * 100_000}"/>')
    yield (
        "odd colours",
        book("".join(f'<Code color="{c}" name="{n}"/>' for n, c in enumerate(("red", "#12", "#GGGGGG", "-1")))),
    )
    yield "text of nothing", sources(f'<TextSource guid="{guid(1)}"/>')
    yield "path outside", sources(f'<TextSource guid="{guid(1)}" plainTextPath="internal://../../etc/passwd"/>')
    yield "absolute path", sources(f'<TextSource guid="{guid(1)}" plainTextPath="absolute:///etc/passwd"/>')
    yield "drive", sources(f'<TextSource guid="{guid(1)}" plainTextPath="internal://C:/x.txt"/>')
    for name, start, end in (
        ("huge", "0", "9" * 30),
        ("far", "0", str(10**12)),
        ("negative", "-50", "-3"),
        ("reversed", "9", "2"),
        ("words", "two", "three"),
        ("fraction", "1.5", "2.5"),
        ("nan", "NaN", "inf"),
        ("blank", "", ""),
    ):
        place = f'startPosition="{start}" endPosition="{end}"'
        selection = f'<PlainTextSelection guid="{guid(2)}" {place}><Coding><CodeRef targetGUID="{guid(9)}"/></Coding>'
        codes = f'<Code guid="{guid(9)}" name="c"/>'
        inside = f"<PlainTextContent>Some text</PlainTextContent>{selection}</PlainTextSelection>"
        yield f"place {name}", sources(f'<TextSource guid="{guid(1)}">{inside}</TextSource>', codes)
        yield (
            f"place {name} without text",
            sources(f'<TextSource guid="{guid(1)}">{selection}</PlainTextSelection></TextSource>', codes),
        )
    yield "coding of nothing", sources("<TextSource><PlainTextContent>a</PlainTextContent><Coding/></TextSource>")
    yield (
        "odd dates",
        sources(
            '<TextSource creationDateTime="0000-99-99T99:99:99Z"><PlainTextContent>a</PlainTextContent></TextSource>'
        ),
    )
    yield "unknown source", sources("<HologramSource/>")
    yield (
        "case of ghosts",
        ROOT + f'<Cases><Case name="g"><SourceRef targetGUID="{guid(7)}"/><SelectionRef/></Case></Cases></Project>',
    )
    yield (
        "values of ghosts",
        ROOT + "<Cases><Case><VariableValue><VariableRef/></VariableValue></Case></Cases></Project>",
    )
    yield (
        "links to ghosts",
        ROOT + f'<Links><Link originGUID="{guid(1)}" targetGUID="{guid(2)}"/><Link/></Links></Project>',
    )
    yield (
        "link to itself",
        book(f'<Code guid="{guid(1)}" name="a"/>').replace(
            "</Project>", f'<Links><Link originGUID="{guid(1)}" targetGUID="{guid(1)}"/></Links></Project>'
        ),
    )
    yield (
        "graph of ghosts",
        ROOT
        + '<Graphs><Graph><Vertex firstX="x"/><Edge sourceVertex="a" targetVertex="b"/></Graph></Graphs></Project>',
    )
    yield (
        "sets of ghosts",
        ROOT
        + f'<Sets><Set><MemberCode targetGUID="{guid(1)}"/><MemberSource/><MemberNote>x</MemberNote></Set></Sets>'
        + "</Project>",
    )
    yield (
        "note on itself",
        ROOT + f'<Notes><Note guid="{guid(1)}"><NoteRef targetGUID="{guid(1)}"/></Note></Notes></Project>',
    )
    yield (
        "false tags",
        ROOT
        + "<Sets>"
        + "".join(
            f'<Set name="s"><Description>Gerund: {tag}</Description><MemberNote targetGUID="{guid(1)}"/>'
            f'<MemberCode targetGUID="{guid(1)}"/></Set>'
            for tag in (
                "properties",
                "first codes",
                "detached segments",
                "core category",
                "gathered under x",
                "level theme",
                "memo kind x",
            )
        )
        + f'</Sets><Notes><Note guid="{guid(1)}" name="n"/></Notes></Project>',
    )
    yield "markup in names", book('<Code name="&lt;b&gt;=cmd|&apos;/c&apos;!A1 %s {0} \u202e"/>')
    yield "code book with text", '<CodeBook xmlns="urn:QDA-XML:codebook:0:4">words<Codes>more</Codes></CodeBook>'


def archives_refused() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Archives that are broken, or made to harm."""
    whole = SOUND

    def of(*parts: tuple[str, bytes | str]) -> Callable[[Path], object]:
        def write(path: Path) -> None:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
                for name, data in parts:
                    made.writestr(name, data)

        return write

    def edited(edit: Callable[[bytes], bytes]) -> Callable[[Path], object]:
        return lambda path: path.write_bytes(edit(qdpx(path).read_bytes()))

    yield "no project", of(("sources/a.txt", "a"))
    yield "two projects", of(("a.qde", whole), ("b.qde", whole))
    yield "dots", of(("project.qde", whole), ("../evil.txt", "a"))
    yield "dots inside", of(("project.qde", whole), ("sources/../../evil.txt", "a"))
    yield "backslashes", of(("project.qde", whole), ("sources\\..\\..\\evil.txt", "a"))
    yield "absolute", of(("project.qde", whole), ("/etc/passwd", "a"))
    yield "drive", of(("project.qde", whole), ("C:/evil.txt", "a"))
    yield "same but for case", of(("project.qde", whole), ("sources/A.txt", "a"), ("Sources/a.txt", "b"))
    yield "bomb as project", of(("project.qde", ROOT + " " * 60_000_000 + "</Project>"))
    yield "bomb as text", of(("project.qde", whole), (f"sources/{guid(50)}.txt", b"a" * 60_000_000))
    yield "cut short", edited(lambda data: data[: len(data) // 2])
    yield "without its end", edited(lambda data: data[:-30])
    yield "only a head", lambda path: path.write_bytes(b"PK\x03\x04")
    yield "only an end", lambda path: path.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    yield "noise", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    yield "empty", lambda path: path.write_bytes(b"")
    yield "folder", lambda path: path.mkdir()
    yield "missing", lambda path: None
    yield "turned bytes", edited(lambda data: data[:60] + bytes(255 - b for b in data[60:120]) + data[120:])
    yield "false size", edited(_false_size)
    yield (
        "password",
        edited(lambda data: data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")),
    )
    yield "unknown packing", edited(lambda data: data.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"))


def _false_size(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", 5) + data[at + 4 :]


def untouched(project: Project, before: object) -> bool:
    with project.read() as session:
        return audit.snapshot(session) == before


def snapshot(project: Project) -> object:
    with project.read() as session:
        return audit.snapshot(session)


def test_xml_that_is_no_project_is_refused_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    before, began = snapshot(project), time.monotonic()
    for name, xml in xml_refused():
        with pytest.raises(ExchangeRefused):
            bring_in(project, qde(tmp_path / f"{name}.qde", xml))
    assert untouched(project, before)
    assert time.monotonic() - began < LONG


def test_odd_xml_is_read_as_far_as_it_can_be_and_leaves_a_sound_project(project: Project, tmp_path: Path) -> None:
    began = time.monotonic()
    for name, xml in xml_read():
        bring_in(project, qde(tmp_path / f"{name}.qde", xml))
    assert audit.check(project).faults == ()
    assert time.monotonic() - began < LONG


def test_archives_that_are_broken_or_made_to_harm_are_refused(project: Project, tmp_path: Path) -> None:
    before, began = snapshot(project), time.monotonic()
    for name, make in archives_refused():
        path = tmp_path / name / "hostile.qdpx"
        path.parent.mkdir()
        make(path)
        with pytest.raises(ExchangeRefused):
            bring_in(project, path)
    assert untouched(project, before)
    assert not (tmp_path.parent / "evil.txt").exists()
    assert time.monotonic() - began < LONG


def test_the_corpus_is_large_enough() -> None:
    assert len([*xml_refused(), *xml_read(), *archives_refused()]) >= 80


def test_a_file_of_the_system_is_never_read_into_a_study(project: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    for number, address in enumerate(
        (f"absolute://{secret}", "relative:///secret.txt", f"file://{secret}", "internal://../secret.txt")
    ):
        xml = SOUND.replace(f"internal://{guid(50)}.txt", address)
        bring_in(project, qde(tmp_path / f"{number}.qde", xml.replace(guid(50), guid(500 + number))))

    with project.read() as session:
        assert "a secret" not in str(audit.snapshot(session))


def test_more_files_than_a_project_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)

    with pytest.raises(Harmful, match="more than 3 files"):
        read_here(qdpx(tmp_path / "many.qdpx", PLAIN, {f"sources/{n}.txt": b"a" for n in range(5)}))


def test_a_failure_in_the_middle_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_texts: object) -> None:
        raise QdaError("The disk is full.")

    before = snapshot(project)
    monkeypatch.setattr(building_texts.Texts, "_codings_in", fail)

    with pytest.raises(QdaError, match="disk is full"):
        bring_in(project, qdpx(tmp_path / "other.qdpx", PLAIN))

    assert untouched(project, before)
    assert history.next_undo(project) is None


def test_an_import_that_is_stopped_leaves_nothing(project: Project, tmp_path: Path) -> None:
    class Late(Stoppable):
        def step(self, done: int, total: int, text: str) -> None:
            if "codings" in text:
                self.stop()
            super().step(done, total, text)

    before = snapshot(project)
    many = [Selection(at, at + 3, [1]) for at in range(len(TEXT) - 4)]

    with pytest.raises(Cancelled):
        bring_in(project, qdpx(tmp_path / "other.qdpx", replace(PLAIN, selections=many)), Late())

    assert untouched(project, before)


def test_nothing_is_written_beside_the_file(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = qdpx(folder / "other.qdpx", Made(selections=PLAIN.selections))
    data = path.read_bytes()

    bring_in(project, path)

    assert [each.name for each in folder.iterdir()] == ["other.qdpx"]
    assert path.read_bytes() == data


def test_what_was_stopped_can_be_tried_again_and_is_told_once(project: Project, tmp_path: Path) -> None:
    class Late(Stoppable):
        def step(self, done: int, total: int, text: str) -> None:
            if "codings" in text:
                self.stop()
            super().step(done, total, text)

    study, report = read(qdpx(tmp_path / "other.qdpx", PLAIN))
    with pytest.raises(Cancelled):
        build(project, study, report, Late())

    told = build(project, study, report)

    assert (told.new["codes"], told.new["codings"], report.new) == (2, 1, {})

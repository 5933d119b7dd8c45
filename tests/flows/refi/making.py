"""REFI-QDA files made by hand, with the ways of the programs that write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

PROJECT = "urn:QDA-XML:project:1.0"
TEXT = "INT: And then?\n\nTheresa: We talked, and she did not judge me.\n"


def guid(number: int) -> str:
    """A guid that tells its number."""
    return f"00000000-0000-4000-8000-{number:012x}"


@dataclass(frozen=True)
class Selection:
    """A selection of a text with the numbers of its codes."""

    start: int
    end: int
    codes: Sequence[int] = ()
    name: str = ""
    description: str = ""
    inside: str = ""

    def xml(self, number: int) -> str:
        codings = "".join(
            f'<Coding guid="{guid(number * 1000 + at)}"><CodeRef targetGUID="{guid(code)}"/></Coding>'
            for at, code in enumerate(self.codes, start=1)
        )
        told = f"<Description>{escape(self.description)}</Description>" if self.description else ""
        return (
            f'<PlainTextSelection guid="{guid(number)}" name={quoteattr(self.name)} startPosition="{self.start}" '
            f'endPosition="{self.end}">{told}{codings}{self.inside}</PlainTextSelection>'
        )


@dataclass(frozen=True)
class Made:
    """A project to be written: codes by number, one text with its selections, and any other parts as XML."""

    text: str | bytes = TEXT
    selections: Sequence[Selection] = ()
    codes: Mapping[int, str] = field(default_factory=lambda: {1: "venting", 2: "talking"})
    origin: str = ""
    name: str = "Other"
    namespace: str = PROJECT
    inner: str = "project.qde"
    folder: str = "sources"
    more: str = ""
    source: str = ""  # inside the source's element
    book: str = ""

    def xml(self) -> str:
        codes = "".join(
            f'<Code guid="{guid(n)}" name={quoteattr(name)} isCodable="true"/>' for n, name in self.codes.items()
        )
        book = self.book or f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        selections = "".join(each.xml(100 + number) for number, each in enumerate(self.selections))
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{self.namespace}" name={quoteattr(self.name)} '
            f"origin={quoteattr(self.origin)}>{book}<Sources>"
            f'<TextSource guid="{guid(50)}" name="Interview" plainTextPath="internal://{guid(50)}.txt">'
            f"{self.source}{selections}</TextSource></Sources>{self.more}</Project>"
        )


PLAIN = Made(selections=[Selection(TEXT.index("We talked"), TEXT.index(", and"), [2], "We talked")])


def qdpx(path: Path, made: Made = PLAIN, extra: Mapping[str, bytes] | None = None) -> Path:
    """Write a project as .qdpx."""
    text = made.text if isinstance(made.text, bytes) else made.text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(made.inner, made.xml())
        archive.writestr(f"{made.folder}/{guid(50)}.txt", text)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return path


def qde(path: Path, xml: str | bytes) -> Path:
    """Write XML as a bare .qde or .qdc."""
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode("utf-8"))
    return path

"""Reading and writing .bib: entries with braces, quotes, names for strings, cross-references; tolerant of faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qda.flows.literature import tex
from qda.flows.literature.ris import Record
from qda.i18n import _
from qda.names import clean
from qda.study import references
from qda.study.references import ARTICLE, BOOK, CHAPTER, OTHER, PAGE, PAPER, REPORT, THESIS, Author, Reference

_TYPES = {
    "article": ARTICLE, "periodical": ARTICLE, "book": BOOK, "booklet": BOOK, "collection": BOOK, "mvbook": BOOK,
    "proceedings": BOOK, "inbook": CHAPTER, "incollection": CHAPTER, "inproceedings": PAPER, "conference": PAPER,
    "techreport": REPORT, "report": REPORT, "phdthesis": THESIS, "mastersthesis": THESIS, "thesis": THESIS,
    "online": PAGE, "electronic": PAGE, "www": PAGE,
}  # fmt: skip
_WRITTEN = {
    ARTICLE: "article", BOOK: "book", CHAPTER: "incollection", PAPER: "inproceedings", REPORT: "techreport",
    THESIS: "phdthesis", PAGE: "online",
}  # fmt: skip
_DEGREES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master’s thesis"}
_FIELDS = {
    "title": ("title",),
    "year": ("date", "year"),
    "container": ("journal", "journaltitle", "booktitle", "maintitle"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "place": ("address", "location"),
    "doi": ("doi",),
    "url": ("url",),
    "language": ("language", "langid"),
    "keywords": ("keywords", "keyword"),
    "abstract": ("abstract",),
    "found_in": ("database", "found_in"),
}
_INHERITED = {"title": "booktitle", "subtitle": "", "author": "", "abstract": "", "keywords": "", "doi": "", "url": ""}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_BEGINS = re.compile(r"(?m)^[ \t]*@\s*[A-Za-z]+\s*[{(]")
_NAME = re.compile(r"\s*([^\s={},#\"()]+)\s*=\s*")
_WORD = re.compile(r"[^\s,#{}\"()=]+")


@dataclass(slots=True)
class _Entry:
    kind: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)


class _Broken(Exception):
    """An entry that does not go on as entries do; never leaves this module."""


_LONGEST = 1_000_000  # characters of a value; strings made of strings could double without end


@dataclass(slots=True)
class _Reader:
    """Goes through the text; `end` is where the next entry begins, beyond which a fault can't reach."""

    text: str
    at: int = 0
    end: int = 0
    strings: dict[str, str] = field(default_factory=lambda: {name: name for name in _MONTHS})

    def skip(self) -> None:
        while self.at < self.end and self.text[self.at].isspace():
            self.at += 1

    def key(self) -> str:
        found = re.compile(r"\s*([^,\s{}()]*)\s*").match(self.text, self.at, self.end)
        assert found is not None  # it may be empty
        self.at = found.end()
        return found[1]

    def pairs(self, into: dict[str, str]) -> None:
        """The fields, as far as they can be read. Raises _Broken at the first that can't."""
        while True:
            while self.at < self.end and (self.text[self.at].isspace() or self.text[self.at] == ","):
                self.at += 1
            if self.at >= self.end:
                raise _Broken
            if self.text[self.at] in "})":
                self.at += 1
                return
            found = _NAME.match(self.text, self.at, self.end)
            if found is None:
                raise _Broken
            self.at = found.end()
            name = found[1].casefold()
            value = self.value()
            into[name] = f"{into[name]}; {value}" if name in into and into[name] != value else value

    def value(self) -> str:
        """Pieces in braces or quotes, numbers and names of strings, with # between them. Raises _Broken."""
        parts: list[str] = []
        length = 0
        while True:
            self.skip()
            length += len(parts[-1]) if parts else 0
            if self.at >= self.end or length > _LONGEST:
                raise _Broken
            mark = self.text[self.at]
            if mark in '{"':
                parts.append(self.enclosed("}" if mark == "{" else '"'))
            else:
                found = _WORD.match(self.text, self.at, self.end)
                if found is None:
                    raise _Broken
                self.at = found.end()
                parts.append(self.strings.get(found[0].casefold(), found[0]))
            self.skip()
            if self.at >= self.end or self.text[self.at] != "#":
                return "".join(parts)
            self.at += 1

    def enclosed(self, closing: str) -> str:
        """What stands up to the closing mark, braces inside in pairs. Raises _Broken where there is none."""
        begin, depth = self.at + 1, 0
        at = begin
        while at < self.end:
            letter = self.text[at]
            if letter == "\\":
                at += 2
                continue
            if depth == 0 and letter == closing:
                self.at = at + 1
                return self.text[begin:at]
            depth += (letter == "{") - (letter == "}")
            at += 1
        raise _Broken


def read(text: str) -> tuple[list[Record], list[str]]:
    """The records of a .bib text, and sentences about what was not understood."""
    reader = _Reader(text)
    entries: list[_Entry] = []
    told: list[str] = []
    while (found := _ENTRY.search(text, reader.at)) is not None:
        kind = found[1].casefold()
        after = _BEGINS.search(text, found.end())
        reader.at, reader.end = found.end(), after.start() if after is not None else len(text)
        if kind in ("comment", "preamble"):
            reader.at = reader.end
            continue
        entry = _Entry(kind, "")
        try:
            if kind == "string":
                reader.pairs(entry.fields)
                reader.strings.update(entry.fields)
                continue
            entry.key = reader.key()
            reader.pairs(entry.fields)
        except _Broken:
            reader.at = reader.end
            line = text.count("\n", 0, found.start()) + 1
            name = entry.key or kind
            told.append(_("The entry “{name}” in line {n} has no proper end; read as far as it goes.")
                        .format(name=name, n=line))  # fmt: skip
        if kind != "string":
            entries.append(entry)
    return [_record(entry) for entry in _crossed(entries, told)], told


def _crossed(entries: list[_Entry], told: list[str]) -> list[_Entry]:
    """Entries with what they take over from the one they refer to; its title is the title of the book they are in."""
    known = {entry.key.casefold(): entry for entry in entries}
    for entry in entries:
        wanted = entry.fields.get("crossref", "")
        parent = known.get(wanted.strip().casefold())
        if not wanted or parent is entry:
            continue
        if parent is None:
            told.append(_("“{name}” refers to “{other}”, which is not there.").format(name=entry.key, other=wanted))
            continue
        del entry.fields["crossref"]
        for name, value in parent.fields.items():
            taken = _INHERITED.get(name, name)
            if taken and taken != "crossref":
                entry.fields.setdefault(taken, value)
    return entries


def _record(entry: _Entry) -> Record:
    left = dict(entry.fields)
    values = {"type": _TYPES.get(entry.kind, OTHER), "cite_key": entry.key}
    for name, fields in _FIELDS.items():
        found = next((each for each in fields if left.get(each, "").strip()), None)
        if found is not None:
            values[name] = tex.read(left.pop(found))
    if "date" in entry.fields:
        left.pop("year", None)
    if subtitle := tex.read(left.pop("subtitle", "")):
        values["title"] = f"{values.get('title', '')}: {subtitle}".lstrip(": ")
    if values["type"] == OTHER and "url" in left | entry.fields and "container" not in values:
        values["type"] = PAGE
    if values["type"] == THESIS:
        values["issue"] = tex.read(left.pop("type", "")) or _DEGREES.get(entry.kind, "")
    people = _people(left.pop("author", "")) + [one._replace(editor=True) for one in _people(left.pop("editor", ""))]
    values["authors"] = "\n".join(one.line for one in people)
    values["keywords"] = "; ".join(
        part.strip() for part in re.split(r"[;,]", values.get("keywords", "")) if part.strip()
    )
    rest = tuple((name, tex.read(value)) for name, value in left.items() if value.strip())
    return Record(references.tidied(Reference(**values)), rest)


def _people(words: str) -> list[Author]:
    return [_person(part) for part in _parted(words) if part.strip() and part.strip() != "others"]


def _parted(words: str) -> list[str]:
    """The names between “and”, but not where it stands in braces: an organisation may have one."""
    parts, depth, begin = [], 0, 0
    for found in re.finditer(r"\\.|[{}]|\s+and\s+", words):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif found[0][0] != "\\" and depth == 0:
            parts.append(words[begin : found.start()])
            begin = found.end()
    return [*parts, words[begin:]]


def _person(words: str) -> Author:
    """“Family, Given”, “Family, Jr., Given”, “Given von Family”, or {an organisation}."""
    words = words.strip()
    if words.startswith("{") and words.endswith("}") and "\\" not in words[:2]:
        return Author(clean(tex.read(words)))
    if "," in words:
        return references.author(tex.read(words))
    parts = tex.read(words).split()
    if len(parts) < 2:
        return Author(" ".join(parts))
    small = next((at for at, part in enumerate(parts[:-1]) if at and part[:1].islower()), len(parts) - 1)
    return Author(" ".join(parts[small:]), " ".join(parts[:small]))


# --- writing ------------------------------------------------------------------------------------------------------


def written(found: Iterable[Reference]) -> str:
    """Publications as .bib in UTF-8, each under its cite key."""
    return "\n".join(_entry(each) for each in found)


def _entry(found: Reference) -> str:
    kind = _WRITTEN.get(found.type, "misc")
    if kind == "phdthesis" and found.issue and "master" in found.issue.casefold():
        kind = "mastersthesis"
    people = references.authors(found.authors)
    lines = {
        "author": " and ".join(_name(one) for one in people if not one.editor),
        "editor": " and ".join(_name(one) for one in people if one.editor),
        **_values(found, kind),
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items() if value)
    return f"@{kind}{{{found.cite_key or references.cite_key(found)},\n{told}}}\n"


def _values(found: Reference, kind: str) -> Mapping[str, str]:
    names = {name: fields[0] for name, fields in _FIELDS.items()}
    names["container"] = "booktitle" if kind in ("incollection", "inproceedings") else "journal"
    names["publisher"] = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}.get(
        kind, "publisher"
    )
    names["year"] = "date" if "-" in found.year else "year"
    if found.type == THESIS:
        names["issue"] = "type"
    values = {}
    for name, shown in names.items():
        value = " ".join(getattr(found, name).split())
        if name == "pages":
            value = value.replace("–", "-").replace("-", "--")
        values[shown] = value if name in ("doi", "url") else tex.written(value)
    return values


def _name(one: Author) -> str:
    if not one.person:
        return f"{{{tex.written(one.family)}}}"
    return tex.written(", ".join(part for part in (one.family, one.suffix, one.given) if part))

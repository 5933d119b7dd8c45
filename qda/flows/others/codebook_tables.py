"""A code book from a table (.csv, .xlsx, .docx): what each code would be, compared with what is there, then one act."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qda.coding import codes
from qda.coding.queries import CodeRow, code_rows
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key, printable
from qda.project.project import Project

SUFFIXES = (".csv", ".tsv", ".xlsx", ".docx")
_LARGEST = 50_000_000  # bytes
_DEEPEST = 50  # codes above one another
_FIELDS = ("definition", "include_when", "exclude_when", "example", "color", "level")

# Words that name a column, in the languages of the program's users; the first that fits wins.
_HEADS: dict[str, tuple[str, ...]] = {
    "parent": ("parent", "parent code", "category", "group", "oberkategorie", "obercode", "kategorie", "under"),
    "path": ("path", "code path", "pfad"),
    "name": ("name", "code", "code name", "label", "tag", "subcode", "bezeichnung"),
    "level": ("level", "ebene"),
    "definition": ("definition", "description", "memo", "comment", "meaning", "beschreibung", "code memo", "comments"),
    "include_when": ("include", "include when", "inclusion", "inclusion criteria", "when to use", "use when",
                     "einschluss", "anwendung"),
    "exclude_when": ("exclude", "exclude when", "exclusion", "exclusion criteria", "when not to use", "ausschluss"),
    "example": ("example", "examples", "anchor example", "anchor", "quote", "beispiel", "ankerbeispiel"),
    "color": ("color", "colour", "farbe"),
}  # fmt: skip
_PARTS = re.compile(r"\s*(?:>|::|\\|→)\s*")


class BookUnreadable(QdaError):
    """No table of codes."""

    hint = N_("The first row names the columns: code or path; parent, level, definition, include, exclude, colour.")

    def __init__(self, name: str, why: str) -> None:
        super().__init__(_("“{name}” can't be read as a code book: {why}.").format(name=name, why=why))


@dataclass(frozen=True, slots=True)
class Row:
    """A code as the table tells it; `values` are those of its fields that are filled in."""

    path: tuple[str, ...]
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a code that the table tells otherwise."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a table would do: rows for new codes, and for known ones what would change."""

    file: str
    rows: tuple[Row, ...]
    new: tuple[Row, ...]
    changed: tuple[tuple[Row, tuple[Difference, ...]], ...]

    @property
    def same(self) -> int:
        """Codes that are there already, just so."""
        return len(self.rows) - len(self.new) - len(self.changed)

    def lines(self) -> Iterator[str]:
        """The proposal for reading."""
        told = _("{new} new, {changed} changed, {same} as they are.")
        yield told.format(new=len(self.new), changed=len(self.changed), same=self.same)
        for row in self.new:
            yield _("New: {path}").format(path=codes.PATH_SEPARATOR.join(row.path))
        for row, differences in self.changed:
            for each in differences:
                yield _("{path}: {field} “{before}” becomes “{after}”").format(
                    path=codes.PATH_SEPARATOR.join(row.path), field=each.field, before=each.before, after=each.after
                )


def propose(project: Project, path: Path) -> Proposal:
    """What a table would do to the code book; nothing is changed. Raises BookUnreadable."""
    rows = read(path)
    here = code_rows(project)
    there = {_key(row.path.split(codes.PATH_SEPARATOR)): row for row in here}
    rows = [_placed(row, here, there.keys()) for row in rows]
    new, changed = [], []
    for row in rows:
        known = there.get(_key(row.path))
        if known is None:
            new.append(row)
            continue
        differences = tuple(
            Difference(name, getattr(known, name), told)
            for name, told in row.values.items()
            if told != getattr(known, name)
        )
        if differences:
            changed.append((row, differences))
    return Proposal(printable(path.name), tuple(rows), tuple(new), tuple(changed))


def _placed(row: Row, here: Sequence[CodeRow], known: Collection[tuple[str, ...]]) -> Row:
    """A name alone means the only code of that name, wherever it lives."""
    if len(row.path) > 1 or _key(row.path) in known:
        return row
    same = [each for each in here if name_key(each.name) == name_key(row.path[0])]
    return Row(tuple(same[0].path.split(codes.PATH_SEPARATOR)), row.values) if len(same) == 1 else row


def apply(project: Project, proposal: Proposal) -> None:
    """Make the new codes and change the others, as one act."""
    with project.command("codes.import_book", N_("Import the code book “{name}”"), name=proposal.file):
        ids = {_key(row.path.split(codes.PATH_SEPARATOR)): row.id for row in code_rows(project)}
        for row in proposal.new:
            parent = codes.ROOT
            for depth in range(1, len(row.path)):
                above = row.path[:depth]
                if _key(above) not in ids:
                    ids[_key(above)] = codes.create(project, above[-1], parent_id=parent, origin="import")
                parent = ids[_key(above)]
            if _key(row.path) not in ids:
                ids[_key(row.path)] = _make(project, row, parent)
        for row, differences in proposal.changed:
            _change(project, ids[_key(row.path)], {each.field: each.after for each in differences})


def _make(project: Project, row: Row, parent_id: int) -> int:
    """A new code with all that is told of it at once."""
    told = row.values
    return codes.create(
        project,
        row.path[-1],
        parent_id=parent_id,
        level=told.get("level", "initial"),
        color=told.get("color", ""),
        definition=told.get("definition", ""),
        include_when=told.get("include_when", ""),
        exclude_when=told.get("exclude_when", ""),
        example=told.get("example", ""),
        origin="import",
    )


def _change(project: Project, code_id: int, values: dict[str, str]) -> None:
    if "color" in values:
        codes.recolor(project, code_id, values["color"])
    if "level" in values:
        codes.set_level(project, [code_id], values["level"])
    told = {name: words for name, words in values.items() if name not in ("color", "level")}
    if told:
        codes.define(project, code_id, **told)


def _key(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(name_key(part) for part in path)


# --- reading --------------------------------------------------------------------------------------------------------


def read(path: Path) -> list[Row]:
    """The codes of a table, parents before children, each once. Raises BookUnreadable."""
    rows = [[cell.strip() for cell in row] for row in _rows(path) if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise BookUnreadable(path.name, _("it has no rows below the names of its columns"))
    columns = _columns(rows[0])
    if "name" not in columns and "path" not in columns:
        raise BookUnreadable(path.name, _("no column is called code, name or path"))
    found: dict[tuple[str, ...], Row] = {}
    names = {name_key(_cell(row, columns, "name")): row for row in rows[1:]}
    for row in rows[1:]:
        whole = _path(row, columns, names)
        if len(whole) > _DEEPEST:
            raise BookUnreadable(path.name, _("its codes lie more than {count} deep").format(count=_DEEPEST))
        if whole:
            found.setdefault(_key(whole), Row(whole, _values(row, columns)))
    if not found:
        raise BookUnreadable(path.name, _("none of its rows names a code"))
    return sorted(found.values(), key=lambda row: len(row.path))


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by the words in its head."""
    found: dict[str, int] = {}
    keys = [name_key(cell.strip(" :*")) for cell in head]
    for name, words in _HEADS.items():
        for word in words:
            if name not in found and word in keys and keys.index(word) not in found.values():
                found[name] = keys.index(word)
    if "name" not in found and "parent" in found and keys[found["parent"]] in ("category", "kategorie"):
        found["name"] = found.pop("parent")  # a column of categories alone is one of codes
    return found


def _cell(row: Sequence[str], columns: dict[str, int], name: str) -> str:
    at = columns.get(name)
    return row[at] if at is not None and at < len(row) else ""


def _path(row: Sequence[str], columns: dict[str, int], names: dict[str, list[str]]) -> tuple[str, ...]:
    told = _cell(row, columns, "path") or _cell(row, columns, "name")
    parts = [clean(part) for part in _PARTS.split(told) if clean(part)]
    if "path" in columns and _cell(row, columns, "path") and _cell(row, columns, "name"):
        own = clean(_cell(row, columns, "name"))
        parts = parts if parts and name_key(parts[-1]) == name_key(own) else [*parts, own]
    if _cell(row, columns, "path"):
        return tuple(parts)
    seen = {name_key(parts[0])} if parts else set()
    while parts and (above := _cell(row, columns, "parent")):
        higher = [clean(part) for part in _PARTS.split(above) if clean(part)]
        if not higher or name_key(higher[0]) in seen or len(parts) > _DEEPEST:
            break
        parts = [*higher, *parts]
        seen.add(name_key(higher[0]))
        row = names.get(name_key(higher[0]), [])
    return tuple(parts)


def _values(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    """What is filled in; a colour or a level that is none is left out."""
    found = {name: _cell(row, columns, name) for name in _FIELDS if _cell(row, columns, name)}
    if not re.fullmatch("#[0-9A-Fa-f]{6}", found.get("color", "#000000")):
        del found["color"]
    if "level" in found:
        level = {"focused code": "focused", "initial code": "initial"}.get(
            found["level"].lower(), found["level"].lower()
        )
        found["level"] = level
        if level not in codes.LEVELS:
            del found["level"]
    return found


def _rows(path: Path) -> list[list[str]]:
    suffix = path.suffix.lower()
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LARGEST:
            raise BookUnreadable(path.name, _("it is no file, or too large"))
        data = path.read_bytes()
    except OSError as error:
        raise BookUnreadable(path.name, _("it can't be opened")) from error
    try:
        if suffix == ".docx":
            return _from_word(data, path.name)
        if suffix == ".xlsx":
            from qda.sources.readers.archive import Package
            from qda.sources.readers.tables import first_sheet

            Package(data, path.name, "Excel").refuse_entities()
            return first_sheet(data, path.name)[0]
        from qda.sources.readers.encodings import decode
        from qda.sources.readers.tables import csv_rows

        return csv_rows(decode(data, path.name)[0].replace("\x00", "\ufffd"), path.name)
    except BookUnreadable:
        raise
    except QdaError as error:
        raise BookUnreadable(path.name, error.sentence.rstrip(".")) from error


def _from_word(data: bytes, name: str) -> list[list[str]]:
    """The rows of the first table of a document that has columns of a code book."""
    from qda.sources.readers.archive import Package, local

    root = Package(data, name, "Word").xml("word/document.xml")
    for table in root.iter():
        if local(table) != "tbl":
            continue
        rows = []
        for row in (each for each in table if local(each) == "tr"):
            cells = [each for each in row if local(each) == "tc"]
            rows.append(["\n".join(_paragraphs(cell)).strip() for cell in cells])
        if rows and {"name", "path"} & _columns(rows[0]).keys():
            return rows
    raise BookUnreadable(name, _("it has no table with a column called code, name or path"))


def _paragraphs(cell: object) -> Iterator[str]:
    from lxml import etree

    from qda.sources.readers.archive import local

    assert isinstance(cell, etree._Element)
    for paragraph in cell.iter():
        if local(paragraph) == "p":
            yield "".join(each.text or "" for each in paragraph.iter() if local(each) == "t")

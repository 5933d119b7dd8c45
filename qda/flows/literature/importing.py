"""Literature from reference managers and databases: .ris and .bib, with duplicates found and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qda.errors import QdaError
from qda.flows.literature import bib, ris
from qda.flows.literature.ris import Record
from qda.i18n import N_, _, ngettext
from qda.names import clean
from qda.project.project import Project
from qda.sources.readers import encodings
from qda.sources.readers.problems import FileMissing, IsFolder, NotAllowed, TooLarge
from qda.sources.readers.reading import MAX_TEXT
from qda.study import literature, references
from qda.study.references import Reference

ENDINGS = (".ris", ".bib")


class NoLiterature(QdaError):
    """A file without a single record."""

    hint = N_("Export from your reference manager or the database as RIS (.ris) or BibTeX (.bib).")

    def __init__(self, name: str) -> None:
        super().__init__(_("There are no references in “{name}”.").format(name=name))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, and sentences about what was guessed or not understood."""

    records: tuple[Record, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import: new publications, duplicates (title and what it doubles), those known already."""

    path: Path
    added: tuple[int, ...]
    duplicates: tuple[tuple[str, str], ...]
    known: int
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The outcome in a sentence."""
        count = len(self.added)
        told = [ngettext("{count} publication came in.", "{count} publications came in.", count).format(count=count)]
        if self.duplicates:
            many = len(self.duplicates)
            words = ngettext("{count} of them is a duplicate.", "{count} of them are duplicates.", many)
            told.append(words.format(count=many))
        if self.known:
            words = ngettext("{count} was here already.", "{count} were here already.", self.known)
            told.append(words.format(count=self.known))
        return " ".join(told)


def read(path: Path, encoding: str | None = None) -> Reading:
    """Read a file without taking it in. Raises NoLiterature, UnreadableFile."""
    data = _bytes(path)
    text, _used, notes = encodings.decode(data, path.name, encoding)
    is_bib = path.suffix.lower() == ".bib" or (path.suffix.lower() != ".ris" and text.lstrip().startswith("@"))
    records, told = (bib if is_bib else ris).read(text)
    kept = []
    for each in records:
        if each.reference.title:
            kept.append(each)
        else:
            kept.append(_entitled(each))
            name = each.reference.cite_key or references.citation(each.reference)
            told.append(_("A record has no title: “{name}”.").format(name=name or "?"))
    if not kept:
        raise NoLiterature(path.name)
    return Reading(tuple(kept), (*notes, *told))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_TEXT:
            raise TooLarge(path.name, MAX_TEXT)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(path.name) from None
    except IsADirectoryError:
        raise IsFolder(path.name) from None
    except OSError as error:
        raise NotAllowed(path.name, error.strerror or type(error).__name__) from error


def _entitled(record: Record) -> Record:
    """A record without a title gets one from what there is: nothing is left behind."""
    found = record.reference
    title = found.container or references.citation(found) or _("Without a title")
    return replace(record, reference=replace(found, title=title))


def bring_in(project: Project, path: Path, *, found_in: str = "", encoding: str | None = None) -> Outcome:
    """Take in a file in one act. `found_in` is the database, where the records do not name one themselves.

    A record that is known already by DOI, or by title and year, comes in as a duplicate, for the count of what was
    found; one that is the same in every field is not taken in again. Raises what `read` raises.
    """
    reading = read(path, encoding)
    here = literature.rows(project)
    seen = {key: row.reference for row in here for key in references.sameness(row.reference)}
    whole = {_blank(row.reference) for row in here}
    wanted: list[Record] = []
    duplicates: list[tuple[int, str, str]] = []
    known = 0
    for record in reading.records:
        found = replace(record.reference, found_in=record.reference.found_in or clean(found_in))
        if _blank(found) in whole:
            known += 1
            continue
        twin = next((seen[key] for key in references.sameness(found) if key in seen), None)
        if twin is not None:
            duplicates.append((len(wanted), found.title, references.citation(twin)))
        for key in references.sameness(found):
            seen.setdefault(key, found)
        wanted.append(replace(record, reference=found))
    added = _keep(project, path, wanted, {at for at, _title, _twin in duplicates})
    told = tuple((title, twin) for _at, title, twin in duplicates)
    return Outcome(path, tuple(added), told, known, reading.notes)


def _blank(found: Reference) -> Reference:
    """The record without its key, which differs once it is taken, and with one sort of dash."""
    return replace(found, cite_key="", pages=references.dashed(found.pages))


def _keep(project: Project, path: Path, records: list[Record], duplicates: set[int]) -> list[int]:
    if not records:
        return []
    text = N_("Import {count} publications from “{file}”")
    with project.command("literature.import", text, count=len(records), file=path.name):
        added = literature.add_many(project, [each.reference for each in records], duplicates=duplicates)
        rest = {at: each.rest for at, each in zip(added, records, strict=True) if each.rest}
        _note(project, rest)
    return added


def _note(project: Project, rest: Mapping[int, tuple[tuple[str, str], ...]]) -> None:
    """What has no field of its own goes into the notes, by its name."""
    if not rest:
        return
    told = {
        literature_id: "\n".join(f"{name}: {' '.join(value.split())}" for name, value in pairs)
        for literature_id, pairs in rest.items()
    }
    literature.write_each(project, literature.notes_criterion(project), told)

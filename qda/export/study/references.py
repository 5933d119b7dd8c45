"""Lists of references in APA's format, and the files that reference managers read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qda.errors import QdaError
from qda.export.blocks import Block, Prose
from qda.export.leaving.files import replacing
from qda.export.profiles import Profile
from qda.export.tables import Run
from qda.flows.literature import bib, ris
from qda.i18n import N_, _
from qda.study import references
from qda.study.literature import DUPLICATE, INCLUDED, LEFT_OUT, SCREENED_OUT, LiteratureRow
from qda.study.references import Reference

ENDINGS = (".ris", ".bib")


class UnknownReferences(QdaError):
    """The ending of a name says in which format references are to be written."""

    hint = N_("Choose a name that ends in .ris or .bib; a list for reading is the report “References”.")

    def __init__(self, name: str) -> None:
        super().__init__(_("References cannot be written as “{name}”.").format(name=name))


def cited(rows: Sequence[LiteratureRow]) -> list[LiteratureRow]:
    """Those for a list of references: the included ones; while none is, all but duplicates and those left out."""
    included = [row for row in rows if row.stage == INCLUDED]
    return included or [row for row in rows if row.stage not in (DUPLICATE, SCREENED_OUT, LEFT_OUT)]


def blocks(rows: Sequence[LiteratureRow], profile: Profile) -> list[Block]:
    """One paragraph for each, in the order of names; works of one author and year are told apart by letters."""
    language = "de" if profile.language.startswith("de") else "en"
    found = lettered([row.reference for row in cited(rows)])
    return [
        Prose(tuple(Run(piece.text, italic=piece.italic) for piece in references.apa(each, language)), "reference")
        for each in found
    ]


def lettered(found: Sequence[Reference]) -> list[Reference]:
    """In order; where authors and year are the same, the years get letters: 2010a, 2010b."""
    from dataclasses import replace

    ordered = sorted(found, key=references.order)
    keys = [(each.authors, each.year[:4]) for each in ordered]
    made = []
    for at, each in enumerate(ordered):
        several = each.year[:4].isdecimal() and each.authors and keys.count(keys[at]) > 1
        letter = chr(ord("a") + keys[:at].count(keys[at])) if several else ""
        made.append(replace(each, year=f"{each.year[:4]}{letter}") if letter else each)
    return made


def write(path: Path, rows: Sequence[LiteratureRow]) -> int:
    """Write publications as .ris or .bib; gives how many. Raises UnknownReferences, CannotWrite."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnknownReferences(path.name)
    found = [row.reference for row in rows]
    text = (bib if ending == ".bib" else ris).written(found)
    with replacing(path) as draft:
        draft.write_text(text, "utf-8", newline="")
    return len(found)

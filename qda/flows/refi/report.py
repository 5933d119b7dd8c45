"""What an import of another program's project came to: what is in the study now, what was mended, what was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from qda.i18n import N_, _, ngettext

Kind = Literal["read", "mended", "carried", "lost"]
KINDS: tuple[Kind, ...] = ("lost", "carried", "mended", "read")
TITLES: dict[Kind, str] = {
    "lost": N_("Not imported"),
    "carried": N_("Imported as something else"),
    "mended": N_("Mended"),
    "read": N_("How it was read"),
}
_SHOWN = 20
"""So many places of one sentence are printed; all of them are in the saved report."""

_COUNTED: dict[str, tuple[str, str]] = {
    "coders": (N_("{count} coder"), N_("{count} coders")),
    "codes": (N_("{count} code"), N_("{count} codes")),
    "sources": (N_("{count} source"), N_("{count} sources")),
    "segments": (N_("{count} segment"), N_("{count} segments")),
    "codings": (N_("{count} coding"), N_("{count} codings")),
    "memos": (N_("{count} memo"), N_("{count} memos")),
    "units": (N_("{count} unit of analysis"), N_("{count} units of analysis")),
    "cases": (N_("{count} case"), N_("{count} cases")),
    "participants": (N_("{count} participant"), N_("{count} participants")),
    "attributes": (N_("{count} attribute"), N_("{count} attributes")),
    "values": (N_("{count} value of attributes"), N_("{count} values of attributes")),
    "relations": (N_("{count} relation"), N_("{count} relations")),
    "maps": (N_("{count} map"), N_("{count} maps")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, and everywhere it did."""

    kind: Kind
    text: str
    places: tuple[str, ...] = ()

    def sentence(self, most: int | None = None) -> str:
        """The sentence with its places, at most so many of them."""
        places = [place for place in self.places if place]
        if not places:
            return self.text if len(self.places) < 2 else f"{self.text} ({len(self.places)})"
        shown = places if most is None else places[:most]
        left = len(places) - len(shown)
        told = "; ".join(shown) + (_("; and {count} more").format(count=left) if left else "")
        count = f" ({len(places)})" if len(places) > 1 else ""
        return f"{self.text.rstrip('.')}{count}: {told}"


@dataclass(slots=True)
class Report:
    """Gathered while a file is read and written; `new` and `known` count rows made and rows that were there already."""

    file: str
    program: str = ""
    title: str = ""
    new: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    source_ids: list[int] = field(default_factory=list)
    _entries: dict[tuple[Kind, str], list[str]] = field(default_factory=dict)

    def tell(self, kind: Kind, text: str, place: str = "") -> None:
        """Note something, at a place."""
        self._entries.setdefault((kind, text), []).append(place)

    def read(self, text: str, place: str = "") -> None:
        """Note how something was understood."""
        self.tell("read", text, place)

    def mended(self, text: str, place: str = "") -> None:
        """Note what was not as the standard says, and was put right."""
        self.tell("mended", text, place)

    def carried(self, text: str, place: str = "") -> None:
        """Note what Gerund has no such thing for, and what it became."""
        self.tell("carried", text, place)

    def lost(self, text: str, place: str = "") -> None:
        """Note what is not in the study now."""
        self.tell("lost", text, place)

    def count(self, what: str, new: int, known: int = 0) -> None:
        """Add to the numbers of rows."""
        self.new[what] = self.new.get(what, 0) + new
        self.known[what] = self.known.get(what, 0) + known

    @property
    def entries(self) -> list[Entry]:
        """All that was noted, what was lost first."""
        found = [Entry(kind, text, tuple(places)) for (kind, text), places in self._entries.items()]
        return sorted(found, key=lambda entry: KINDS.index(entry.kind))

    def of(self, kind: Kind) -> list[Entry]:
        """What was noted of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def counted(self, numbers: dict[str, int]) -> str:
        """“3 codes, 2 sources”: what there is of each, without what there is none of."""
        told = [ngettext(*_COUNTED[what], count).format(count=f"{count:,}") for what, count in numbers.items() if count]
        return ", ".join(told)

    def sentence(self) -> str:
        """What came in, in a sentence or two."""
        came = self.counted(self.new)
        told = _("Imported {what}.").format(what=came) if came else _("Nothing new came in.")
        there = self.counted(self.known)
        return f"{told} {_('There already: {what}.').format(what=there)}" if there else told

    def lines(self, most: int | None = _SHOWN) -> Iterator[str]:
        """The whole report as plain lines."""
        yield self.sentence()
        for kind in KINDS:
            entries = self.of(kind)
            if entries:
                yield ""
                yield _(TITLES[kind])
                yield from (f"- {entry.sentence(most)}" for entry in entries)

    def text(self) -> str:
        """The report as it is saved: nothing is left out."""
        head = _("Import of “{file}”").format(file=self.file)
        by = _("Written by {program}").format(program=self.program) if self.program else ""
        return "\n".join([part for part in (head, by) if part] + ["", *self.lines(None), ""])

    def as_json(self) -> dict[str, Any]:
        """The report for other programs."""
        entries: Sequence[Entry] = self.entries
        return {
            "file": self.file,
            "program": self.program,
            "new": {name: count for name, count in self.new.items() if count},
            "known": {name: count for name, count in self.known.items() if count},
            **{
                kind: [
                    {"text": entry.text, "places": [place for place in entry.places if place]}
                    for entry in entries
                    if entry.kind == kind
                ]
                for kind in KINDS
            },
        }

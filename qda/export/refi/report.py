"""What became of a study on its way into an exchange file: written, carried in another form, lost, replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.export.refi.positions import Layout
from qda.i18n import N_, _, ngettext
from qda.text import excerpt

_SHOWN = 12  # names in a line of the report as text; the values hold more
KEPT = 200
"""How many names a line keeps."""

_ELEMENTS = {
    "User": N_("Coders"),
    "Code": N_("Codes"),
    "TextSource": N_("Sources"),
    "PlainTextSelection": N_("Selections"),
    "Coding": N_("Codings"),
    "Note": N_("Notes"),
    "Case": N_("Cases, units and participants"),
    "Variable": N_("Variables"),
    "VariableValue": N_("Values of variables"),
    "Link": N_("Links"),
    "Set": N_("Sets"),
    "Graph": N_("Maps"),
}
_PLACES = {
    "study": N_("the study"),
    "coder": N_("coder “{name}”"),
    "code": N_("code “{name}”"),
    "attribute": N_("attribute “{name}”"),
    "case": N_("case “{name}”"),
    "source": N_("source “{name}”"),
    "memo": N_("memo “{name}”"),
    "relation": N_("relation “{name}”"),
    "set": N_("set “{name}”"),
    "map": N_("map “{name}”"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: how many of it, and what some of them are called."""

    key: str
    words: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An export told in lines; `carried` is there in another form, `lost` is not there at all."""

    path: Path
    layout: Layout
    written: tuple[Line, ...]
    carried: tuple[Line, ...]
    lost: tuple[Line, ...]
    replaced: tuple[Line, ...]
    shifted: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """What may go wrong in a program that counts otherwise than this file does; "" where nothing can."""
        if not self.shifted:
            return ""
        told = ngettext(
            "{count} source holds characters such as emoji, which programs count differently. A program other than "
            "the one chosen may place segments after them wrongly.",
            "{count} sources hold characters such as emoji, which programs count differently. A program other than "
            "the one chosen may place segments after them wrongly.",
            len(self.shifted),
        )
        return told.format(count=len(self.shifted))


def written(counts: Counter[str]) -> tuple[Line, ...]:
    """How many elements of each kind are in the file."""
    return tuple(Line(name, _(words), counts[name]) for name, words in _ELEMENTS.items() if counts[name])


def replaced(found: Counter[tuple[str, str]]) -> tuple[Line, ...]:
    """Where characters that XML can't hold became “�”, and how many."""
    return tuple(
        Line(kind, _(_PLACES[kind]).format(name=excerpt(name, 60)), count) for (kind, name), count in found.items()
    )


def line(key: str, words: str, names: Iterable[str]) -> Line:
    """A line for things with these names; of many, only the first are kept."""
    known = list(names)
    return Line(key, words, len(known), tuple(dict.fromkeys(excerpt(name, 60) for name in known if name))[:KEPT])


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values."""

    def listed(lines: Iterable[Line]) -> list[dict[str, Any]]:
        return [{"what": each.key, "words": each.words, "count": each.count, "names": each.names} for each in lines]

    return {
        "file": str(report.path),
        "for": report.layout.name,
        "written": {each.key: each.count for each in report.written},
        "carried": listed(report.carried),
        "lost": listed(report.lost),
        "replaced": listed(report.replaced),
        "counted_differently": report.shifted,
    }


def text(report: Report) -> str:
    """The report to read, a line for each kind of thing."""
    return "\n".join(_paragraphs(report)) + "\n"


def _paragraphs(report: Report) -> Iterator[str]:
    yield _("Export to “{name}”").format(name=report.path.name)
    yield _(report.layout.words)
    for heading, lines in sections(report):
        yield ""
        yield heading
        yield from (f"- {told(each)}" for each in lines)
    if report.warning:
        yield ""
        yield report.warning
        yield from (f"- {name}" for name in report.shifted)


def sections(report: Report) -> list[tuple[str, tuple[Line, ...]]]:
    """The parts of a report that have lines, each under its heading."""
    parts = [
        (_("Written"), report.written),
        (_("Not carried: the standard has no place for it"), report.lost),
        (_("Carried in another form"), report.carried),
        (_("Characters that XML can’t hold, written as “�”"), report.replaced),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def told(each: Line) -> str:
    """A line as words: “Verdicts of comparisons: 12 (calming, venting)”."""
    counted = f"{each.words}: {each.count:,}"
    return f"{counted} ({names(each)})" if each.names else counted


def names(each: Line) -> str:
    """The first names of a line, with “…” where there are more."""
    return ", ".join((*each.names[:_SHOWN], "…") if len(each.names) > _SHOWN else each.names)

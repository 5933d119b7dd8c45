"""The three tables that are asked for again and again: frequencies of codes, the code book, coded segments.

Their rows are plain values that `analysis` fills. What a row counts is distinct over the code and all beneath it, so
nothing is added up here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qda.export.bases import left_out
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Count, Dash, Quote, Row, Table, Text, rich
from qda.export.wishes import Counted
from qda.i18n import N_

_HEADINGS: Mapping[str, str] = {
    "segments": N_("Segments"),
    "codings": N_("Codings"),
    "sources": N_("Sources"),
    "participants": N_("Participants"),
    "cases": N_("Cases"),
    "units": N_("Units"),
}
_NOUNS: Mapping[str, tuple[str, str]] = {
    "codings": (N_("{n} coding"), N_("{n} codings")),
    "segments": (N_("{n} segment"), N_("{n} segments")),
    "sources": (N_("{n} source"), N_("{n} sources")),
    "participants": (N_("{n} participant"), N_("{n} participants")),
    "cases": (N_("{n} case"), N_("{n} cases")),
    "units": (N_("{n} unit"), N_("{n} units")),
}
_SPANNERS: Mapping[str, str] = {
    "case": N_("{counted} by case"),
    "unit": N_("{counted} by unit"),
    "source": N_("{counted} by source"),
    "participant": N_("{counted} by participant"),
}
_SPLIT_NOTES: Mapping[str, str] = {
    "segments": N_("Under “{group}”, *n* is the number of all coded segments there."),
    "sources": N_("Under “{group}”, *n* is the number of all coded sources there."),
    "participants": N_("Under “{group}”, *n* is the number of all participants there."),
}


# -- Table B: frequencies


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """A code with its distinct counts over itself and all beneath it, rows in the order of the tree.

    None is not measured (participants where no source names any). `by` counts per column of the split, by key; a key
    that is missing was not measured there.
    """

    name: str
    path: str
    depth: int
    level: str
    segments: int
    codings: int = 0
    sources: int | None = None
    participants: int | None = None
    cases: int | None = None
    units: int | None = None
    by: Mapping[str, int] = field(default_factory=dict)
    quote: Quote | None = None

    def counted(self, what: Counted) -> int | None:
        """The count of that kind."""
        value: int | None = getattr(self, what)
        return value


@dataclass(frozen=True, slots=True)
class Bases:
    """What the study holds in coded text: the N of every percentage; `uncoded_` and `unheard` are left out of it."""

    segments: int
    sources: int
    participants: int = 0
    cases: int = 0
    units: int = 0
    codings: int = 0
    uncoded_sources: int = 0
    uncoded_cases: int = 0
    unheard: int = 0
    """Participants none of whose own words are coded."""

    def of(self, what: Counted) -> int:
        """The N of that kind."""
        value: int = getattr(self, what)
        return value


@dataclass(frozen=True, slots=True)
class SplitColumn:
    """One case, unit, source or participant as a column; `base` is all that was counted there."""

    key: str
    heading: str
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Cases (or units, sources, participants) side by side, and what is counted in them."""

    kind: Literal["case", "unit", "source", "participant"]
    columns: tuple[SplitColumn, ...]
    counted: Literal["segments", "sources", "participants"] = "segments"
    percent: bool = False


def default_counts(rows: Sequence[FrequencyRow], bases: Bases) -> tuple[Counted, ...]:
    """Segments; participants where any are known; sources; cases where there is more than one."""
    counts: list[Counted] = ["segments"]
    if bases.participants and any(row.participants is not None for row in rows):
        counts.append("participants")
    counts.append("sources")
    if bases.cases > 1:
        counts.append("cases")
    return tuple(counts)


def frequencies(
    rows: Sequence[FrequencyRow],
    bases: Bases,
    *,
    profile: Profile = APA,
    number: int = 1,
    study: str = "",
    counts: Sequence[Counted] | None = None,
    split: Split | None = None,
    quotes: bool = False,
    source: str = "",
) -> Table:
    """Codes with their counts, percentages with their base, columns for cases and an example quote by choice."""
    chosen = default_counts(rows, bases) if counts is None else tuple(counts)
    plan = _Plan(bases, chosen, split, quotes, profile)
    parents = _parents([row.depth for row in rows])
    return Table(
        title=_title(N_("Code Frequencies"), study, profile),
        number=number,
        columns=_frequency_columns(plan),
        rows=tuple(
            Row(_frequency_cells(row, plan), indent=row.depth, strong=parent)
            for row, parent in zip(rows, parents, strict=True)
        ),
        notes=(_frequency_note(plan, has_parents=any(parents)),),
        source=source,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    bases: Bases
    counts: tuple[Counted, ...]
    split: Split | None
    quotes: bool
    profile: Profile

    def base(self, what: Counted) -> int | None:
        # A share of all segments would say more about how the text was cut up than about the code.
        return None if what in ("segments", "codings") else self.bases.of(what)

    @property
    def people(self) -> bool:
        in_split = self.split is not None and "participant" in (self.split.kind, self.split.counted.rstrip("s"))
        return in_split or "participants" in self.counts


def _frequency_columns(plan: _Plan) -> tuple[Column, ...]:
    say = plan.profile.say
    return (
        Column(say("Code"), "stub"),
        Column(say("Path"), "text", sheet_only=True),
        Column(say("Level"), "text"),
        *(Column(say(_HEADINGS[what]), "count", base=plan.bases.of(what)) for what in plan.counts),
        *(_split_columns(plan.split, plan.profile) if plan.split else ()),
        *((Column(say("Example quote"), "quote"),) if plan.quotes else ()),
    )


def _spanner(split: Split, profile: Profile) -> str:
    return profile.say(_SPANNERS[split.kind], counted=profile.say(_HEADINGS[split.counted]))


def _split_columns(split: Split, profile: Profile) -> list[Column]:
    group = _spanner(split, profile)
    return [Column(column.heading, "count", base=column.base, group=group) for column in split.columns]


def _frequency_cells(row: FrequencyRow, plan: _Plan) -> tuple[Cell, ...]:
    counts = (_counted(row.counted(what), plan.base(what)) for what in plan.counts)
    return (
        row.name,
        row.path,
        plan.profile.translated(row.level),
        *counts,
        *(_split_cells(row, plan.split) if plan.split else ()),
        *((row.quote or "",) if plan.quotes else ()),
    )


def _split_cells(row: FrequencyRow, split: Split) -> list[Cell]:
    return [_counted(row.by.get(column.key), column.base if split.percent else None) for column in split.columns]


def _counted(n: int | None, base: int | None) -> Cell:
    return Dash() if n is None else Count(n, base)


def _parents(depths: Sequence[int]) -> list[bool]:
    return [following > depth for depth, following in zip(depths, [*depths[1:], 0], strict=True)] if depths else []


def _frequency_note(plan: _Plan, *, has_parents: bool) -> Text:
    sentences = [
        (True, N_("Each row counts what is coded there, every segment, source, participant and case once.")),
        (
            has_parents,
            N_("A parent row counts distinctly what is coded to it or beneath it; it is never a sum of rows."),
        ),
        (any(plan.base(what) for what in plan.counts), N_("Percentages have the *n* in their column head as base.")),
        *((True, sentence) for sentence in _split_sentences(plan.split)),
        (True, N_("How many segments there are depends on how finely the text was segmented.")),
        (plan.people, N_("The interviewer’s words never count as a participant’s.")),
        (plan.quotes, N_("Quotes are given as they stand in the source.")),
        (True, N_("0 = none; – = not measured.")),
    ]
    group = _spanner(plan.split, plan.profile) if plan.split else ""
    texts = [rich(plan.profile.translated(sentence), group=group) for said, sentence in sentences if said]
    return _joined([*_denominators(plan.bases, plan.profile), *texts])


def _split_sentences(split: Split | None) -> list[str]:
    if split is None:
        return []
    sentences = [_SPLIT_NOTES[split.counted]] if any(column.base is not None for column in split.columns) else []
    if split.counted == "segments":
        sentences.append(N_("A segment that belongs to several columns is counted in each."))
    return sentences


def _denominators(bases: Bases, profile: Profile) -> list[Text]:
    kinds: tuple[Counted, ...] = ("units", "cases", "participants", "sources", "segments", "codings")
    parts = [profile.number_of(bases.of(kind), *_NOUNS[kind]) for kind in kinds if bases.of(kind)]
    texts = [rich(profile.translated(N_("*N* = {counts}.")), counts=", ".join(parts))] if parts else []
    told = left_out(profile, sources=bases.uncoded_sources, cases=bases.uncoded_cases, participants=bases.unheard)
    return [*texts, *(rich("{text}", text=sentence) for sentence in told)]


def _joined(texts: Sequence[Text]) -> Text:
    runs: list[tuple[Text, ...]] = [(text, rich(" ")) for text in texts]
    return tuple(run for pair in runs for text in pair for run in text)[:-1]


def _title(title: str, study: str, profile: Profile) -> str:
    if not study:
        return profile.say(title)
    return profile.say(N_("{title} – {study}"), title=profile.say(title), study=study)


# -- Table A: the code book


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A code with what it means, in the order of the tree; `parent` is the name of the code above it."""

    name: str
    path: str
    depth: int
    level: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: Quote | None = None
    origin: str = ""
    parent: str = ""


def codebook(
    rows: Sequence[CodebookRow], *, profile: Profile = APA, number: int = 1, study: str = "", source: str = ""
) -> Table:
    """Code, definition, include and exclude when, example, origin, parent; what is empty throughout is not printed."""

    def column(heading: str, *, used: bool) -> Column:
        return Column(profile.say(heading), "text", sheet_only=not used)

    return Table(
        title=_title(N_("Code Book"), study, profile),
        number=number,
        columns=(
            Column(profile.say("Code"), "stub"),
            Column(profile.say("Path"), "text", sheet_only=True),
            Column(profile.say("Level"), "text"),
            column(N_("Definition"), used=any(row.definition for row in rows) or not any(row.example for row in rows)),
            column(N_("Include when"), used=any(row.include for row in rows)),
            column(N_("Exclude when"), used=any(row.exclude for row in rows)),
            Column(profile.say("Example"), "quote", sheet_only=not any(row.example for row in rows)),
            column(N_("Origin"), used=any(row.origin for row in rows)),
            # Where the stub is indented it shows the parent already.
            column(N_("Parent"), used=any(row.parent for row in rows) and not any(row.depth for row in rows)),
        ),
        rows=tuple(
            Row(_codebook_cells(row, profile), indent=row.depth, strong=parent)
            for row, parent in zip(rows, _parents([row.depth for row in rows]), strict=True)
        ),
        notes=(rich("{text}", text=_codebook_note(rows, profile)),),
        source=source,
    )


def _codebook_cells(row: CodebookRow, profile: Profile) -> tuple[Cell, ...]:
    return (
        row.name,
        row.path,
        profile.translated(row.level),
        row.definition,
        row.include,
        row.exclude,
        row.example or "",
        profile.translated(row.origin),
        row.parent,
    )


def _codebook_note(rows: Sequence[CodebookRow], profile: Profile) -> str:
    codes = profile.number_of(len(rows), N_("{n} code"), N_("{n} codes")) + "."
    if not any(row.example for row in rows):
        return codes
    return f"{codes} {profile.say(N_('Quotes are given as they stand in the source.'))}"


# -- Table C: segments of chosen codes


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One coding: the quote, its code, where it stands. `start` and `end` are code points, end not included."""

    code: str
    quote: str
    source: str
    line: int | None = None
    speaker: str = ""
    case: str = ""
    unit: str = ""
    coder: str = ""
    time: str = ""
    path: str = ""
    start: int | None = None
    end: int | None = None
    cases: tuple[str, ...] = ()


def segments(
    rows: Sequence[SegmentRow], *, profile: Profile = APA, number: int = 1, study: str = "", source: str = ""
) -> Table:
    """Code, quote, source, speaker, case, unit, line, coder; columns that say nothing are not printed."""

    def column(heading: str, *, used: bool, numeric: bool = False) -> Column:
        return Column(profile.say(heading), "count" if numeric else "text", ordinal=numeric, sheet_only=not used)

    return Table(
        title=_title(N_("Coded Segments"), study, profile),
        number=number,
        columns=(
            Column(profile.say("Code"), "stub"),
            Column(profile.say("Path"), "text", sheet_only=True),
            Column(profile.say("Quote"), "quote"),
            Column(profile.say("Source"), "text"),
            column(N_("Line"), used=any(row.line is not None for row in rows), numeric=True),
            column(N_("Time"), used=any(row.time for row in rows)),
            column(N_("Speaker"), used=any(row.speaker for row in rows)),
            column(N_("Case"), used=any(row.case for row in rows)),
            column(N_("Unit"), used=any(row.unit for row in rows)),
            column(N_("Coder"), used=len({row.coder for row in rows}) > 1),
            column(N_("Start"), used=False, numeric=True),
            column(N_("End"), used=False, numeric=True),
        ),
        rows=tuple(Row(_segment_cells(row)) for row in rows),
        notes=(_segments_note(rows, profile),),
        source=source,
    )


def _segment_cells(row: SegmentRow) -> tuple[Cell, ...]:
    return (
        row.code,
        row.path or row.code,
        row.quote,
        row.source,
        "" if row.line is None else row.line,
        row.time,
        row.speaker,
        row.case,
        row.unit,
        row.coder,
        "" if row.start is None else row.start,
        "" if row.end is None else row.end,
    )


def _segments_note(rows: Sequence[SegmentRow], profile: Profile) -> Text:
    counts = [
        profile.number_of(len(rows), *_NOUNS["codings"]),
        profile.number_of(len({row.source for row in rows}), *_NOUNS["sources"]),
    ]
    sentences = (
        N_("One row for each coding: a segment with several codes appears once for each."),
        N_("Quotes are given as they stand in the source."),
        N_("Line numbers are those of the stored text."),
    )
    denominators = rich(profile.translated(N_("*N* = {counts}.")), counts=", ".join(counts))
    return _joined([denominators, *(rich(profile.translated(text)) for text in sentences)])

"""The trace of an in-vivo code: whose word it was, who else uses it, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.analysis.segments.belonging import Belonging
from qda.analysis.words.search import Hit
from qda.coding import codes
from qda.coding import queries as coding
from qda.coding.queries import SegmentRow
from qda.i18n import _, ngettext
from qda.names import name_key
from qda.nlp import terms
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources.queries import SourceText
from qda.study import queries as study
from qda.text import Span, Turn, line_of, turns

if TYPE_CHECKING:
    from qda.nlp.pipeline import Pipeline, Word

BY_FORMS = "word forms"
"""What found the hits where no language model did."""

_WORD = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_LINE = re.compile(r"[^\n]+")
_REACH = 60


@dataclass(frozen=True, slots=True)
class TraceHit:
    """The words in a text; offsets are code points. `who` is the participant, else the label; "" where nobody speaks.

    `first` marks the words that the code was made of, `coded` those that carry the code.
    """

    source_id: int
    source: str
    start: int
    end: int
    quote: str
    line: int
    before: str
    after: str
    speaker: str
    who: str
    interviewer: bool
    cases: tuple[str, ...]
    first: bool
    coded: bool

    @property
    def hit(self) -> Hit:
        """The same place as searching gives it."""
        return Hit(self.source_id, self.source, self.start, self.end, self.quote, self.line, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each uses the words, most first, out of `base` that there are; the interviewer is left out."""

    counts: tuple[tuple[str, int], ...]
    base: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a code's words stand. `found_by` is the language model's name, or BY_FORMS; `forms` are those found."""

    code_id: int
    code: str
    in_vivo: bool
    first: SegmentRow | None
    hits: tuple[TraceHit, ...]
    found_by: str
    forms: tuple[str, ...]
    people: Tally
    sources: Tally
    cases: Tally

    @property
    def sentence(self) -> str:
        """“14 hits: 3 of 9 people, 5 of 24 sources, 2 of 6 cases. Found by base forms (en_core_web_sm 3.8.0).”"""
        count = len(self.hits)
        hits = ngettext("{count} hit", "{count} hits", count).format(count=count)
        counted = _(
            "{hits}: {people} of {all_people} people, {sources} of {all_sources} sources, {cases} of {all_cases} cases."
        ).format(
            hits=hits,
            people=len(self.people.counts),
            all_people=self.people.base,
            sources=len(self.sources.counts),
            all_sources=self.sources.base,
            cases=len(self.cases.counts),
            all_cases=self.cases.base,
        )
        asked = sum(hit.interviewer for hit in self.hits)
        apart = ngettext(
            "{count} is the interviewer’s and not counted.", "{count} are the interviewer’s and not counted.", asked
        ).format(count=asked)
        return " ".join(part for part in (counted, apart if asked else "", self.method) if part)

    @property
    def method(self) -> str:
        """What found the words."""
        if self.found_by == BY_FORMS:
            return _("Found by word forms; without a language model irregular or unusual forms may be missing.")
        return _("Found by base forms ({model}).").format(model=self.found_by)

    @property
    def origin(self) -> str:
        """Whose words they were first: “Theresa, Interview with Theresa, line 12”."""
        if self.first is None:
            return ""
        place = _("{source}, line {number}").format(source=self.first.source, number=self.first.line)
        return f"{self.first.speaker}, {place}" if self.first.speaker else place


def trace(
    project: Project,
    code_id: int,
    *,
    pipeline: Pipeline | None = None,
    model: str | None = None,
    progress: Progress | None = None,
) -> Trace:
    """Follow a code's words through all current texts.

    With a language model (`pipeline`, or the one at `model`, "" for whichever is installed) words count as the same
    when their base forms are, in their sentence; else when a rule takes their forms to the same base. May raise
    Cancelled, NotFound.
    """
    name = codes.name_of(project, code_id)
    if pipeline is None and model is not None:
        from qda.nlp import pipeline as models

        pipeline = models.load(model or None)
    finder = _finder(name, pipeline if pipeline is not None and pipeline.has_model else None)
    rows = sorted(coding.of_codes(project, [code_id]), key=lambda row: (row.origin != "in vivo", row.coding_id))
    first = rows[0] if rows else None
    voices = _Voices(project)
    told = progress or Silent()
    hits: list[TraceHit] = []
    listed = sources.rows(project)
    for done, source in enumerate(listed):
        told.step(done, len(listed), _("Following the words"))
        hits += voices.hits(sources.opened(project, source.id), finder, first, rows)
    counted = [hit for hit in hits if not hit.interviewer]
    return Trace(
        code_id,
        name,
        any(row.id == code_id and row.in_vivo for row in coding.code_rows(project)),
        first,
        tuple(hits),
        pipeline.found_by if pipeline is not None and pipeline.has_model else BY_FORMS,
        tuple(dict.fromkeys(" ".join(hit.quote.split()).casefold() for hit in hits)),
        _tally((hit.who for hit in counted if hit.who), len(voices.people)),
        _tally((hit.source for hit in counted), len(listed)),
        _tally((case for hit in counted for case in hit.cases), len(voices.case_names)),
    )


def _tally(names: Iterable[str], base: int) -> Tally:
    counts = Counter(names)
    return Tally(tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))), base)


# --- finding words ------------------------------------------------------------------------------

Finder = Callable[[str], Iterator[Span]]


def _finder(label: str, pipeline: Pipeline | None) -> Finder:
    wanted = [frozenset((word, terms.lemma(word))) for word in terms.words(label)]
    if pipeline is None or not wanted:
        return lambda text: _by_forms(text, wanted)
    tokens = [frozenset((w.text.casefold(), w.lemma.casefold(), terms.lemma(w.text))) for w in _words(pipeline, label)]
    begins = [frozenset(part[:3] for part in each) for each in tokens]
    return lambda text: _by_lemmas(text, tokens, begins, pipeline)


def _counts(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _words(pipeline: Pipeline, text: str) -> list[Word]:
    return [word for word in pipeline.words(text) if _counts(word.text)]


def _by_forms(text: str, wanted: Sequence[frozenset[str]]) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        found = list(_WORD.finditer(text, line.start(), line.end()))
        bases = [{word := each[0].replace("’", "'").casefold(), terms.lemma(word)} for each in found]
        for at in _matches(bases, wanted):
            yield Span(found[at].start(), found[at + len(wanted) - 1].end())


def _by_lemmas(
    text: str, wanted: Sequence[frozenset[str]], begins: Sequence[frozenset[str]], pipeline: Pipeline
) -> Iterator[Span]:
    """Only lines that can hold the words are analysed: a model reads a few thousand words a second."""
    for line in _LINE.finditer(text):
        folded = line[0].replace("’", "'").casefold()
        bases = {base for word in terms.words(folded) for base in (word[:3], terms.lemma(word)[:3])}
        if not all(bases & begin for begin in begins):
            continue
        tokens = _words(pipeline, line[0])
        lemmas = [{token.lemma.casefold(), token.text.casefold()} for token in tokens]
        for at in _matches(lemmas, wanted):
            yield Span(line.start() + tokens[at].span.start, line.start() + tokens[at + len(wanted) - 1].span.end)


def _matches(bases: Sequence[set[str]], wanted: Sequence[frozenset[str]]) -> Iterator[int]:
    """Where all words of the label stand one after the other."""
    at = 0
    while wanted and at + len(wanted) <= len(bases):
        if all(bases[at + place] & want for place, want in enumerate(wanted)):
            yield at
            at += len(wanted)
        else:
            at += 1


# --- whose they are -----------------------------------------------------------------------------


class _Voices:
    """Who speaks where, and in which cases."""

    def __init__(self, project: Project) -> None:
        self._project = project
        with project.read() as session:
            self._context = Belonging.load(session)
        self.case_names = {case.id: case.name for unit in study.units(project) for case in unit.cases}
        self._names = {person.id: person.name for person in study.participants(project)}
        self.people = self._everybody()

    def _everybody(self) -> set[str]:
        found = set(self._names.values())
        for source in sources.rows(self._project):
            for speaker in sources.speakers(self._project, source.id):
                if not speaker.interviewer and speaker.participant_id is None:
                    found.add(speaker.label)
        return found

    def hits(
        self, source: SourceText, finder: Finder, first: SegmentRow | None, rows: Sequence[SegmentRow]
    ) -> Iterator[TraceHit]:
        """The places in one source, in order; words of a speaker label are nobody's speech."""
        spoken = turns(source.marks, len(source.text))
        starts = [turn.start for turn in spoken]
        labels = {name_key(each.label): each.id for each in sources.speakers(self._project, source.id)}
        coded = [(row.start, row.end) for row in rows if row.source_id == source.id]
        for span in finder(source.text):
            turn = _turn_at(spoken, starts, span.start)
            if turn is not None and span.start < turn.said:
                continue
            label = turn.label if turn is not None else ""
            speaker = labels.get(name_key(label)) if label else None
            begun = first is not None and first.source_id == source.id
            yield TraceHit(
                source.id,
                source.name,
                span.start,
                span.end,
                span.of(source.text),
                line_of(source.unit_starts, span.start),
                source.text[max(0, span.start - _REACH) : span.start],
                source.text[span.end : span.end + _REACH],
                label,
                self._who(source.id, speaker, label),
                label in source.interviewers if label else False,
                tuple(sorted(self._cases(source.id, speaker, span))),
                begun and first is not None and first.start < span.end and span.start < first.end,
                any(start < span.end and span.start < end for start, end in coded),
            )

    def _who(self, source_id: int, speaker: int | None, label: str) -> str:
        people = self._context.participants(source_id, speaker)
        return self._names[next(iter(people))] if people else label

    def _cases(self, source_id: int, speaker: int | None, span: Span) -> Iterator[str]:
        for case in self._context.cases(source_id, speaker, (span.start, span.end)):
            yield self.case_names[case]


def _turn_at(spoken: Sequence[Turn], starts: Sequence[int], offset: int) -> Turn | None:
    at = bisect_right(starts, offset) - 1
    return spoken[at] if at >= 0 and offset < spoken[at].end else None

"""Candidates for names of people, places and organisations: to be pseudonymised, or found again. Proposals only.

With a model its entities are proposed; without one, capitalised words that patterns can vouch for. Patterns miss names
in small letters and names that only ever begin a sentence; `found_by` says where they were at work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qda.nlp import lexicon
from qda.nlp.pipeline import PATTERNS, Pipeline
from qda.progress import Progress, Silent
from qda.text import Span

NameKind = Literal["person", "place", "organisation", "unknown"]

KNOWN = "known names"  # what found it where the caller gave the name: participants, speaker labels, the user's list


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that may be a name; the title before it and the ’s after it are not part of it."""

    span: Span
    text: str
    kind: NameKind
    found_by: str


def candidates(
    text: str,
    pipeline: Pipeline | None = None,
    known: Mapping[str, NameKind] | None = None,
    progress: Progress | None = None,
) -> tuple[Name, ...]:
    """Names in the order of the text, none overlapping: known ones first, then the model's, then what patterns find.

    `known` maps names to what they name. Reading a long text with a model takes a second for about 4,000 words; then
    `progress` is told, and may raise Cancelled.
    """
    progress = progress or Silent()
    taken = _Taken()
    taken.add(_known(text, known or {}))
    if pipeline is not None and pipeline.has_model:
        taken.add(_from_model(text, pipeline, progress))
        taken.add(name for name in _from_patterns(text) if name.kind == "person")  # after a title
    else:
        taken.add(_from_patterns(text))
    return taken.in_order()


class _Taken:
    """Names so far; of two that overlap the first stays."""

    def __init__(self) -> None:
        self._names: list[Name] = []
        self._covered: set[int] = set()

    def add(self, names: Iterable[Name]) -> None:
        for name in names:
            places = range(name.span.start, name.span.end)
            if self._covered.isdisjoint(places):
                self._covered.update(places)
                self._names.append(name)

    def in_order(self) -> tuple[Name, ...]:
        return tuple(sorted(self._names, key=lambda name: name.span))


def _name(text: str, start: int, end: int, kind: NameKind, found_by: str) -> Name:
    return Name(Span(start, end), text[start:end], kind, found_by)


# ---------------------------------------------------------------------------------------------------------------------
# Given by the caller


def _known(text: str, known: Mapping[str, NameKind]) -> Iterator[Name]:
    """Every place where a known name stands as a word, the longer name before the shorter."""
    given = sorted((name for name in known if name.strip()), key=len, reverse=True)
    if not given:
        return
    pattern = "|".join(r"\s+".join(map(re.escape, name.split())) for name in given)
    kinds = {" ".join(name.split()): known[name] for name in given}
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
        yield _name(text, *match.span(), kinds[" ".join(match[0].split())], KNOWN)


# ---------------------------------------------------------------------------------------------------------------------
# From the model

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


def _from_model(text: str, pipeline: Pipeline, progress: Progress) -> Iterator[Name]:
    for entity in pipeline.entities(text, progress):
        kind = _KINDS.get(entity.label)
        if kind is None:
            continue
        start, end = _bare(text, entity.span)
        if start < end and text[start:end].casefold() not in _NEVER:
            yield _name(text, start, end, kind, pipeline.found_by)


def _bare(text: str, span: Span) -> tuple[int, int]:
    """Without what models take in now and then: words in small letters before it, a title, marks, ’s, a second line."""
    words = span.of(text).split("\n", 1)[0]
    bare = words.lstrip(_MARKS)
    while (first := _FIRST_WORD.match(bare)) and (first[1].islower() or first[1].casefold() in _BEFORE_NAMES):
        bare = bare[first.end() :].lstrip(_MARKS)
    start = span.start + len(words) - len(bare)
    bare = re.sub(r"['’]s?$", "", bare.rstrip(_MARKS)) if any(map(str.isupper, bare)) else ""
    return start, start + len(bare)


_FIRST_WORD = re.compile(r"(\w+)\.?\s+")
_MARKS = " \t\r\"'“‘”’.,;:()[]-–—"


# ---------------------------------------------------------------------------------------------------------------------
# From patterns

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})*")
_JOINERS = frozenset(("of", "the", "de", "van", "von"))
_BETWEEN_NAMES = re.compile(r"[ \t]+(?:of[ \t]+(?:the[ \t]+)?|de[ \t]+|van[ \t]+|von[ \t]+)?")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _set(
    """
    aunt auntie cllr councillor dame dc di dr ds father inspector judge lady lord miss mr mrs ms mx nurse pc prof
    professor rev sergeant sir sister uncle
    """
)
_PLACE_ENDS = _set(
    """
    avenue bridge close crescent drive estate gardens green grove hill lane park place road row square station street
    terrace way wood
    """
)
_BODY_ENDS = _set(
    """
    academy agency association board centre charity church clinic college committee council court department foundation
    hospice hospital ltd mosque nursery partnership plc primary school service services surgery team trust union
    university
    """
)
# Capitalised in English without being a name.
_NEVER = _set(
    """
    i i'm i'd i'll i've mum mummy dad daddy nan gran grandad god ok okay english british christmas easter internet
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december int interviewer
    """
)
_BEFORE_PLACE = re.compile(r"\b(?:in|near|from|at|around|through)[ \t]+$", re.IGNORECASE)
_ENDS_NO_SENTENCE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|Prof)\.$")

_BEFORE_NAMES = _TITLES | {"the", "a", "an"}
_COMMON = lexicon.FUNCTION_WORDS | lexicon.AUXILIARIES | lexicon.TIMES | lexicon.PEOPLE | (lexicon.VERBS - {"mark"})

_Run = list[re.Match[str]]


def _from_patterns(text: str) -> tuple[Name, ...]:
    """Runs of capitalised words: after a title, with an end that tells what they are, or within a sentence.

    What stands within a sentence somewhere counts at the beginning of others too.
    """
    found, at_start = [], []
    for run in _runs(text):
        name = _judged(text, run)
        if name is None:
            at_start.append(run)
        else:
            found.append(name)
    seen = {word: name for name in found if name.kind == "person" for word in name.text.split()}
    seen |= {name.text: name for name in found if name.text.casefold() not in lexicon.KNOWN}
    for run in at_start:
        same = seen.get(text[run[0].start() : run[-1].end()])
        if same:
            found.append(_name(text, run[0].start(), run[-1].end(), same.kind, PATTERNS))
    return tuple(found)


def _runs(text: str) -> Iterator[_Run]:
    """Capitalised words that stand together, "of" between them; what is capitalised anyway is in none."""
    run: _Run = []
    for word in _WORD.finditer(text):
        is_name = word[0][0].isupper() and word[0].casefold().replace("’", "'") not in _NEVER
        if is_name and _belongs(text, run, word):
            run.append(word)
        elif is_name or word[0] not in _JOINERS:
            if run:
                yield run
            run = [word] if is_name else []
    if run:
        yield run


def _belongs(text: str, run: _Run, word: re.Match[str]) -> bool:
    if not run:
        return False
    between = text[run[-1].end() : word.start()]
    if between.strip() == ".":
        return run[-1][0].casefold() in _TITLES and "\n" not in between
    if any(each[0].casefold() in _TITLES for each in run):  # a person: "Mrs Hall of the Council" is two names
        return between.isspace() and "\n" not in between
    return _BETWEEN_NAMES.fullmatch(between) is not None


def _judged(text: str, run: _Run) -> Name | None:
    """The name in a run of capitalised words; None if only its place at a sentence's start capitalises it."""
    titled = next((place for place, word in enumerate(run[:-1]) if word[0].casefold() in _TITLES), None)
    if titled is not None:
        return _name(text, run[titled + 1].start(), run[-1].end(), "person", PATTERNS)
    begins = _begins_sentence(text, run[0].start())
    if begins and len(run) > 1 and run[0][0].casefold() in _COMMON:
        run, begins = run[1:], False
    start, end = run[0].start(), run[-1].end()
    if text[start:end].isupper() or (len(run) == 1 and (begins or run[0][0].casefold() in _COMMON)):
        return None
    return _name(text, start, end, _kind(text, run), PATTERNS)


def _kind(text: str, run: _Run) -> NameKind:
    """What the last word tells, or the word before: "Harbour Street", "in Leeds"."""
    last = run[-1][0].casefold() if len(run) > 1 else ""
    if last in _BODY_ENDS:
        return "organisation"
    before = text[max(0, run[0].start() - 12) : run[0].start()]
    return "place" if last in _PLACE_ENDS or _BEFORE_PLACE.search(before) else "unknown"


def _begins_sentence(text: str, place: int) -> bool:
    """True at the start of a line or after a sentence, a speaker label or a bullet."""
    line = text[text.rfind("\n", 0, place) + 1 : place].rstrip(_BEFORE_SENTENCE)
    return not line or (line[-1] in ".!?…:" and not _ENDS_NO_SENTENCE.search(line))


_BEFORE_SENTENCE = " \t\"'“‘([-–—•*#>"

"""Asking a query: which coded segments answer, in how many sources, cases and participants, out of how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import select

from qda.analysis.queries.query import All, AnyOf, Has, Not, Query, Related, asks_same, conditions, conjuncts, mapped
from qda.analysis.segments import nearness
from qda.analysis.segments.ground import COUNTED, Ground, load
from qda.analysis.segments.lying import Scale
from qda.analysis.segments.uncoded import with_uncoded
from qda.coding import codes, lookups, tree
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.memos.finding import folded, parsed
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources.service import iso_date
from qda.store.models import Segment
from qda.store.rows import raw

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Mask
    from qda.analysis.segments.nearness import Extents


class NothingAsked(QdaError):
    """A condition that looks for nothing."""

    hint = N_("Write a word, or a “phrase in quotes”.")

    def __init__(self) -> None:
        super().__init__(_("There is no word to look for."))


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct counts; those of everything that was looked at are the base of an answer."""

    segments: int = 0
    sources: int = 0
    cases: int = 0
    participants: int = 0


@dataclass(frozen=True)
class Answer:
    """The places that answer, by their numbers in `ground`, in the order of sources and places."""

    query: Query
    ground: Ground
    places: tuple[int, ...]
    counts: Tally
    base: Tally


def ask(project: Project, query: Query, ground: Ground | None = None, progress: Progress | None = None) -> Answer:
    """Look for the segments that answer. `ground` is what was read before and still holds.

    Raises NotFound for a name that is not there, QdaError for a date that is none, NothingAsked, Cancelled.
    """
    import numpy as np

    tell = progress or Silent()
    here = ground if ground is not None else load(project, tell)
    if any(has.field == "uncoded" for has in conditions(query)):
        here = with_uncoded(project, here, tell)
    asking = _Asking(project, here, tell)
    found = asking.of(query, None)
    # The base holds what carries no code as well, where that was asked for.
    return Answer(query, here, tuple(np.flatnonzero(found).tolist()), tally(here, found), tally(here, asking.whole))


def tally(ground: Ground, places: Mask) -> Tally:
    """How many segments, sources, cases and participants these places are."""
    return Tally(*(ground.count(places, counted) for counted in COUNTED))


def bound(project: Project, query: Query) -> Query:
    """The same with the ids of its codes, so that it survives their renaming. Raises NotFound."""

    def with_id(has: Has) -> Has:
        wanted = has.field == "code" and has.ref is None
        return replace(has, ref=codes.named(project, has.value)) if wanted else has

    return mapped(query, with_id)


def as_named_now(project: Project, query: Query) -> Query:
    """The same with its codes as they are called now; those that are gone keep the name they had."""
    living = {
        row.id: (None if row.parent_id == codes.ROOT else row.parent_id, row.name) for row in lookups.living(project)
    }
    paths = tree.paths(living, codes.PATH_SEPARATOR)
    return mapped(query, lambda has: replace(has, value=paths.get(has.ref or 0, has.value)))


def code_ids(project: Project, ground: Ground, has: Has) -> frozenset[int]:
    """The codes that a condition on a code means, with what comes with them. Raises NotFound."""
    code = has.ref
    while code is not None and code not in ground.codes:
        code = ground.merged.get(code)  # a merged code lives on in the other
    if code is None:
        code = codes.named(project, has.value)
    if has.reach == "alone":
        return frozenset((code,))
    return (ground.below if has.reach == "below" else ground.gathered).get(code, frozenset((code,)))


_OF_SOURCES = frozenset({"source", "kind", "perspective", "from", "to"})


class _Asking:
    def __init__(self, project: Project, ground: Ground, tell: Progress) -> None:
        import numpy as np

        self._project = project
        self._ground = ground
        self._tell = tell
        self.whole = np.ones(len(ground), dtype=bool)

    def of(self, query: Query, coders: frozenset[int] | None) -> Mask:
        """Which places answer; with `coders` only codes count that they gave."""
        self._tell.step(0, 0, "")
        match query:
            case All(parts):
                coders = self._coders(query, coders)
                found = self.whole
                for part in parts:
                    found = found & self.of(part, coders)
                return found
            case AnyOf(parts):
                found = ~self.whole
                for part in parts:
                    found = found | self.of(part, coders)
                return found
            case Not(part):
                return ~self.of(part, None)
            case Related():
                return self._related(query, self._coders(query, coders))
            case Has():
                return self._has(query, coders)

    def _coders(self, query: Query, above: frozenset[int] | None) -> frozenset[int] | None:
        """Who must have given the codes: the coders that are named beside them."""
        for part in conjuncts(query):
            if isinstance(part, Has) and part.field == "coder":
                named = self._named(part, self._ground.coders)
                above = named if above is None else above & named
        return above

    # --- relations ------------------------------------------------------------------------------

    def _related(self, query: Related, coders: frozenset[int] | None) -> Mask:
        left, right = self.of(query.left, coders), self.of(query.right, None)
        found = self._stand(query, left, right, itself=asks_same(query.left, query.right))
        return left & ~found if query.negated else found

    def _stand(self, query: Related, left: Mask, right: Mask, *, itself: bool) -> Mask:
        scale: Scale = "lines" if query.relation == "line" else "characters"
        if query.relation in ("near", "followed"):
            scale = query.measure
        # Nothing is near what stands in another source: only texts that hold both need be measured.
        ground = self._ground
        shared = ground.sources_of(left) & ground.sources_of(right)
        in_both = ground.belonging(lambda owner: owner.source in shared)
        ones, others = (ground.extents(self._project, scale, side & in_both, self._tell) for side in (left, right))
        found = ~self.whole
        found[ones.place[_RELATED[query.relation](query, ground, ones, others, itself)]] = True
        return found

    # --- conditions -----------------------------------------------------------------------------

    def _has(self, has: Has, coders: frozenset[int] | None) -> Mask:
        ground = self._ground
        if has.field in ("code", "level"):
            return ground.carrying(self._codes(has), coders)
        if has.field in ("coded", "uncoded"):
            return ground.coded if has.field == "coded" else ~ground.coded
        if has.field in _OF_SOURCES:
            wanted = self._sources(has)
            return ground.belonging(lambda owner: owner.source in wanted)
        others: Mapping[str, Callable[[Has], Mask]] = {
            "coder": self._by_coder,
            "words": self._with_words,
            "attribute": self._with_attribute,
            "speaker": self._spoken,
            "asked": self._answering,
        }
        return others.get(has.field, self._belonging)(has)

    def _codes(self, has: Has) -> frozenset[int]:
        if has.field == "code":
            return code_ids(self._project, self._ground, has)
        level = self._level(has)
        return frozenset(code.id for code in self._ground.codes.values() if code.level == level)

    def _by_coder(self, has: Has) -> Mask:
        return self._ground.carrying(coders=self._named(has, self._ground.coders))

    def _belonging(self, has: Has) -> Mask:
        """What a place itself belongs to: cases, units, participants."""
        ground = self._ground
        known, attribute = {
            "case": (ground.cases, "cases"),
            "unit": (ground.units, "units"),
            "participant": (ground.participants, "people"),
        }[has.field]
        wanted = self._named(has, known)
        return ground.belonging(lambda owner: getattr(owner, attribute) & wanted)

    def _spoken(self, has: Has) -> Mask:
        wanted = self._speakers(has)
        return self._ground.belonging(lambda owner: owner.speaker in wanted)

    def _answering(self, has: Has) -> Mask:
        """What lies in an answer to a question of an instrument."""
        from qda.analysis.study import questions

        columns, found = self._ground.columns, ~self.whole
        for source, spans in questions.answering(self._project, has.value, self._tell).items():
            here = self._ground.by_source.get(source, range(0))
            part = slice(here.start, here.stop)
            for span in spans:
                found[part] |= (columns.start[part] < span.end) & (columns.end[part] > span.start)
        return found

    def _sources(self, has: Has) -> frozenset[int]:
        """The sources of which something is so."""
        known = self._ground.sources.values()
        if has.field in ("from", "to"):
            return self._dated(has)
        if has.field == "source":
            return self._named(has, {told.id: told.name for told in known})
        words = {told.id: getattr(told, has.field) for told in known}
        return self._named(has, {source: word for source, word in words.items() if word})

    def _named(self, has: Has, known: Mapping[int, str]) -> frozenset[int]:
        """The ids of this name. Raises NotFound with names that come near."""
        wanted = name_key(has.value)
        found = frozenset(each for each, name in known.items() if name_key(name) == wanted)
        if not found:
            raise missing(has, list(known.values()))
        return found

    def _speakers(self, has: Has) -> frozenset[int]:
        wanted = name_key(has.value)
        found = frozenset(each for each, key in self._ground.speakers.items() if key == wanted)
        if not found:
            raise missing(has, sorted(set(self._ground.speakers.values())))
        return found

    def _dated(self, has: Has) -> frozenset[int]:
        """Sources from, or up to, a day; of a date without its day or month, any of its days may be meant."""
        day = iso_date(has.value)
        dates = {told.id: told.date for told in self._ground.sources.values() if told.date}
        if has.field == "from":
            return frozenset(source for source, date in dates.items() if f"{date}-99-99" >= day)
        return frozenset(source for source, date in dates.items() if date <= f"{day}-99-99")

    def _level(self, has: Has) -> str:
        levels = ("initial", "focused", "category", "theme")
        wanted = name_key(has.value)
        for level in levels:
            if wanted in (level, name_key(_(level))):
                return level
        raise missing(has, list(levels))

    def _with_words(self, has: Has) -> Mask:
        """Segments that hold all of these words: whole, phrases in quotes, beginnings with a star."""
        asked = parsed(f"{has.value} ")  # nobody is typing: the last word is whole
        if not asked:
            raise NothingAsked
        places, quotes = self._quotes()
        texts, found = _all_folded(quotes), ~self.whole
        for each in asked:
            self._tell.step(0, 0, "")
            # Most hold not even the letters, which is told ten times as fast as by a pattern.
            kept = [at for at, text in enumerate(texts) if each.plain in text and each.pattern.search(text)]
            places, texts = [places[at] for at in kept], [texts[at] for at in kept]
        found[places] = True
        return found

    def _quotes(self) -> tuple[list[int], list[str]]:
        """The words of every place: of segments as they are kept, of what carries no code from its text."""
        columns = self._ground.columns
        at_segment = {segment: at for at, segment in enumerate(columns.segment.tolist()) if segment}
        places, quotes = [], []
        with self._project.read() as session:
            for segment, quote in raw(session, select(Segment.id, Segment.quote).where(~Segment.detached)):
                at = at_segment.get(segment)
                if at is not None:
                    places.append(at)
                    quotes.append(quote)
            for at in (columns.segment == 0).nonzero()[0].tolist():
                place = self._ground.places[at]
                text = self._project.texts.text(session, self._ground.sources[place.source].text_sha)
                places.append(at)
                quotes.append(text[place.start : place.end])
        return places, quotes

    def _with_attribute(self, has: Has) -> Mask:
        from qda.analysis.queries import attribute_values

        values = attribute_values.of_owners(self._project, self._ground, has.name)
        meant = attribute_values.matching(self._project, has.name, has.value)
        return self._ground.owned(any(map(meant, held)) for held in values)


def _all_folded(quotes: Sequence[str]) -> list[str]:
    """Each quote as it is compared: all together, since a call for each takes seconds."""
    found = _folded_together(_APART.join(quotes)).split(_APART)
    return found if len(found) == len(quotes) else [folded(quote) for quote in quotes]


def _folded_together(text: str) -> str:
    """The same as `folded`, which goes from letter to letter where one of them is none of ASCII."""
    if text.isascii():
        return folded(text)
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    table = np.zeros(int(letters.max(initial=0)) + 1, dtype="<u4")
    for letter in np.flatnonzero(np.bincount(letters)).tolist():
        table[letter] = ord(folded(chr(letter)))
    found: bytes = table[letters].tobytes()
    return found.decode("utf-32-le", "surrogatepass")


_APART = "\x00"
"""Stands in no text that was ever read in."""


def _followed(query: Related, ground: Ground, ones: Extents, others: Extents, _itself: bool) -> Mask:
    # Between two that touch lie no characters, though they are one step apart on the scale.
    within = query.distance + (query.measure == "characters")
    columns = ground.columns
    return nearness.followed(ones, others, columns.end[ones.place], columns.start[others.place], within)


def _near(query: Related, _ground: Ground, ones: Extents, others: Extents, itself: bool) -> Mask:
    reach = query.distance + (query.measure == "characters") if query.relation == "near" else 0
    return nearness.near(ones, others, reach, but_itself=itself)


_RELATED: Mapping[str, Callable[[Related, Ground, Extents, Extents, bool], Mask]] = {
    "followed": _followed,
    "near": _near,
    "overlaps": _near,
    "line": _near,
    "inside": lambda _query, _ground, ones, others, itself: nearness.inside(ones, others, but_itself=itself),
    "contains": lambda _query, _ground, ones, others, itself: nearness.containing(ones, others, but_itself=itself),
}

_WHAT: Mapping[str, str] = {
    "source": N_("There is no source called “{name}”."),
    "case": N_("There is no case called “{name}”."),
    "unit": N_("There is no unit called “{name}”."),
    "participant": N_("There is no participant called “{name}”."),
    "speaker": N_("No source has the speaker label “{name}”."),
    "coder": N_("There is no coder called “{name}”."),
    "kind": N_("There is no source of the kind “{name}”."),
    "perspective": N_("There is no source with the perspective “{name}”."),
    "level": N_("“{name}” is no level of codes."),
}


def missing(has: Has, known: Sequence[str]) -> NotFound:
    """The error for a name that is not there, with those that come near."""
    near = get_close_matches(has.value, [each for each in known if each], n=5, cutoff=0.5)
    return NotFound(_(_WHAT[has.field]).format(name=has.value), tuple(f"“{each}”" for each in near))

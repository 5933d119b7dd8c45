"""Asking a query: which coded segments answer, in how many sources, cases and participants, out of how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlalchemy import select

from qda.analysis import nearness
from qda.analysis.ground import Ground, Scale, load, with_uncoded, without_collecting
from qda.analysis.query import All, AnyOf, Has, Not, Query, Related, asks_same, conditions, conjuncts, mapped
from qda.coding import codes, lookups, tree
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.memos.finding import folded, parsed
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources.service import iso_date
from qda.store.models import Segment
from qda.store.rows import bare


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
    tell = progress or Silent()
    here = ground if ground is not None else load(project, tell)
    if any(has.field == "uncoded" for has in conditions(query)):
        here = with_uncoded(project, here, tell)
    with without_collecting():
        found = _Asking(project, here, tell).of(query, None)
    base = frozenset(range(len(here.places)))  # with what carries no code, where that was asked for
    return Answer(query, here, tuple(sorted(found)), tally(here, found), tally(here, base))


def tally(ground: Ground, places: frozenset[int] | set[int]) -> Tally:
    """How many segments, sources, cases and participants these places are."""
    return Tally(
        len(places),
        ground.count(places, "sources"),
        ground.count(places, "cases"),
        ground.count(places, "participants"),
    )


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
        self._project = project
        self._ground = ground
        self._tell = tell
        self._whole = frozenset(range(len(ground.places)))

    def of(self, query: Query, coders: frozenset[int] | None) -> frozenset[int]:
        """The numbers of the places that answer; with `coders` only codes count that they gave."""
        self._tell.step(0, 0, "")
        match query:
            case All(parts):
                coders = self._coders(query, coders)
                found = self._whole
                for part in parts:
                    found &= self.of(part, coders)
                return found
            case AnyOf(parts):
                return frozenset().union(*(self.of(part, coders) for part in parts))
            case Not(part):
                return self._whole - self.of(part, None)
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

    def _related(self, query: Related, coders: frozenset[int] | None) -> frozenset[int]:
        left, right = self.of(query.left, coders), self.of(query.right, None)
        itself = asks_same(query.left, query.right)
        found = self._stand(query, left, right, itself=itself)
        return left - found if query.negated else frozenset(found)

    def _stand(self, query: Related, left: frozenset[int], right: frozenset[int], *, itself: bool) -> set[int]:
        scale: Scale = "lines" if query.relation == "line" else "characters"
        if query.relation in ("near", "followed"):
            scale = query.measure
        # Nothing is near what stands in another source: only texts that hold both need be measured.
        places = self._ground.places
        shared = {places[at].source for at in left} & {places[at].source for at in right}
        here, there = ([at for at in side if places[at].source in shared] for side in (left, right))
        ones, others = (self._ground.extents(self._project, scale, side, self._tell) for side in (here, there))
        if query.relation == "followed":
            # Between two that touch lie no characters, though they are one step apart on the scale.
            within = query.distance + (scale == "characters")
            ends, begins = [places[at].end for at in here], [places[at].start for at in there]
            return nearness.followed(ones, others, ends, begins, within)
        if query.relation == "inside":
            return nearness.inside(ones, others, but_itself=itself)
        if query.relation == "contains":
            return nearness.containing(ones, others, but_itself=itself)
        reach = query.distance + (scale == "characters") if query.relation == "near" else 0
        return nearness.near(ones, others, reach, but_itself=itself)

    # --- conditions -----------------------------------------------------------------------------

    def _has(self, has: Has, coders: frozenset[int] | None) -> frozenset[int]:
        if has.field in ("code", "level"):
            return self._with_codes(self._codes(has), coders)
        if has.field in ("coded", "uncoded"):
            return self._ground.all if has.field == "coded" else self._whole - self._ground.all
        if has.field in _OF_SOURCES:
            return self._in_sources(has)
        others: Mapping[str, Callable[[Has], frozenset[int]]] = {
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

    def _with_codes(self, wanted: set[int] | frozenset[int], coders: frozenset[int] | None) -> frozenset[int]:
        if coders is None:
            return frozenset().union(*(self._ground.by_code.get(code, frozenset()) for code in wanted))
        return frozenset(
            at
            for code in wanted
            for at in self._ground.by_code.get(code, ())
            if any(each.code == code and each.coder in coders for each in self._ground.given[at])
        )

    def _by_coder(self, has: Has) -> frozenset[int]:
        named = self._named(has, self._ground.coders)
        return frozenset(at for at, given in enumerate(self._ground.given) if any(e.coder in named for e in given))

    def _belonging(self, has: Has) -> frozenset[int]:
        """What a place itself belongs to: cases, units, participants."""
        ground = self._ground
        known, attribute = {
            "case": (ground.cases, "cases"),
            "unit": (ground.units, "units"),
            "participant": (ground.participants, "people"),
        }[has.field]
        wanted = self._named(has, known)
        return frozenset(at for at, place in enumerate(ground.places) if getattr(place, attribute) & wanted)

    def _spoken(self, has: Has) -> frozenset[int]:
        wanted = self._speakers(has)
        return frozenset(at for at, place in enumerate(self._ground.places) if place.speaker in wanted)

    def _answering(self, has: Has) -> frozenset[int]:
        """What lies in an answer to a question of an instrument."""
        from qda.analysis import questions

        answers = questions.answering(self._project, has.value, self._tell)
        return frozenset(
            at
            for at, place in enumerate(self._ground.places)
            if any(place.start < span.end and span.start < place.end for span in answers.get(place.source, ()))
        )

    def _in_sources(self, has: Has) -> frozenset[int]:
        """What the source of a place is."""
        known = self._ground.sources.values()
        if has.field in ("from", "to"):
            wanted = self._dated(has)
        elif has.field == "source":
            wanted = self._named(has, {told.id: told.name for told in known})
        else:
            words = {told.id: getattr(told, has.field) for told in known}
            wanted = self._named(has, {source: word for source, word in words.items() if word})
        return frozenset(at for at, place in enumerate(self._ground.places) if place.source in wanted)

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

    def _with_words(self, has: Has) -> frozenset[int]:
        """Segments that hold all of these words: whole, phrases in quotes, beginnings with a star."""
        asked = parsed(f"{has.value} ")  # nobody is typing: the last word is whole
        if not asked:
            raise NothingAsked
        quotes = self._quotes()
        found = set()
        for at, quote in quotes.items():
            text = folded(quote)
            if all(each.plain in text and each.pattern.search(text) for each in asked):
                found.add(at)
        return frozenset(found)

    def _quotes(self) -> dict[int, str]:
        """The words of every place: of segments as they are kept, of what carries no code from its text."""
        at_segment = {place.segment: at for at, place in enumerate(self._ground.places) if place.segment}
        found: dict[int, str] = {}
        with self._project.read() as session:
            for segment, quote in bare(session, select(Segment.id, Segment.quote).where(~Segment.detached)):
                if segment in at_segment:
                    found[at_segment[segment]] = quote
            for at, place in enumerate(self._ground.places):
                if not place.segment:
                    sha = self._ground.sources[place.source].text_sha
                    found[at] = self._project.texts.text(session, sha)[place.start : place.end]
        return found

    def _with_attribute(self, has: Has) -> frozenset[int]:
        from qda.analysis import query_attributes

        values = query_attributes.of_places(self._project, self._ground, has.name)
        meant = query_attributes.matching(self._project, has.name, has.value)
        return frozenset(at for at, held in values.items() if any(map(meant, held)))


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

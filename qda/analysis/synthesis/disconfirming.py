"""Passages that may speak against a claim: to be looked at, one by one. Each says why it is shown; nothing is judged.

They come from what the study knows already – codes that contradict the claim's codes, verdicts and tests that went
against them, the other end of a dimension – and from words near the claim's own beside a negation, where none of its
codes is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.coding.candidates import said_in
from qda.analysis.segments.belonging import Belonging
from qda.analysis.synthesis.evidence import Chain, codes_of
from qda.analysis.synthesis.evidence_ground import Whose
from qda.coding.comparison import RESULT_WORDS
from qda.coding.testing import Stretches
from qda.i18n import _
from qda.names import name_key
from qda.nlp import likeness
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store import fulltext
from qda.store.models import (
    Code,
    CodeTest,
    Coding,
    Dimension,
    Evidence,
    Property,
    Relation,
    RelationType,
    Segment,
    Source,
    Speaker,
    TextVersion,
    Verdict,
    VerdictSegment,
)
from qda.store.rows import bare, chunks
from qda.synthesis.claims import ClaimRow
from qda.text import excerpt

Why = Literal["contradicts", "verdict", "test", "pole", "words"]
KINDS: tuple[Why, ...] = ("contradicts", "verdict", "test", "pole", "words")

MOST = 120
"""So many passages near the claim's words are proposed; the nearest."""

AGAINST = ("contradict", "oppose", "against", "prevent", "undermine", "exclude", "widerspr", "verhinder")
"""Beginnings of words that say, in the name of a kind of relation, that one code speaks against another."""

_ENGLISH = (
    "not no never nobody nothing none neither nor without cannot didn doesn don wasn weren couldn wouldn hadn isn aren "
    "won hasn haven shouldn hardly barely but although though however instead despite unless except refused failed"
)
_GERMAN = "nicht nie niemals niemand nichts kein keine keiner keinen keinem ohne aber obwohl trotzdem dennoch kaum"
NEGATIONS = frozenset((*_ENGLISH.split(), *_GERMAN.split()))
_TEXT, _NAME, _MEANING = 3.0, 2.0, 1.0
_FEWEST_WORDS = 5
_FORMS = 40  # of a claim and its codes; more make the search no better
_POLE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to hold against a claim, in code points; `segment_id` is None where no segment lies there.

    `reasons` are sentences that say why it is shown, the weightiest first; `kind` is that of the first.
    """

    kind: Why
    source_id: int
    start: int
    end: int
    segment_id: int | None
    reasons: tuple[str, ...]

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it is, to know it again."""
        return self.source_id, self.start, self.end


def known(project: Project, chain: Chain, claim_id: int) -> list[Candidate]:
    """What the study holds already that may speak against a claim, in the order of KINDS, then of the study."""
    families = codes_of(chain, claim_id)
    family = frozenset().union(*families.values())
    if not family:
        return []
    with project.read() as session:
        found = [
            *_contradicting(session, chain, families, family),
            *_verdicts(session, family),
            *_tests(session, chain, family),
            *_poles(session, families),
        ]
        return _gathered(session, found)


def near(project: Project, chain: Chain, claim_id: int, progress: Progress | None = None) -> list[Candidate]:
    """Sentences near the claim's words that stand beside a negation where none of its codes is, the nearest first.

    Where the claim is about cases, units, participants or sources, only there. Raises Cancelled.
    """
    claim = next((row for row in chain.claims if row.id == claim_id), None)
    if claim is None:
        return []
    with project.read() as session:
        about = _about(session, claim, codes_of(chain, claim_id))
        query = _query(about)
        if not query:
            return []
        family = frozenset().union(*codes_of(chain, claim_id).values())
        passages = list(_sentences(project, session, chain, claim, query, family, progress or Silent()))
    ranking = likeness.Ranking(about, likeness.forms)
    for at, (_place, words, _where) in enumerate(passages):
        ranking.add(at, words)
    found = []
    for at, _score, shared in ranking.best(MOST):
        (source, start, end), _words, where = passages[at]
        reason = _("a negation near its words: {shared}").format(shared=", ".join(shared[:5]))
        found.append(Candidate("words", source, start, end, None, (reason, *where)))
    return found


def waiting(found: Iterable[Candidate], judged: Mapping[tuple[int, int, int], str]) -> list[Candidate]:
    """Those that were not judged yet."""
    return [each for each in found if each.place not in judged]


# --- what the study knows already ------------------------------------------------------------------------------------

_Reason = tuple[int, Why, str]  # segment, kind, sentence


def _contradicting(
    session: Session, chain: Chain, families: Mapping[int, frozenset[int]], family: frozenset[int]
) -> Iterator[_Reason]:
    query = select(Relation.from_id, RelationType.name, Relation.to_id).join(
        RelationType, RelationType.id == Relation.type_id
    )
    for one, kind, other in session.execute(query.order_by(Relation.id)).all():
        if not any(word in name_key(kind) for word in AGAINST):
            continue
        ours, theirs = (one, other) if one in family else (other, one)
        if ours not in family or theirs in families:
            continue
        names = chain.ground.names
        reason = _("carries “{code}”; noted: “{one}” {kind} “{other}”")
        reason = reason.format(
            code=names.get(theirs, ""), one=names.get(one, ""), kind=kind, other=names.get(other, "")
        )
        codes = chain.ground.family(theirs) - family
        for segment in _carrying(session, codes):
            yield segment, "contradicts", reason


def _carrying(session: Session, codes: Iterable[int]) -> list[int]:
    found: dict[int, None] = {}
    for some in chunks(sorted(codes)):
        query = select(Coding.segment_id).where(Coding.code_id.in_(some))
        found |= dict.fromkeys(segment for (segment,) in bare(session, query))
    return list(found)


def _verdicts(session: Session, family: frozenset[int]) -> Iterator[_Reason]:
    query = (
        select(VerdictSegment.segment_id, Verdict.code_id, Verdict.result, Verdict.note)
        .join(Verdict, Verdict.id == VerdictSegment.verdict_id)
        .where(Verdict.result.in_(("contrary", "differs")))
        .order_by(Verdict.result, Verdict.id)
    )
    rows = session.execute(query).all()
    held = _codes_on(session, {row[0] for row in rows})
    for segment, code, result, note in rows:
        if code in family or held[segment] & family:
            words = _("a comparison found it {result}").format(result=f"“{_(RESULT_WORDS[result])}”")
            yield segment, "verdict", f"{words}: {excerpt(note, 120)}" if note else words


def _codes_on(session: Session, segments: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for some in chunks(sorted(segments)):
        for segment, code in bare(
            session, select(Coding.segment_id, Coding.code_id).where(Coding.segment_id.in_(some))
        ):
            found[segment].add(code)
    return found


def _tests(session: Session, chain: Chain, family: frozenset[int]) -> Iterator[_Reason]:
    query = select(CodeTest.segment_id, CodeTest.code_id, CodeTest.note).where(CodeTest.answer == "not")
    for segment, code, note in session.execute(query.order_by(CodeTest.id)):
        if code in family:
            words = _("tested on “{code}”: does not fit").format(code=chain.ground.names.get(code, ""))
            yield segment, "test", f"{words}: {excerpt(note, 120)}" if note else words


def _poles(session: Session, families: Mapping[int, frozenset[int]]) -> Iterator[_Reason]:
    """Segments towards the end of a dimension that most of the others are far from."""
    owners = frozenset().union(*families.values())
    query = (
        select(Evidence.dimension_id, Evidence.segment_id, Evidence.place, Property.name, Dimension.low, Dimension.high)
        .join(Dimension, Dimension.id == Evidence.dimension_id)
        .join(Property, Property.id == Dimension.property_id)
        .where(Evidence.place.is_not(None), Property.code_id.in_(owners))
        .order_by(Evidence.dimension_id, Evidence.place)
    )
    rows = session.execute(query).all()
    sides: dict[int | None, Counter[bool]] = defaultdict(Counter)
    for dimension, _segment, place, *_rest in rows:
        if place is not None and place != _POLE:
            sides[dimension][place > _POLE] += 1
    for dimension, segment, place, name, low, high in rows:
        if place is None or place == _POLE:
            continue
        side = place > _POLE
        if sides[dimension][side] < sides[dimension][not side]:
            here, there = (high, low) if side else (low, high)
            words = _("towards “{here}” on “{name}”, where most lie towards “{there}”")
            yield segment, "pole", words.format(here=here, name=name, there=there)


def _gathered(session: Session, found: Sequence[_Reason]) -> list[Candidate]:
    """One candidate for each segment of a current text, with all its reasons."""
    reasons: dict[int, list[tuple[Why, str]]] = defaultdict(list)
    for segment, kind, reason in found:
        if (kind, reason) not in reasons[segment]:
            reasons[segment].append((kind, reason))
    rows: list[tuple[int, int, Candidate]] = []
    query = select(Segment.id, Segment.source_id, Segment.start, Segment.end, Source.position)
    query = query.join(Source, Source.version_id == Segment.version_id).where(~Segment.detached)
    for some in chunks(sorted(reasons)):
        for segment, source, start, end, position in bare(session, query.where(Segment.id.in_(some))):
            own = reasons[segment]
            words = tuple(reason for _kind, reason in own)
            rows.append((KINDS.index(own[0][0]), position, Candidate(own[0][0], source, start, end, segment, words)))
    return [row[2] for row in sorted(rows, key=lambda row: (row[0], -len(row[2].reasons), row[1], row[2].start))]


# --- words near the claim's own --------------------------------------------------------------------------------------


def _about(session: Session, claim: ClaimRow, families: Mapping[int, frozenset[int]]) -> dict[str, float]:
    """What a claim is about, as base forms with weights: from its words, and the names of what it is linked to."""
    labels = [(claim.text, _TEXT)]
    for some in chunks(sorted(families)):
        for name, definition in session.execute(select(Code.name, Code.definition).where(Code.id.in_(some))):
            labels += [(name, _NAME), (definition, _MEANING)]
    found = likeness.wanted(labels, ())
    heaviest = sorted(found, key=lambda form: (-found[form], form))[:_FORMS]
    return {form: found[form] for form in heaviest if form not in NEGATIONS}


def _query(about: Mapping[str, float]) -> str:
    """The search in FTS5's language: one of its words, in any form, and a negation in the same paragraph."""
    stems = [f'"{_stem(form)}"*' for form in about if form.isalnum()]
    negations = [f'"{word}"' for word in sorted(NEGATIONS)]
    return f"({' OR '.join(stems)}) AND ({' OR '.join(negations)})" if stems else ""


def _stem(form: str) -> str:
    return form.rstrip("ey") if len(form) > 4 else form


def _sentences(
    project: Project,
    session: Session,
    chain: Chain,
    claim: ClaimRow,
    query: str,
    family: frozenset[int],
    tell: Progress,
) -> Iterator[tuple[tuple[int, int, int], str, tuple[str, ...]]]:
    """Sentences that hold both, with where they are and what that means for the claim."""
    context, known_cases = Belonging.load(session), chain.ground.cases
    seen = {case for whose in chain.ground.held(chain.evidence(claim.id)) for case in whose.cases}
    spans = _spans(session, family)
    asking: dict[int, set[str]] = defaultdict(set)
    speakers: dict[tuple[int, str], int] = {}
    for number, source, label, asks in bare(
        session, select(Speaker.id, Speaker.source_id, Speaker.label, Speaker.interviewer)
    ):
        speakers[source, label] = number
        if asks:
            asking[source].add(label)
    there = fulltext.sources_with(session, query)
    texts = _texts(session)
    for done, among in enumerate(there):
        source = among.source_id
        name, text_sha, marks_sha, length = texts[source]
        tell.step(done, len(there), _("Looking through “{name}”").format(name=name))
        text = project.texts.text(session, text_sha)
        hits = sorted((found.start, found.end) for found in fulltext.search(session, query, [among])[source])
        turned = project.texts.turns(session, marks_sha, length)
        own = spans.get(source, _NOWHERE)
        for start, end in said_in(text, project.texts.marks(session, marks_sha), asking[source]):
            if not _both(text, hits, start, end) or own.touch(start, end):
                continue
            if text.count(" ", start, end) < _FEWEST_WORDS - 1:
                continue
            speaker = speakers.get((source, turned.at(start)))
            cases = context.cases(source, speaker, (start, end))
            whose = Whose(source, context.participants(source, speaker), cases, context.units(source, cases))
            if not chain.within(claim.id, whose):
                continue
            unseen = [known_cases[case] for case in sorted(cases - seen) if case in known_cases] if seen else []
            words = _("in {cases}, where the claim has no evidence")
            where = (words.format(cases=", ".join(unseen)),) if unseen else ()
            yield (source, start, end), text[start:end], where


_NOWHERE = Stretches(())


def _both(text: str, hits: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """True if a stretch holds a word of the claim and a negation."""
    negated = worded = False
    for at in range(bisect_left(hits, (start, 0)), len(hits)):
        begin, stop = hits[at]
        if begin >= end:
            break
        if text[begin:stop].casefold() in NEGATIONS:
            negated = True
        else:
            worded = True
    return negated and worded


def _texts(session: Session) -> dict[int, tuple[str, str, str, int]]:
    query = select(Source.id, Source.name, TextVersion.text_sha, TextVersion.marks_sha, TextVersion.length)
    rows = bare(session, query.join(TextVersion, TextVersion.id == Source.version_id))
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _spans(session: Session, codes: Iterable[int]) -> dict[int, Stretches]:
    """Where codes stand, by source."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    query = select(Segment.source_id, Segment.start, Segment.end).join(Coding, Coding.segment_id == Segment.id)
    for some in chunks(sorted(codes)):
        for source, start, end in bare(session, query.where(Coding.code_id.in_(some), ~Segment.detached)):
            found[source].append((start, end))
    return dict(starmap(lambda source, spans: (source, Stretches(spans)), found.items()))

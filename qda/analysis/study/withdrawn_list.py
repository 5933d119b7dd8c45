"""Everything that holds a participant's words, thing by thing, with what is decided of each; and earlier exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.study.withdrawn import LABEL, Stretches, Voices, meeting, stretches, versions, voices
from qda.i18n import N_, _, ngettext
from qda.memos import addresses
from qda.memos.service import first_words
from qda.project import issued
from qda.project.issued import IssuedRow
from qda.project.project import Project
from qda.store.models import Base, Participant, Segment, Source, TextVersion, VerdictSegment
from qda.store.rows import chunks
from qda.study import withdrawals
from qda.study.withdrawals import KEEP, MASK, WithdrawalRow
from qda.text import Span, count_words, excerpt, line_of
from qda.text.runs import Runs

GROUPS = (
    ("source", N_("Sources")),
    ("segment", N_("Coded segments")),
    ("memo", N_("Memos that quote")),
    ("code", N_("Codes: labels, definitions, examples")),
    ("verdict", N_("Comparisons")),
    ("claim", N_("Claims")),
    ("matrix_cell", N_("Cells of matrices")),
    ("feedback", N_("Feedback")),
    ("", N_("Elsewhere")),
)
# Where else words may be quoted: (table, what it is called by, columns).
_WRITTEN = (
    ("memo", "title", ("text", "title")),
    ("code", "name", ("name", "definition", "include_when", "exclude_when", "example")),
    ("verdict", "result", ("note",)),
    ("claim", "text", ("text", "expected", "note")),
    ("matrix_cell", "text", ("text", "reason")),
    ("feedback", "title", ("title", "text", "response", "effect")),
    ("pattern_match", "observed", ("observed", "reason")),
    ("negative_case", "note", ("note",)),
    ("relation", "note", ("note",)),
    ("property", "name", ("name", "description")),
    ("sampling", "gap", ("gap", "question", "planned", "effect")),
    ("category_map", "name", ("name", "description")),
    ("matrix", "name", ("name", "description")),
    ("study", "title", ("context", "description")),
    ("unit", "name", ("description",)),
    ("case", "name", ("description", "summary")),
    ("participant", "name", ("description",)),
    ("source", "name", ("description",)),
    ("instrument", "name", ("text",)),
    ("data_set", "method", ("aim", "knowledge", "planned", "collected")),
    ("phase", "name", ("description",)),
)
_REACH = 40  # signs before the words in a context
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One thing that holds the words: what it is called, the words in their context, and what becomes of it.

    `decision` is “mask” or “keep”; `said` is false where nobody decided yet and the usual holds. `source_id` and
    `span` lead to the place where there is one.
    """

    group: str
    target: str
    id: int
    title: str
    context: str
    decision: str
    said: bool
    note: str
    source_id: int | None = None
    span: Span | None = None

    @property
    def key(self) -> tuple[str, int]:
        """By what it is decided on."""
        return self.target, self.id


@dataclass(frozen=True, slots=True)
class Holding:
    """All that holds a participant's words; `earlier` are files that left before, and may hold them."""

    participant_id: int
    name: str
    withdrawal: WithdrawalRow | None
    items: tuple[HeldItem, ...]
    earlier: tuple[IssuedRow, ...]

    def of(self, group: str) -> tuple[HeldItem, ...]:
        """The things of one group."""
        return tuple(item for item in self.items if item.group == group)

    def count(self, decision: str) -> int:
        """How many are masked, or kept."""
        return sum(item.decision == decision for item in self.items)


@dataclass(slots=True)
class _Looking:
    """What looking for one participant's words needs."""

    project: Project
    session: Session
    person: int
    row: WithdrawalRow | None
    voices: dict[int, Voices]
    theirs: Stretches
    runs: Runs
    labels: Runs
    segments: frozenset[int] = frozenset()
    guids: frozenset[str] = frozenset()

    def item(
        self, group: str, key: tuple[str, int], title: str, context: str, usual: str = MASK, *,
        at: tuple[int, Span] | None = None,
    ) -> HeldItem:  # fmt: skip
        decision, note = self.row.decided.get(key, ("", "")) if self.row is not None else ("", "")
        source, span = at or (None, None)
        return HeldItem(group, *key, title, context, decision or usual, bool(decision), note, source, span)


def held(project: Project, participant_id: int) -> Holding:
    """Everything that holds a participant's words, whether they have withdrawn or not. Raises NotFound."""
    withdrawn = withdrawals.of(project, participant_id)
    with project.read() as session:
        name = session.get_one(Participant, participant_id).name
        look = _looking(project, session, participant_id, withdrawn)
        items = [*_sources(look), *_segments(look)]
        items += _written(look)
    mine = set(look.voices)
    before = withdrawn.created_at if withdrawn is not None else None
    earlier = tuple(row for row in issued.rows(project) if row.sources & mine and (before is None or row.at < before))
    order = {group: at for at, (group, _words) in enumerate(GROUPS)}
    items.sort(key=lambda item: order[item.group])
    return Holding(participant_id, name, withdrawn, tuple(items), earlier)


def _looking(project: Project, session: Session, person: int, row: WithdrawalRow | None) -> _Looking:
    known = voices(session, person)
    theirs: Stretches = {}
    said: list[str] = []
    for version in versions(session, known):
        voice = known[version.source_id]
        if voice.shared(person) and (row is None or row.decision("source", version.source_id) != MASK):
            continue
        theirs[version.id] = stretches(session, project.texts, version, voice, person)
        text = project.texts.text(session, version.text_sha)
        said += [span.of(text) for span in theirs[version.id]]
    return _Looking(project, session, person, row, known, theirs, Runs(said), Runs(said, least=LABEL))


# --- where they speak -----------------------------------------------------------------------------------------------


def _sources(look: _Looking) -> Iterator[HeldItem]:
    for some in chunks(look.voices):
        query = select(Source.id, Source.name, TextVersion.id, TextVersion.text_sha)
        query = query.join(TextVersion, TextVersion.id == Source.version_id).where(Source.id.in_(some))
        for source_id, name, version_id, sha in look.session.execute(query.order_by(Source.position)).all():
            if look.voices[source_id].shared(look.person):
                told = _("Several take part, and no label says who speaks: masked only if you say so.")
                masked = look.row is not None and look.row.decision("source", source_id) == MASK
                usual = MASK if masked else KEEP
                yield look.item("source", ("source", source_id), name, told, usual, at=None)
                continue
            spans = look.theirs.get(version_id, [])
            text = look.project.texts.text(look.session, sha)
            words = sum(count_words(span.of(text)) for span in spans)
            if not words:
                continue
            told = ngettext("{count} word", "{count} words", words).format(count=f"{words:,}")
            where = (source_id, spans[0])
            yield look.item("source", ("source", source_id), name, told, at=where)


def _segments(look: _Looking) -> Iterator[HeldItem]:
    found: list[HeldItem] = []
    ids, guids = set(), set()
    for version_id, spans in look.theirs.items():
        query = (
            select(Segment, Source.name, TextVersion.units_sha, Source.version_id)
            .join(Source, Source.id == Segment.source_id)
            .join(TextVersion, TextVersion.id == Segment.version_id)
            .where(Segment.version_id == version_id)
        )
        rows = look.session.execute(query).all()
        for segment, source, units, current in meeting(spans, [(row[0].start, row[0].end, row) for row in rows]):
            ids.add(segment.id)
            guids.add(segment.guid)
            line = line_of(look.project.texts.units(look.session, units), segment.start)
            where = _("{source}, line {number}").format(source=source, number=line)
            kept = look.row is not None and look.row.decision("source", segment.source_id) == KEEP
            place = (segment.source_id, Span(segment.start, segment.end)) if segment.version_id == current else None
            shown = excerpt(segment.quote, _SHOWN)
            found.append(look.item("segment", ("segment", segment.id), where, shown, KEEP if kept else MASK, at=place))
    look.segments, look.guids = frozenset(ids), frozenset(guids)
    yield from found


# --- where they are quoted ------------------------------------------------------------------------------------------


def _written(look: _Looking) -> Iterator[HeldItem]:
    groups = {group for group, _words in GROUPS}
    compared = _compared(look)
    for table_name, title, columns in _WRITTEN:
        table = Base.metadata.tables[table_name]
        names = dict.fromkeys((title, *columns))
        for row in look.session.execute(select(table.c.id, *(table.c[name] for name in names)).order_by(table.c.id)):
            values = row._mapping
            context = next(filter(None, (_context(look, values[name] or "") for name in columns)), "")
            if not context and table_name == "memo":
                context = _addressed(look, values["text"])
            if not context and table_name == "code" and look.labels.cover(values["name"]):
                context = values["name"]
            if not context and table_name == "verdict":
                context = compared.get(row.id, "")
            if context:
                called = values[title] or (first_words(values["text"]) if table_name == "memo" else "")
                group = table_name if table_name in groups and table_name != "source" else ""
                yield look.item(group, (table_name, row.id), _called(table_name, called), context)


def _context(look: _Looking, text: str) -> str:
    """The first of their words in a text, with a little before; empty where there are none."""
    spans = look.runs.find(text)
    if not spans:
        return ""
    first = spans[0].start
    start = text.find(" ", first - _REACH, first) + 1 if first > _REACH else 0
    return ("…" if start else "") + excerpt(text[start:], _SHOWN)


def _addressed(look: _Looking, text: str) -> str:
    """What a memo quotes with its address, however short."""
    guid = next((each for each in addresses.guids_in(text) if each in look.guids), None)
    return "" if guid is None else excerpt(addresses.quoted_before(text, guid) or text, _SHOWN)


def _compared(look: _Looking) -> dict[int, str]:
    """Of verdicts in which their segments were compared, the first of these quotes."""
    found: dict[int, str] = {}
    for some in chunks(sorted(look.segments)):
        query = select(VerdictSegment.verdict_id, VerdictSegment.quote).where(VerdictSegment.segment_id.in_(some))
        for verdict, quote in look.session.execute(query).all():
            found.setdefault(verdict, excerpt(quote, _SHOWN))
    return found


_KINDS = {
    "pattern_match": N_("Observed pattern"),
    "negative_case": N_("Negative case"),
    "relation": N_("Relation"),
    "property": N_("Property"),
    "sampling": N_("Theoretical sampling"),
    "category_map": N_("Map"),
    "matrix": N_("Matrix"),
    "study": N_("Study"),
    "unit": N_("Unit"),
    "case": N_("Case"),
    "participant": N_("Participant"),
    "source": N_("Source"),
    "instrument": N_("Instrument"),
    "data_set": N_("Data plan"),
    "phase": N_("Phase"),
}


def _called(table: str, name: str) -> str:
    shown = excerpt(name, 60) or _("Untitled")
    return f"{_(_KINDS[table])}: {shown}" if table in _KINDS else shown


def counts(items: Sequence[HeldItem]) -> dict[str, int]:
    """How many things of each group there are."""
    found: dict[str, int] = defaultdict(int)
    for item in items:
        found[item.group] += 1
    return dict(found)

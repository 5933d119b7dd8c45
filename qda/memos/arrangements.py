"""The sorting table: memos laid out by hand, gathered into an outline; each arrangement has a name and a date."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext
from qda.memos import outline
from qda.memos.outline import Entry
from qda.names import clean, name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Arrangement, ArrangementCard, Memo
from qda.store.rows import bare

LOOSE = -1
"""The position of a card that lies on the table and is not in the outline."""

Place = tuple[float, float]


class ArrangementNameTaken(QdaError):
    """Two arrangements can't have one name."""

    hint = N_("Choose another name; a date in it helps to tell them apart.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already an arrangement called “{name}”.").format(name=name))


class ArrangementNameMissing(QdaError):
    """An arrangement needs a name."""

    hint = N_("Write a word or a date.")

    def __init__(self) -> None:
        super().__init__(_("An arrangement needs a name."))


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    """One arrangement; `created_at` is milliseconds UTC, `memos` counts those on its table."""

    id: int
    name: str
    created_at: int
    memos: int


@dataclass(frozen=True, slots=True)
class Card:
    """A memo on the table, or a heading of one's own (`memo_id` None); `position` is LOOSE outside the outline."""

    id: int
    memo_id: int | None
    heading: str
    position: int
    depth: int
    x: float
    y: float

    @property
    def gathered(self) -> bool:
        """True if it is in the outline."""
        return self.position != LOOSE


# --- reading ------------------------------------------------------------------------------------


def rows(project: Project) -> list[ArrangementRow]:
    """All arrangements, the newest first."""
    query = (
        select(Arrangement.id, Arrangement.name, Arrangement.created_at, func.count(ArrangementCard.memo_id))
        .outerjoin(ArrangementCard, ArrangementCard.arrangement_id == Arrangement.id)
        .group_by(Arrangement.id, Arrangement.name, Arrangement.created_at)
        .order_by(Arrangement.created_at.desc(), Arrangement.id.desc())
    )
    with project.read() as session:
        return [ArrangementRow(*row) for row in session.execute(query)]


def find(project: Project, name: str) -> int:
    """The arrangement of this name. Raises NotFound, which names those that there are."""
    with project.read() as session:
        found = session.execute(select(Arrangement.id).where(Arrangement.name_key == name_key(name))).scalar()
    if found is None:
        known = tuple(f"“{row.name}”" for row in rows(project))
        raise NotFound(_("There is no arrangement called “{name}”.").format(name=name), known)
    return found


def cards(project: Project, arrangement_id: int, among: Collection[int] | None = None) -> list[Card]:
    """Everything on a table: the outline in its order, then what lies loose in the order it was laid.

    With `among` only those of these cards that lie there.
    """
    card = ArrangementCard
    # Columns, not objects: a table of a thousand cards is read after each move.
    query = select(card.id, card.memo_id, card.heading, card.position, card.depth, card.x, card.y)
    if among is not None:
        query = query.where(card.id.in_(among))
    with project.read() as session:
        found = [
            Card(row_id, memo_id, heading, position, depth, x or 0.0, y or 0.0)
            for row_id, memo_id, heading, position, depth, x, y in bare(
                session, query.where(card.arrangement_id == arrangement_id).order_by(card.id)
            )
            if memo_id is not None or heading
        ]
    return sorted(found, key=lambda card: (not card.gathered, card.position, card.id))


def entries(of: Sequence[Card]) -> list[Entry]:
    """The outline of these cards."""
    inside = sorted((card for card in of if card.gathered), key=lambda card: (card.position, card.id))
    return outline.settled([Entry(card.id, card.depth) for card in inside])


def gone() -> NotFound:
    """What is raised where an arrangement was deleted meanwhile."""
    return NotFound(_("This arrangement is no longer there."))


# --- arrangements -------------------------------------------------------------------------------


def create(project: Project, name: str) -> int:
    """An empty table, dated now; gives its id. Raises ArrangementNameTaken, ArrangementNameMissing."""
    with project.command("arrangements.create", N_("Lay out an arrangement “{name}”"), name=clean(name)) as session:
        row = Arrangement(name=_free(session, name), name_key=name_key(name), created_at=now())
        session.add(row)
        session.flush()
        return row.id


def duplicate(project: Project, arrangement_id: int, name: str) -> int:
    """The same table once more, dated now, to go on with while the first stays as it is; gives its id."""
    text = N_("Duplicate an arrangement as “{name}”")
    with project.command("arrangements.duplicate", text, name=clean(name)) as session:
        _get(session, arrangement_id)
        made = create(project, name)
        columns = ("memo_id", "heading", "position", "depth", "x", "y")
        copies = [
            {"arrangement_id": made} | {column: getattr(row, column) for column in columns}
            for row in session.execute(_cards_of(arrangement_id)).scalars()
        ]
        journal.of(session).insert_many(ArrangementCard, copies)
        return made


def rename(project: Project, arrangement_id: int, name: str) -> None:
    """Give an arrangement another name. Raises ArrangementNameTaken, ArrangementNameMissing."""
    with project.command("arrangements.rename", N_("Rename an arrangement to “{name}”"), name=clean(name)) as session:
        row = _get(session, arrangement_id)
        row.name, row.name_key = _free(session, name, but=arrangement_id), name_key(name)


def delete(project: Project, arrangement_id: int) -> None:
    """Delete an arrangement; the memos stay."""
    with project.read() as session:
        name = _get(session, arrangement_id).name
    with project.command("arrangements.delete", N_("Delete the arrangement “{name}”"), name=name) as session:
        journal.of(session).delete_with_dependents(Arrangement, [arrangement_id])


# --- cards --------------------------------------------------------------------------------------


def lay(project: Project, arrangement_id: int, places: Mapping[int, Place]) -> list[int]:
    """Put memos on the table at these places; one that lies there already is moved. Gives the cards' ids."""
    what = _what(len(places))
    with project.command("arrangements.lay", N_("Lay {what} on the table"), what=what) as session:
        _get(session, arrangement_id)
        known = _known(session, arrangement_id)
        gone = places.keys() - set(session.execute(select(Memo.id).where(Memo.id.in_(places))).scalars())
        if gone:
            raise NotFound(_("This memo is no longer there."))
        log = journal.of(session)
        moved = {known[memo]: {"x": x, "y": y} for memo, (x, y) in places.items() if memo in known}
        log.update_each(ArrangementCard, moved)
        fresh = [(memo, place) for memo, place in places.items() if memo not in known]
        log.insert_many(ArrangementCard, [_loose(arrangement_id, memo, "", place) for memo, place in fresh])
        known = _known(session, arrangement_id)
        return [known[memo] for memo in places]


def add_heading(project: Project, arrangement_id: int, words: str, place: Place) -> int:
    """A heading of one's own, as a card; gives its id."""
    heading = clean(words) or _("Heading")
    with project.command("arrangements.heading", N_("Write the heading “{words}”"), words=heading) as session:
        _get(session, arrangement_id)
        row = ArrangementCard(**_loose(arrangement_id, None, heading, place))
        session.add(row)
        session.flush()
        return row.id


def retitle(project: Project, card_id: int, words: str) -> None:
    """Give a heading other words; blank ones change nothing."""
    heading = clean(words)
    if not heading:
        return
    with project.command("arrangements.retitle", N_("Write the heading “{words}”"), words=heading) as session:
        row = session.get(ArrangementCard, card_id)
        if row is None or row.memo_id is not None:
            raise NotFound(_("This heading is no longer there."))
        row.heading = heading


def move(project: Project, places: Mapping[int, Place]) -> None:
    """Move cards on the table."""
    what = ngettext("{count} card", "{count} cards", len(places)).format(count=len(places))
    with project.command("arrangements.move", N_("Move {what} on the table"), what=what) as session:
        _refuse_gone(session, places)
        changed = {card: {"x": x, "y": y} for card, (x, y) in places.items()}
        journal.of(session).update_each(ArrangementCard, changed)


def take_off(project: Project, arrangement_id: int, card_ids: Collection[int]) -> None:
    """Take cards off the table and out of its outline; the memos stay."""
    what = ngettext("{count} card", "{count} cards", len(card_ids)).format(count=len(card_ids))
    with project.command("arrangements.take_off", N_("Take {what} off the table"), what=what) as session:
        kept = outline.without(entries(cards(project, arrangement_id)), card_ids)
        _write_order(session, project, arrangement_id, kept)
        journal.of(session).delete_with_dependents(ArrangementCard, list(card_ids))


def order(project: Project, arrangement_id: int, wanted: Sequence[Entry]) -> None:
    """Let the outline be these cards in this order; cards that are left out lie loose on the table."""
    with project.command("arrangements.order", N_("Order an outline")) as session:
        _get(session, arrangement_id)
        _refuse_gone(session, [entry.card for entry in wanted])
        _write_order(session, project, arrangement_id, outline.settled(wanted))


# --- inside a command ---------------------------------------------------------------------------


def _write_order(session: Session, project: Project, arrangement_id: int, wanted: Sequence[Entry]) -> None:
    places = {entry.card: (position, entry.depth) for position, entry in enumerate(wanted)}
    changed = {}
    for row in session.execute(_cards_of(arrangement_id)).scalars():
        position, depth = places.get(row.id, (LOOSE, 0))
        if (row.position, row.depth) != (position, depth):
            changed[row.id] = {"position": position, "depth": depth}
    journal.of(session).update_each(ArrangementCard, changed)


def _cards_of(arrangement_id: int) -> Select[ArrangementCard]:
    return select(ArrangementCard).where(ArrangementCard.arrangement_id == arrangement_id).order_by(ArrangementCard.id)


def _known(session: Session, arrangement_id: int) -> dict[int, int]:
    """The card of each memo on a table."""
    query = select(ArrangementCard.memo_id, ArrangementCard.id).where(
        ArrangementCard.arrangement_id == arrangement_id, ArrangementCard.memo_id.is_not(None)
    )
    return {memo: card for memo, card in session.execute(query) if memo is not None}


def _loose(arrangement_id: int, memo_id: int | None, heading: str, place: Place) -> dict[str, object]:
    x, y = place
    return {
        "arrangement_id": arrangement_id,
        "memo_id": memo_id,
        "heading": heading,
        "position": LOOSE,
        "depth": 0,
        "x": x,
        "y": y,
    }


def _get(session: Session, arrangement_id: int) -> Arrangement:
    row = session.get(Arrangement, arrangement_id)
    if row is None:
        raise gone()
    return row


def _refuse_gone(session: Session, card_ids: Collection[int]) -> None:
    query = select(func.count()).select_from(ArrangementCard).where(ArrangementCard.id.in_(list(card_ids)))
    if session.execute(query).scalar_one() != len(set(card_ids)):
        raise NotFound(_("A card is no longer on the table."))


def _free(session: Session, name: str, but: int | None = None) -> str:
    if not clean(name):
        raise ArrangementNameMissing
    query = select(Arrangement.id).where(Arrangement.name_key == name_key(name))
    if session.execute(query).scalar() not in (None, but):
        raise ArrangementNameTaken(clean(name))
    return clean(name)


def _what(count: int) -> str:
    return ngettext("{count} memo", "{count} memos", count).format(count=count)

"""Claims: what the study says, what it said before its data (propositions), and what else could explain it (rivals).

They stand in one order. What a claim rests on and what it is about are links by table and id, to anything of the study.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Claim, ClaimLink
from qda.synthesis.targets import TARGETS, Target, is_there
from qda.text import excerpt

KINDS = ("claim", "proposition", "rival")
KIND_WORDS = {"claim": N_("claim"), "proposition": N_("proposition"), "rival": N_("rival explanation")}

STATUSES = ("open", "holds", "qualified", "given up")
STATUS_WORDS = {"open": N_("open"), "holds": N_("holds"), "qualified": N_("qualified"), "given up": N_("given up")}

ROLES = ("rests on", "about")
"""Evidence counts through what a claim rests on; what it is about only says where to look."""

_NEW = {
    "claim": N_("Claim “{claim}”"),
    "proposition": N_("Proposition “{claim}”"),
    "rival": N_("Rival explanation “{claim}”"),
}


class ClaimMissing(QdaError):
    """A claim says something."""

    hint = N_("Write it as a sentence that could turn out wrong.")

    def __init__(self) -> None:
        super().__init__(_("A claim can't be blank."))


class NotAmong(QdaError):
    """A word that is none of those there are for it."""

    def __init__(self, word: str, known: Iterable[str]) -> None:
        super().__init__(_("“{word}” is not among the words for this.").format(word=word))
        self.hint = _("Choose from: {known}.").format(known=", ".join(known))


class RivalOfItself(QdaError):
    """A rival explanation stands against another claim, and those two not in a circle."""

    hint = N_("Choose the claim or proposition that it competes with.")

    def __init__(self) -> None:
        super().__init__(_("An explanation can't be its own rival."))


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim; `at` is milliseconds UTC when it was first put down, `links` how many things it is linked to."""

    id: int
    kind: str
    text: str
    expected: str
    note: str
    status: str
    rival_to: int | None
    at: int
    links: int

    @property
    def short(self) -> str:
        """Its first words, for lists and menus."""
        return excerpt(self.text, 60)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a claim rests on or is about; its name is asked of `targets.labels`."""

    id: int
    claim_id: int
    target: Target
    role: str
    note: str
    at: int


# --- the claims themselves -------------------------------------------------------------------------------------------


def create(
    project: Project,
    text: str,
    *,
    kind: str = "claim",
    expected: str = "",
    note: str = "",
    status: str = "open",
    rival_to: int | None = None,
    links: Sequence[tuple[Target, str]] = (),
    at: int | None = None,
) -> int:
    """Put down a claim, last in order, with its links (target, role) as one act; gives its id.

    `at` dates it when it comes from elsewhere (milliseconds UTC). Raises ClaimMissing, NotAmong, NotFound.
    """
    words = _written(text)
    _known(kind, KINDS)
    with project.command("claims.create", _NEW[kind], claim=excerpt(words, 60)) as session:
        if rival_to is not None:
            _get(session, rival_to)
        row = Claim(
            kind=kind,
            text=words,
            expected=expected.strip(),
            note=note.strip(),
            status=_known(status, STATUSES),
            rival_to_id=rival_to,
            position=_last(session) + 1,
            created_at=now() if at is None else at,
        )
        session.add(row)
        session.flush()
        for role in ROLES:
            link(project, row.id, [target for target, own in links if _known(own, ROLES) == role], role=role)
        return row.id


def reword(project: Project, claim_id: int, text: str) -> None:
    """Say a claim in other words; what it is linked to stays. Raises ClaimMissing, NotFound."""
    words = _written(text)
    with project.command("claims.reword", N_("Reword a claim: “{claim}”"), claim=excerpt(words, 60)) as session:
        _get(session, claim_id).text = words


def set_expected(project: Project, claim_id: int, pattern: str) -> None:
    """Write what ought to be seen if it holds. Raises NotFound."""
    with project.command("claims.expected", N_("Expected pattern of “{claim}”"), claim=name_of(project, claim_id)) as s:
        _get(s, claim_id).expected = pattern.strip()


def set_note(project: Project, claim_id: int, words: str) -> None:
    """Write what is to be kept in mind about a claim. Raises NotFound."""
    with project.command("claims.note", N_("Note on “{claim}”"), claim=name_of(project, claim_id)) as session:
        _get(session, claim_id).note = words.strip()


def set_status(project: Project, claim_ids: Sequence[int], status: str) -> None:
    """Say how claims stand: see STATUSES. Raises NotAmong, NotFound."""
    _known(status, STATUSES)
    text = by_count(len(claim_ids), N_("“{claim}”: {status}"), N_("{count} claims: {status}"))
    what = {"claim": name_of(project, claim_ids[0]) if claim_ids else "", "count": len(claim_ids)}
    with project.command("claims.status", text, status=status, **what) as session:
        for each in claim_ids:
            _get(session, each).status = status


def set_kind(project: Project, claim_id: int, kind: str, *, rival_to: int | None = None) -> None:
    """Say what a claim is; a rival may be set against another. Raises NotAmong, NotFound, RivalOfItself."""
    _known(kind, KINDS)
    text, name = N_("Make “{claim}” a {kind}"), name_of(project, claim_id)
    with project.command("claims.kind", text, claim=name, kind=KIND_WORDS[kind]) as session:
        row = _get(session, claim_id)
        if rival_to is not None:
            _refuse_circle(session, claim_id, rival_to)
        row.kind, row.rival_to_id = kind, rival_to if kind == "rival" else None


def move(project: Project, claim_ids: Sequence[int], *, before: int | None = None) -> None:
    """Put claims in front of another one, or at the end, in the order given. Raises NotFound."""
    text = by_count(len(claim_ids), N_("Move “{claim}”"), N_("Move {count} claims"))
    what = {"claim": name_of(project, claim_ids[0]) if claim_ids else "", "count": len(claim_ids)}
    with project.command("claims.move", text, **what) as session:
        held = list(session.execute(select(Claim.id).order_by(Claim.position, Claim.id)).scalars())
        moving = [each for each in dict.fromkeys(claim_ids) if each in set(held)]
        others = [each for each in held if each not in set(moving)]
        at = others.index(before) if before in others else len(others)
        order = [*others[:at], *moving, *others[at:]]
        journal.of(session).update_each(Claim, {each: {"position": place} for place, each in enumerate(order)})


def delete(project: Project, claim_ids: Sequence[int]) -> None:
    """Delete claims with their links and negative cases; segments, codes and memos stay. Raises NotFound."""
    text = by_count(len(claim_ids), N_("Delete claim “{claim}”"), N_("Delete {count} claims"))
    what = {"claim": name_of(project, claim_ids[0]) if claim_ids else "", "count": len(claim_ids)}
    with project.command("claims.delete", text, **what) as session:
        journal.of(session).delete_with_dependents(Claim, list(claim_ids))


# --- what they rest on -----------------------------------------------------------------------------------------------


def link(project: Project, claim_id: int, targets: Sequence[Target], *, role: str = "rests on", note: str = "") -> int:
    """Let a claim rest on things, or be about them; what is linked already stays as it is. Gives how many are new.

    Raises NotAmong, NotFound.
    """
    _known(role, ROLES)
    wanted = list(dict.fromkeys(targets))
    if not wanted:
        return 0
    text = by_count(len(wanted), N_("Link “{claim}”"), N_("Link “{claim}” to {count} things"))
    what = {"claim": name_of(project, claim_id), "count": len(wanted)}
    with project.command("claims.link", text, **what) as session:
        for each in wanted:
            if not is_there(session, each):
                raise NotFound(_("What the claim should be linked to is no longer there."))
        query = select(ClaimLink.target, ClaimLink.target_id).where(ClaimLink.claim_id == claim_id)
        present = {(kind, target) for kind, target in session.execute(query)}
        new = [each for each in wanted if (each.kind, each.id) not in present]
        values = {"claim_id": claim_id, "role": role, "note": note.strip(), "created_at": now()}
        rows = [{**values, "target": each.kind, "target_id": each.id} for each in new]
        journal.of(session).insert_many(ClaimLink, rows)
        return len(new)


def unlink(project: Project, link_ids: Sequence[int]) -> None:
    """Take links off; what they led to stays."""
    text = by_count(len(link_ids), N_("Take a link off a claim"), N_("Take {count} links off a claim"))
    with project.command("claims.unlink", text, count=len(link_ids)) as session:
        journal.of(session).delete_with_dependents(ClaimLink, list(link_ids))


def set_role(project: Project, link_ids: Sequence[int], role: str) -> None:
    """Say that a claim rests on things, or is about them. Raises NotAmong, NotFound."""
    _known(role, ROLES)
    with project.command("claims.role", N_("Role of a link: {role}"), role=role) as session:
        for each in link_ids:
            _link(session, each).role = role


def note_link(project: Project, link_id: int, words: str) -> None:
    """Write why, beside a link. Raises NotFound."""
    with project.command("claims.link_note", N_("Note on a link of a claim")) as session:
        _link(session, link_id).note = words.strip()


def repoint(project: Project, link_id: int, target: Target) -> None:
    """Let a link lead elsewhere: to the code that a retired one became. Linked already, the old link goes.

    Raises NotFound.
    """
    with project.command("claims.repoint", N_("Let a link of a claim lead elsewhere")) as session:
        row = _link(session, link_id)
        if not is_there(session, target):
            raise NotFound(_("What the claim should be linked to is no longer there."))
        here = (ClaimLink.claim_id == row.claim_id, ClaimLink.target == target.kind, ClaimLink.target_id == target.id)
        if session.execute(select(ClaimLink.id).where(*here)).first() is None:
            row.target, row.target_id = target.kind, target.id
        elif (row.target, row.target_id) != (target.kind, target.id):
            journal.of(session).delete_with_dependents(ClaimLink, [link_id])


# --- reading ---------------------------------------------------------------------------------------------------------


def rows(project: Project, kinds: Sequence[str] | None = None) -> list[ClaimRow]:
    """The claims in their order, or those of some kinds."""
    query = select(Claim).order_by(Claim.position, Claim.id)
    if kinds is not None:
        query = query.where(Claim.kind.in_(kinds))
    with project.read() as session:
        linked = Counter(session.execute(select(ClaimLink.claim_id)).scalars())
        return [
            ClaimRow(
                row.id,
                row.kind,
                row.text,
                row.expected,
                row.note,
                row.status or "open",
                row.rival_to_id,
                row.created_at,
                linked[row.id],
            )
            for row in session.execute(query).scalars()
        ]


def row(project: Project, claim_id: int) -> ClaimRow | None:
    """One claim; None when it is gone."""
    return next((each for each in rows(project) if each.id == claim_id), None)


def links(project: Project, claim_id: int | None = None) -> list[LinkRow]:
    """The links of a claim, or of all, in the order they were made; what a claim rests on comes first."""
    query = select(ClaimLink).order_by(ClaimLink.claim_id, ClaimLink.id)
    if claim_id is not None:
        query = query.where(ClaimLink.claim_id == claim_id)
    with project.read() as session:
        found = [
            LinkRow(
                each.id,
                each.claim_id,
                Target(each.target, each.target_id),
                each.role or ROLES[0],
                each.note,
                each.created_at,
            )
            for each in session.execute(query).scalars()
            if each.target in TARGETS
        ]
    return sorted(found, key=lambda each: (each.claim_id, ROLES.index(each.role)))


def name_of(project: Project, claim_id: int) -> str:
    """The first words of a claim, for sentences. Raises NotFound."""
    with project.read() as session:
        return excerpt(_get(session, claim_id).text, 60)


# --- guards ----------------------------------------------------------------------------------------------------------


def _written(text: str) -> str:
    words = text.strip()
    if not words:
        raise ClaimMissing
    return words


def _known(word: str, among: Sequence[str]) -> str:
    if word not in among:
        raise NotAmong(word, among)
    return word


def _last(session: Session) -> int:
    return int(session.execute(select(func.coalesce(func.max(Claim.position), -1))).scalar_one())


def _get(session: Session, claim_id: int) -> Claim:
    row = session.get(Claim, claim_id)
    if row is None:
        raise NotFound(_("This claim is no longer there."))
    return row


def _link(session: Session, link_id: int) -> ClaimLink:
    row = session.get(ClaimLink, link_id)
    if row is None:
        raise NotFound(_("This link of a claim is no longer there."))
    return row


def _refuse_circle(session: Session, claim_id: int, rival_to: int) -> None:
    at: int | None = rival_to
    while at is not None:
        if at == claim_id:
            raise RivalOfItself
        at = _get(session, at).rival_to_id

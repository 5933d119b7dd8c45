"""Feedback and member checking: what was sent to whom and when, what came back, what it changed, what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Case, Claim, Code, Feedback, FeedbackLink, Memo, Participant, Row, Segment, Source
from qda.study.days import recorded_day
from qda.text import excerpt

KINDS = (N_("summary"), N_("transcript"), N_("quotations"), N_("report"), N_("conversation"))
WAYS = (N_("by post"), N_("by e-mail"), N_("in person"), N_("by telephone"))
TARGETS = ("memo", "claim", "code", "source", "segment", "case")
"""What feedback can be about, by table: a category, theme or focused code is a code."""

_FIELDS = ("kind", "title", "text", "way", "response", "effect")
_DAYS = ("sent_on", "returned_on")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a piece of feedback is about: a table, an id, and what it is called now."""

    target: str
    target_id: int
    name: str


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One thing that was sent to a participant, or to several (`participant_id` None), and what came back."""

    id: int
    participant_id: int | None
    participant: str
    kind: str
    title: str
    text: str
    way: str
    sent_on: str | None
    returned_on: str | None
    response: str
    effect: str
    links: tuple[LinkRow, ...]

    @property
    def answered(self) -> bool:
        """True if something came back."""
        return self.returned_on is not None or bool(self.response)

    @property
    def waiting(self) -> bool:
        """True if it was sent, and nothing came back."""
        return self.sent_on is not None and not self.answered


class ReturnedBeforeSent(QdaError):
    """Nothing comes back before it was sent."""

    hint = N_("Correct one of the two dates.")

    def __init__(self, returned: str, sent: str) -> None:
        told = _("What was sent on {sent} can't have come back on {returned}.")
        super().__init__(told.format(sent=sent, returned=returned))


class TitleMissing(QdaError):
    """Feedback can't be without a title."""

    hint = N_("Say in a few words what was sent, such as “Summary of what you told me”.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what was sent."))


# --- reading ------------------------------------------------------------------------------------------------------


def rows(project: Project) -> list[FeedbackRow]:
    """All feedback in its order, with what it is about."""
    query = select(Feedback, Participant.name).outerjoin(Participant, Participant.id == Feedback.participant_id)
    with project.read() as session:
        links = _links(session)
        return [
            FeedbackRow(
                row.id,
                row.participant_id,
                name or "",
                row.kind,
                row.title,
                row.text,
                row.way,
                row.sent_on,
                row.returned_on,
                row.response,
                row.effect,
                tuple(links[row.id]),
            )
            for row, name in session.execute(query.order_by(Feedback.position, Feedback.id))
        ]


def about(project: Project, target: str, target_id: int) -> list[FeedbackRow]:
    """The feedback on one thing."""
    return [row for row in rows(project) if any((x.target, x.target_id) == (target, target_id) for x in row.links)]


def offered(project: Project) -> list[LinkRow]:
    """What feedback can be linked to by name: memos, claims, codes above the initial ones, sources and cases."""
    found: list[LinkRow] = []
    with project.read() as session:
        queries = (
            ("memo", select(Memo.id, _titled(Memo.title, Memo.text)).order_by(Memo.id)),
            ("claim", select(Claim.id, Claim.text).order_by(Claim.position, Claim.id)),
            ("code", select(Code.id, Code.name).where(~Code.retired, Code.level.in_(_RAISED)).order_by(Code.name_key)),
            ("source", select(Source.id, Source.name).order_by(Source.position)),
            ("case", select(Case.id, Case.name).order_by(Case.position)),
        )
        for target, query in queries:
            found += [LinkRow(target, each, excerpt(name, _SHORT)) for each, name in session.execute(query) if name]
    return found


_SHORT = 80
_RAISED = ("focused", "category", "theme")


def _links(session: Session) -> dict[int, list[LinkRow]]:
    found: dict[int, list[LinkRow]] = defaultdict(list)
    links = session.execute(select(FeedbackLink).order_by(FeedbackLink.id)).scalars().all()
    names: dict[str, dict[int, str]] = {}
    for target in {link.target for link in links}:
        wanted = [link.target_id for link in links if link.target == target]
        names[target] = _names(session, target, wanted)
    for link in links:
        found[link.feedback_id].append(LinkRow(link.target, link.target_id, names[link.target].get(link.target_id, "")))
    return found


def _names(session: Session, target: str, ids: Sequence[int]) -> dict[int, str]:
    model = journal.model_of(target)
    table: type[Row] = model  # type: ignore[assignment]  # all of them are rows with an id
    query = select(table.id, _named(target, table)).where(table.id.in_(ids))
    return {each: excerpt(name, _SHORT) for each, name in session.execute(query)}


def _named(target: str, table: Any) -> ColumnElement[str]:
    """What a row of a table is called by."""
    if target == "memo":
        return _titled(Memo.title, Memo.text)
    if target == "claim":
        return Claim.text.expression
    named: ColumnElement[str] = Segment.quote.expression if target == "segment" else table.name
    return named


def _titled(title: Any, text: Any) -> ColumnElement[str]:
    """A title, or the first words where there is none."""
    return func.coalesce(func.nullif(title, ""), func.substr(text, 1, 200))


def find(project: Project, words: str) -> LinkRow:
    """What is meant by a name, as “memo: …” where several things are called so. Raises NotFound."""
    kind, colon, rest = words.partition(":")
    known = offered(project)
    if colon and name_key(kind) in TARGETS:
        known, words = [row for row in known if row.target == name_key(kind)], rest
    wanted = name_key(words)
    found = next((row for row in known if name_key(row.name) == wanted), None)
    if found is None:
        raise NotFound(_("There is nothing called “{name}” that feedback could be about.").format(name=clean(words)))
    return found


# --- writing ------------------------------------------------------------------------------------------------------


def send(
    project: Project,
    title: str,
    *,
    participant_id: int | None = None,
    kind: str = "",
    text: str = "",
    way: str = "",
    sent_on: str | None = None,
) -> int:
    """Record that something was sent, to one participant or to several; gives the id. Raises TitleMissing, NotADay."""
    if not clean(title):
        raise TitleMissing
    with project.command("feedback.send", N_("Record what was sent: “{title}”"), title=clean(title)) as session:
        last = session.execute(select(func.max(Feedback.position))).scalar()
        row = Feedback(
            participant_id=participant_id,
            kind=clean(kind),
            title=clean(title),
            text=text.strip(),
            way=clean(way),
            sent_on=recorded_day(sent_on),
            position=0 if last is None else last + 1,
            created_at=now(),
        )
        session.add(row)
        session.flush()
        return row.id


def answer(project: Project, feedback_id: int, response: str, returned_on: str | None = None) -> None:
    """Record what came back, and when. Raises NotADay, ReturnedBeforeSent."""
    with project.command("feedback.answer", N_("Record what came back on “{title}”")) as session:
        row = session.get_one(Feedback, feedback_id)
        project.tell(title=row.title)
        row.response = response.strip()
        _date(row, row.sent_on, row.returned_on if returned_on is None else returned_on)


def effect(project: Project, feedback_id: int, words: str) -> None:
    """Record what became of it: what was changed, or why nothing was."""
    with project.command("feedback.effect", N_("Record what became of “{title}”")) as session:
        row = session.get_one(Feedback, feedback_id)
        project.tell(title=row.title)
        row.effect = words.strip()


def edit(project: Project, feedback_id: int, **values: str) -> None:
    """Change kind, title, text, way, sent_on, returned_on, response or effect. Raises as `send` and `answer`."""
    unknown = values.keys() - {*_FIELDS, *_DAYS}
    if unknown:
        raise TypeError(f"not in feedback: {sorted(unknown)}")
    with project.command("feedback.edit", N_("Change feedback “{title}”")) as session:
        row = session.get_one(Feedback, feedback_id)
        project.tell(title=row.title)
        if not clean(values.get("title", row.title)):
            raise TitleMissing
        for name in _FIELDS:
            if name in values:
                long = name in ("text", "response", "effect")
                setattr(row, name, values[name].strip() if long else clean(values[name]))
        _date(row, values.get("sent_on", row.sent_on), values.get("returned_on", row.returned_on))


def send_to(project: Project, feedback_id: int, participant_id: int | None) -> None:
    """Say to whom it was sent; None for several, or for nobody in the register."""
    with project.command("feedback.send_to", N_("Say who “{title}” was sent to")) as session:
        row = session.get_one(Feedback, feedback_id)
        project.tell(title=row.title)
        row.participant_id = participant_id


def link(project: Project, feedback_id: int, target: str, target_id: int) -> bool:
    """Say that it is about a memo, claim, code, source, segment or case; False if that was known. Raises NotFound."""
    if target not in TARGETS:
        raise TypeError(f"feedback is about no {target}")
    with project.command("feedback.link", N_("Link feedback “{title}” to “{name}”")) as session:
        row = session.get_one(Feedback, feedback_id)
        name = _names(session, target, [target_id]).get(target_id)
        if name is None:
            raise NotFound(_("This is no longer there."))
        project.tell(title=row.title, name=name)
        there = select(FeedbackLink.id).where(
            FeedbackLink.feedback_id == feedback_id, FeedbackLink.target == target, FeedbackLink.target_id == target_id
        )
        if session.execute(there).first() is not None:
            return False
        session.add(FeedbackLink(feedback_id=feedback_id, target=target, target_id=target_id))
        return True


def unlink(project: Project, feedback_id: int, target: str, target_id: int) -> None:
    """Let feedback be about something no longer."""
    with project.command("feedback.unlink", N_("Take a link off feedback “{title}”")) as session:
        row = session.get_one(Feedback, feedback_id)
        project.tell(title=row.title)
        here = (FeedbackLink.feedback_id == feedback_id) & (FeedbackLink.target == target)
        journal.of(session).delete_where(FeedbackLink, here & (FeedbackLink.target_id == target_id))


def reorder(project: Project, feedback_ids: Sequence[int]) -> None:
    """Put feedback into this order."""
    with project.command("feedback.reorder", N_("Reorder feedback")) as session:
        changes: dict[int, dict[str, object]] = {each: {"position": at} for at, each in enumerate(feedback_ids)}
        journal.of(session).update_each(Feedback, changes)


def delete(project: Project, feedback_ids: Sequence[int]) -> None:
    """Take feedback out of the study; what it was about stays."""
    text = by_count(len(feedback_ids), N_("Delete feedback “{title}”"), N_("Delete {count} pieces of feedback"))
    with project.command("feedback.delete", text, count=len(feedback_ids)) as session:
        titles = session.execute(select(Feedback.title).where(Feedback.id.in_(feedback_ids))).scalars()
        project.tell(title=", ".join(titles))
        journal.of(session).delete_with_dependents(Feedback, list(feedback_ids))


def _date(row: Feedback, sent: str | None, returned: str | None) -> None:
    row.sent_on, row.returned_on = recorded_day(sent), recorded_day(returned)
    if row.sent_on and row.returned_on:
        sure = min(len(row.sent_on), len(row.returned_on))  # a month is not before a day in it
        if row.returned_on[:sure] < row.sent_on[:sure]:
            raise ReturnedBeforeSent(row.returned_on, row.sent_on)

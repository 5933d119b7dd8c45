"""What the Study page does to consents, in the services' words, and how it puts them. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.consent import ConsentRow, PersonRow


def keep(project: Project, person: PersonRow, kind: str, field: str, words: str) -> None:
    """Write one field of what holds; where nothing was asked yet, that is recorded. Raises what the service raises."""
    from qda.study import consent

    last = person.last(kind)
    if last is None:
        consent.record(project, person.id, kind, **{field: words})
    elif field == "withdrawn_on":
        consent.withdraw(project, last.id, words)
    else:
        consent.change(project, last.id, **{field: words})


def short(person: PersonRow, kind: str) -> str:
    """What stands in a cell: “yes 2010-07-07”, “withdrawn 2011-03-01”; the withdrawal first, where room is short."""
    last, refusal = person.last(kind), person.refusal(kind)
    if last is None:
        return ""
    if last.withdrawn:
        return _("withdrawn {day}").format(day=last.withdrawn_on)
    told = f"{last.outcome or _('asked')} {last.asked_on or ''}".strip()
    return _("withdrawn, {told}").format(told=told) if refusal is not None and refusal.withdrawn else told


def whole(person: PersonRow, kind: str) -> str:
    """All that is known of a person and a kind of data, the last asking first."""
    rows = person.consents.get(kind, ())
    return "; ".join(one(row) for row in reversed(rows)) or _("not asked")


def sign(person: PersonRow) -> str:
    """What somebody agreed to, for a narrow column: “interview + · records –”; a question mark where it is open."""
    from qda.study.consent import answer_of

    signs = {"yes": "+", "no": "–", "unknown": "?"}
    return " · ".join(f"{_(kind)} {signs[answer_of(rows)]}" for kind, rows in person.consents.items())


def one(row: ConsentRow) -> str:
    """One asking in words."""
    told = ", ".join(part for part in (row.outcome or _("asked"), row.asked_on or "", row.form) if part)
    return _("{told}, withdrawn {day}").format(told=told, day=row.withdrawn_on) if row.withdrawn else told

"""The phases of a study, entered by hand: preparation, fieldwork, analysis, writing; over what dates itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean
from qda.project.project import Project
from qda.store import journal
from qda.store.models import Phase
from qda.study.days import recorded_day

KINDS = (
    N_("preparation"),
    N_("literature"),
    N_("data collection"),
    N_("analysis"),
    N_("feedback"),
    N_("writing"),
)
"""The kinds that are offered; a study may name its own."""
PARTS = ("name", "kind", "began", "ended", "description")


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase; dates as 2010-07-07, 2010-07 or 2010, None where no day is known or it goes on."""

    id: int
    name: str
    kind: str
    began: str | None
    ended: str | None
    description: str


class PhaseNameMissing(QdaError):
    """A phase is called something."""

    hint = N_("Say in a word or two what was done: fieldwork, analysis, writing.")

    def __init__(self) -> None:
        super().__init__(_("A phase needs a name."))


class EndsBeforeItBegins(QdaError):
    """Time goes one way."""

    hint = N_("Correct one of the two dates.")

    def __init__(self, began: str, ended: str) -> None:
        super().__init__(
            _("A phase that began on {began} can't have ended on {ended}.").format(began=began, ended=ended)
        )


def rows(project: Project) -> list[PhaseRow]:
    """All phases, in their order."""
    with project.read() as session:
        found = session.execute(select(Phase).order_by(Phase.position, Phase.id)).scalars()
        return [PhaseRow(row.id, row.name, row.kind, row.began, row.ended, row.description) for row in found]


def add(
    project: Project,
    name: str,
    *,
    kind: str = "",
    began: str | None = None,
    ended: str | None = None,
    description: str = "",
) -> int:
    """Add a phase, last in the order; gives its id. Raises PhaseNameMissing, NotADay, EndsBeforeItBegins."""
    with project.command("phases.add", N_("Add phase “{name}”"), name=clean(name)) as session:
        row = Phase(name=_named(name), kind=clean(kind), description=description.strip(), position=_next(session))
        row.began, row.ended = _dates(began, ended)
        session.add(row)
        session.flush()
        return row.id


def change(project: Project, phase_id: int, **what: str | None) -> None:
    """Change a phase: see PARTS. Raises NotFound, PhaseNameMissing, NotADay, EndsBeforeItBegins."""
    unknown = what.keys() - set(PARTS)
    if unknown:
        raise TypeError(f"not in a phase: {sorted(unknown)}")
    with project.command("phases.change", N_("Change phase “{name}”")) as session:
        row = _one(session, phase_id)
        if "name" in what:
            row.name = _named(what["name"] or "")
        project.tell(name=row.name)
        if "kind" in what:
            row.kind = clean(what["kind"] or "")
        if "description" in what:
            row.description = (what["description"] or "").strip()
        row.began, row.ended = _dates(what.get("began", row.began), what.get("ended", row.ended))


def move(project: Project, phase_id: int, place: int) -> None:
    """Put a phase at another place in the order, counted from 0. Raises NotFound."""
    with project.command("phases.move", N_("Move phase “{name}”")) as session:
        project.tell(name=_one(session, phase_id).name)
        held = list(session.execute(select(Phase.id).order_by(Phase.position, Phase.id)).scalars())
        held.remove(phase_id)
        held.insert(min(max(0, place), len(held)), phase_id)
        journal.of(session).update_each(Phase, {row: {"position": at} for at, row in enumerate(held)})


def delete(project: Project, phase_ids: Sequence[int]) -> None:
    """Take phases off the timeline."""
    with project.command("phases.delete", N_("Delete {what}")) as session:
        query = select(Phase.id, Phase.name).where(Phase.id.in_(phase_ids))
        known = dict(session.execute(query).all())
        count = _("{count} phases").format(count=len(known))
        project.tell(what=_("phase “{name}”").format(name=next(iter(known.values()))) if len(known) == 1 else count)
        journal.of(session).delete_with_dependents(Phase, list(known))


def _one(session: Session, phase_id: int) -> Phase:
    row = session.get(Phase, phase_id)
    if row is None:
        raise NotFound(_("This phase is no longer there."))
    return row


def _named(name: str) -> str:
    if not clean(name):
        raise PhaseNameMissing
    return clean(name)


def _next(session: Session) -> int:
    return int(session.execute(select(func.coalesce(func.max(Phase.position), -1))).scalar_one()) + 1


def _dates(began: str | None, ended: str | None) -> tuple[str | None, str | None]:
    first, last = recorded_day(began), recorded_day(ended)
    # A month is not before a day in it: only what both know is compared.
    sure = min(len(first or ""), len(last or ""))
    if first and last and last[:sure] < first[:sure]:
        raise EndsBeforeItBegins(first, last)
    return first, last

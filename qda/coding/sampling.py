"""The log of theoretical sampling: a gap in a category, the question it raises, what is collected, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Memo, Property, Sampling, SamplingSource, Source
from qda.text import excerpt

PARTS = ("gap", "question", "planned", "effect")
"""What is written by hand in a step, in the order of the work."""

STATUSES = ("gap", "planned", "collected", "told")
STATUS_WORDS = {
    "gap": N_("gap"),
    "planned": N_("planned"),
    "collected": N_("collected"),
    "told": N_("effect told"),
}


class GapMissing(QdaError):
    """A step begins with a gap."""

    hint = N_("Say in a few words what the category lacks.")

    def __init__(self) -> None:
        super().__init__(_("There is no gap named."))


@dataclass(frozen=True, slots=True)
class SamplingRow:
    """One step; `sources` are (id, name) of what was collected for it, `at` is milliseconds UTC."""

    id: int
    code_id: int | None
    category: str
    property_id: int | None
    property_name: str
    gap: str
    question: str
    planned: str
    effect: str
    sources: tuple[tuple[int, str], ...]
    memo_id: int | None
    at: int

    @property
    def status(self) -> str:
        """How far it has come: see STATUSES."""
        return status_of(self.planned, self.effect, collected=bool(self.sources))


def status_of(planned: str, effect: str, *, collected: bool) -> str:
    """How far a step has come, by what is filled in: never set by hand, so that it can't be wrong."""
    if effect.strip():
        return "told"
    if collected:
        return "collected"
    return "planned" if planned.strip() else "gap"


def add(
    project: Project,
    gap: str,
    *,
    code_id: int | None = None,
    property_id: int | None = None,
    question: str = "",
    planned: str = "",
    effect: str = "",
    at: int | None = None,
) -> int:
    """Begin a step with its gap, last in the log; a property brings its category. Raises GapMissing, NotFound."""
    words = clean(gap)
    if not words:
        raise GapMissing
    with project.command("sampling.add", N_("Plan sampling for “{gap}”"), gap=excerpt(words, 60)) as session:
        category, property_ = _about(session, code_id, property_id)
        row = Sampling(
            code_id=category,
            property_id=property_,
            gap=words,
            question=question.strip(),
            planned=planned.strip(),
            effect=effect.strip(),
            position=int(session.execute(select(func.coalesce(func.max(Sampling.position), -1))).scalar_one()) + 1,
            created_at=now() if at is None else at,
        )
        session.add(row)
        session.flush()
        return row.id


def write(project: Project, sampling_id: int, part: str, words: str) -> None:
    """Write one part of a step: see PARTS. Raises GapMissing, NotFound."""
    if part not in PARTS:
        raise ValueError(f"{part!r} is none of {PARTS}")
    said = words.strip()
    if part == "gap" and not said:
        raise GapMissing
    text = N_("Write “{words}” in the sampling log") if said else N_("Empty a cell of the sampling log")
    with project.command("sampling.write", text, words=excerpt(said, 60)) as session:
        setattr(_get(session, sampling_id), part, said)


def relate(project: Project, sampling_id: int, *, code_id: int | None = None, property_id: int | None = None) -> None:
    """Say what category or property a step is about; none of both takes it off. Raises NotFound."""
    with project.command("sampling.relate", N_("Say what a step of sampling is about")) as session:
        row = _get(session, sampling_id)
        row.code_id, row.property_id = _about(session, code_id, property_id)


def collect(project: Project, sampling_id: int, source_ids: Iterable[int]) -> None:
    """Say which sources were collected for a step: these and no others. Raises NotFound."""
    wanted = list(dict.fromkeys(source_ids))
    with project.command(
        "sampling.collect", N_("Link {count} sources to a step of sampling"), count=len(wanted)
    ) as session:
        _get(session, sampling_id)
        known = set(session.execute(select(Source.id).where(Source.id.in_(wanted))).scalars())
        if known != set(wanted):
            raise NotFound(_("This source is no longer there."))
        query = select(SamplingSource.id, SamplingSource.source_id).where(SamplingSource.sampling_id == sampling_id)
        present = {source: row for row, source in session.execute(query)}
        log = journal.of(session)
        gone = [row for source, row in present.items() if source not in known]
        log.delete_where(SamplingSource, SamplingSource.id.in_(gone))
        new = [{"sampling_id": sampling_id, "source_id": each} for each in wanted if each not in present]
        log.insert_many(SamplingSource, new)


def set_memo(project: Project, sampling_id: int, memo_id: int | None) -> None:
    """Hang a memo on a step, or none. Raises NotFound."""
    with project.command("sampling.memo", N_("Hang a memo on a step of sampling")) as session:
        if memo_id is not None and session.get(Memo, memo_id) is None:
            raise NotFound(_("This memo is no longer there."))
        _get(session, sampling_id).memo_id = memo_id


def reorder(project: Project, sampling_ids: Sequence[int]) -> None:
    """Put the steps in this order; those that are not named follow."""
    with project.command("sampling.reorder", N_("Change the order of the sampling log")) as session:
        held = list(session.execute(select(Sampling.id).order_by(Sampling.position, Sampling.id)).scalars())
        wanted = [each for each in sampling_ids if each in held]
        order = [*wanted, *(each for each in held if each not in set(wanted))]
        journal.of(session).update_each(Sampling, {row: {"position": place} for place, row in enumerate(order)})


def remove(project: Project, sampling_id: int) -> None:
    """Take a step out of the log; its memo and sources stay. Raises NotFound."""
    with project.read() as session:
        gap = excerpt(_get(session, sampling_id).gap, 60)
    with project.command("sampling.remove", N_("Take “{gap}” out of the sampling log"), gap=gap) as session:
        journal.of(session).delete_with_dependents(Sampling, [sampling_id])


def rows(project: Project) -> list[SamplingRow]:
    """The log, in order."""
    query = (
        select(Sampling, Code.name, Property.name)
        .outerjoin(Code, Code.id == Sampling.code_id)
        .outerjoin(Property, Property.id == Sampling.property_id)
        .order_by(Sampling.position, Sampling.id)
    )
    linked = (
        select(SamplingSource.sampling_id, Source.id, Source.name)
        .join(Source, Source.id == SamplingSource.source_id)
        .order_by(Source.position, Source.id)
    )
    with project.read() as session:
        sources: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for step, source, name in session.execute(linked):
            sources[step].append((source, name))
        return [
            SamplingRow(
                row.id,
                row.code_id,
                category or "",
                row.property_id,
                property_ or "",
                row.gap,
                row.question,
                row.planned,
                row.effect,
                tuple(sources[row.id]),
                row.memo_id,
                row.created_at,
            )
            for row, category, property_ in session.execute(query)
        ]


def _about(session: Session, code_id: int | None, property_id: int | None) -> tuple[int | None, int | None]:
    if property_id is not None:
        found = session.get(Property, property_id)
        if found is None:
            raise NotFound(_("This property is no longer there."))
        return found.code_id, property_id
    if code_id is not None and session.get(Code, code_id) is None:
        raise NotFound(_("This code is no longer there."))
    return code_id, None


def _get(session: Session, sampling_id: int) -> Sampling:
    row = session.get(Sampling, sampling_id)
    if row is None:
        raise NotFound(_("This step of sampling is no longer there."))
    return row

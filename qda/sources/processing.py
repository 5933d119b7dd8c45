"""What was done to a source before it was analysed: recorded, transcribed, checked, …, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean, name_key
from qda.project.project import Project
from qda.sources.service import iso_date
from qda.store import journal
from qda.store.models import Processing, Source

STEPS = (N_("recorded"), N_("transcribed"), N_("checked"), N_("anonymised"), N_("returned"))
"""The usual steps, in their order; a study may have its own beside them."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: the day as 2012-05-18, 2012-05 or 2012, by whom, and what is to be said of it."""

    id: int
    source_id: int
    step: str
    done_on: str | None
    done_by: str
    note: str


class StepMissing(QdaError):
    """A step has a name."""

    hint = N_("Say what was done: recorded, transcribed, checked, anonymised, returned.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what was done."))


class NoMinutes(QdaError):
    """A length is a number of minutes."""

    hint = N_("Write 55, or 0:55; leave it blank where it is not known.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” is no number of minutes.").format(words=words))


# --- reading ------------------------------------------------------------------------------------------------------


def steps(project: Project, source_id: int) -> list[StepRow]:
    """What was done to a source, the usual steps in their order, then its own."""
    return all_steps(project).get(source_id, [])


def all_steps(project: Project) -> dict[int, list[StepRow]]:
    """What was done to each source, by its id."""
    found: dict[int, list[StepRow]] = defaultdict(list)
    with project.read() as session:
        for row in session.execute(select(Processing).order_by(Processing.id)).scalars():
            found[row.source_id].append(
                StepRow(row.id, row.source_id, row.step, row.done_on, row.done_by, row.note),
            )
    for rows in found.values():
        rows.sort(key=lambda row: (STEPS.index(row.step) if row.step in STEPS else len(STEPS), row.done_on or ""))
    return dict(found)


def minutes(project: Project) -> dict[int, int]:
    """How long recording or observation took, by source, where it is known."""
    query = select(Source.id, Source.minutes).where(Source.minutes.is_not(None))
    with project.read() as session:
        return {source: found for source, found in session.execute(query) if found is not None}


def spelt(count: int) -> str:
    """Minutes as they are read: “55 min”, “2 h 10 min”."""
    hours, rest = divmod(count, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return (
        _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if rest else _("{hours} h").format(hours=hours)
    )


def read_minutes(words: str) -> int | None:
    """Minutes from “55”, “55 min”, “1:10” or “1 h 10 min”; None of nothing. Raises NoMinutes."""
    told = name_key(words).replace("minutes", "").replace("min", "").strip()
    if not told:
        return None
    hours, colon, rest = told.replace("h", ":").partition(":")
    hours, rest = hours.strip(), rest.strip()
    if not hours.isdecimal() or (rest and not rest.isdecimal()):
        raise NoMinutes(words)
    return int(hours) * 60 + int(rest or 0) if colon else int(hours)


# --- writing ------------------------------------------------------------------------------------------------------


def done(
    project: Project, source_ids: Sequence[int], step: str, *, on: str = "", by: str = "", note: str = ""
) -> list[int]:
    """Record that a step was done with these sources; gives the ids. Raises StepMissing, NoSuchDate."""
    if not clean(step):
        raise StepMissing
    with project.command("processing.done", N_("Record that {what} was {step}"), step=_step(step)) as session:
        project.tell(what=_what(project, source_ids))
        day = iso_date(on) if clean(on) else None
        told = {"step": _step(step), "done_on": day, "done_by": clean(by), "note": note.strip()}
        return journal.of(session).insert_many(Processing, [{"source_id": each, **told} for each in source_ids])


def change(project: Project, step_id: int, **values: str) -> None:
    """Change step, done_on, done_by or note of one entry. Raises StepMissing, NoSuchDate."""
    unknown = values.keys() - {"step", "done_on", "done_by", "note"}
    if unknown:
        raise TypeError(f"not in a step: {sorted(unknown)}")
    with project.command("processing.change", N_("Change what was done to “{name}”")) as session:
        row = session.get_one(Processing, step_id)
        project.tell(name=session.get_one(Source, row.source_id).name)
        if not clean(values.get("step", row.step)):
            raise StepMissing
        for name, words in values.items():
            if name == "done_on":
                row.done_on = iso_date(words) if clean(words) else None
            else:
                setattr(
                    row, name, words.strip() if name == "note" else _step(words) if name == "step" else clean(words)
                )


def delete(project: Project, step_ids: Sequence[int]) -> None:
    """Take entries off the record."""
    with project.command("processing.delete", N_("Delete what was done to {what}")) as session:
        query = select(Processing.source_id).where(Processing.id.in_(step_ids))
        project.tell(what=_what(project, list(dict.fromkeys(session.execute(query).scalars()))))
        journal.of(session).delete_with_dependents(Processing, list(step_ids))


def set_minutes(project: Project, source_ids: Sequence[int], count: int | None) -> None:
    """Say how long the recording or the observation took; None where that is not known. Raises NoMinutes."""
    if count is not None and count < 0:
        raise NoMinutes(str(count))
    with project.command("sources.minutes", N_("Set the length of {what}")) as session:
        project.tell(what=_what(project, source_ids))
        journal.of(session).update_where(Source, Source.id.in_(source_ids), {"minutes": count})


def _what(project: Project, source_ids: Sequence[int]) -> str:
    if len(source_ids) == 1:
        with project.read() as session:
            return f"“{session.get_one(Source, source_ids[0]).name}”"
    return ngettext("{count} source", "{count} sources", len(source_ids)).format(count=len(source_ids))


def _step(words: str) -> str:
    """A step as it is spelt: the usual ones however they were written."""
    key = name_key(words)
    return next((step for step in STEPS if key in (step, name_key(_(step)))), clean(words))

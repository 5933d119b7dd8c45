"""Instruments: interview guides question by question, observation frameworks by dimension, with their versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count
from qda.store import journal
from qda.store.models import Instrument, Source
from qda.store.rows import chunks
from qda.study.attribute_values import day

KINDS = (N_("interview guide"), N_("observation framework"))
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,3}[.):]\)?|[-–•*])\s+")  # “1. ”, “(2) ”, “– ”


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """One version of an instrument; `sources` is how many it produced."""

    id: int
    name: str
    kind: str
    version: str
    date: str | None
    text: str
    sources: int

    @property
    def label(self) -> str:
        """Name and version, as it is chosen by."""
        return f"{self.name} ({self.version})" if self.version else self.name

    @property
    def items(self) -> tuple[str, ...]:
        """The questions of a guide, or the dimensions of a framework."""
        return items(self.text)


class InstrumentTaken(QdaError):
    """No two instruments have name and version in common."""

    hint = N_("Choose another name, or another version.")

    def __init__(self, name: str, version: str) -> None:
        told = _("There is already “{name}” in this version.") if version else _("There is already “{name}”.")
        super().__init__(told.format(name=name))


class InstrumentNameMissing(QdaError):
    """An instrument can't be without a name."""

    hint = N_("Type a name, such as “Guide for parents”.")

    def __init__(self) -> None:
        super().__init__(_("An instrument needs a name."))


class InstrumentDate(QdaError):
    """What was given as its date says no day."""

    hint = N_("Write the day as 2012-05-18, 18.5.2012 or 18 May 2012.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” is not a date.").format(words=words))


def items(text: str) -> tuple[str, ...]:
    """Questions or dimensions of a wording: one a line, without the numbers or strokes before them."""
    return tuple(clean(_NUMBERED.sub("", line)) for line in text.splitlines() if clean(_NUMBERED.sub("", line)))


# --- reading ------------------------------------------------------------------------------------------------------


def instruments(project: Project) -> list[InstrumentRow]:
    """All instruments by name, the versions of one in the order of their dates."""
    produced = select(Source.instrument_id, func.count()).group_by(Source.instrument_id)
    with project.read() as session:
        count = dict(session.execute(produced).all())
        rows = session.execute(select(Instrument)).scalars()
        found = [
            InstrumentRow(row.id, row.name, row.kind, row.version, row.date, row.text, count.get(row.id, 0))
            for row in rows
        ]
    return sorted(found, key=lambda row: (name_key(row.name), row.date or "", row.id))


def sources_of(project: Project, instrument_id: int) -> list[tuple[int, str]]:
    """Id and name of the sources that an instrument produced, in their order."""
    query = select(Source.id, Source.name).where(Source.instrument_id == instrument_id)
    with project.read() as session:
        rows = session.execute(query.order_by(Source.position, Source.id)).all()
        return [(source, name) for source, name in rows]


# --- writing ------------------------------------------------------------------------------------------------------


def create(
    project: Project, name: str, kind: str = KINDS[0], *, version: str = "", date: str = "", text: str = ""
) -> int:
    """Add an instrument; gives its id. Raises InstrumentTaken, InstrumentDate."""
    with project.command("instruments.create", N_("Add instrument “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, name, version)
        row = Instrument(
            name=clean(name), kind=clean(kind), version=clean(version), date=_date(date), text=text.strip()
        )
        session.add(row)
        session.flush()
        return row.id


def edit(project: Project, instrument_id: int, **values: str) -> None:
    """Change name, kind, version, date or text. Raises InstrumentTaken, InstrumentDate."""
    unknown = values.keys() - {"name", "kind", "version", "date", "text"}
    if unknown:
        raise TypeError(f"not in an instrument: {sorted(unknown)}")
    with project.command("instruments.edit", N_("Change instrument “{name}”")) as session:
        row = session.get_one(Instrument, instrument_id)
        project.tell(name=row.name)
        _refuse_taken(session, values.get("name", row.name), values.get("version", row.version), but=instrument_id)
        for name, words in values.items():
            setattr(row, name, _date(words) if name == "date" else words.strip() if name == "text" else clean(words))


def new_version(project: Project, instrument_id: int, version: str, *, date: str = "") -> int:
    """Go on from an instrument as it is worded now under another version; gives the new id. Raises InstrumentTaken."""
    with project.command("instruments.new_version", N_("Begin version {version} of “{name}”")) as session:
        row = session.get_one(Instrument, instrument_id)
        project.tell(name=row.name, version=clean(version))
        return create(project, row.name, row.kind, version=version, date=date, text=row.text)


def delete(project: Project, instrument_ids: Sequence[int]) -> None:
    """Delete instruments; what they produced stays, and came from nothing known."""
    text = by_count(len(instrument_ids), N_("Delete instrument “{name}”"), N_("Delete {count} instruments"))
    with project.command("instruments.delete", text, count=len(instrument_ids)) as session:
        names = session.execute(select(Instrument.name).where(Instrument.id.in_(instrument_ids))).scalars()
        project.tell(name=", ".join(names))
        journal.of(session).delete_with_dependents(Instrument, list(instrument_ids))


def link(project: Project, source_ids: Sequence[int], instrument_id: int | None) -> int:
    """Say which instrument produced these sources, or none; gives how many that is new for."""
    text = N_("Let {what} come from “{name}”") if instrument_id else N_("Let {what} come from no instrument")
    with project.command("instruments.link", text) as session:
        name = "" if instrument_id is None else session.get_one(Instrument, instrument_id).name
        names = list(session.execute(select(Source.name).where(Source.id.in_(source_ids))).scalars())
        what = f"“{names[0]}”" if len(names) == 1 else _("{count} sources").format(count=len(names))
        project.tell(what=what, name=name)
        changed: list[int] = []
        for some in chunks(source_ids):
            log = journal.of(session)
            changed += log.update_where(Source, Source.id.in_(some), {"instrument_id": instrument_id})
        return len(changed)


def _date(words: str) -> str | None:
    if not clean(words):
        return None
    found = day(words)
    if found is None:
        raise InstrumentDate(clean(words))
    return found


def _refuse_taken(session: Session, name: str, version: str, but: int | None = None) -> None:
    if not clean(name):
        raise InstrumentNameMissing
    for row_id, other, known in session.execute(select(Instrument.id, Instrument.name, Instrument.version)).all():
        if row_id != but and name_key(other) == name_key(name) and name_key(known) == name_key(version):
            raise InstrumentTaken(clean(name), clean(version))

"""What the researcher writes beside the items of a reporting checklist."""

from __future__ import annotations

from sqlalchemy import select

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.project.project import Project
from qda.store.models import ReportingAnswer

COREQ, SRQR = CHECKLISTS = ("coreq", "srqr")
TITLES = {COREQ: "COREQ", SRQR: "SRQR"}


class UnknownChecklist(QdaError):
    """No checklist is called so."""

    hint = N_("There are “coreq” (32 items) and “srqr” (21 items).")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no reporting checklist “{name}”.").format(name=name))


def known(name: str) -> str:
    """The checklist of this name. Raises UnknownChecklist."""
    if name.strip().casefold() not in CHECKLISTS:
        raise UnknownChecklist(name)
    return name.strip().casefold()


def answers(project: Project, checklist: str) -> dict[str, str]:
    """What was written, by the item's key."""
    with project.read() as session:
        query = select(ReportingAnswer.item, ReportingAnswer.text).where(ReportingAnswer.checklist == checklist)
        return dict(session.execute(query).all())


def answer(project: Project, checklist: str, item: str, text: str) -> None:
    """Write beside an item, or take away what stands there with no words. Raises UnknownChecklist."""
    name = TITLES[known(checklist)]
    with project.command("checklists.answer", N_("{checklist}, item {item}"), checklist=name, item=item) as session:
        where = (ReportingAnswer.checklist == known(checklist), ReportingAnswer.item == item)
        row = session.execute(select(ReportingAnswer).where(*where)).scalar()
        words = text.strip()
        if row is None and words:
            session.add(ReportingAnswer(checklist=known(checklist), item=item, text=words))
        elif row is not None and words:
            row.text = words
        elif row is not None:
            session.delete(row)

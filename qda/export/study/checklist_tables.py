"""Reporting checklists as tables: what the project tells of each item, what was written, what is to be written."""

from __future__ import annotations

from itertools import groupby

from qda.analysis.study import checklists
from qda.analysis.study.checklists import STATES, Filled
from qda.export.profiles import Profile
from qda.export.tables import Column, Row, Table, rich
from qda.i18n import N_
from qda.project.project import Project
from qda.study.checklists import COREQ, SRQR, known
from qda.study.queries import study

TITLES = {
    COREQ: N_("COREQ Checklist, 32 Items"),
    SRQR: N_("SRQR Checklist, 21 Items"),
}
_SOURCES = {
    COREQ: N_("Numbers and titles of items after Tong, Sainsbury and Craig (2007); put in our own words."),
    SRQR: N_("Numbers and titles of items after O’Brien, Harris, Beckman, Reed and Cook (2014); put in our own words."),
}


def facts(filled: Filled, profile: Profile) -> str:
    """What the project tells of an item, in the language of the document."""
    return profile.dates_in(" ".join(fact.said(profile.translated, profile.integer) for fact in filled.facts))


def table(project: Project, checklist: str, profile: Profile) -> Table:
    """One row for each item under its part. Raises UnknownChecklist."""
    name = known(checklist)
    say = profile.say
    found = checklists.filled(project, name)
    rows: list[Row] = []
    for part, items in groupby(found, key=lambda each: each.item.part):
        rows.append(Row((say(part), "", "", ""), strong=True))
        rows += [_row(each, profile) for each in items]
    columns = (
        Column(say(N_("Item")), "stub"),
        Column(say(N_("What to tell"))),
        Column(say(N_("From the project"))),
        Column(say(N_("By the researcher"))),
    )
    done = sum(each.done for each in found)
    count = say(_how_many(done, len(found)), done=done, all=len(found))
    notes = (rich("{text}", text=f"{count} {say(_SOURCES[name])}"),)
    title = study(project).title
    shown = say(TITLES[name])
    return Table(f"{shown} – {title}" if title else shown, columns, tuple(rows), notes=notes)


def _how_many(done: int, whole: int) -> str:
    if not done:
        return N_("All {all} items wait for the researcher.")
    if done == whole:
        return N_("All {all} items are told.")
    return N_("{done} of {all} items are told; the others wait for the researcher.")


def _row(each: Filled, profile: Profile) -> Row:
    told = facts(each, profile)
    wanted = "" if each.done else profile.say(N_("[to write]"))
    cells = (
        f"{each.item.key}. {profile.say(each.item.title)}",
        profile.say(each.item.ask),
        told,
        each.answer or wanted,
    )
    return Row(cells, indent=1)


def listed(project: Project, checklist: str) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "checklist": known(checklist),
            "item": each.item.key,
            "title": each.item.title,
            "asks": each.item.ask,
            "state": "written" if each.answer else STATES[each.state],
            "facts": [fact.said() for fact in each.facts],
            "answer": each.answer,
        }
        for each in checklists.filled(project, checklist)
    ]


def has_something(project: Project) -> bool:
    """True if a study holds anything that a checklist could tell of."""
    from qda.analysis.study.checklist_known import known as read
    from qda.study.checklists import CHECKLISTS, answers

    facts_ = read(project)
    counted = (facts_.participants, facts_.kinds, facts_.study.questions, facts_.units, facts_.instruments)
    return any(counted) or any(answers(project, each) for each in CHECKLISTS)

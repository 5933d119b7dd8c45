"""What the conditions of a query are called, and what completes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qda.i18n import N_, _
from qda.ui.analysis.choosing import Choice
from qda.ui.analysis.known_codes import KnownCode, code_choices, known_codes

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query
    from qda.project.project import Project

FIELD_NAMES: Mapping[str, str] = {
    "code": N_("code"),
    "words": N_("words"),
    "case": N_("case"),
    "unit": N_("unit"),
    "source": N_("source"),
    "kind": N_("kind of source"),
    "perspective": N_("perspective"),
    "participant": N_("participant"),
    "speaker": N_("speaker"),
    "attribute": N_("attribute"),
    "asked": N_("answer to"),
    "from": N_("from the day"),
    "to": N_("up to the day"),
    "level": N_("level of code"),
    "coder": N_("coder"),
    "coded": N_("carries a code"),
    "uncoded": N_("carries no code"),
}
RELATION_NAMES: Mapping[str, str] = {
    "": N_("the segment has"),
    "overlaps": N_("it overlaps one with"),
    "inside": N_("it lies inside one with"),
    "contains": N_("it contains one with"),
    "near": N_("it is near one with"),
    "followed": N_("it is followed by one with"),
    "line": N_("it shares a line with one with"),
}
REACH_NAMES: Mapping[str, str] = {
    "below": N_("and what lives under it"),
    "gathered": N_("and what is gathered under it"),
    "alone": N_("alone"),
}
MEASURE_NAMES: Mapping[str, str] = {
    "characters": N_("characters"),
    "sentences": N_("sentences"),
    "turns": N_("turns"),
}
JOINS: Mapping[str, str] = {"and": N_("and"), "and not": N_("but not"), "or": N_("or"), "or not": N_("or not")}
FIRST_JOINS: Mapping[str, str] = {"and": N_("where"), "and not": N_("not")}
HINTS: Mapping[str, str] = {
    "code": N_("Code; type to choose"),
    "words": N_("A word, a “phrase”, a beginning*"),
    "from": N_("2010-07-07, 2010-07 or 2010"),
    "to": N_("2010-07-07, 2010-07 or 2010"),
    "asked": N_("A question of an interview guide"),
    "attribute": N_("Value; >30 for numbers and dates"),
}


def choices(project: Project, field: str, name: str = "") -> list[Choice]:
    """What can be chosen for a condition; nothing where one writes freely."""
    if field == "code":
        return code_choices(project)
    if field == "attribute":
        return _values(project, name)
    if field == "level":
        return [Choice(level, _(level)) for level in ("initial", "focused", "category", "theme")]
    names = _names(project, field)
    return [Choice(each, each) for each in dict.fromkeys(names) if each]


def _names(project: Project, field: str) -> list[str]:
    from qda.analysis.study import questions
    from qda.project import coders
    from qda.sources import queries
    from qda.study import queries as study

    known: Mapping[str, Callable[[], list[str]]] = {
        "unit": lambda: [unit.name for unit in study.units(project)],
        "case": lambda: [case.name for unit in study.units(project) for case in unit.cases],
        "participant": lambda: [person.name for person in study.participants(project)],
        "coder": lambda: list(coders.named(project).values()),
        "speaker": lambda: sorted(
            {each.label for row in queries.rows(project) for each in queries.speakers(project, row.id)}
        ),
        "source": lambda: [row.name for row in queries.rows(project)],
        "kind": lambda: [row.kind for row in queries.rows(project)],
        "asked": lambda: questions.names(project),
        "perspective": lambda: [row.perspective for row in queries.rows(project)],
    }
    return known[field]() if field in known else []


def attribute_names(project: Project) -> list[str]:
    """The attributes of the study."""
    from qda.study import attributes

    return [row.name for row in attributes.attributes(project)]


def _values(project: Project, name: str) -> list[Choice]:
    from qda.errors import NotFound
    from qda.study import attributes

    try:
        row = attributes.find(project, name)
    except NotFound:  # it was deleted meanwhile; the query says so when it is asked
        return []
    return [Choice(value, value) for value in row.choices or tuple(attributes.held(project, row.id))]


def code_path(project: Project, code_id: int) -> tuple[str, str]:
    """The name and the path of a code."""
    code = next(each for each in known_codes(project) if each.id == code_id)
    return code.name, _path(code)


def _path(code: KnownCode) -> str:
    above = code.above.replace(" › ", " > ")
    return f"{above} > {code.name}" if above else code.name


def examples(project: Project) -> list[tuple[str, Query]]:
    """Two queries over codes of this study that show what can be asked, in words; none where there are no codes."""
    from qda.analysis.queries.query import All, Has, Not, Related

    known = known_codes(project)
    focused = [code for code in known if code.level == "focused"] or known
    if len(focused) < 2:
        return []
    first, second = focused[:2]
    one, other = (Has("code", _path(code), code.id) for code in (first, second))
    near = _("“{one}” near “{other}”").format(one=first.name, other=second.name)
    cases = _names(project, "case")
    if not cases:
        apart = _("“{one}” without “{other}”").format(one=first.name, other=second.name)
        return [(near, Related(one, "near", other, 200)), (apart, All((one, Not(other))))]
    outside = _("“{one}” everywhere but in {case}").format(one=first.name, case=cases[0])
    return [(near, Related(one, "near", other, 200)), (outside, All((one, Not(Has("case", cases[0])))))]

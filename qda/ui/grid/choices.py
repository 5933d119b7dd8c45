"""What rows and columns can be made of, by name: one list to choose from, made of the whole study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.working.finding import folded, score

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.synthesis.matrix_values import NewLine

_IN_DETAIL = 3


@dataclass(frozen=True, slots=True)
class LineChoice:
    """One entry of the picker: its words, what it is, and the lines that it adds."""

    text: str
    detail: str
    lines: tuple[NewLine, ...]


def choices(project: Project, case_id: int | None) -> list[LineChoice]:
    """Everything there is to choose, by kind; “all cases of …” adds several lines at once."""
    found: list[LineChoice] = []
    for part in (_gathered, _codes, _properties, _study, _claims, _sources):
        found += part(project, case_id)
    return found


def _gathered(project: Project, case_id: int | None) -> Iterator[LineChoice]:
    from qda.analysis.synthesis import matrix_quotes
    from qda.study import queries as study

    several = _("several at once")
    units = study.units(project)
    if sum(len(unit.cases) for unit in units) > 1:
        yield LineChoice(_("All cases"), several, tuple(matrix_quotes.cases_of(project)))
    for unit in units:
        if unit.cases:
            text = _("All cases of {unit}").format(unit=unit.name)
            yield LineChoice(text, several, tuple(matrix_quotes.cases_of(project, unit.id)))
    perspectives, kinds = matrix_quotes.perspectives(project, case_id), matrix_quotes.kinds(project, case_id)
    methods = matrix_quotes.methods(project)
    for text, lines in (
        (_("All perspectives"), perspectives),
        (_("All kinds of source"), kinds),
        (_("All methods"), methods),
    ):
        if len(lines) > 1:
            yield LineChoice(text, several, tuple(lines))
    yield from (LineChoice(_(line.label), _("perspective"), (line,)) for line in perspectives)
    yield from (LineChoice(_(line.label), _("kind of source"), (line,)) for line in kinds)
    yield from (LineChoice(_(line.label), _("method"), (line,)) for line in methods)


def _codes(project: Project, _case: int | None) -> Iterator[LineChoice]:
    from qda.coding import lookups
    from qda.synthesis.matrix_values import NewLine

    order = {"category": 0, "theme": 0, "focused": 1}
    rows = sorted(lookups.living(project), key=lambda row: order.get(row.level, 2))
    for row in rows:
        yield LineChoice(row.name, _(row.level), (NewLine("code", row.id),))


def _properties(project: Project, _case: int | None) -> Iterator[LineChoice]:
    from qda.coding import lookups, properties
    from qda.synthesis.matrix_values import NewLine

    names = {row.id: row.name for row in lookups.living(project)}
    for row in properties.properties(project):
        if row.code_id in names:
            detail = _("property of {category}").format(category=names[row.code_id])
            yield LineChoice(row.name, detail, (NewLine("property", row.id),))


def _study(project: Project, _case: int | None) -> Iterator[LineChoice]:
    from qda.study import queries as study
    from qda.synthesis.matrix_values import NewLine

    for unit in study.units(project):
        yield LineChoice(unit.name, _("unit"), (NewLine("unit", unit.id),))
        for case in unit.cases:
            yield LineChoice(case.name, _("case of {unit}").format(unit=unit.name), (NewLine("case", case.id),))
    for person in study.participants(project):
        yield LineChoice(person.name, _("participant"), (NewLine("participant", person.id),))


def _claims(project: Project, _case: int | None) -> Iterator[LineChoice]:
    from qda.synthesis import claims
    from qda.synthesis.matrix_values import NewLine

    for row in claims.rows(project):
        yield LineChoice(row.text, _("claim"), (NewLine("claim", row.id),))


def _sources(project: Project, _case: int | None) -> Iterator[LineChoice]:
    from qda.sources import queries as sources
    from qda.synthesis.matrix_values import NewLine

    for row in sources.rows(project):
        yield LineChoice(row.name, _("source"), (NewLine("source", row.id),))


def answering(words: str, known: list[LineChoice], limit: int = 400) -> list[LineChoice]:
    """Those that answer to a few letters, best first; all in their order where nothing is typed."""
    wanted = folded(words).split()
    if not wanted:
        return known[:limit]
    ranked = []
    for place, choice in enumerate(known):
        value = score(wanted, folded(choice.text))
        if value is None:
            value = score(wanted, folded(f"{choice.text} {choice.detail}"))
            value = None if value is None else value + _IN_DETAIL
        if value is not None:
            # What was raised is compared more often than the hundreds of initial codes.
            ranked.append((value, choice.detail == _("initial"), len(choice.text), place))
    ranked.sort()
    return [known[rank[-1]] for rank in ranked[:limit]]

"""Templates: what a new study can begin with. Units, plan, attributes, instruments, relation types, questions, memos.

What a study has already stays as it is; a template only adds. Applied, it is one act to take back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from qda import resources
from qda.coding import relations
from qda.errors import NotFound
from qda.i18n import N_, _
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.names import name_key
from qda.project.project import Project
from qda.study import attributes, instruments, queries
from qda.study import service as study


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its name on the command line, its title, and a sentence on the study it is for."""

    key: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Given:
    """How much a template added, by kind."""

    units: int
    data_sets: int
    attributes: int
    instruments: int
    relation_types: int
    memos: int

    @property
    def total(self) -> int:
        """All of it together."""
        parts = (self.units, self.data_sets, self.attributes, self.instruments, self.relation_types, self.memos)
        return sum(parts)


def available() -> list[Template]:
    """All templates, the fullest first."""
    found = [(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in resources.path("templates").glob("*.toml")]
    found.sort(key=lambda each: int(each[1]["order"]))
    return [Template(key, told["title"], told["sentence"]) for key, told in found]


def find(name: str) -> Template:
    """The template of this name or title. Raises NotFound with those there are."""
    known = {word: each for each in available() for word in (name_key(each.key), name_key(each.title))}
    found = known.get(name_key(name))
    if found is None:
        near = tuple(get_close_matches(name_key(name), [each.key for each in available()]))
        names = near or tuple(each.key for each in available())
        raise NotFound(_("There is no template “{name}”.").format(name=name), names)
    return found


def is_blank(project: Project) -> bool:
    """True while a study has nothing that a template would give it, and no sources: it can be begun from one."""
    from qda.sources import queries as sources

    design = (queries.units(project), queries.data_plan(project), instruments.instruments(project))
    return not any((*design, queries.study(project).questions, sources.rows(project)))


def apply(project: Project, name: str) -> Given:
    """Add what a template has to the study, in one act. Raises NotFound."""
    template = find(name)
    told = tomllib.loads(resources.path("templates", f"{template.key}.toml").read_text("utf-8"))
    with project.command("study.template", N_("Begin from “{title}”"), title=template.title):
        _describe(project, told)
        return Given(
            units=_units(project, told),  # first: the plan is for units
            data_sets=_plan(project, told),
            attributes=_attributes(project, told),
            instruments=_instruments(project, told),
            relation_types=_relation_types(project, told),
            memos=_memos(project, told),
        )


def _describe(project: Project, told: Mapping[str, Any]) -> None:
    """Prompts for context and questions, where the study has none of its own."""
    here = queries.study(project)
    if not here.context:
        study.describe(project, context=told["context"])
    if not here.questions:
        study.set_questions(project, told["questions"])


def _units(project: Project, told: Mapping[str, Any]) -> int:
    taken = {name_key(unit.name) for unit in queries.units(project)}
    new = [unit for unit in told.get("unit", ()) if name_key(unit["name"]) not in taken]
    for unit in new:
        study.create_unit(project, unit["name"], unit["description"])
    return len(new)


def _plan(project: Project, told: Mapping[str, Any]) -> int:
    units = {name_key(unit.name): unit.id for unit in queries.units(project)}
    here = {(name_key(row.unit), row.method, row.aim) for row in queries.data_plan(project)}
    rows = told.get("data_set", ())
    new = [row for row in rows if (name_key(row.get("unit", "")), row["method"], row["aim"]) not in here]
    for row in new:
        unit = units.get(name_key(row.get("unit", "")))
        study.add_data_set(
            project, unit, row["method"], aim=row["aim"], knowledge=row["knowledge"], planned=row["planned"]
        )
    return len(new)


def _attributes(project: Project, told: Mapping[str, Any]) -> int:
    def make(row: Mapping[str, Any]) -> None:
        attributes.create(project, row["name"], row["type"], row.get("choices", ()))

    return _each(told.get("attribute", ()), make, attributes.AttributeNameTaken)


def _instruments(project: Project, told: Mapping[str, Any]) -> int:
    def make(row: Mapping[str, Any]) -> None:
        instruments.create(project, row["name"], row["kind"], version="1", text=row["text"])

    return _each(told.get("instrument", ()), make, instruments.InstrumentTaken)


def _each(rows: Any, make: Callable[[Mapping[str, Any]], None], taken: type[Exception]) -> int:
    """Make each that is not there; gives how many."""
    count = 0
    for row in rows:
        with suppress(taken):
            make(row)
            count += 1
    return count


def _relation_types(project: Project, told: Mapping[str, Any]) -> int:
    here = {name_key(name) for name in relations.relation_types(project)}
    new = [row for row in told.get("relation_type", ()) if name_key(row["name"]) not in here]
    for row in new:
        relations.add_relation_type(project, row["name"], symmetric=row.get("symmetric", False))
    return len(new)


def _memos(project: Project, told: Mapping[str, Any]) -> int:
    here = {name_key(memo.title) for memo in memo_queries.memos(project)}
    new = [row for row in told.get("memo", ()) if name_key(row["title"]) not in here]
    for row in new:
        memos.begin(project, row["text"].strip(), title=row["title"], kind=row["kind"], targets=[Target("study", 1)])
    return len(new)

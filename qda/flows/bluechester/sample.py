"""The Bluechester sample: a study in our own words, built by the services that the window uses."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qda import resources
from qda.coding import categories, codes, focused, maps, properties, segments
from qda.flows.bluechester import attributes, claims, consent, dates, design, literature, matrices, questions
from qda.flows.bluechester import log as sample_log
from qda.flows.importing.files import Plan, import_files
from qda.i18n import N_, _
from qda.memos import service as memos
from qda.memos.service import Target
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import service as study
from qda.text import Span

PARTS = ("board", "teams", "casework")
_STEPS = 6


@dataclass(slots=True)
class _Made:
    """What has been made so far, by name."""

    units: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    """Of sources: when they were collected."""
    codes: dict[str, int] = field(default_factory=dict)
    memos: dict[str, int] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], int] = field(default_factory=dict)


def build(path: Path, progress: Progress | None = None, *, coder: str = "", password: str | None = None) -> None:
    """Make the sample as a new project file, encrypted if there is a password. Raises ProjectExists."""
    with Project.create(path, title="Bluechester", coder=coder, password=password) as project:
        fill(project, progress or Silent())


def fill(project: Project, progress: Progress) -> None:
    """Put the sample into an empty project."""
    made = _Made()
    progress.step(0, _STEPS, _("Describing the study"))
    _describe(project, made, _toml("study.toml"))
    progress.step(1, _STEPS, _("Importing sources"))
    parts = [_toml(f"sources-{part}.toml") for part in PARTS]
    _import(project, made, parts)
    told = _toml("attributes.toml")
    attributes.keep(project, told, units=made.units, cases=made.cases, sources=made.sources)
    attributes.keep_instruments(project, _toml("instruments.toml"), sources=made.sources)
    consent.keep(project, _toml("consent.toml"))
    literature.keep(project, _toml("literature.toml"))
    progress.step(2, _STEPS, _("Making the code book"))
    book = _toml("codes.toml")
    _make_codes(project, made, book)
    progress.step(3, _STEPS, _("Coding"))
    rows = [row for part in PARTS for row in _table(f"codings-{part}.csv")]
    _code(project, made, rows)
    progress.step(4, _STEPS, _("Relating categories"))
    _relate(project, made, book)
    _bear_out(project, made, _table("evidence.csv"))
    progress.step(5, _STEPS, _("Writing memos and the map"))
    for part in PARTS:
        _write_memos(project, made, _toml(f"memos-{part}.toml")["memo"])
    log = _toml("sampling.toml")
    sample_log.keep(project, log, codes=made.codes, sources=made.sources, written=made.memos)
    design.keep(project, _toml("design.toml"), cases=made.cases)
    for drawing in _toml("map.toml")["map"]:
        _draw(project, made, drawing)
    named = {"code": made.codes, "memo": made.memos, "unit": made.units, "case": made.cases}
    questions.keep(project, _toml("feedback.toml"), sources=made.sources)
    claims.keep(project, _toml("claims.toml"), known=named, sources=made.sources, texts=made.texts)
    matrices.keep(project, _toml("matrices.toml"), known=named, sources=made.sources, texts=made.texts)
    progress.step(_STEPS, _STEPS, _("The sample is ready"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("bluechester", name).read_text(encoding="utf-8"))


def _table(name: str) -> list[dict[str, str]]:
    with resources.path("bluechester", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the study and its sources ------------------------------------------------------------------------


def _describe(project: Project, made: _Made, told: Mapping[str, Any]) -> None:
    with project.command("sample.study", N_("Describe the sample study")):
        study.describe(project, title=told["title"], context=told["context"], description=told["description"])
        study.set_questions(project, told["research_questions"])
        for unit in sorted(told["unit"], key=_order):
            made.units[unit["name"]] = study.create_unit(project, unit["name"], unit["description"])
        for case in sorted(told["case"], key=_order):
            unit_id = made.units[case["unit"]]
            made.cases[case["name"]] = study.create_case(project, unit_id, case["name"], case["description"])
        for plan in told["data_set"]:
            unit_id = made.units[plan["unit"]]
            wanted = {name: str(plan[name]) for name in ("aim", "knowledge", "planned") if name in plan}
            study.add_data_set(project, unit_id, plan["method"], **wanted)


def _order(row: Mapping[str, Any]) -> int:
    return int(row["order"])


def _import(project: Project, made: _Made, parts: Sequence[Mapping[str, Any]]) -> None:
    for part in parts:
        with project.command("sample.people", N_("Add the participants")):
            for person in part.get("participant", ()):
                cases = tuple(made.cases[name] for name in person.get("cases", ()))
                study.create_participant(project, person["pseudonym"], role=person["role"], case_ids=cases)
    told = sorted((source for part in parts for source in part["source"]), key=lambda source: str(source["date"]))
    outcomes = import_files(project, [_plan(source) for source in told])
    for source, outcome in zip(told, outcomes, strict=True):
        if outcome.failed:
            raise RuntimeError(f"{source['file']}: {outcome.problem}")
        made.sources[source["name"]] = outcome.source_ids[0]
        made.days[source["name"]] = str(source["date"])
        made.texts[source["name"]] = source_queries.opened(project, outcome.source_ids[0]).text
    for part in parts:
        for passage in part.get("passage", ()):
            _assign_passage(project, made, passage)


def _plan(source: Mapping[str, Any]) -> Plan:
    speakers = {label: None if who == "interviewer" else who for label, who in source.get("speakers", {}).items()}
    return Plan(
        resources.path("bluechester", "sources", source["file"]),
        name=source["name"],
        kind=source["kind"],
        perspective=source["perspective"],
        date=str(source["date"]),
        unit=source["unit"],
        case=source["case"],
        participants=tuple(source.get("participants", ())),
        speakers=speakers,
        line_units=source.get("lines", "80"),
        description=source["description"],
    )


def _assign_passage(project: Project, made: _Made, passage: Mapping[str, Any]) -> None:
    text = made.texts[passage["source"]]
    end = text.index(passage["quote_end"]) + len(passage["quote_end"])
    span = Span(text.index(passage["quote_start"]), end)
    cases = [made.cases[name] for name in passage["cases"]]
    sources.assign_passage(project, made.sources[passage["source"]], span, cases)


# --- codes and codings -----------------------------------------------------------------------------------


def _make_codes(project: Project, made: _Made, book: Mapping[str, Any]) -> None:
    with project.command("sample.codes", N_("Make the code book")):
        for code in book["code"]:
            parent = made.codes[code["parent"]] if code["parent"] else codes.ROOT
            made.codes[code["name"]] = codes.create(
                project,
                code["name"],
                parent_id=parent,
                level=code["level"],
                color=code["color"],
                definition=code["definition"],
                include_when=code["include_when"],
                exclude_when=code["exclude_when"],
                example=code["example"],
            )
        for told in book["property"]:
            poles = [(pole["low"], pole["high"]) for pole in told.get("dimension", ())]
            category = made.codes[told["category"]]
            categories.add_property(project, category, told["name"], description=told["description"], dimensions=poles)


def _code(project: Project, made: _Made, rows: Sequence[Mapping[str, str]]) -> None:
    """Source by source as it was collected: line by line, by hand, in vivo; then the clusters."""
    gathered: dict[str, dict[str, None]] = {}
    coded_at: dict[str, int] = {}
    for name in made.sources:
        mine = [row for row in rows if row["source"] == name]
        if not mine:
            continue
        at = dates.coded(made.days[name])
        with project.command("sample.coding", N_("Code “{name}”"), name=name):
            for row in mine:
                if row["initial"] and row["initial"] not in made.codes:
                    made.codes[row["initial"]] = _initial(project, row)
                coded_at.setdefault(row["initial"], at)
                if row["initial"] and row["focused"]:
                    gathered.setdefault(row["focused"], {})[row["initial"]] = None
            for origin in dict.fromkeys(row["origin"] for row in mine):
                places = [_place(made, row) for row in mine if row["origin"] == origin]
                segments.apply_many(project, places, origin=origin, at=at)
    for group, members in gathered.items():
        day = dates.gathered(members, coded_at)
        focused.cluster(project, [made.codes[name] for name in members], made.codes[group], at=day)
    complete = [name for name in made.sources if any(row["source"] == name for row in rows)]
    for name in complete:
        if name not in _HALF_CODED:
            sources.mark_coded(project, made.sources[name], True)


# Coded in part, on purpose: what is left is for the reader to try; curves leave these sources out.
_HALF_CODED = frozenset(
    {"North Team field note 16 February 2011", "Interview with George", "LSCB Board minutes 30 January 2013"}
)


def _initial(project: Project, row: Mapping[str, str]) -> int:
    in_vivo = row["origin"] == "in vivo"
    return codes.create(project, row["initial"], in_vivo=in_vivo, origin="in vivo" if in_vivo else "")


def _place(made: _Made, row: Mapping[str, str]) -> tuple[int, Span, int]:
    start = made.texts[row["source"]].index(row["quote"])
    code = made.codes[row["initial"] or row["focused"]]
    return made.sources[row["source"]], Span(start, start + len(row["quote"])), code


def _relate(project: Project, made: _Made, book: Mapping[str, Any]) -> None:
    with project.command("sample.relations", N_("Relate codes and categories")):
        for kind in book["relation_type"]:
            categories.add_relation_type(project, kind["name"], symmetric=kind["symmetric"])
        for told in book["relation"]:
            key = (told["from"], told["type"], told["to"])
            made.relations[key] = categories.relate(
                project, made.codes[told["from"]], told["type"], made.codes[told["to"]], note=told.get("memo", "")
            )


def _bear_out(project: Project, made: _Made, rows: Sequence[Mapping[str, str]]) -> None:
    """Give properties their evidence: coded segments, some placed between the poles, some not yet."""
    known = {(row.code_id, row.name): row for row in properties.properties(project)}
    with project.command("sample.evidence", N_("Give properties their evidence")):
        for row in rows:
            told = known[made.codes[row["category"]], row["property"]]
            dimension = next(each.id for each in told.ranges if each.low == row["low"])
            start = made.texts[row["source"]].index(row["quote"])
            span = Span(start, start + len(row["quote"]))
            segment = segments.hold(project, made.sources[row["source"]], span)
            at = float(row["place"]) / 100 if row["place"] else None
            properties.attach(project, told.id, [segment], dimension_id=dimension, place=at)


# --- memos and the map --------------------------------------------------------------------------------------


def _write_memos(project: Project, made: _Made, told: Sequence[Mapping[str, Any]]) -> None:
    with project.command("sample.memos", N_("Write the memos")):
        for memo in told:
            made.memos[memo["title"]] = memos.begin(
                project,
                memo["text"].strip(),
                title=memo["title"],
                kind=memo["kind"],
                stage=memo["stage"],
                targets=[target for link in memo["links"] if (target := _target(project, made, link))],
                at=dates.noon(memo["date"]),
            )


def _target(project: Project, made: _Made, link: str) -> Target | None:
    kind, _colon, name = link.partition(":")
    if kind == "segment":
        source, _bar, quote = name.partition("|")
        start = made.texts[source].index(quote)
        return Target("segment", segments.hold(project, made.sources[source], Span(start, start + len(quote))))
    known = {"code": made.codes, "source": made.sources, "case": made.cases, "unit": made.units, "memo": made.memos}
    found = known[kind].get(name)
    # A memo may name one that is written after it.
    return None if found is None and kind == "memo" else Target(kind, known[kind][name])


def _draw(project: Project, made: _Made, drawing: Mapping[str, Any]) -> None:
    with project.command("sample.map", N_("Draw the map “{name}”"), name=drawing["title"]):
        at = dates.noon(drawing["date"])
        map_id = maps.create(project, drawing["title"], description=drawing.get("description", ""), at=at)
        nodes: dict[str, int] = {}
        for told in drawing["node"]:
            kind, _colon, name = told["ref"].partition(":")
            known = {"code": made.codes, "memo": made.memos, "case": made.cases}
            target = known[kind][name] if kind in known else None
            box = (told["x"], told["y"], told["w"], told["h"])
            text = name if kind == "note" else ""
            nodes[told["ref"]] = maps.place(project, map_id, kind, target, box, text=text)
        for told in drawing.get("group", ()):
            frame = maps.group(project, map_id, told["title"], [nodes[ref] for ref in told["members"]])
            maps.color_nodes(project, [frame], told["color"])
        for told in drawing["edge"]:
            relation = _relation(project, made, told) if "type" in told else None
            ends = (nodes[told["from"]], nodes[told["to"]])
            maps.join(project, map_id, *ends, relation_id=relation, label=told.get("label", ""))
        if told := drawing.get("color_by"):
            maps.show_by(project, map_id, color_by=told)


def _relation(project: Project, made: _Made, told: Mapping[str, Any]) -> int:
    """The relation that a line of a map stands for, made with the map where the code book has none."""
    one, other = (told[end].partition(":")[2] for end in ("from", "to"))
    key = (one, told["type"], other)
    if key not in made.relations:
        ends = (made.codes[one], made.codes[other])
        made.relations[key] = categories.relate(project, ends[0], told["type"], ends[1], note=told.get("memo", ""))
    return made.relations[key]

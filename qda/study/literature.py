"""Literature: publications, the criteria they are screened and graded by, and what came of it.

Four kinds of criteria: one to leave publications out by (its name is the reason), one that they must meet, one that
grades them, and a heading of the summary of studies, under which one writes (aim, design, sample, findings). Notes on a
publication are a criterion of their own kind, of which a study has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Literature, LiteratureCriterion, LiteratureJudgement, Source
from qda.store.rows import chunks
from qda.study import references
from qda.study.references import FIELDS, Reference

FOUND, DUPLICATE, SCREENED_OUT, READ, LEFT_OUT, INCLUDED = STAGES = (
    N_("found"),
    N_("duplicate"),
    N_("screened out"),
    N_("read in full"),
    N_("left out after reading"),
    N_("included"),
)
OUT = (SCREENED_OUT, LEFT_OUT)
"""Stages that want a reason."""
INCLUDE, EXCLUDE, GRADE, HEADING, NOTES = KINDS = (
    N_("inclusion"),
    N_("exclusion"),
    N_("grade"),
    N_("summary"),
    N_("notes"),
)
_LONG = frozenset({"abstract", "authors"})


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion; `choices` are its grades."""

    id: int
    name: str
    kind: str
    choices: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class LiteratureRow:
    """One publication; `values` are its judgements by the criterion's id."""

    id: int
    reference: Reference
    stage: str
    reason: str
    source_id: int | None
    source: str
    values: dict[int, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """As a text refers to it."""
        return references.citation(self.reference)


class TitleMissing(QdaError):
    """A publication is known by its title."""

    hint = N_("Type the title as it is printed.")

    def __init__(self) -> None:
        super().__init__(_("A publication needs a title."))


class UnknownStage(QdaError):
    """Screening has its stages."""

    def __init__(self, stage: str) -> None:
        hint = _("There are: {stages}.").format(stages=", ".join(STAGES))
        super().__init__(_("There is no stage “{stage}”.").format(stage=stage), hint=hint)


class CriterionTaken(QdaError):
    """Criteria are told apart by name."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a criterion “{name}”.").format(name=name))


class CriterionNameMissing(QdaError):
    """A criterion says what is judged."""

    hint = N_("Type what publications are judged by, such as “Published in English”.")

    def __init__(self) -> None:
        super().__init__(_("A criterion needs a name."))


class NoSuchGrade(QdaError):
    """A criterion with grades takes one of them."""

    def __init__(self, criterion: str, value: str, choices: Sequence[str]) -> None:
        hint = _("There are: {grades}.").format(grades=", ".join(choices))
        told = _("“{value}” is no grade of “{criterion}”.")
        super().__init__(told.format(value=value, criterion=criterion), hint=hint)


# --- reading ------------------------------------------------------------------------------------------------------


def rows(project: Project) -> list[LiteratureRow]:
    """All publications, in the order in which they came."""
    judged = select(LiteratureJudgement.literature_id, LiteratureJudgement.criterion_id, LiteratureJudgement.value)
    # By columns: thousands of mapped objects would be felt at every key of the screening.
    columns = [getattr(Literature, name) for name in FIELDS]
    query = select(Literature.id, Literature.stage, Literature.reason, Literature.source_id, Source.name, *columns)
    query = query.outerjoin(Source, Source.id == Literature.source_id)
    with project.read() as session:
        values: dict[int, dict[int, str]] = defaultdict(dict)
        for literature_id, criterion_id, value in session.execute(judged).all():
            values[literature_id][criterion_id] = value
        found = session.execute(query.order_by(Literature.position, Literature.id)).all()
    return [
        LiteratureRow(
            row[0], Reference(*row[5:]), row[1] or FOUND, row[2], row[3], row[4] or "", values.get(row[0], {})
        )
        for row in found
    ]


def criteria(project: Project, *kinds: str) -> list[CriterionRow]:
    """The criteria in order, of these kinds or of all."""
    with project.read() as session:
        query = select(LiteratureCriterion).order_by(LiteratureCriterion.position, LiteratureCriterion.id)
        found = [_criterion(row) for row in session.execute(query).scalars()]
    return [row for row in found if not kinds or row.kind in kinds]


def find(project: Project, words: str) -> int:
    """The id of a publication by its cite key or its title. Raises NotFound with those that come near."""
    from difflib import get_close_matches

    known: dict[str, int] = {}
    for row in rows(project):
        for name in (row.reference.title, row.reference.cite_key):
            known.setdefault(name_key(name), row.id)
    if (found := known.get(name_key(words))) is not None:
        return found
    near = tuple(get_close_matches(name_key(words), list(known)))
    raise NotFound(_("There is no publication “{name}”.").format(name=words), near)


def find_criterion(project: Project, name: str) -> int:
    """The id of a criterion. Raises NotFound with the names there are."""
    known = {name_key(row.name): row.id for row in criteria(project)}
    if name_key(name) not in known:
        names = tuple(row.name for row in criteria(project))
        raise NotFound(_("There is no criterion “{name}”.").format(name=name), names)
    return known[name_key(name)]


def _criterion(row: LiteratureCriterion) -> CriterionRow:
    choices = tuple(line for line in row.choices.splitlines() if line)
    return CriterionRow(row.id, row.name, row.kind, choices, row.description)


# --- publications -------------------------------------------------------------------------------------------------


def add(project: Project, found: Reference) -> int:
    """Add one publication; gives its id. Raises TitleMissing."""
    with project.command("literature.add", N_("Add “{title}” to the literature"), title=clean(found.title)):
        return add_many(project, [found])[0]


def add_many(project: Project, found: Sequence[Reference], *, duplicates: Collection[int] = ()) -> list[int]:
    """Add publications in one act; those at these places are duplicates. Gives their ids. Raises TitleMissing."""
    text = by_count(len(found), N_("Add “{title}” to the literature"), N_("Add {count} publications"))
    title = clean(found[0].title) if found else ""
    with project.command("literature.add_many", text, title=title, count=len(found)) as session:
        if not all(clean(each.title) for each in found):
            raise TitleMissing
        taken = set(session.execute(select(Literature.cite_key)).scalars())
        position = int(session.execute(select(func.coalesce(func.max(Literature.position), -1))).scalar_one()) + 1
        made = []
        for at, each in enumerate(map(references.tidied, found)):
            key = each.cite_key if each.cite_key and each.cite_key not in taken else references.cite_key(each, taken)
            taken.add(key)
            values = {name: getattr(replace(each, cite_key=key), name) for name in FIELDS}
            stage = DUPLICATE if at in duplicates else FOUND
            made.append({**values, "stage": stage, "position": position + at, "created_at": now()})
        return journal.of(session).insert_many(Literature, made)


def change(project: Project, literature_id: int, **values: str) -> None:
    """Change bibliographic fields. Raises TitleMissing."""
    unknown = values.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"not in a reference: {sorted(unknown)}")
    with project.command("literature.change", N_("Change “{title}” in the literature")) as session:
        row = session.get_one(Literature, literature_id)
        project.tell(title=row.title)
        for name, words in values.items():
            setattr(row, name, _field(name, words))
        if not row.title:
            raise TitleMissing


def _field(name: str, words: str) -> str:
    if name == "doi":
        return references.bare_doi(clean(words))
    if name == "authors":
        return "\n".join(clean(line) for line in words.splitlines() if clean(line))
    return words.strip() if name in _LONG else clean(words)


def delete(project: Project, literature_ids: Sequence[int]) -> None:
    """Delete publications with their judgements; a source that is the text of one stays."""
    with project.command("literature.delete", N_("Delete {what} from the literature")) as session:
        project.tell(what=_told(session, literature_ids))
        journal.of(session).delete_with_dependents(Literature, list(literature_ids))


def link(project: Project, literature_id: int, source_id: int | None) -> None:
    """Say which source is the text of a publication, or that none is."""
    text = N_("Let “{source}” be the text of {what}") if source_id is not None else N_("Take the text off {what}")
    with project.command("literature.link", text) as session:
        source = "" if source_id is None else session.get_one(Source, source_id).name
        project.tell(what=_told(session, [literature_id]), source=source)
        session.get_one(Literature, literature_id).source_id = source_id


def set_stage(project: Project, literature_ids: Sequence[int], stage: str, reason: str = "") -> None:
    """Say how far screening has come; `reason` is why it was left out, as a rule a criterion. Raises UnknownStage."""
    if stage not in STAGES:
        raise UnknownStage(stage)
    with project.command("literature.stage", N_("{what}: {stage}"), stage=stage) as session:
        project.tell(what=_told(session, literature_ids))
        kept = clean(reason) if stage in OUT else ""
        for some in chunks(literature_ids):
            values = {"stage": stage, "reason": kept}
            journal.of(session).update_where(Literature, Literature.id.in_(some), values)


def set_found_in(project: Project, literature_ids: Sequence[int], words: str) -> None:
    """Say in which database, or where else, these were found."""
    with project.command("literature.found_in", N_("{what}: found in “{where}”"), where=clean(words)) as session:
        project.tell(what=_told(session, literature_ids))
        for some in chunks(literature_ids):
            journal.of(session).update_where(Literature, Literature.id.in_(some), {"found_in": clean(words)})


def _told(session: Session, ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return f"“{session.get_one(Literature, ids[0]).title}”"
    return ngettext("{count} publication", "{count} publications", len(ids)).format(count=len(ids))


# --- criteria and judgements --------------------------------------------------------------------------------------


def add_criterion(
    project: Project, name: str, kind: str = EXCLUDE, *, choices: Sequence[str] = (), description: str = ""
) -> int:
    """Add a criterion; gives its id. Raises CriterionNameMissing, CriterionTaken."""
    with project.command("literature.add_criterion", N_("Add criterion “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, name)
        position = int(session.execute(select(func.coalesce(func.max(LiteratureCriterion.position), -1))).scalar_one())
        row = LiteratureCriterion(
            name=clean(name),
            name_key=name_key(name),
            kind=_kind(kind),
            choices=_lines(choices),
            description=description.strip(),
            position=position + 1,
        )
        session.add(row)
        session.flush()
        return row.id


def change_criterion(
    project: Project,
    criterion_id: int,
    *,
    name: str | None = None,
    kind: str | None = None,
    choices: Sequence[str] | None = None,
    description: str | None = None,
) -> None:
    """Change a criterion; publications left out by it keep it as their reason. Raises CriterionTaken, …."""
    with project.command("literature.change_criterion", N_("Change criterion “{name}”")) as session:
        row = session.get_one(LiteratureCriterion, criterion_id)
        project.tell(name=row.name)
        if name is not None:
            _refuse_taken(session, name, but=criterion_id)
            old, row.name, row.name_key = row.name, clean(name), name_key(name)
            journal.of(session).update_where(Literature, Literature.reason == old, {"reason": clean(name)})
        row = session.get_one(LiteratureCriterion, criterion_id)
        row.kind = row.kind if kind is None else _kind(kind)
        row.choices = row.choices if choices is None else _lines(choices)
        row.description = row.description if description is None else description.strip()


def order_criteria(project: Project, criterion_ids: Sequence[int]) -> None:
    """Put the criteria in this order."""
    with project.command("literature.order_criteria", N_("Change the order of the criteria")) as session:
        places = {row_id: {"position": at} for at, row_id in enumerate(criterion_ids)}
        journal.of(session).update_each(LiteratureCriterion, places)


def delete_criteria(project: Project, criterion_ids: Sequence[int]) -> None:
    """Delete criteria with what was judged by them; who was left out by one keeps the reason in words."""
    text = by_count(len(criterion_ids), N_("Delete criterion “{name}”"), N_("Delete {count} criteria"))
    with project.command("literature.delete_criteria", text, count=len(criterion_ids)) as session:
        wanted = LiteratureCriterion.id.in_(criterion_ids)
        project.tell(name=", ".join(session.execute(select(LiteratureCriterion.name).where(wanted)).scalars()))
        journal.of(session).delete_with_dependents(LiteratureCriterion, list(criterion_ids))


def judge(project: Project, literature_ids: Sequence[int], criterion_id: int, value: str, note: str = "") -> None:
    """Say what publications are by a criterion; no words take the judgement away. Raises NoSuchGrade."""
    with project.command("literature.judge", N_("{what}: {criterion}")) as session:
        row = session.get_one(LiteratureCriterion, criterion_id)
        project.tell(what=_told(session, literature_ids), criterion=row.name)
        value = value.strip() if row.kind in (HEADING, NOTES) else _grade(_criterion(row), value)
        where = LiteratureJudgement.criterion_id == criterion_id
        query = select(LiteratureJudgement).where(where, LiteratureJudgement.literature_id.in_(literature_ids))
        there = {each.literature_id: each for each in session.execute(query).scalars()}
        for literature_id in literature_ids:
            judged = there.get(literature_id)
            if judged is None and value:
                session.add(
                    LiteratureJudgement(
                        literature_id=literature_id, criterion_id=criterion_id, value=value, note=note.strip()
                    )
                )
            elif judged is not None and value:
                judged.value, judged.note = value, note.strip() or judged.note
            elif judged is not None:
                session.delete(judged)


def write_each(project: Project, criterion_id: int, values: Mapping[int, str]) -> None:
    """Write words under a heading, or notes, for many publications that have none there yet, in one act."""
    with project.command("literature.write_each", N_("{what}: {criterion}")) as session:
        name = session.get_one(LiteratureCriterion, criterion_id).name
        project.tell(what=_told(session, list(values)), criterion=name)
        query = select(LiteratureJudgement.literature_id).where(LiteratureJudgement.criterion_id == criterion_id)
        there = set(session.execute(query).scalars())
        rows_ = [
            {"literature_id": literature_id, "criterion_id": criterion_id, "value": words.strip()}
            for literature_id, words in values.items()
            if words.strip() and literature_id not in there
        ]
        journal.of(session).insert_many(LiteratureJudgement, rows_)


def write_notes(project: Project, literature_id: int, words: str) -> None:
    """Write notes on a publication; the place for them is made with the first."""
    with project.command("literature.notes", N_("Write notes on {what}")) as session:
        project.tell(what=_told(session, [literature_id]))
        judge(project, [literature_id], notes_criterion(project), words)


def notes_criterion(project: Project) -> int:
    """The id of where notes are kept, made if it is not there."""
    found = criteria(project, NOTES)
    if found:
        return found[0].id
    from qda.names import free_name

    taken = {name_key(row.name) for row in criteria(project)}
    return add_criterion(project, free_name(_("Notes"), taken), NOTES)


def _grade(row: CriterionRow, value: str) -> str:
    words = clean(value)
    if not words or not row.choices:
        return words
    found = next((choice for choice in row.choices if name_key(choice) == name_key(words)), None)
    if found is None:
        raise NoSuchGrade(row.name, words, row.choices)
    return found


def _kind(kind: str) -> str:
    return kind if kind in KINDS else EXCLUDE


def _lines(choices: Sequence[str]) -> str:
    return "\n".join(dict.fromkeys(clean(choice) for choice in choices if clean(choice)))


def _refuse_taken(session: Session, name: str, but: int | None = None) -> None:
    if not clean(name):
        raise CriterionNameMissing
    query = select(LiteratureCriterion.id).where(LiteratureCriterion.name_key == name_key(name))
    found = session.execute(query).scalar()
    if found is not None and found != but:
        raise CriterionTaken(clean(name))

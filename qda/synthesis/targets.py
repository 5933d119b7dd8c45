"""What a claim can be linked to, by table and id, and what each of these is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from qda.i18n import N_, _
from qda.project.line_names import line_name
from qda.project.project import Project
from qda.store import journal
from qda.store.models import (
    Case,
    CategoryMap,
    Claim,
    Code,
    DataSet,
    Feedback,
    Instrument,
    Literature,
    Matrix,
    MatrixCell,
    MatrixLine,
    Memo,
    NegativeCase,
    Participant,
    PatternMatch,
    Property,
    Relation,
    RelationType,
    Sampling,
    Segment,
    Source,
    Unit,
    Verdict,
)
from qda.store.rows import chunks
from qda.text import excerpt

_LONG = 72

KIND_WORDS = {
    "code": N_("code"),
    "property": N_("property"),
    "relation": N_("relation"),
    "segment": N_("segment"),
    "memo": N_("memo"),
    "unit": N_("unit"),
    "case": N_("case"),
    "participant": N_("participant"),
    "source": N_("source"),
    "category_map": N_("map"),
    "matrix": N_("matrix"),
    "matrix_cell": N_("cell of a matrix"),
    "pattern_match": N_("observed pattern"),
    "literature": N_("literature"),
    "feedback": N_("feedback"),
    "sampling": N_("step of sampling"),
    "verdict": N_("verdict"),
    "negative_case": N_("negative case"),
    "data_set": N_("data set"),
    "instrument": N_("instrument"),
    "claim": N_("claim"),
}
TARGETS = tuple(KIND_WORDS)
"""Tables that a claim can be linked to."""


@dataclass(frozen=True, slots=True)
class Target:
    """A thing of the study: a table's name and a row's id."""

    kind: str
    id: int

    def __post_init__(self) -> None:
        if self.kind not in KIND_WORDS:
            raise ValueError(f"a claim can't be linked to a {self.kind}")


def is_there(session: Session, target: Target) -> bool:
    """True if the row is there."""
    return session.get(journal.model_of(target.kind), target.id) is not None


def labels(project: Project, targets: Iterable[Target]) -> dict[Target, str]:
    """What these things are called, one query for each kind; what is gone is missing."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for each in dict.fromkeys(targets):
        wanted[each.kind].append(each.id)
    found: dict[Target, str] = {}
    with project.read() as session:
        for kind, ids in wanted.items():
            query, column, spoken = _NAMED[kind]
            for some in chunks(ids):
                for number, *values in session.execute(query().where(column.in_(some))):
                    found[Target(kind, number)] = spoken(*values)
    return found


def _short(words: str | None) -> str:
    return excerpt(words or "", _LONG)


def _quote(words: str, source: str) -> str:
    return _("“{words}”, {source}").format(words=_short(words), source=source)


def _memo(title: str, text: str) -> str:
    first = next((line.strip(" #>*_-") for line in text.split("\n") if line.strip(" #>*_-")), "")
    return _short(title or first) or _("Untitled memo")


def _judged(result: str, note: str, code: str | None) -> str:
    return _short(": ".join(part for part in (code or "", result, note) if part))


def _cell(matrix: str, row: str, column: str) -> str:
    return _("{matrix}: {row} × {column}").format(matrix=matrix, row=row or "–", column=column or "–")


def _published(authors: str, year: str, title: str) -> str:
    family = authors.split("\n", 1)[0].split(",", 1)[0].strip()
    more = " et al." if authors.count("\n") >= 2 else ""
    return _short(", ".join(part for part in (family + more if family else "", year, title) if part))


_FROM, _TO, _ROW, _COLUMN = aliased(Code), aliased(Code), aliased(MatrixLine), aliased(MatrixLine)

_Spoken = Callable[..., str]
_Named = tuple[Callable[[], Select[*tuple[Any, ...]]], Any, _Spoken]

_NAMED: Mapping[str, _Named] = {
    "code": (lambda: select(Code.id, Code.name), Code.id, str),
    "property": (
        lambda: select(Property.id, Code.name, Property.name).join(Code, Code.id == Property.code_id),
        Property.id,
        lambda code, name: f"{code}: {name}",
    ),
    "relation": (
        lambda: (
            select(Relation.id, _FROM.name, RelationType.name, _TO.name)
            .join(_FROM, _FROM.id == Relation.from_id)
            .join(_TO, _TO.id == Relation.to_id)
            .join(RelationType, RelationType.id == Relation.type_id)
        ),
        Relation.id,
        lambda one, kind, other: _("“{one}” {kind} “{other}”").format(one=one, kind=_(kind), other=other),
    ),
    "segment": (
        lambda: select(Segment.id, Segment.quote, Source.name).join(Source, Source.id == Segment.source_id),
        Segment.id,
        _quote,
    ),
    "memo": (lambda: select(Memo.id, Memo.title, Memo.text), Memo.id, _memo),
    "unit": (lambda: select(Unit.id, Unit.name), Unit.id, str),
    "case": (lambda: select(Case.id, Case.name), Case.id, str),
    "participant": (lambda: select(Participant.id, Participant.name), Participant.id, str),
    "source": (lambda: select(Source.id, Source.name), Source.id, str),
    "category_map": (lambda: select(CategoryMap.id, CategoryMap.name), CategoryMap.id, str),
    "matrix": (lambda: select(Matrix.id, Matrix.name), Matrix.id, str),
    "matrix_cell": (
        lambda: (
            select(MatrixCell.id, Matrix.name, line_name(_ROW), line_name(_COLUMN))
            .join(Matrix, Matrix.id == MatrixCell.matrix_id)
            .join(_ROW, _ROW.id == MatrixCell.row_id)
            .join(_COLUMN, _COLUMN.id == MatrixCell.column_id)
        ),
        MatrixCell.id,
        _cell,
    ),
    "pattern_match": (
        lambda: select(PatternMatch.id, Case.name, PatternMatch.observed).join(Case, Case.id == PatternMatch.case_id),
        PatternMatch.id,
        lambda case, observed: _short(f"{case}: {observed}"),
    ),
    "literature": (
        lambda: select(Literature.id, Literature.authors, Literature.year, Literature.title),
        Literature.id,
        _published,
    ),
    "feedback": (lambda: select(Feedback.id, Feedback.title), Feedback.id, _short),
    "sampling": (lambda: select(Sampling.id, Sampling.gap), Sampling.id, _short),
    "verdict": (
        lambda: select(Verdict.id, Verdict.result, Verdict.note, Code.name).outerjoin(Code, Code.id == Verdict.code_id),
        Verdict.id,
        _judged,
    ),
    "negative_case": (
        lambda: (
            select(NegativeCase.id, Segment.quote, Source.name)
            .join(Segment, Segment.id == NegativeCase.segment_id)
            .join(Source, Source.id == Segment.source_id)
        ),
        NegativeCase.id,
        _quote,
    ),
    "data_set": (lambda: select(DataSet.id, DataSet.method), DataSet.id, _short),
    "instrument": (lambda: select(Instrument.id, Instrument.name), Instrument.id, str),
    "claim": (lambda: select(Claim.id, Claim.text), Claim.id, _short),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that a claim can be linked to, with its name."""

    target: Target
    label: str


LISTED = tuple(kind for kind in KIND_WORDS if kind not in ("segment", "negative_case"))
"""What is found by its name; segments are found through their codes."""


def everything(project: Project) -> list[Found]:
    """All that can be linked by name, codes first; codes that were merged or deleted are left out."""
    found: list[Found] = []
    with project.read() as session:
        for kind in LISTED:
            query, _column, spoken = _NAMED[kind]
            asked = query().where(~Code.retired, Code.id != _ROOT) if kind == "code" else query()
            found += [Found(Target(kind, number), spoken(*values)) for number, *values in session.execute(asked)]
    return found


_ROOT = 1  # the code above all codes, which is never seen


def role_for(kind: str) -> str:
    """How a claim is usually linked to a kind of thing: where something was seen says what the claim is about."""
    return (
        "about"
        if kind in ("case", "unit", "participant", "source", "literature", "instrument", "data_set")
        else "rests on"
    )

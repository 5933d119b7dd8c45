"""What may be names in the texts of a study, and what could stand in their place: proposals, which somebody confirms.

A language model reads the texts where there is one, else patterns do; `Candidates.found_by` says which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.flows.names.pseudonymise import context, texts_of
from qda.i18n import _
from qda.names import name_key
from qda.nlp import names as proposing
from qda.nlp.pipeline import PATTERNS
from qda.progress import Progress, Silent
from qda.project.names_register import Kind, Register
from qda.project.project import Project
from qda.store.models import Participant, Speaker
from qda.text.hidden import Finder

if TYPE_CHECKING:
    from qda.nlp.pipeline import Pipeline

_MOST: Final = 100  # places of one candidate that are told with their words; all are counted


@dataclass(frozen=True, slots=True)
class Seen:
    """A place of a candidate: the source, and the words around it on one line."""

    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name, how often they stand in the chosen texts, and the first of these places."""

    words: str
    kind: Kind
    count: int
    places: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Proposals, the most frequent first, and what found them: the name of a model, or patterns."""

    names: tuple[Candidate, ...]
    found_by: str

    @property
    def by_model(self) -> bool:
        """True if a language model read the texts."""
        return self.found_by != PATTERNS


def candidates(
    project: Project,
    register: Register,
    pipeline: Pipeline | None = None,
    source_ids: Sequence[int] | None = None,
    progress: Progress | None = None,
) -> Candidates:
    """Names that texts may hold, and that are neither in the register nor refused there; of all sources, or of these.

    May be Cancelled.
    """
    progress = progress or Silent()
    with project.read() as session:
        texts = list(texts_of(project, session, source_ids))
        known = _known(session)
    finder = register.finder()
    refused = register.refused()
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, Kind]] = {}
    places: dict[str, list[Seen]] = defaultdict(list)
    for done, (_row_id, name, text, _marks) in enumerate(texts):
        progress.step(done, len(texts), _("Looking for names in “{name}”").format(name=name))
        for found in proposing.candidates(text, pipeline, known):
            key = name_key(found.text)
            if sum(map(str.isalpha, found.text)) < 2 or key in refused or _covered(finder, found.text):
                continue
            counts[key] += 1
            first.setdefault(key, (found.text, "other" if found.kind == "unknown" else found.kind))
            if len(places[key]) < _MOST:
                places[key].append(Seen(name, *context(text, found.span)))
    made = tuple(Candidate(*first[key], count, tuple(places[key])) for key, count in counts.most_common())
    by = pipeline.found_by if pipeline is not None and pipeline.has_model else PATTERNS
    return Candidates(made, by)


def _covered(finder: Finder, words: str) -> bool:
    return sum(len(found.words) for found in finder.find(words)) >= len(words.strip())


def _known(session: Session) -> dict[str, proposing.NameKind]:
    """Participants, and speakers that do not ask the questions: the study itself says who they are."""
    names = list(session.execute(select(Participant.name)).scalars())
    names += session.execute(select(Speaker.label).where(~Speaker.interviewer)).scalars()
    return {" ".join(name.split()): "person" for name in names if any(map(str.isalpha, name))}

"""The one gate: what leaves a project holds no words of those who have withdrawn, or are not to be quoted.

`cleared` gives a project to write from. Where nothing is masked it is the project itself; else a copy in memory in
which every masked stretch is blanked wherever it was kept: in texts and originals, quotes, memos, definitions, claims,
and in the images of the journal. The file is not touched, and an undone withdrawal gives everything back.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.analysis.study.withdrawn import Masks, masks
from qda.flows.withholding import quoting_gate
from qda.flows.withholding.blanking import Blanked, Rule, blank, withheld
from qda.progress import Progress
from qda.project.project import Project
from qda.project.texts import Texts
from qda.store.memory import MemoryCopy
from qda.store.models import AuditCommand, Segment, Source, TextVersion, Withdrawal
from qda.store.rows import chunks
from qda.text import Span
from qda.text.runs import BLANK, blanked, unblanked

__all__ = [
    "Blanked",
    "ClearedProject",
    "Masks",
    "blank",
    "cleaned",
    "cleared",
    "is_masked",
    "places",
    "quotes_of",
    "withheld",
]

T = TypeVar("T")


def is_masked(project: Project) -> bool:
    """True if anything of the project may not leave as it is: somebody has withdrawn, or is not to be quoted."""
    return _withdrew(project) or bool(quoting_gate.left_out(project))


def _withdrew(project: Project) -> bool:
    with project.read() as session:
        return session.execute(select(Withdrawal.id).limit(1)).first() is not None


@contextmanager
def cleared(
    project: Project, progress: Progress | None = None, *, exact: bool = False, judged: bool = False
) -> Iterator[Project]:
    """The project as it may leave, for reading; inside the block only. Progress may raise Cancelled.

    Masked stretches of texts are blocks, sign for sign, so that every place and line is what it was; masked quotes
    read “[withheld]”, or with `exact` are the blocks at their place, as a file that is read in again must have it.
    With `judged` only those who have withdrawn are masked: whoever is not to be quoted is then left out, and named,
    by `export.leaving.gated`.
    """
    if isinstance(project, ClearedProject):
        yield project
        return
    left_out = {} if judged else quoting_gate.left_out(project)
    if not left_out and not _withdrew(project):
        _forget(project)
        yield project
    elif exact:
        copy, made = _copied(project, masks(project, left_out), progress, exact=True)
        try:
            yield made
        finally:
            made.close()
            copy.close()
    else:
        with _kept_copy(project, left_out, progress) as made:
            yield made


class ClearedProject(Project):
    """A copy that holds nothing but what may leave; texts answer to their old hashes, too."""

    rule: Rule


class _Texts(Texts):
    """Texts by hash, where what was read before the copy was made may still name the old one."""

    def __init__(self, new: Mapping[str, str]) -> None:
        super().__init__()
        self._new = new

    def text(self, session: Session, sha: str) -> str:
        """A stored text, as it may leave."""
        return super().text(session, self._new.get(sha, sha))


def cleaned(cleared: Project, value: T) -> T:
    """What was made of the open project and not of the copy – tables, rows, words –, as it may leave.

    Values of data classes, lists, tuples and mappings are gone through; it is for what holds whole quotes. What holds
    parts of them, as words with a little before and after, has to be made of the copy.
    """
    if not isinstance(cleared, ClearedProject):
        return value
    made: T = _walked(value, cleared.rule, withheld())
    return made


def worded(project: Project, value: T) -> T:
    """Words of the open project – strings, or values that hold them – as they may leave, without making a copy."""
    left_out = quoting_gate.left_out(project)
    if not left_out and not _withdrew(project):
        return value
    made: T = _walked(value, Rule.of(masks(project, left_out).people), withheld())
    return made


def _walked(value: Any, rule: Rule, by: str) -> Any:
    if isinstance(value, str):
        told = rule.told(value, by)
        return value if told == value else told  # what stays is of its own kind still, such as a date
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_walked(each, rule, by) for each in value)
    if isinstance(value, list):
        return [_walked(each, rule, by) for each in value]
    if isinstance(value, dict):
        return {key: _walked(each, rule, by) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        made = {each.name: _walked(getattr(value, each.name), rule, by) for each in fields(value) if each.init}
        changed = {name: new for name, new in made.items() if new is not getattr(value, name)}
        return replace(value, **changed) if changed else value
    return value


def places(cleared: Project, hits: Iterable[T]) -> list[T]:
    """Places with words around them (`source_id`, `start`, `end`, `before`, `quote`, `after`), as they may leave."""
    found = list(hits)
    if not isinstance(cleared, ClearedProject):
        return found
    return [_place(cleared, hit) for hit in found]


def _place(cleared: ClearedProject, hit: Any) -> Any:
    from qda.sources import queries

    text = queries.opened(cleared, hit.source_id).text
    shown = text[max(0, hit.start - len(hit.before) - 1) : hit.end + len(hit.after) + 1]
    return replace(hit, before="", quote=withheld(), after="") if BLANK in shown else hit


def copied(project: Project, source_id: int, span: Span, words: str) -> str:
    """Words of a source's current text, for the clipboard; those that are masked read “[withheld]”."""
    left_out = quoting_gate.left_out(project)
    if not left_out and not _withdrew(project):
        return words
    found = masks(project, left_out)
    with project.read() as session:
        query = select(TextVersion.text_sha).join(Source, Source.version_id == TextVersion.id)
        sha = session.execute(query.where(Source.id == source_id)).scalar_one()
    here = [each for mask in found.people for each in mask.spans.get(sha, ()) if each.overlaps(span)]
    inside = [Span(max(each.start, span.start) - span.start, min(each.end, span.end) - span.start) for each in here]
    return Rule.of(found.people).runs.replaced(unblanked(blanked(words, inside), withheld()), withheld())


def quotes_of(project: Project, segment_ids: Iterable[int]) -> dict[int, str]:
    """The words of segments, by id, as this project has them."""
    found: dict[int, str] = {}
    with project.read() as session:
        for some in chunks(segment_ids):
            query = select(Segment.id, Segment.quote).where(Segment.id.in_(some))
            found.update({row.id: row.quote for row in session.execute(query)})
    return found


def _copied(project: Project, found: Masks, progress: Progress | None, *, exact: bool) -> tuple[MemoryCopy, Project]:
    with project.read() as session:
        copy = MemoryCopy(session)
    try:
        with copy.writing() as connection:
            done = blank(connection, found, progress, blocks=exact)
    except BaseException:
        copy.close()
        raise
    made = ClearedProject(project.path, writer=None, reader=copy.engine, lock=None)
    made.texts, made.rule = _Texts(done.texts), Rule.of(found.people)
    made.coder_id, made.coder_name = project.coder_id, project.coder_name
    return copy, made


# --- the last copy, for the next report of the same study ----------------------------------------------------------


@dataclass(slots=True)
class _Kept:
    """A copy, of which command it is the state, who is left out of it besides, and how many are using it.

    A stale one goes with its last user.
    """

    number: int
    left_out: dict[int, str]
    copy: MemoryCopy
    project: Project
    users: int = 0
    stale: bool = False

    def leave(self) -> None:
        self.stale = True
        if self.users == 0:
            self.project.close()
            self.copy.close()


_lock = threading.RLock()
_kept: weakref.WeakKeyDictionary[Project, _Kept] = weakref.WeakKeyDictionary()


@contextmanager
def _kept_copy(project: Project, left_out: dict[int, str], progress: Progress | None) -> Iterator[Project]:
    with project.read() as session:
        number = session.execute(select(func.max(AuditCommand.id))).scalar() or 0
    with _lock:
        held = _kept.get(project)
        if held is None or (held.number, held.left_out) != (number, left_out):
            _forget(project)
            found = masks(project, left_out)
            held = _Kept(number, left_out, *_copied(project, found, progress, exact=False))
            _kept[project] = held
            weakref.finalize(project, held.leave)
        held.users += 1
    try:
        yield held.project
    finally:
        with _lock:
            held.users -= 1
            if held.stale:
                held.leave()


def _forget(project: Project) -> None:
    with _lock:
        held = _kept.pop(project, None)
        if held is not None:
            held.leave()

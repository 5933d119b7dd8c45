"""Memos: writing them, keeping every version, hanging them on anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import ArrangementCard, Base, Memo, MemoLink, MemoTag, MemoVersion
from qda.text import excerpt

KINDS = ("initial", "code", "theoretical", "case", "methodological", "reflexive")
STAGES = ("early", "advanced", "finished")
TARGETS = (
    *("study", "unit", "case", "participant", "source", "segment", "code", "relation", "category_map", "memo"),
    *("property", "sampling", "verdict", "claim", "negative_case", "matrix", "matrix_cell"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a memo hangs on: a table's name and a row's id."""

    kind: str
    id: int

    def __post_init__(self) -> None:
        if self.kind not in TARGETS:
            raise ValueError(f"a memo can't hang on a {self.kind}")


def begin(
    project: Project,
    text: str,
    *,
    title: str = "",
    kind: str = "initial",
    stage: str = "early",
    targets: Sequence[Target] = (),
    at: int | None = None,
) -> int:
    """Write a new memo, dated now (or `at`, milliseconds UTC, when it comes from elsewhere); gives its id."""
    shown = clean(title) or first_words(text)
    with project.command("memos.begin", N_("Write memo “{title}”"), title=shown) as session:
        made = at if at is not None else now()
        memo = Memo(
            kind=_known(kind, KINDS),
            stage=_known(stage, STAGES),
            title=clean(title),
            text=text,
            coder_id=project.coder_id,
            created_at=made,
            modified_at=made,
        )
        session.add(memo)
        session.flush()
        _keep_version(session, memo, made)
        for target in dict.fromkeys(targets):
            _link(session, memo.id, target)
        return memo.id


def write(project: Project, memo_id: int, text: str, *, title: str | None = None) -> None:
    """Keep what was written as a new version; the same words again are no act."""
    with project.read() as session:
        memo = get(session, memo_id)
        shown = clean(memo.title if title is None else title) or first_words(text)
    with project.command("memos.write", N_("Write memo “{title}”"), title=shown) as session:
        memo = get(session, memo_id)
        new_title = memo.title if title is None else clean(title)
        if (memo.text, memo.title) == (text, new_title):
            return
        memo.text, memo.title, memo.modified_at = text, new_title, now()
        session.flush()
        _keep_version(session, memo, memo.modified_at)


def restore(project: Project, memo_id: int, number: int) -> None:
    """Let an older version be the newest again; those between stay. Raises NotFound."""
    with project.read() as session:
        query = select(MemoVersion).where(MemoVersion.memo_id == memo_id, MemoVersion.number == number)
        version = session.execute(query).scalar()
        if version is None:
            raise NotFound(_("This version is no longer there."))
        text, title = version.text, version.title
    with project.command("memos.restore", N_("Restore version {number} of a memo"), number=number):
        write(project, memo_id, text, title=title)


def describe(project: Project, memo_id: int, *, kind: str | None = None, stage: str | None = None) -> None:
    """Set the kind or the stage of a memo."""
    with project.command("memos.describe", N_("Describe a memo")) as session:
        memo = get(session, memo_id)
        memo.kind = memo.kind if kind is None else _known(kind, KINDS)
        memo.stage = memo.stage if stage is None else _known(stage, STAGES)


def attach(project: Project, memo_id: int, target: Target) -> None:
    """Hang a memo on something; twice is once. Raises NotFound."""
    with project.command("memos.attach", N_("Attach a memo to a {target}"), target=_spoken(target)) as session:
        get(session, memo_id)
        _link(session, memo_id, target)


def _spoken(target: Target) -> str:
    return target.kind.replace("_", " ")


def detach(project: Project, memo_id: int, target: Target) -> None:
    """Take a memo off something; the memo stays."""
    with project.command("memos.detach", N_("Take a memo off a {target}"), target=_spoken(target)) as session:
        here = (MemoLink.memo_id == memo_id, MemoLink.target == target.kind, MemoLink.target_id == target.id)
        for link in session.execute(select(MemoLink).where(*here)).scalars():
            session.delete(link)


def tag(project: Project, memo_id: int, tags: Sequence[str]) -> None:
    """Set the free tags of a memo."""
    with project.command("memos.tag", N_("Tag a memo")) as session:
        wanted = {name_key(name): clean(name) for name in tags if clean(name)}
        present = {t.name_key: t for t in session.execute(select(MemoTag).where(MemoTag.memo_id == memo_id)).scalars()}
        for key in present.keys() - wanted.keys():
            session.delete(present[key])
        for key in sorted(wanted.keys() - present.keys()):
            session.add(MemoTag(memo_id=memo_id, name=wanted[key], name_key=key))


def delete(project: Project, memo_id: int) -> None:
    """Delete a memo with its versions; undo brings it back."""
    with project.read() as session:
        memo = get(session, memo_id)
        shown = memo.title or first_words(memo.text)
    with project.command("memos.delete", N_("Delete memo “{title}”"), title=shown) as session:
        log = journal.of(session)
        # Its cards would be let go and stay as headings without words.
        log.delete_where(ArrangementCard, ArrangementCard.memo_id == memo_id)
        log.delete_with_dependents(Memo, [memo_id])


def first_words(text: str) -> str:
    """What an untitled memo is called in lists."""
    first = next((line.strip(" #>*_-") for line in text.split("\n") if line.strip(" #>*_-")), "")
    return excerpt(first, 48) if first else _("Untitled memo")


def _known(value: str, among: Sequence[str]) -> str:
    if value not in among:
        raise ValueError(f"{value!r} is none of {among}")
    return value


def get(session: Session, memo_id: int) -> Memo:
    """A memo, inside a command. Raises NotFound."""
    memo = session.get(Memo, memo_id)
    if memo is None:
        raise NotFound(_("This memo is no longer there."))
    return memo


def _keep_version(session: Session, memo: Memo, at: int) -> None:
    query = select(func.coalesce(func.max(MemoVersion.number), 0)).where(MemoVersion.memo_id == memo.id)
    number = int(session.execute(query).scalar_one()) + 1
    session.add(
        MemoVersion(
            memo_id=memo.id, number=number, title=memo.title, text=memo.text, coder_id=memo.coder_id, created_at=at
        )
    )


def _link(session: Session, memo_id: int, target: Target) -> None:
    model: type[Base] = journal.model_of(target.kind)
    if session.get(model, target.id) is None:
        raise NotFound(_("What the memo should hang on is no longer there."))
    here = (MemoLink.memo_id == memo_id, MemoLink.target == target.kind, MemoLink.target_id == target.id)
    if session.execute(select(MemoLink.id).where(*here)).first() is None:
        session.add(MemoLink(memo_id=memo_id, target=target.kind, target_id=target.id))
        session.flush()

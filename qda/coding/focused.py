"""Focused coding: gathering codes under a focused code, with the day it was done. The tree is another matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from qda.coding import codes, tree
from qda.coding.forest import Forest, tree_above
from qda.i18n import N_, _
from qda.names import name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Coding, Membership, Segment, Source
from qda.store.rows import bare

HEAP = 0
"""Stands for no group at all: where codes are that are not gathered yet."""

Card = tuple[int, int]
"""A code at one of its places: (group, code); the group is HEAP for a code that is not gathered."""


def cluster(
    project: Project, code_ids: Sequence[int], into: int, *, settle: bool = True, at: int | None = None
) -> None:
    """Gather codes under a focused code or category; a code may be gathered under several.

    With `settle`, codes that live at the root also move to live under it; others stay where they are. `at`
    (milliseconds UTC) is when they were gathered, where that was not now.
    """
    name = codes.name_of(project, into)
    with project.command(
        "codes.cluster", N_("Gather {count} codes under “{name}”"), count=len(code_ids), name=name
    ) as session:
        _gather(project, session, code_ids, into, settle=settle, at=at)


def _gather(
    project: Project,
    session: Session,
    code_ids: Sequence[int],
    into: int,
    *,
    settle: bool = True,
    at: int | None = None,
) -> None:
    here = {member for (member,) in bare(session, _members(), group=into)}
    new = [code_id for code_id in dict.fromkeys(code_ids) if code_id not in here and code_id != into]
    since = now() if at is None else at
    rows = [{"member_id": code_id, "group_id": into, "since": since} for code_id in new]
    journal.of(session).insert_many(Membership, rows)
    roots = {code for (code,) in bare(session, _at_root(), ids=new)} if settle else set()
    if roots:
        parents = dict(session.execute(select(Code.id, Code.parent_id)).all())
        loose = [code for code in new if code in roots and not tree.would_loop(parents, code, into)]
        if loose:
            codes.move(project, loose, into)


def scatter(project: Project, code_ids: Sequence[int], group_id: int) -> None:
    """Take codes out of a cluster; those that live under it go back to the root. Raises CodeNameTaken."""
    name = codes.name_of(project, group_id)
    text = N_("Take {count} codes out of “{name}”")
    with project.command("codes.scatter", text, count=len(code_ids), name=name) as session:
        _leave(project, session, [(group_id, code_id) for code_id in code_ids], codes.ROOT)


def take_out(project: Project, cards: Sequence[Card]) -> None:
    """Take codes out of the clusters that they are given with, as one act. Raises CodeNameTaken."""
    cards = [card for card in dict.fromkeys(cards) if card[0] != HEAP]
    if not cards:
        return
    groups = list(dict.fromkeys(group for group, _code in cards))
    text = N_("Take {what} out of “{name}”") if len(groups) == 1 else N_("Take {what} out of their clusters")
    with project.command("codes.take_out", text) as session:
        name = codes.name_of(project, groups[0]) if len(groups) == 1 else ""
        project.tell(what=_what(project, [code for _group, code in cards]), name=name)
        _leave(project, session, cards, codes.ROOT)


def regroup(project: Project, cards: Sequence[Card], into: int) -> None:
    """Move codes out of the clusters that they are given with and gather them in another, as one act.

    What lived under a cluster that it leaves lives under the new one. Raises CodeNameTaken.
    """
    moving = [card for card in dict.fromkeys(cards) if into not in card]
    ids = list(dict.fromkeys(code for _group, code in moving))
    if not ids:
        return
    with project.command("codes.regroup", N_("Move {what} to “{name}”")) as session:
        # Asked inside: the names come over the connection that is open anyway.
        project.tell(what=_what(project, ids), name=codes.name_of(project, into))
        _leave(project, session, [card for card in moving if card[0] != HEAP], into)
        _gather(project, session, ids, into)


def name_cluster(
    project: Project, name: str, cards: Sequence[Card], *, level: str = "focused", parent_id: int = codes.ROOT
) -> int:
    """Say what codes are an example of: make the code of that name and gather them in it, as one act; gives its id.

    An initial code of the very name becomes a member too, so that the segments keep what they began with.
    Raises CodeNameTaken, CodeNameMissing.
    """
    what = _what(project, [code for _group, code in cards])
    with project.command("codes.focus", N_("Gather {what} as “{name}”"), what=what, name=name.strip()) as session:
        twin = _initial_twin(session, parent_id, name)
        if twin is None:
            made = codes.create(project, name, parent_id=parent_id, level=level)
            regroup(project, cards, made)
            return made
        # Two names can't stand side by side: the initial code steps aside until it lives under its namesake.
        kept = codes.name_of(project, twin)
        codes.rename(project, twin, f"{kept} ({twin})")
        made = codes.create(project, name, parent_id=parent_id, level=level)
        there = [card for card in cards if card[1] == twin]
        regroup(project, cards if there else [*cards, (HEAP, twin)], made)
        if parent_id != codes.ROOT:
            codes.move(project, [twin], made)
        codes.rename(project, twin, kept)
        return made


def _initial_twin(session: Session, parent_id: int, name: str) -> int | None:
    query = select(Code.id).where(
        Code.parent_id == parent_id, Code.name_key == name_key(name), ~Code.retired, Code.level == "initial"
    )
    return session.execute(query).scalar()


def merge(project: Project, group_ids: Sequence[int], into: int) -> None:
    """Make one cluster of several: members and codings go to `into`, the others are retired and remembered.

    Members keep the day on which they were gathered. Raises CodeNameTaken, CodeWouldLoop.
    """
    merged = [group for group in dict.fromkeys(group_ids) if group != into]
    if not merged:
        return
    what, name = _what(project, merged), codes.name_of(project, into)
    with project.command("codes.merge_clusters", N_("Merge {what} into “{name}”"), what=what, name=name) as session:
        here = set(session.execute(select(Membership.member_id).where(Membership.group_id == into)).scalars())
        twins, moved = [], {}
        query = select(Membership.id, Membership.member_id).where(Membership.group_id.in_(merged))
        for row_id, member in session.execute(query.order_by(Membership.since, Membership.id)):
            if member in here or member == into:
                twins.append(row_id)
            else:
                here.add(member)
                moved[row_id] = {"group_id": into}
        log = journal.of(session)
        log.delete_where(Membership, Membership.id.in_(twins))
        log.update_each(Membership, moved)
        codes.merge(project, merged, into=into)


def _leave(project: Project, session: Session, cards: Sequence[Card], home: int) -> None:
    """End memberships; codes that live where they leave, by themselves, move to `home` (a code, or the root)."""
    if not cards:
        return
    forest, ended = Forest.around(session, [*(code for card in cards for code in card), home]), set(cards)
    leaving = {code for _group, code in cards}
    members = leaving | {code for code in forest.retired if forest.living(code) in leaving}
    rows = bare(session, _belonging(), ids=list(members))
    gone = [row_id for row_id, code, group in rows if (forest.living(group), forest.living(code)) in ended]
    journal.of(session).delete_where(Membership, Membership.id.in_(gone))
    moving = []
    for group, code in cards:
        with_parent = leaving.intersection(tree_above(forest.parents, code))
        if forest.lives_in(code) == group and not with_parent and not tree.would_loop(forest.parents, code, home):
            moving.append(code)
    if moving:
        codes.move(project, list(dict.fromkeys(moving)), home)


def gathered(project: Project) -> list[tuple[int, int, int]]:
    """All memberships: member, group, since (milliseconds UTC)."""
    with project.read() as session:
        query = select(Membership.member_id, Membership.group_id, Membership.since).order_by(Membership.id)
        return [(member, group, since) for member, group, since in session.execute(query)]


# --- reading clusters -----------------------------------------------------------------------------------------------


@cache  # a statement that is made once is compiled once: for one card, making it takes longer than asking
def _members() -> Select[int]:
    return select(Membership.member_id).where(Membership.group_id == bindparam("group"))


@cache
def _at_root() -> Select[int]:
    return select(Code.id).where(Code.id.in_(bindparam("ids", expanding=True)), Code.parent_id == codes.ROOT)


@cache
def _belonging() -> Select[int, int, int]:
    query = select(Membership.id, Membership.member_id, Membership.group_id)
    return query.where(Membership.member_id.in_(bindparam("ids", expanding=True)))


@cache
def _memberships() -> Select[int, int]:
    query = select(Membership.member_id, Membership.group_id)
    return query.where(Membership.member_id.in_(bindparam("ids", expanding=True))).order_by(Membership.id)


@cache
def _membership_rows() -> Select[int, int]:
    query = select(Membership.id, Membership.member_id)
    return query.where(Membership.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Clusters:
    """Living codes with the codes of a higher or like level that they are gathered under, and all their levels.

    A code with no membership counts as gathered where it lives in the tree. What was merged is seen through:
    `became` leads from a retired code to the one that stands for it now. `was` has the levels of retired codes.
    """

    groups: Mapping[int, tuple[int, ...]]
    levels: Mapping[int, str]
    parents: Mapping[int, int | None]
    became: Mapping[int, int]
    was: Mapping[int, str]


def clusters(project: Project) -> Clusters:
    """What is gathered under what, now."""
    with project.read() as session:
        forest = Forest.load(session)
        query = select(Membership.member_id, Membership.group_id).order_by(Membership.id)
        pairs = bare(session, query)
    alive = [code for code in forest.levels if code not in forest.retired]
    found = _grouped(forest, pairs, alive)
    became = {code: now_ for code in forest.retired if (now_ := forest.living(code)) is not None}
    was = {code: forest.levels[code] for code in forest.retired}
    return Clusters(found, {code: forest.levels[code] for code in alive}, forest.parents, became, was)


def groups_of(project: Project, code_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """What a few codes are gathered under, as `clusters` says it; those that are not there are left out."""
    with project.read() as session:
        forest = Forest.around(session, code_ids)
        asked = {code for code in code_ids if code in forest.levels and code not in forest.retired}
        own = asked | {code for code in forest.retired if forest.living(code) in asked}
        pairs = bare(session, _memberships(), ids=list(own))
    return _grouped(forest, pairs, asked)


def _grouped(forest: Forest, pairs: Iterable[Any], alive: Collection[int]) -> dict[int, tuple[int, ...]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        # Asked for each of a thousand pairs: few codes are retired.
        member = forest.living(one) if one in forest.retired else one
        group = forest.living(other) if other in forest.retired else other
        if member is not None and group is not None and member != group and group not in groups[member]:
            groups[member].append(group)
    found: dict[int, tuple[int, ...]] = {}
    for code in alive:
        home = None if groups.get(code) else forest.lives_in(code)
        found[code] = tuple(groups[code]) if home is None else (home,)
    return found


def membership_rows(project: Project, ids: Collection[int] | None = None) -> dict[int, int]:
    """The member of each membership, by the id of its row; of all, or of those with these ids that are there."""
    with project.read() as session:
        if ids is None:
            rows = bare(session, select(Membership.id, Membership.member_id))
        else:
            rows = bare(session, _membership_rows(), ids=list(ids))
    return dict(map(tuple, rows))


def meanings(project: Project) -> dict[int, str]:
    """The first line of the definition of each code that has one and is not an initial code."""
    query = select(Code.id, Code.definition).where(~Code.retired, Code.level != "initial", Code.definition != "")
    with project.read() as session:
        return {code: definition.strip().split("\n", 1)[0] for code, definition in session.execute(query)}


def first_places(project: Project) -> dict[int, tuple[int, int]]:
    """Where each code stands first: the position of the source, and the offset in its text (code points)."""
    query = (
        select(Coding.code_id, Source.position, Segment.start)
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .where(~Segment.detached)
        .order_by(Source.position, Segment.start)
    )
    places: dict[int, tuple[int, int]] = {}
    with project.read() as session:
        for code, position, start in session.execute(query):
            places.setdefault(code, (position, start))
    return places


def touching(project: Project, code_id: int) -> dict[int, int]:
    """Other codes with how many segments of this one lie on a segment of theirs, wholly or in part."""
    with project.read() as session:
        mine = session.execute(
            _spans().where(Segment.id.in_(select(Coding.segment_id).where(Coding.code_id == code_id)))
        )
        found: dict[int, set[int]] = defaultdict(set)
        for segment, source, start, end in mine.all():
            there = (
                select(Coding.code_id)
                .join(Segment, Segment.id == Coding.segment_id)
                .where(Segment.source_id == source, Segment.start < end, Segment.end > start, ~Segment.detached)
            )
            for other in session.execute(there).scalars():
                if other != code_id:
                    found[other].add(segment)
    return {other: len(segments) for other, segments in found.items()}


def _spans() -> Select[int, int, int, int]:
    return select(Segment.id, Segment.source_id, Segment.start, Segment.end).where(~Segment.detached)


def _what(project: Project, code_ids: Iterable[int]) -> str:
    ids = list(dict.fromkeys(code_ids))
    if len(ids) == 1:
        return f"“{codes.name_of(project, ids[0])}”"
    return _("{count} codes").format(count=len(ids))


# --- clusters with what they hold -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """A code in a cluster, with its own distinct segments; `since` is milliseconds UTC, 0 where it only lives there."""

    id: int
    name: str
    segments: int
    since: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster and its members, most segments first; its segments are its own and theirs, each counted once.

    The cluster with the id HEAP, nameless, holds the initial codes that are gathered nowhere.
    """

    id: int
    name: str
    level: str
    segments: int
    members: tuple[Member, ...]


def with_members(project: Project) -> list[Cluster]:
    """All focused codes, and what else has members, in the order of the tree; the heap comes last."""
    found = clusters(project)
    since = {(member, group): at for member, group, at in gathered(project)}
    with project.read() as session:
        names = dict(session.execute(select(Code.id, Code.name).where(~Code.retired)).all())
        places = session.execute(select(Code.id, Code.parent_id, Code.position).where(~Code.retired)).all()
        own = _own_segments(session)
    inside: dict[int, list[int]] = defaultdict(list)
    for code, groups in found.groups.items():
        for group in groups or ((HEAP,) if found.levels[code] == "initial" else ()):
            inside[group].append(code)
    order = [place.id for place in tree.in_order(((i, parent, at) for i, parent, at in places), codes.ROOT)]
    made = []
    groups_ = [code for code in order if inside[code] or found.levels[code] == "focused"]
    for group in (*groups_, *((HEAP,) if inside[HEAP] else ())):
        members = [Member(each, names[each], len(own[each]), since.get((each, group), 0)) for each in inside[group]]
        whole = own[group].union(*(own[each] for each in inside[group]))
        ordered = tuple(sorted(members, key=lambda each: (-each.segments, each.name)))
        made.append(Cluster(group, names.get(group, ""), found.levels.get(group, ""), len(whole), ordered))
    return made


def _own_segments(session: Session) -> defaultdict[int, set[int]]:
    query = select(Coding.code_id, Coding.segment_id).join(Segment, Segment.id == Coding.segment_id)
    own: defaultdict[int, set[int]] = defaultdict(set)
    for code, segment in session.execute(query.where(~Segment.detached)):
        own[code].add(segment)
    return own

"""Sets: levels, clusters and in-vivo codes; kinds, stages and tags of memos; what of the notes is no memo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from qda.export.characters import legal
from qda.export.refi.guids import derived
from qda.export.refi.headed import tagged
from qda.export.refi.known import Known
from qda.export.refi.reading_notes import detached_notes, map_note, relation_note
from qda.export.refi.values import CodeValue, SetValue
from qda.export.refi.xmltext import moment
from qda.i18n import N_, _
from qda.store.models import CategoryMap, Code, CoreCategory, Membership, Memo, MemoTag, Relation

_LEVELS = {"focused": N_("Focused codes"), "category": N_("Categories"), "theme": N_("Themes")}


def of_codes(known: Known, codes: Sequence[CodeValue]) -> Iterator[SetValue]:
    """What codes are, in the order of `codes`, and where they were gathered; empty sets are left out."""
    by_level: defaultdict[str, list[str]] = defaultdict(list)
    in_vivo: list[str] = []
    rows = known.session.execute(select(Code.id, Code.level, Code.in_vivo))
    what = {known.codes[code_id]: (level, own) for code_id, level, own in rows if code_id in known.codes}
    for code in codes:
        level, own = what[code.guid]
        by_level[level].append(code.guid)
        in_vivo += [code.guid] if own else []
    for level, name in _LEVELS.items():
        yield from _codes(_(name), f"level {level}", by_level[level])
    yield from _codes(_("In-vivo codes"), "in vivo", in_vivo)
    core = known.session.execute(select(CoreCategory.code_id)).scalars()
    yield from _codes(_("Core category"), "core category", [known.codes[code] for code in core if code in known.codes])
    yield from _clusters(known)


def _codes(name: str, tag: str, codes: list[str], *lines: str) -> Iterator[SetValue]:
    if codes:
        yield SetValue(_set(tag), name, tagged(tag, *lines), codes=tuple(codes))


def _set(tag: str) -> str:
    # By the tag as it will be read: what XML can't hold is gone when it comes back.
    return derived("set", legal(tag))


def _clusters(known: Known) -> Iterator[SetValue]:
    gathered: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    query = select(Membership.group_id, Membership.member_id, Membership.since).order_by(Membership.id)
    for group, member, since in known.session.execute(query):
        if group in known.codes and member in known.codes:
            gathered[group].append((known.codes[member], moment(since) or ""))
    for group, members in gathered.items():
        name = _("Gathered under “{name}”").format(name=known.code_names[group])
        dates = "Since: " + ", ".join(at for _code, at in members)
        yield from _codes(name, f"gathered under {known.codes[group]}", [code for code, _at in members], dates)


def of_notes(known: Known) -> Iterator[SetValue]:
    """Kinds, stages and tags of memos, and the notes that are none; empty sets are left out."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    stages: defaultdict[str, list[str]] = defaultdict(list)
    untitled: list[str] = []
    columns = (Memo.id, Memo.kind, Memo.stage, Memo.title)
    for memo_id, kind, stage, title in known.session.execute(select(*columns).order_by(Memo.id)):
        guid = known.memos[memo_id]
        kinds[kind].append(guid)
        if stage != "early":
            stages[stage].append(guid)
        if not title:
            untitled.append(guid)
    for kind, notes in kinds.items():
        yield from _notes(_("Memos: {kind}").format(kind=_(kind)), f"memo kind {kind}", notes)
    for stage, notes in stages.items():
        yield from _notes(_("Memos: {stage}").format(stage=_(stage)), f"memo stage {stage}", notes)
    yield from _tags(known)
    yield from _notes(_("Memos without a title"), "memo untitled", untitled)
    yield from _carried(known)


def _tags(known: Known) -> Iterator[SetValue]:
    tags: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    query = select(MemoTag.memo_id, MemoTag.name, MemoTag.name_key).order_by(MemoTag.id)
    for memo_id, name, key in known.session.execute(query):
        tags[key].append(known.memos[memo_id])
        names.setdefault(key, name)
    for key, notes in tags.items():
        yield from _notes(_("Memos tagged “{tag}”").format(tag=names[key]), f"memo tag {names[key]}", notes)


def _notes(name: str, tag: str, notes: list[str]) -> Iterator[SetValue]:
    if notes:
        yield SetValue(_set(tag), name, tagged(tag), notes=tuple(notes))


def _carried(known: Known) -> Iterator[SetValue]:
    yield from _notes(_("Properties of categories"), "properties", list(known.properties.values()))
    yield from _notes(_("First codes"), "first codes", list(known.firsts.values()))
    gone = [note for notes in detached_notes(known).values() for note in notes]
    yield from _notes(_("Words gone from their texts"), "detached segments", gone)
    noted = select(Relation.id, Relation.from_id, Relation.to_id).where(Relation.note != "").order_by(Relation.id)
    relations = [
        relation_note(known.relations[row_id])
        for row_id, one, other in known.session.execute(noted)
        if one in known.codes and other in known.codes
    ]
    yield from _notes(_("Notes on relations"), "notes on relations", relations)
    told = select(CategoryMap.id).where(CategoryMap.description != "").order_by(CategoryMap.id)
    maps = [map_note(known.maps[row_id]) for row_id in known.session.execute(told).scalars()]
    yield from _notes(_("Notes on maps"), "notes on maps", maps)

"""The story of a code, told from what the journal kept: pure rules on images, in the order of the acts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from qda.analysis.coding.biography_values import Act, Event, Image, Target, Words
from qda.i18n import N_, _, ngettext
from qda.text import excerpt

_WHY = 400  # characters of a memo that are given as the why
_DAY = 86_400_000  # milliseconds


def tell(code: int, images: Iterable[Image], words: Words) -> tuple[Event, ...]:
    """What happened to a code, oldest first. Images come in the order of the journal.

    What only puts back is not told as an event, but the counts follow it.
    """
    teller = _Teller(code, words)
    told: list[Event] = []
    for act, group in groupby(images, key=lambda image: image.act):
        some = list(group)
        found = [] if act.puts_back else list(teller.events(act, some))
        teller.follow(some)
        told += [
            replace(each, segments=teller.segments, members=len(teller.members), taken_back=act.undone)
            for each in found
        ]
    return tuple(_drawn_together(told))


def _drawn_together(told: Iterable[Event]) -> Iterator[Event]:
    """A day's codings by one coder, one after the other, are one event; so are a day's tests."""
    counts: Counter[str] = Counter()
    last: Event | None = None
    for event in told:
        if last is not None and _same(last, event):
            counts[event.why] += 1
            number = counts.total()
            text = _many(event.kind, number, counts)
            last = replace(event, text=text, why="", at=last.at, act=last.act)
            continue
        if last is not None:
            yield last
        counts = Counter({event.why: 1})
        last = event
    if last is not None:
        yield last


def _same(one: Event, other: Event) -> bool:
    alike = one.kind == other.kind and one.coder == other.coder and one.taken_back == other.taken_back
    return alike and one.kind in ("coded", "tested") and one.at // _DAY == other.at // _DAY


def _many(kind: str, number: int, counts: Mapping[str, int]) -> str:
    if kind == "coded":
        return ngettext("Given to words once", "Given to words {count} times", number).format(count=number)
    parts = ", ".join(f"{words} {count}" for words, count in counts.items())
    return _("Tested on {count} passages: {parts}").format(count=number, parts=parts)


@dataclass(slots=True)
class _Teller:
    """Tells one code's story act by act, and keeps count of where it stands."""

    code: int
    words: Words
    bound: dict[int, int] = field(default_factory=dict)  # coding -> segment, as far as they are this code's
    placed: dict[int, int] = field(default_factory=dict)  # coding -> segment, of all codings that were met
    gone: set[int] = field(default_factory=set)  # detached segments
    members: dict[int, int] = field(default_factory=dict)  # membership -> code, as far as they are this cluster's
    begun: bool = False

    @property
    def segments(self) -> int:
        return len(set(self.bound.values()) - self.gone)

    # --- keeping count ----------------------------------------------------------------------------

    def follow(self, images: Iterable[Image]) -> None:
        """Take in what an act did to codings and to segments."""
        for image in images:
            if image.table == "segment" and "detached" in (image.after or {}):
                (self.gone.add if image.new("detached") else self.gone.discard)(image.row_id)
            if image.table == "membership":
                self._count_member(image)
            if image.table != "coding":
                continue
            self.placed.update({image.row_id: image.new("segment_id")} if image.new("segment_id") else {})
            if image.after is None:
                self.bound.pop(image.row_id, None)
            elif image.new("code_id") == self.code or (image.row_id in self.bound and "code_id" not in image.after):
                self.bound[image.row_id] = self.placed.get(image.row_id, 0)
            elif "code_id" in image.after:
                self.bound.pop(image.row_id, None)

    def _count_member(self, image: Image) -> None:
        if image.after is None or image.new("group_id") not in (None, self.code):
            self.members.pop(image.row_id, None)
        elif image.new("group_id") == self.code:
            self.members[image.row_id] = image.new("member_id") or 0

    # --- telling ----------------------------------------------------------------------------------

    def events(self, act: Act, images: Sequence[Image]) -> Iterator[Event]:
        """What an act did to the code, one event for each kind of thing."""
        by_table: dict[str, list[Image]] = defaultdict(list)
        for image in images:
            by_table[image.table].append(image)
        for table, tell_them in self._tellers().items():
            for kind, text, why, target in tell_them(act, by_table.get(table, [])):
                yield Event(act.id, act.at, act.coder, kind, text, why, target)

    def _tellers(self) -> Mapping[str, Callable[[Act, list[Image]], Iterator[Told]]]:
        return {
            "code": self._codes,
            "membership": self._memberships,
            "coding": self._codings,
            "code_test": self._tests,
            "verdict": self._verdicts,
            "property": self._properties,
            "relation": self._relations,
            "saturation_judgement": self._judgements,
            "core_category": self._core,
            "map_node": self._nodes,
            "memo_link": self._memos,
        }

    def _codes(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            if image.row_id == self.code:
                yield from self._own(act, image)
            elif image.new("merged_into_id") == self.code:
                name = self.words.quoted(image.row_id, act.id)
                yield "merged", _("{name} was merged into it").format(name=name), "", ("code", image.row_id)

    def _own(self, act: Act, image: Image) -> Iterator[Told]:
        if image.before is None:
            yield self._made(act, image)
            return
        if image.after is None:
            yield "deleted", _("Deleted"), "", None
            return
        if "name" in image.after:
            told = _("Renamed from “{old}” to “{new}”").format(old=image.old("name"), new=image.new("name"))
            yield "named", told, "", None
        if "level" in image.after:
            told = _("From {old} to {new}").format(old=_level(image.old("level")), new=_level(image.new("level")))
            yield "raised", told, "", None
        yield from self._meaning(image)
        if "parent_id" in image.after and not image.new("retired"):
            yield "moved", self._moved(act, image), "", self._parent(image)
        if image.new("retired"):
            into = image.new("merged_into_id")
            if into is None:
                yield "deleted", _("Deleted, and kept for the lineage"), "", None
            else:
                name = self.words.quoted(into, act.id)
                yield "merged", _("Merged into {name}").format(name=name), "", ("code", into)

    def _made(self, act: Act, image: Image) -> Told:
        level = _level(image.new("level"))
        if act.key == "codes.split":
            return (
                "made",
                _("Split from “{old}”, as {level}").format(old=act.params.get("old", ""), level=level),
                "",
                None,
            )
        told = _("Made as {level}").format(level=level)
        if image.new("in_vivo"):
            told = _("Made as {level}, in vivo").format(level=level)
        elif image.new("origin"):
            told = _("Made as {level}, origin: {origin}").format(level=level, origin=_(str(image.new("origin"))))
        return "made", told, str(image.new("definition") or ""), None

    def _meaning(self, image: Image) -> Iterator[Told]:
        parts = {"definition": N_("definition"), "include_when": N_("include when"), "exclude_when": N_("exclude when"),
                 "example": N_("example")}  # fmt: skip
        said = [_(words) for column, words in parts.items() if column in (image.after or {})]
        if said:
            why = next((str(image.new(column)) for column in parts if image.new(column)), "")
            yield "defined", _("Defined anew: {parts}").format(parts=", ".join(said)), excerpt(why, _WHY), None

    def _parent(self, image: Image) -> Target | None:
        parent = image.new("parent_id")
        return None if parent in (None, _ROOT) else ("code", parent)

    def _moved(self, act: Act, image: Image) -> str:
        parent = image.new("parent_id")
        if parent in (None, _ROOT):
            return _("Moved to the top of the tree")
        return _("Moved to live under {name}").format(name=self.words.quoted(parent, act.id))

    # --- clusters ---------------------------------------------------------------------------------

    def _memberships(self, act: Act, images: list[Image]) -> Iterator[Told]:
        came: list[int | None] = []
        went: list[int | None] = []
        for image in images:
            group, member = image.whole.get("group_id"), image.whole.get("member_id")
            if image.before is not None and image.after is not None:  # its cluster was merged into another
                yield from self._carried(act, image)
            elif member == self.code:
                text = _("Gathered under {name}") if image.before is None else _("Taken out of {name}")
                yield "clustered", text.format(name=self.words.quoted(group, act.id)), "", _code(group)
            elif group == self.code:
                (came if image.before is None else went).append(member)
        if came:
            yield "clustered", self._listed(_("Gathered under it: {names}"), came, act), "", _code(came[0])
        if went:
            yield "clustered", self._listed(_("Taken out of it: {names}"), went, act), "", _code(went[0])

    def _carried(self, act: Act, image: Image) -> Iterator[Told]:
        if image.new("group_id") is None or self.code in (image.new("group_id"), image.old("group_id")):
            return
        name = self.words.quoted(image.new("group_id"), act.id)
        yield "clustered", _("Gathered under {name}").format(name=name), "", _code(image.new("group_id"))

    def _listed(self, text: str, codes: Sequence[int | None], act: Act) -> str:
        few = [self.words.quoted(code, act.id) for code in codes[:_NAMED]]
        if len(codes) > _NAMED:
            few.append(_("and {count} more").format(count=len(codes) - _NAMED))
        return text.format(names=", ".join(few))

    # --- codings ----------------------------------------------------------------------------------

    def _codings(self, act: Act, images: list[Image]) -> Iterator[Told]:
        new = [image for image in images if image.before is None and image.new("code_id") == self.code]
        lost = [image for image in images if image.after is None and image.old("code_id") == self.code]
        moves = [image for image in images if image.before and image.after and "code_id" in image.after]
        if new:
            yield self._given(new)
        if lost and act.key not in ("codes.delete", "codes.merge", "codes.merge_clusters"):
            told = ngettext("Taken off {count} segment", "Taken off {count} segments", len(lost))
            yield "recoded", told.format(count=len(lost)), "", None
        if act.key in ("codes.merge", "codes.merge_clusters"):
            return  # told as a merge already
        to = Counter(image.new("code_id") for image in moves if image.old("code_id") == self.code)
        for other, count in to.items():
            told = ngettext("{count} segment recoded to {name}", "{count} segments recoded to {name}", count)
            if act.key == "codes.split":
                told = ngettext("{count} segment split off as {name}", "{count} segments split off as {name}", count)
            kind = "split" if act.key == "codes.split" else "recoded"
            yield kind, told.format(count=count, name=self.words.quoted(other, act.id)), "", _code(other)
        if act.key == "codes.split":
            return  # the code was made by it
        came = Counter(image.old("code_id") for image in moves if image.new("code_id") == self.code)
        for other, count in came.items():
            told = ngettext("{count} segment recoded from {name}", "{count} segments recoded from {name}", count)
            yield "recoded", told.format(count=count, name=self.words.quoted(other, act.id)), "", _code(other)

    def _given(self, new: Sequence[Image]) -> Told:
        segment = new[0].new("segment_id")
        quote = excerpt(" ".join(self.words.quotes.get(segment, "").split()), 160)
        if not self.begun:
            self.begun = True
            return "incident", _("First given to: “{quote}”").format(quote=quote), "", ("segment", segment)
        if len(new) == 1:
            return "coded", _("Given to: “{quote}”").format(quote=quote), "", ("segment", segment)
        told = ngettext("Given to {count} segment", "Given to {count} segments", len(new))
        return "coded", told.format(count=len(new)), "", ("segment", segment)

    # --- what was thought of it -------------------------------------------------------------------

    def _tests(self, act: Act, images: list[Image]) -> Iterator[Told]:
        from qda.coding.testing import ANSWER_WORDS

        for image in images:
            given = image.new("answer")
            if given:
                words = _(ANSWER_WORDS[given])
                yield "tested", _("Tested: {words}").format(words=words), words, None

    def _verdicts(self, act: Act, images: list[Image]) -> Iterator[Told]:
        from qda.coding.comparison import RESULT_WORDS

        for image in images:
            mine = image.whole.get("code_id") == self.code or image.row_id in self.words.verdicts
            if not mine or (image.before is not None and image.after is not None):
                continue
            result = _(RESULT_WORDS[str(image.whole.get("result"))])
            text = _("Compared: {result}") if image.before is None else _("Verdict withdrawn: {result}")
            yield "compared", text.format(result=result), str(image.whole.get("note") or ""), ("verdict", image.row_id)

    def _properties(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            if image.whole.get("code_id") == self.code and (image.before is None or image.after is None):
                text = _("Property “{name}” seen") if image.before is None else _("Property “{name}” dropped")
                yield "property", text.format(name=image.whole.get("name")), str(image.new("description") or ""), None

    def _relations(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            whole = image.whole
            if image.before is not None and image.after is not None:
                continue
            kind = _(self.words.relations.get(whole.get("type_id", 0), N_("is related to")))
            one, other = (self.words.quoted(whole.get(end), act.id) for end in ("from_id", "to_id"))
            text = _("{one} {kind} {other}") if image.before is None else _("No longer: {one} {kind} {other}")
            beside = whole.get("to_id") if whole.get("from_id") == self.code else whole.get("from_id")
            yield "related", text.format(one=one, kind=kind, other=other), str(whole.get("note") or ""), _code(beside)

    def _judgements(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            if image.before is None and image.new("code_id") == self.code:
                memo = image.new("memo_id")
                why = self.words.memos.get(memo, ("", ""))[1] if memo else ""
                told = _("Judged: {judgement}").format(judgement=_(str(image.new("judgement"))))
                yield "judged", told, excerpt(why, _WHY), ("memo", memo) if memo else None

    def _core(self, act: Act, images: list[Image]) -> Iterator[Told]:
        # A merge lets the row name another code; else it comes or goes.
        gone = any(image.old("code_id") == self.code for image in images)
        came = any(image.new("code_id") == self.code for image in images)
        if came != gone:
            yield "core", _("Made the core category") if came else _("The core category no longer"), "", None

    def _nodes(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            here = image.whole.get("map_id")
            if here is None or (image.before is not None and image.after is not None):
                continue
            text = _("Put on the map “{name}”") if image.before is None else _("Taken off the map “{name}”")
            name = self.words.maps.get(here, _("a map that is gone"))
            yield "mapped", text.format(name=name), "", ("category_map", here)

    def _memos(self, act: Act, images: list[Image]) -> Iterator[Told]:
        for image in images:
            memo = image.whole.get("memo_id")
            if memo is None or image.before is not None or memo not in self.words.memos:
                continue
            title, text = self.words.memos[memo]
            yield "memo", _("Memo “{title}”").format(title=title), excerpt(text.strip(), _WHY), ("memo", memo)


_ROOT = 1
_NAMED = 6
Told = tuple[str, str, str, Target | None]


def _code(code: int | None) -> Target | None:
    return None if code is None else ("code", code)


def _level(level: object) -> str:
    words = {
        "initial": _("an initial code"),
        "focused": _("a focused code"),
        "category": _("a category"),
        "theme": _("a theme"),
    }
    return words.get(str(level), str(level))

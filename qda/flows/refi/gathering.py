"""From what stands in a REFI-QDA file to a study of ours: codes, cases, variables, sources with their segments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property

from qda.flows.refi import tags
from qda.flows.refi.archive import Archive
from qda.flows.refi.carried import (
    STUDY,
    AttributeIn,
    Carried,
    CaseIn,
    CodeIn,
    CodingIn,
    MemoIn,
    NamedIn,
    ParticipantIn,
    PassageIn,
    SegmentIn,
    SourceIn,
    Target,
    ValueIn,
)
from qda.flows.refi.raw import RawCase, RawCode, RawCoding, RawProject, RawSelection, RawSource, RawValue
from qda.flows.refi.report import Report
from qda.flows.refi.texts import Loaded, load
from qda.i18n import _
from qda.names import name_key
from qda.progress import Progress
from qda.sources.transcripts import find_structure
from qda.text import Mark

_TYPES = {"integer": "number", "float": "number", "date": "date"}
_IMPORTED_UNIT = "unit of imported cases"


class Gathering:
    """A study in the making, and what refers to what: `what` says by guid what a thing of the file has become."""

    def __init__(self, raw: RawProject, archive: Archive, report: Report) -> None:
        self.raw, self.archive, self.report = raw, archive, report
        self.ours = raw.origin.startswith("Gerund")
        self.study = Carried(title=raw.name, user=raw.user, coders=dict(raw.users))
        self.what: dict[str, Target] = {}
        self.segments: dict[str, str] = {}  # the segment's key by the guid of a selection
        self.spans: dict[str, tuple[str, int, int]] = {}  # source and place by the guid of a selection
        self.hung: defaultdict[str, list[Target]] = defaultdict(list)  # by a note's guid: what it hangs on
        self.tagged: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # by a set's tag: members and dates
        self.kind_of: dict[str, str] = {}  # the tag of a variable, by its guid
        self.not_memos: set[str] = set()
        self._lengths: dict[str, int] = {}  # of texts
        self.first_notes: dict[str, str] = {}  # the key of the first code by the guid of the note that tells of it

    # --- what comes first: tags, codes, cases ---------------------------------------------------------------------

    def begin(self) -> None:
        """Read tags, codes and cases, which others refer to."""
        self._study()
        self._tags()
        self._codes()
        self._variables()
        for case in self.raw.cases:
            self._announce(case)

    def _study(self) -> None:
        parts = tags.parts_of(self.raw.description, tags.STUDY) if self.ours else {"": self.raw.description}
        self.study.description = parts[""]
        self.study.context = parts.get("Context:", "")
        self.study.questions = [line for line in parts.get("Research questions:", "").split("\n") if line]
        for note in self.raw.note_refs:
            self.hung[note].append(STUDY)
        told = {user for user in self._users() if user}
        for user in sorted(told - self.study.coders.keys()):
            self.report.mended(_("A coder is named nowhere; one without a name stands for him or her."), user)
            self.study.coders[user] = ""

    def _users(self) -> set[str | None]:
        found: set[str | None] = {self.raw.user}
        for source in (*self.raw.sources, *self.raw.notes):
            for each in (source, *source.inner):
                found |= {coding.user for coding in each.codings} | {selection.user for selection in each.selections}
                found |= {coding.user for selection in each.selections for coding in selection.codings}
            found |= {source.user} if source.kind == "note" else set()
        return found

    def _tags(self) -> None:
        for each in self.raw.sets:
            tag, lines = tags.tag_of(each.description)
            if tag:
                since = next((line[7:].split(", ") for line in lines if line.startswith("Since: ")), [])
                members = (*each.codes, *each.notes)
                self.tagged[tag] += [
                    (member, since[number] if number < len(since) else "") for number, member in enumerate(members)
                ]
        carried = ("properties", "first codes", "detached segments", "notes on relations", "notes on maps")
        self.not_memos = {note for tag in carried for note, _since in self.tagged[tag]}

    def members(self, tag: str) -> list[str]:
        """The members of a set of ours."""
        return [member for member, _since in self.tagged[tag]]

    def tagged_as(self, beginning: str) -> dict[str, str]:
        """What the sets of ours whose tags begin so say of each member, by its guid."""
        return {
            member: tag.removeprefix(beginning)
            for tag, members in self.tagged.items()
            if tag.startswith(beginning)
            for member, _since in members
        }

    # --- codes ----------------------------------------------------------------------------------------------------

    def _codes(self) -> None:
        levels = {code: level for level in ("focused", "category", "theme") for code in self.members(f"level {level}")}
        in_vivo = set(self.members("in vivo"))
        for code in self.raw.codes:
            self.what.setdefault(code.guid, ("code", code.guid))
            for note in code.notes:
                self.hung[note].append(("code", code.guid))
            self.study.codes.append(self._code(code, levels.get(code.guid, "initial"), code.guid in in_vivo))
            if not code.codable:
                self.report.carried(_("A code that only gathers others may be applied here."), code.name)
        self.study.core = next(iter(self.members("core category")), None)

    def _code(self, code: RawCode, level: str, in_vivo: bool) -> CodeIn:
        parts = tags.parts_of(code.description, tags.CODE) if self.ours else {"": code.description}
        return CodeIn(
            key=code.guid,
            name=code.name,
            parent=code.parent,
            color=code.color,
            level=level,
            in_vivo=in_vivo,
            definition=parts[""],
            include_when=parts.get("Include when:", ""),
            exclude_when=parts.get("Exclude when:", ""),
            example=parts.get("Example:", ""),
        )

    # --- variables and cases ----------------------------------------------------------------------------------------

    def _variables(self) -> None:
        held: defaultdict[str, list[str]] = defaultdict(list)
        for value in self._all_values():
            held[value.variable].append(value.value)
        for variable in self.raw.variables:
            tag, lines = tags.tag_of(variable.description)
            if tag and not tag.startswith("attribute "):
                self.kind_of[variable.guid] = tag
                continue
            kind = tag.removeprefix("attribute ") if tag else self._type(variable.type, held[variable.guid])
            chosen = "\n".join(lines).removeprefix("Choices: ") if tag else ""
            if variable.description and not tag:
                self.report.lost(_("The description of a variable has no place here."), variable.name)
            self.study.attributes.append(AttributeIn(variable.guid, variable.name, kind, chosen))

    def _all_values(self) -> list[RawValue]:
        cases = [value for case in self.raw.cases for value in case.values]
        return cases + [value for source in self.raw.sources for value in source.values]

    def _type(self, told: str, values: list[str]) -> str:
        kind = _TYPES.get(told.strip().lower(), "text")
        if told.strip().lower() == "datetime" and all(
            re.fullmatch(r"\d{4}-\d\d-\d\d(T00:00:00.*)?", v) for v in values
        ):
            return "date"
        return kind

    def values(self, values: tuple[RawValue, ...], target: Target) -> dict[str, str]:
        """Note what something has for attributes; gives what it has for variables of ours, by tag."""
        own: dict[str, str] = {}
        types = {attribute.key: attribute.type for attribute in self.study.attributes} if values else {}
        for value in values:
            if value.variable in self.kind_of:
                own[self.kind_of[value.variable]] = value.value
            elif value.variable not in types:
                self.report.lost(_("A value of a variable that is not in the file."), value.value)
            elif value.value:
                dated = types[value.variable] == "date" and not self.ours
                words = value.value.strip().partition("T")[0] if dated else value.value
                self.study.values.append(ValueIn(value.variable, target, words))
        return own

    def _own_kind(self, case: RawCase) -> str:
        told = [value.value for value in case.values if self.kind_of.get(value.variable) == "kind of case"]
        return told[0] if told and told[0] in ("unit", "case", "participant") else ""

    def _announce(self, case: RawCase) -> None:
        kind = self._own_kind(case) or ("case" if case.name.strip() else "")
        if kind:
            self.what.setdefault(case.guid, (kind, case.guid))

    def cases(self) -> None:
        """Units, cases and participants, with their sources and passages."""
        units = {name_key(case.name): case.guid for case in self.raw.cases if self._own_kind(case) == "unit"}
        homes: dict[str, dict[str, str]] = defaultdict(dict)
        self._lengths = {source.key: len(source.text) for source in self.study.sources}
        people: defaultdict[str, list[str]] = defaultdict(list)
        for case in self.raw.cases:
            kind = self._own_kind(case)
            if not kind and not case.name.strip():
                self._nameless(case)
                continue
            target: Target = (kind or "case", case.guid)
            own = self.values(case.values, target)
            if kind == "unit":
                self.study.units.append(NamedIn(case.guid, case.name, case.description))
                for source in case.sources:
                    homes[source].setdefault("unit", case.guid)
            elif kind == "participant":
                self.study.participants.append(
                    ParticipantIn(case.guid, case.name, own.get("role", ""), (), case.description)
                )
                for source in case.sources:
                    people[source].append(case.guid)
            else:
                unit = units.get(name_key(own.get("unit", ""))) or self._imported_unit()
                self.study.cases.append(CaseIn(case.guid, case.name, unit, case.description))
                self._sources_of(case, homes)
            if case.codes:
                self.report.lost(_("A case refers to codes, which cases here do not."), case.name)
        self._settle(homes, people)

    def _imported_unit(self) -> str:
        if all(unit.key != _IMPORTED_UNIT for unit in self.study.units):
            title = self.raw.name.strip()
            name = _("Cases of “{project}”").format(project=title) if title else _("Imported cases")
            self.study.units.append(NamedIn(_IMPORTED_UNIT, name))
            self.report.carried(_("Cases need a unit of analysis; one was made for those of the file."), name)
        return _IMPORTED_UNIT

    def _sources_of(self, case: RawCase, homes: dict[str, dict[str, str]]) -> None:
        lengths = self._lengths
        for source in case.sources:
            if source not in lengths:
                self.report.lost(_("A case refers to a source that is not in the file."), case.name)
            elif "case" not in homes[source]:
                homes[source]["case"] = case.guid
            else:
                self.study.passages.append(PassageIn(source, 0, lengths[source], case.guid))
                self.report.carried(
                    _("A source of several cases is at home in the first, and speaks of the others."), case.name
                )
        for selection in case.selections:
            if selection in self.spans:
                self.study.passages.append(PassageIn(*self.spans[selection], case.guid, selection))
            else:
                self.report.lost(_("A case refers to a selection that has no place in a text."), case.name)

    def _nameless(self, case: RawCase) -> None:
        """A case without a name carries the variables of its sources, as MAXQDA and Quirkos write them."""
        there = [source for source in case.sources if source in self._lengths]
        for source in there:
            self.values(case.values, ("source", source))
        if there and case.values:
            self.report.carried(_("The variables of a case without a name became attributes of its sources."))
            if case.selections or case.codes or case.description:
                words = case.description or case.guid
                self.report.lost(_("All else that a case without a name tells was left out."), words)
        elif case.values or case.selections or case.codes or case.description:
            self.report.lost(_("A case has neither a name nor a source."), case.description or case.guid)

    def _settle(self, homes: Mapping[str, Mapping[str, str]], people: Mapping[str, list[str]]) -> None:
        self.study.sources = [
            replace(
                source,
                unit=None if "case" in homes.get(source.key, {}) else homes.get(source.key, {}).get("unit"),
                case=homes.get(source.key, {}).get("case"),
                participants=tuple(people.get(source.key, ())),
            )
            for source in self.study.sources
        ]

    # --- sources ----------------------------------------------------------------------------------------------------

    def sources(self, progress: Progress) -> None:
        """The texts, with segments and codings."""
        passages = {selection for case in self.raw.cases for selection in case.selections}
        for done, source in enumerate(self.raw.sources):
            progress.step(done, len(self.raw.sources), _("Reading texts"))
            self.what.setdefault(source.guid, ("source", source.guid))
            loaded = load(source, self.archive, self.raw.origin, self.report)
            self._source(source, loaded)
            for note in (*source.notes, *(note for inner in source.inner for note in inner.notes)):
                self.hung[note].append(("source", source.guid))
            self._segments(source, loaded, passages)

    def _source(self, source: RawSource, loaded: Loaded) -> None:
        own = self.values(source.values, ("source", source.guid))
        for inner in source.inner:
            self.values(inner.values, ("source", source.guid))
        speakers = self._speakers(own.get("speakers", ""))
        told = "\n\n".join(part for part in (source.description, *(i.description for i in source.inner)) if part)
        if "instrument" in own:
            self.report.lost(
                _("The instrument of a source was not in the file."), f"{source.name}: {own['instrument']}"
            )
        self.study.sources.append(
            SourceIn(
                key=source.guid,
                name=source.name,
                text=loaded.text,
                marks=() if loaded.made else _marks(loaded.text, speakers, only=self.ours),
                kind=own.get("kind", ""),
                perspective=own.get("perspective", ""),
                date=own.get("date") or own.get("date in part") or None,
                placed_on=own.get("placed on") or None,
                coded=own.get("coded", "") == "true",
                description=told,
                original_name=own.get("original", ""),
                at=source.at,
                speakers=speakers,
            )
        )

    @cached_property
    def _people(self) -> dict[str, str]:
        """Participants of ours by the keys of their names."""
        return {name_key(case.name): case.guid for case in self.raw.cases if self._own_kind(case) == "participant"}

    @cached_property
    def code_names(self) -> dict[str, str]:
        """Names of codes by their guids."""
        return {code.guid: code.name for code in self.raw.codes}

    def _speakers(self, lines: str) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for line in lines.split("\n"):
            match = re.fullmatch(r"(.+?) = (interviewer|nobody known|participant (.*))", line)
            if match is not None:
                person = match.group(3)
                who = None if match.group(2) == "interviewer" else self._people.get(name_key(person or ""), "")
                found[match.group(1)] = who
        return found

    def _segments(self, source: RawSource, loaded: Loaded, passages: set[str]) -> None:
        at: dict[tuple[int, int], str] = {}
        for placed in loaded.placed:
            selection = placed.selection
            self.spans[selection.guid] = (source.guid, placed.start, placed.end)
            said = self._said(selection, placed.quoted)
            bare = not (selection.codings or selection.notes or said)
            if bare and selection.guid in passages:
                continue
            key = self._segment(source, selection.guid, (placed.start, placed.end), at)
            self.what.setdefault(selection.guid, ("segment", key))
            self._on_segment(source, selection, key)
            if said:
                self._remark(selection, said, ("segment", key), placed.quoted)
            elif not placed.quoted and selection.name.strip() and not loaded.made:
                self.report.lost(_("A selection's own name has no place here."), f"{source.name}: {selection.name}")
        for selection in loaded.flat:
            self._on_flat(source, selection)
        codings = (*source.codings, *(coding for inner in source.inner for coding in inner.codings))
        if codings:
            self.report.carried(_("A code on a whole source is on a segment that is all of its text."), source.name)
            key = self._segment(source, f"whole {source.guid}", (0, len(loaded.text)), at)
            for coding in codings:
                self._coding(coding, key, None, source.name)

    def _segment(self, source: RawSource, key: str, span: tuple[int, int], at: dict[tuple[int, int], str]) -> str:
        if span in at:
            self.report.mended(
                _("Two selections of the same words are one segment."), f"{source.name} {span[0]}–{span[1]}"
            )
            self.segments[key] = at[span]
            return at[span]
        at[span] = self.segments[key] = key
        self.study.segments.append(SegmentIn(key, source.guid, *span))
        return key

    def _said(self, selection: RawSelection, quoted: bool) -> str:
        """The description of a selection, unless it is only the quoted words again."""
        if not selection.description:
            return ""
        told, name = " ".join(selection.description.split()), " ".join(selection.name.split())
        begun = told.rstrip("…").strip()
        return (
            "" if not told or (quoted and begun and (name.startswith(begun) or told == name)) else selection.description
        )

    def _on_segment(self, source: RawSource, selection: RawSelection, key: str) -> None:
        for coding in selection.codings:
            self._coding(coding, key, selection.user, source.name)
        for note in selection.notes:
            self.hung[note].append(("segment", key))

    def _on_flat(self, source: RawSource, selection: RawSelection) -> None:
        """What is written on a selection that can be no segment hangs on its source; its codes are lost."""
        names = self.code_names
        for coding in selection.codings:
            self.report.lost(_("A coding has no words."), f"{source.name}: {names.get(coding.code, coding.code)}")
            self._notes_on(coding, ("source", source.guid))
        for note in selection.notes:
            self.hung[note].append(("source", source.guid))
        if self._said(selection, quoted=False):
            self._remark(selection, selection.description, ("source", source.guid), quoted=True)

    def _remark(self, selection: RawSelection, said: str, on: Target, quoted: bool) -> None:
        title = "" if quoted else selection.name
        key = tags.derived("remark", selection.guid)
        self.study.memos.append(
            MemoIn(key, title, said, coder=selection.user or self.raw.user, at=selection.at, targets=(on,))
        )
        self.report.carried(_("What was written on a selection became a memo on the segment."), title or said[:60])

    def _coding(self, coding: RawCoding, segment: str, user: str | None, place: str) -> None:
        if self._notes_on(coding, ("segment", segment)):
            self.report.carried(_("A note on a coding hangs on its segment."), place)
        if self.what.get(coding.code, ("", ""))[0] != "code":
            self.report.lost(_("A coding names a code that is not in the file."), f"{place}: {coding.code}")
            return
        firsts = [self.first_notes[note] for note in coding.notes if note in self.first_notes]
        self.study.codings.append(
            CodingIn(
                coding.guid, segment, coding.code, coding.user or user or self.raw.user, coding.at,
                firsts[0] if firsts else None,
            )
        )  # fmt: skip

    def _notes_on(self, coding: RawCoding, target: Target) -> int:
        """Hang the notes of a coding on something else; gives how many there are."""
        notes = [note for note in coding.notes if note not in self.first_notes]
        for note in notes:
            self.hung[note].append(target)
        return len(notes)


def _marks(text: str, labels: Mapping[str, str | None], *, only: bool) -> tuple[Mark, ...]:
    """Times and speakers that the text shows, and turns of those who are known to speak in it; `only` of those."""
    keyed = cache(name_key)  # a few people say thousands of turns
    keys = set(map(keyed, labels))
    found = [mark for mark in find_structure(text) if not only or mark.kind != "speaker" or keyed(mark.value) in keys]
    seen = {keyed(mark.value) for mark in found if mark.kind == "speaker"}
    for label in labels:
        if keyed(label) not in seen:
            turns = re.finditer(rf"^{re.escape(label)}\s?:", text, re.MULTILINE)
            found += [Mark(turn.start(), turn.end(), "speaker", label) for turn in turns]
    return tuple(sorted(found))

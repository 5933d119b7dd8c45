"""The code tree of a gathered study: codes that are there are used, others are made, siblings keep their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from qda.coding.codes import ROOT
from qda.flows.refi.carried import CodeIn
from qda.flows.refi.rows import Numbers, Rows
from qda.i18n import _
from qda.names import clean, name_key
from qda.project.project import now
from qda.store.models import Code, CoreCategory, Membership
from qda.store.rows import Values


class Codes:
    """Writes codes and what they were gathered under."""

    def __init__(self, rows: Rows) -> None:
        self._of = rows
        self._taken: set[str] = set()
        self._places: dict[tuple[int, str], int] = {}  # living codes by parent and name; 0 for one about to be written
        self._last: defaultdict[int, int] = defaultdict(lambda: -1)  # positions by parent
        self._names: defaultdict[int, set[str]] = defaultdict(set)  # keys of names by parent
        self._numbers: defaultdict[int, Numbers] = defaultdict(Numbers)

    def write(self) -> None:
        """The tree, level by level."""
        same = self._of.by_guid(Code, (code.key for code in self._of.study.codes))
        self._taken = set(same)
        living = select(Code.id, Code.parent_id, Code.name_key, Code.retired).where(Code.id != ROOT)
        here: dict[int, bool] = {}
        for row_id, parent, key, retired in self._of.session.execute(living):
            here[row_id] = retired
            if not retired:
                self._places[parent or ROOT, key] = row_id
                self._names[parent or ROOT].add(key)
                self._last[parent or ROOT] += 1
        known = new = 0
        for level in _by_depth(self._of.study.codes):
            rows: list[tuple[CodeIn, Values]] = []
            for code in level:
                there = self._known_code(code, same, here)
                if there is not None:
                    known += 1
                    self._of.ids["code", code.key] = there
                    self._fill_code(there, code)
                else:
                    rows.append((code, self._code_row(code)))
            ids = self._of.insert(Code, [values for _code, values in rows], _("Writing codes"))
            for (code, _values), row_id in zip(rows, ids, strict=True):
                self._of.ids["code", code.key] = row_id
                if not code.retired:
                    self._places[_values["parent_id"], _values["name_key"]] = row_id
            new += len(rows)
        merged = {
            self._of.ids["code", code.key]: {"merged_into_id": self._of.ids.get(("code", code.merged_into or ""))}
            for code in self._of.study.codes
            if code.retired and code.merged_into
        }
        self._of.log.update_each(Code, merged)
        self._of.report.count("codes", new, known)

    def _known_code(self, code: CodeIn, same: Mapping[str, int], here: Mapping[int, bool]) -> int | None:
        """The code of this guid, or of this name at this place, that is in the project already."""
        there = same.get(code.key)
        if there is not None and here.get(there) == code.retired:
            return there
        if code.retired:
            return None
        found = self._places.get((self._parent(code), name_key(code.name)))
        return found if found in here else None  # not one that this import made a moment ago

    def _parent(self, code: CodeIn) -> int:
        return self._of.ids.get(("code", code.parent or ""), ROOT) if not code.retired else ROOT

    def _code_row(self, code: CodeIn) -> Values:
        parent = self._parent(code)
        name = clean(code.name)
        if not name:
            name = _("Code without a name")
            self._of.report.mended(_("A code without a name got one."), code.key)
        if not code.retired and (parent, name_key(name)) in self._places:
            free = self._numbers[parent].free(name, self._names[parent])
            self._of.report.mended(_("Two codes at one place had the same name; one got a number."), free)
            name = free
        self._last[parent] += not code.retired
        if not code.retired:
            self._places[parent, name_key(name)] = 0
            self._names[parent].add(name_key(name))
        return {
            "guid": self._of.guid(code.key, self._taken),
            "parent_id": parent,
            "name": name,
            "name_key": name_key(name),
            "level": code.level,
            "position": max(self._last[parent], 0),
            "color": code.color,
            "in_vivo": code.in_vivo,
            "origin": "import",
            "definition": code.definition,
            "include_when": code.include_when,
            "exclude_when": code.exclude_when,
            "example": code.example,
            "retired": code.retired,
            "created_at": now(),
        }

    def _fill_code(self, row_id: int, code: CodeIn) -> None:
        """What the project's code does not say itself it learns from the file's."""
        row = self._of.session.get_one(Code, row_id)
        for name in ("color", "definition", "include_when", "exclude_when", "example"):
            told = getattr(code, name)
            if told and not getattr(row, name):
                setattr(row, name, told)
            elif told and name == "definition" and told != row.definition:
                self._of.report.lost(_("A code that was there keeps its own definition."), f"{row.name}: {told[:200]}")
        self._of.session.flush()

    def gather(self) -> None:
        """What codes were gathered under, and the core category."""
        there: set[tuple[int, int]] = set(self._of.session.execute(select(Membership.member_id, Membership.group_id)))
        rows = []
        for each in self._of.study.memberships:
            key = self._of.ids.get(("code", each.member)), self._of.ids.get(("code", each.group))
            if key[0] is not None and key[1] is not None and key[0] != key[1] and key not in there:
                there.add((key[0], key[1]))
                since = each.since if each.since is not None else now()
                rows.append({"member_id": key[0], "group_id": key[1], "since": since})
        self._of.log.insert_many(Membership, rows)
        core = self._of.ids.get(("code", self._of.study.core or ""))
        if core is not None and self._of.session.execute(select(CoreCategory.id)).first() is None:
            self._of.log.insert(CoreCategory, {"code_id": core, "created_at": now()})


def _by_depth(codes: Sequence[CodeIn]) -> list[list[CodeIn]]:
    """Codes by how deep they live, parents before children; retired ones last."""
    depth: dict[str, int] = {}
    found: defaultdict[int, list[CodeIn]] = defaultdict(list)
    for code in codes:
        depth[code.key] = depth.get(code.parent or "", -1) + 1
        found[depth[code.key] if not code.retired else 1_000_000].append(code)
    return [found[level] for level in sorted(found)]

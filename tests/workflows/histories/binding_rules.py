"""What flows and screens bind together: several commands as one act, as a group, as a batch."""

from __future__ import annotations

from functools import partial
from typing import Any

from hypothesis.stateful import rule

from qda.coding import categories, codes, relations, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.sources.service import NewSource
from qda.store.models import Case, Coding, Unit
from qda.study import service as study
from tests.factories import TALK, marks_of
from tests.workflows.histories import binding
from tests.workflows.histories.binding import Part
from tests.workflows.histories.machine import NOTHING, Machine, flat, names, picks, places


class BindingRules(Machine):
    """A few commands at once, the later ones on what the earlier ones have changed."""

    @rule(pick=picks, other=picks, name=names, place=places)
    def do_at_once(self, pick: int, other: int, name: str, place: tuple[int, int]) -> None:
        self.act(binding.in_one, self._parts(pick, other, name, place))

    @rule(pick=picks, other=picks, name=names, place=places)
    def do_in_group(self, pick: int, other: int, name: str, place: tuple[int, int]) -> None:
        self.act(binding.in_group, self._parts(pick, other, name, place))

    @rule(pick=picks, other=picks, name=names, place=places)
    def do_in_batch(self, pick: int, other: int, name: str, place: tuple[int, int]) -> None:
        self.act(binding.in_batch, self._parts(pick, other, name, place), strict=bool(pick % 2))

    def _parts(self, pick: int, other: int, name: str, place: tuple[int, int]) -> list[Part]:
        """Two to four commands, those that there is something for."""
        source, code = self.source(pick), self.code(pick)
        span = self.span(source, place)
        every: list[partial[Any]] = [
            partial(codes.create, name=f"{name} {pick}"),
            partial(segments.apply_new, source_id=source, span=span, label=f"{name} {other}"),
            partial(segments.apply, source_id=source, span=span, code_id=code),
            partial(codes.rename, code_id=code, name=f"{name} {other}"),
            partial(codes.merge, code_ids=[code], into=self.code(other)),
            partial(segments.recode, coding_ids=self.some(Coding, pick), code_id=code),
            partial(segments.remove, coding_ids=self.some(Coding, other)),
            partial(categories.raise_to, code_ids=[code], level="category"),
            partial(relations.relate, from_id=code, type_name="leads to", to_id=self.code(other)),
            partial(memos.begin, text=name, targets=[Target("source", source)]),
            partial(editing.correct, source_id=source, edits=[Edit(span.start, span.end, name)]),
            partial(study.create_unit, name=f"{name} {pick}"),
            partial(study.create_case, unit_id=self.one(Unit, other), name=f"{name} {other}"),
            partial(study.rename_case, case_id=self.one(Case, pick), name=name),
            partial(sources.add, new=NewSource(name, TALK, marks_of(TALK))),
            partial(sources.move, source_ids=[source], case_id=self.one(Case, other)),
            partial(codes.delete, code_ids=[code]),
        ]
        possible = [part for part in every if NOTHING not in flat(part.keywords.values())]
        return [possible[(pick + step * (other % 7 + 1)) % len(possible)] for step in range(2 + other % 3)]

"""Codes, codings, lines, clusters, verdicts and tests."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.coding import codes, comparison, focused, lines, queries, segments, testing
from qda.sources import queries as source_queries
from qda.store.models import CodeTest, Coding, Membership, Segment, Verdict
from tests.workflows.histories.machine import Machine, names, picks, places

levels = st.sampled_from(["initial", "focused", "category", "theme"])


class CodeRules(Machine):
    """Labels and the tree they live in."""

    @rule(name=names, pick=picks, level=levels)
    def make_code(self, name: str, pick: int, level: str) -> None:
        self.act(codes.create, name, parent_id=self.code(pick) if pick % 3 == 0 else codes.ROOT, level=level)

    @rule(pick=picks, name=names)
    def rename_code(self, pick: int, name: str) -> None:
        self.act(codes.rename, self.code(pick), name)

    @rule(pick=picks, name=names, level=levels)
    def describe_code(self, pick: int, name: str, level: str) -> None:
        self.act(codes.define, self.code(pick), definition=name, include_when=name)
        self.act(codes.recolor, self.code(pick), "#336699")
        self.act(codes.set_level, [self.code(pick)], level)
        self.act(codes.set_in_vivo, self.code(pick), bool(pick % 2))

    @rule(pick=picks, other=picks)
    def move_code(self, pick: int, other: int) -> None:
        self.act(codes.move, [self.code(pick)], self.code(other))

    @rule(pick=picks, other=picks)
    def merge_codes(self, pick: int, other: int) -> None:
        self.act(codes.merge, [self.code(pick)], into=self.code(other))

    @rule(pick=picks, name=names)
    def split_code(self, pick: int, name: str) -> None:
        mine = [row.coding_id for row in queries.of_codes(self.project, [self.code(pick)])]
        self.act(codes.split, self.code(pick), name, mine[::2])

    @rule(pick=picks)
    def delete_code(self, pick: int) -> None:
        self.act(codes.delete, [self.code(pick)])


class CodingRules(Machine):
    """Segments, codings, lines passed over."""

    @rule(pick=picks, place=places)
    def apply_code(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        self.act(segments.apply, source, self.span(source, place), self.code(pick))

    @rule(pick=picks, place=places, name=names)
    def apply_new(self, pick: int, place: tuple[int, int], name: str) -> None:
        source = self.source(pick)
        self.act(segments.apply_new, source, self.span(source, place), name)

    @rule(pick=picks, place=places)
    def apply_many(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        spans = [self.span(source, place), self.span(source, (place[0] // 2, place[1]))]
        self.act(segments.apply_many, [(source, span, self.code(pick)) for span in spans])

    @rule(pick=picks, place=places)
    def code_in_vivo(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        self.act(segments.in_vivo, source, self.span(source, place))

    @rule(pick=picks, place=places)
    def hold_words(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        self.act(segments.hold, source, self.span(source, place))

    @rule(pick=picks, all_of_it=st.booleans(), place=places)
    def resize(self, pick: int, all_of_it: bool, place: tuple[int, int]) -> None:
        span = self.span(self.source(0), place)
        self.act(segments.resize, self.one(Coding, pick), span, whole_segment=all_of_it)

    @rule(pick=picks)
    def take_off(self, pick: int) -> None:
        self.act(segments.remove, self.some(Coding, pick))

    @rule(pick=picks, other=picks)
    def recode(self, pick: int, other: int) -> None:
        self.act(segments.recode, self.some(Coding, pick), self.code(other))

    @rule(pick=picks)
    def pass_lines(self, pick: int) -> None:
        source = self.source(pick)
        starts = list(source_queries.opened(self.project, source).unit_starts)
        if starts:
            self.act(lines.pass_over, source, starts[pick % len(starts) :])
            self.act(lines.take_up, source, starts[pick % len(starts) :][::2])


class FocusRules(Machine):
    """Gathering codes, comparing incidents, testing what a code says."""

    def card(self, pick: int) -> tuple[int, int]:
        """A code at one of its places on the board."""
        with self.project.read() as session:
            member = session.get(Membership, self.one(Membership, pick))
            if member is not None and pick % 2:
                return member.group_id, member.member_id
        return focused.HEAP, self.code(pick)

    @rule(pick=picks, other=picks)
    def gather(self, pick: int, other: int) -> None:
        self.act(focused.cluster, [self.code(pick)], self.code(other))

    @rule(pick=picks, other=picks)
    def scatter(self, pick: int, other: int) -> None:
        group, code = self.card(pick)
        self.act(focused.scatter, [code, self.code(other)], group)
        self.act(focused.take_out, [self.card(other)])

    @rule(pick=picks, other=picks)
    def regroup(self, pick: int, other: int) -> None:
        self.act(focused.regroup, [self.card(pick)], self.code(other))

    @rule(pick=picks, other=picks, name=names)
    def name_cluster(self, pick: int, other: int, name: str) -> None:
        self.act(focused.name_cluster, name, [self.card(pick), self.card(other)])

    @rule(pick=picks, other=picks)
    def merge_clusters(self, pick: int, other: int) -> None:
        self.act(focused.merge, [self.code(pick)], self.code(other))

    @rule(pick=picks, result=st.sampled_from(comparison.RESULTS), name=names)
    def judge(self, pick: int, result: str, name: str) -> None:
        self.act(comparison.judge, self.some(Segment, pick), result, code_id=self.code(pick), note=name)

    @rule(pick=picks)
    def withdraw_verdict(self, pick: int) -> None:
        self.act(comparison.withdraw, self.one(Verdict, pick))

    @rule(pick=picks, other=picks, given=st.sampled_from(testing.ANSWERS), apply=st.booleans())
    def test_code(self, pick: int, other: int, given: str, apply: bool) -> None:
        self.act(testing.answer, self.code(pick), self.one(Segment, other), given, note="as it seems", apply=apply)

    @rule(pick=picks, place=places, apply=st.booleans())
    def test_code_on_words(self, pick: int, place: tuple[int, int], apply: bool) -> None:
        source = self.source(pick)
        self.act(testing.answer, self.code(pick), (source, self.span(source, place)), "fits", apply=apply)

    @rule(pick=picks, name=names)
    def change_answer(self, pick: int, name: str) -> None:
        self.act(testing.note, self.one(CodeTest, pick), name)
        if pick % 2:
            self.act(testing.withdraw, self.some(CodeTest, pick))

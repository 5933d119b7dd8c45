"""Curves and fillings against values worked by hand."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

import pytest

from qda.analysis.coding import saturation
from qda.analysis.coding.saturation import Collected, NoRule, Rule
from qda.analysis.coding.saturation_words import last_words, left_out_words, reached_words
from qda.coding import categories, codes, queries, segments
from qda.coding.codes import ROOT
from qda.project.project import Project
from qda.sources import service as sources
from qda.store import journal
from qda.store.models import Dimension, Evidence
from qda.study import service as study
from tests.factories import make_case, make_source, span_of

NEW = (20, 9, 6, 5, 3, 1, 1, 1, 0)
"""New codes in nine interviews: with a base of 4 there are 40 codes to measure the runs by."""


def curve_of(news: Sequence[int]) -> saturation.Curve:
    """A study whose sources bring so many new codes each, and each the first code again."""
    fresh = itertools.count(1)
    met = {at: frozenset([1, *(next(fresh) for _ in range(new))]) for at, new in enumerate(news, start=1)}
    found = tuple(Collected(at, f"S{at}", f"2020-01-{at:02}", imported=at) for at in met)
    return saturation.Material(found, met).curve()


# --- base, run, threshold


def test_points_count_what_no_source_before_had() -> None:
    found = saturation.points([3, 1, 2], {1: {10, 11}, 2: {11, 12, 13}, 3: {10}})

    assert [(p.source, p.place, p.new, p.total) for p in found] == [(3, 1, 1, 1), (1, 2, 1, 2), (2, 3, 2, 4)]


def test_runs_after_the_base_move_on_by_one_source() -> None:
    found = saturation.runs(curve_of(NEW).points, Rule(4, 2, 5))

    assert [(run.first, run.last, run.new, run.base_codes) for run in found] == [
        (5, 6, 4, 40),
        (6, 7, 2, 40),
        (7, 8, 2, 40),
        (8, 9, 1, 40),
    ]
    assert [run.percent for run in found] == [10.0, 5.0, 5.0, 2.5]


@pytest.mark.parametrize(
    ("rule", "notation"),
    [
        (Rule(4, 2, 5), "5+2"),
        (Rule(4, 2, 0), None),
        (Rule(4, 2, 3), "7+2"),
        (Rule(4, 3, 5), "6+3"),  # 3 of 40 in sources 6 to 8 is 7.5 %, 2 of 40 in 7 to 9 is 5 %
        (Rule(6, 2, 5), "6+2"),  # base of 44: 2 of 44 is 4.5 %
        (Rule(4, 2, 10), "4+2"),
    ],
)
def test_the_first_run_at_or_under_the_threshold(rule: Rule, notation: str | None) -> None:
    run = saturation.reached(curve_of(NEW).points, rule)

    assert (run.notation if run else None) == notation


def test_a_run_of_nothing_new_meets_a_threshold_of_nothing() -> None:
    run = saturation.reached(curve_of((5, 3, 2, 1, 0, 0)).points, Rule(4, 2, 0))

    assert run is not None
    assert run.notation == "4+2"


def test_later_runs_above_the_threshold_are_told() -> None:
    curve = curve_of((10, 10, 10, 10, 1, 1, 4, 0))

    assert saturation.above_again(curve.points, Rule(4, 2, 5)) == 2
    assert reached_words(curve, Rule(4, 2, 5)).endswith("(4+2) · 2 later runs above it")


def test_a_base_without_codes_meets_no_threshold() -> None:
    points = curve_of((0, 0, 0, 0, 0, 0)).points
    empty = [saturation.Point(p.source, p.place, 0, 0) for p in points]

    assert saturation.reached(empty, Rule(4, 2, 5)) is None
    assert saturation.runs(empty, Rule(4, 2, 5))[0].percent is None


@pytest.mark.parametrize("values", [(0, 2, 5.0), (4, 0, 5.0), (4, 2, -1.0), (4, 2, 101.0)])
def test_a_rule_that_reckons_nothing_is_refused(values: tuple[int, int, float]) -> None:
    with pytest.raises(NoRule):
        Rule(*values)


# --- in words


def test_the_last_run_is_told_with_its_base() -> None:
    curve = curve_of((20, 10, 6, 5, 3, 1, 1, 0))

    assert last_words(curve, Rule(4, 3, 5)) == "New codes in the last 3 sources: 2 of 41 (4.9\u00a0%)"
    assert reached_words(curve, Rule(4, 3, 5)) == "First run with 5\u00a0% or less: sources 6 to 8 (5+3)"


def test_too_few_sources_are_told_as_such() -> None:
    words = last_words(curve_of((4, 2, 1)), Rule(4, 2, 5))

    assert words == "3 of the 6 sources that base and run take are marked as coded and dated"
    assert reached_words(curve_of((4, 2, 1)), Rule(4, 2, 5)) == ""


def test_no_sentence_says_saturated() -> None:
    told = [
        text(curve_of(news), Rule(4, 2, 5))
        for news in (NEW, (4, 2, 1), (5, 5, 5, 5, 0, 0), (1,) * 8)
        for text in (last_words, reached_words)
    ]

    assert not any("saturat" in words.lower() for words in told)


# --- the order of collection


def test_a_date_given_by_hand_stands_in_for_a_missing_one_only() -> None:
    found = [
        Collected(1, "dated", "2010-07-07", placed_on="2001-01-01"),
        Collected(2, "placed", None, placed_on="2010-03-01"),
        Collected(3, "nowhere"),
        Collected(4, "uncoded", "2009-01-01", coded=False),
        Collected(5, "neither", coded=False),
    ]

    assert [source.name for source in saturation.arranged(found)] == ["placed", "dated"]
    assert [(source.name, source.left_out) for source in saturation.arranged_out(found)] == [
        ("uncoded", "uncoded"),
        ("neither", "uncoded"),
        ("nowhere", "undated"),
    ]


def test_one_date_goes_by_import_and_a_month_before_its_days() -> None:
    dates = ("2010-07-02", "2010-07", "2010-07-02", "2010", "2010-06-30")
    found = [Collected(at, str(at), date, imported=at) for at, date in enumerate(dates)]

    assert [source.id for source in saturation.arranged(reversed(found))] == [3, 4, 1, 0, 2]


def test_by_case_goes_through_the_study_and_by_date_within() -> None:
    def make(name: str, date: str, unit: int, case: int) -> Collected:
        return Collected(0, name, date, unit=unit, case=case)

    found = [make("b2", "2010-01-01", 1, 1), make("u", "2012-01-01", 0, -1), make("b0", "2011-01-01", 1, 0)]
    found += [make("a late", "2012-02-02", 0, 0), make("a early", "2010-02-02", 0, 0), Collected(0, "loose", "2000")]

    by_case = [source.name for source in saturation.arranged(found, "case")]
    by_unit = [source.name for source in saturation.arranged(found, "unit")]
    assert by_case == ["u", "a early", "a late", "b0", "b2", "loose"]
    assert by_unit == ["a early", "u", "a late", "b2", "b0", "loose"]


@pytest.mark.parametrize(
    ("most", "marks"), [(0, [0, 1]), (1, [0, 1]), (7, list(range(8))), (41, [0, 10, 20, 30, 40, 50]), (609, None)]
)
def test_ticks_are_round_and_reach_the_top(most: int, marks: list[int] | None) -> None:
    found = saturation.ticks(most)

    assert marks is None or found == marks
    assert found[-1] >= most
    assert len(found) <= 10


# --- random orders


def test_random_orders_have_a_median_and_a_range_at_each_place() -> None:
    met = {1: {1, 2, 3}, 2: {3}, 3: {4}}
    band = saturation.band([1, 2, 3], met, count=400)
    orders = itertools.permutations([1, 2, 3])
    totals = [[point.total for point in saturation.points(order, met)] for order in orders]

    assert band.low == tuple(map(min, zip(*totals, strict=True)))
    assert band.high == tuple(map(max, zip(*totals, strict=True)))
    assert band.median == tuple(map(statistics.median, zip(*totals, strict=True)))
    assert band == saturation.band([1, 2, 3], met, count=400)


def test_another_seed_draws_other_orders() -> None:
    met = {at: set(range(at * at, at * at + at)) for at in range(1, 12)}

    assert saturation.band(list(met), met, seed=1) != saturation.band(list(met), met, seed=2)


@pytest.mark.parametrize("met", [{}, {1: {7}}])
def test_a_band_over_little_or_nothing(met: dict[int, set[int]]) -> None:
    band = saturation.band(list(met), met)

    assert band.high == tuple(1 for _source in met)


# --- what a category has


def test_properties_are_met_first_in_the_order_of_collection() -> None:
    named = [(1, None, "pace"), (1, 5, "slow – quick"), (2, None, "reach"), (3, None, "cost"), (4, None, "tone")]
    traces = [(1, None, 30), (1, 5, 20), (1, 5, 20), (2, None, 20), (2, None, 99), (4, None, 99)]

    filling = saturation.filled(8, "aligning", named, traces, [10, 20, 30])

    assert [(row.name, row.first, dict(row.sources), row.outside) for row in filling.rows] == [
        ("pace", 2, {20: 2, 30: 1}, 0),
        ("slow – quick", 2, {20: 2}, 0),
        ("reach", 2, {20: 1}, 1),
        ("cost", None, {}, 0),
        ("tone", None, {}, 1),
    ]
    assert [(point.new, point.total) for point in filling.points] == [(0, 0), (2, 2), (0, 2)]


def test_only_a_property_without_any_evidence_is_a_gap() -> None:
    filling = saturation.filled(8, "aligning", [(3, None, "cost"), (4, None, "tone")], [(4, None, 99)], [10])

    assert [row.name for row in filling.gaps] == ["cost"]


# --- from a project


def codes_named(project: Project, label: str) -> int | None:
    return next((row.id for row in queries.code_rows(project) if row.name == label), None)


@pytest.fixture
def coded(project: Project) -> list[int]:
    """Three dated sources, coded: in the second the first code returns, in the third nothing is new."""
    made = []
    for at, labels in enumerate((("arriving",), ("arriving", "resting"), ("resting",)), start=1):
        source = make_source(project, name=f"S{at}")
        sources.describe(project, [source], date=f"2010-0{4 - at}-01")
        sources.mark_coded(project, source, True)
        for label, words in zip(labels, ("came in", "sat down"), strict=False):
            code = codes_named(project, label) or codes.create(project, label)
            segments.apply(project, source, span_of(words), code)
        made.append(source)
    return made


def totals(project: Project) -> list[tuple[str, int, int]]:
    curve = saturation.material(project).curve()
    return [(curve.sources[p.source].name, p.new, p.total) for p in curve.points]


def test_the_curve_of_a_study_goes_by_date(project: Project, coded: list[int]) -> None:
    assert totals(project) == [("S3", 1, 1), ("S2", 1, 2), ("S1", 0, 2)]


def test_a_merge_does_not_change_when_a_code_was_first_met(project: Project, coded: list[int]) -> None:
    before = totals(project)
    one, other = codes_named(project, "arriving"), codes_named(project, "resting")
    assert one is not None
    assert other is not None

    codes.merge(project, [other], into=one)

    assert totals(project) == before


def test_what_is_left_out_is_named_with_its_reason(project: Project, coded: list[int]) -> None:
    sources.mark_coded(project, coded[0], False)
    sources.describe(project, [coded[1]], date=None)
    curve = saturation.material(project).curve()

    assert totals(project) == [("S3", 1, 1)]
    assert left_out_words(curve) == "Left out: 1 source not marked as coded, 1 source without a date"


def test_a_place_by_hand_brings_an_undated_source_in(project: Project, coded: list[int]) -> None:
    sources.describe(project, [coded[1]], date=None)

    sources.place(project, coded[1], "2011-01")

    assert [name for name, _new, _total in totals(project)] == ["S3", "S1", "S2"]


def test_what_is_no_date_places_nothing(project: Project, coded: list[int]) -> None:
    with pytest.raises(sources.NoSuchDate):
        sources.place(project, coded[1], "last spring")


def test_a_source_marked_as_coded_without_codings_is_told(project: Project, coded: list[int]) -> None:
    bare = make_source(project, name="bare")
    sources.describe(project, [bare], date="2012")
    sources.mark_coded(project, bare, True)

    words = left_out_words(saturation.material(project).curve())

    assert words == "1 source marked as coded holds no coding"


def test_homes_are_read_in_the_order_of_the_study(project: Project) -> None:
    unit, case = make_case(project)
    other = study.create_unit(project, "Board")
    for name, home in (("loose", {}), ("board", {"unit_id": other}), ("case", {"case_id": case})):
        source = make_source(project, name=name)
        sources.describe(project, [source], date="2010")
        sources.mark_coded(project, source, True)
        if home:
            sources.move(project, [source], **home)

    found = saturation.arranged(saturation.collected(project), "case")

    assert [(row.name, row.unit_name, row.case_name) for row in found] == [
        ("case", "Casework", "Martine"),
        ("board", "Board", ""),
        ("loose", "", ""),
    ]
    assert unit != other


def test_a_category_is_filled_by_the_segments_that_show_it(project: Project, coded: list[int]) -> None:
    category = codes.create(project, "aligning", level="category", parent_id=ROOT)
    pace = categories.add_property(project, category, "pace", dimensions=[("slow", "quick")])
    categories.add_property(project, category, "cost")
    segment = segments.hold(project, coded[1], span_of("we talked"))
    with project.command("test.evidence", "Show") as session:
        dimension = session.query(Dimension).one().id
        row = {"property_id": pace, "dimension_id": dimension, "segment_id": segment, "place": 0.2, "created_at": 1}
        journal.of(session).insert(Evidence, row)
    ids = [point.source for point in saturation.material(project).curve().points]

    filling = saturation.filling(project, category, ids)

    assert [(row.name, row.first) for row in filling.rows] == [("pace", 2), ("slow – quick", 2), ("cost", None)]
    assert saturation.categories(project) == [(category, "aligning")]

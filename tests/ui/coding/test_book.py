"""The code book of the window follows every change without being read again."""

from __future__ import annotations

from qda.coding import codes, segments
from qda.ui.coding.book import ROOT, CodeBook, topmost
from qda.ui.theme import CODE_COLOURS
from tests.factories import span_of
from tests.ui.coding.conftest import Desk


def tree(book: CodeBook, parent: int = ROOT) -> list[object]:
    """The names as nested lists."""
    return [[book.name(code), *tree(book, code)] for code in book.children_of(parent)]


def same_as_read_anew(book: CodeBook) -> bool:
    """True if what was kept up equals what reading everything gives."""
    kept = {code: (book.get(code), list(book.children_of(code))) for code in book.in_order()}
    tops = list(book.children_of(ROOT))
    book.load()
    return tops == book.children_of(ROOT) and kept == {
        code: (book.get(code), list(book.children_of(code))) for code in book.in_order()
    }


def test_there_is_one_book_to_a_session(desk: Desk) -> None:
    assert CodeBook.of(desk.session) is CodeBook.of(desk.session)


def test_a_new_code_stands_at_the_end(desk: Desk) -> None:
    book = desk.book
    first, second = desk.code("calm"), desk.code("quiet")

    assert book.children_of(ROOT) == [first, second]
    assert same_as_read_anew(book)


def test_moving_merging_and_deleting_are_followed(desk: Desk) -> None:
    book = desk.book
    calm, quiet, loud, soft = (desk.code(name) for name in ("calm", "quiet", "loud", "soft"))
    codes.move(desk.project, [quiet, loud], calm)
    codes.move(desk.project, [soft], quiet)
    codes.merge(desk.project, [loud], into=soft)
    codes.delete(desk.project, [quiet])

    assert tree(book) == [["calm", ["soft"]]]
    assert same_as_read_anew(book)


def test_undoing_is_followed_too(desk: Desk) -> None:
    book = desk.book
    calm, quiet = desk.code("calm"), desk.code("quiet")
    codes.move(desk.project, [quiet], calm)
    codes.delete(desk.project, [calm])

    desk.project.undo()

    assert tree(book) == [["calm", ["quiet"]]]
    assert same_as_read_anew(book)


def test_applying_counts_only_what_was_touched(desk: Desk) -> None:
    book, source = desk.book, desk.source()
    calm, quiet = desk.code("calm"), desk.code("quiet")
    counted: list[frozenset[int]] = []
    book.counted.connect(counted.append)

    desk.coded(source, "sat down", calm)

    assert counted == [frozenset({calm})]
    assert [entry.segments for code in (calm, quiet) if (entry := book.get(code))] == [1, 0]


def test_recoding_counts_both_codes_where_a_witness_knows_the_old_one(desk: Desk) -> None:
    book, source = desk.book, desk.source()
    calm, quiet = desk.code("calm"), desk.code("quiet")
    coding = desk.coded(source, "sat down", calm)
    book.add_witness(lambda _coding: calm)

    segments.recode(desk.project, [coding], quiet)

    assert [entry.segments for code in (calm, quiet) if (entry := book.get(code))] == [0, 1]


def test_a_code_without_colour_takes_that_of_the_code_above(desk: Desk) -> None:
    book = desk.book
    above = desk.code("above", color="#123456")
    below = desk.code("below", parent_id=above)
    alone = desk.code("alone")

    assert book.color(below) == "#123456"
    assert book.color(alone) == CODE_COLOURS[alone % len(CODE_COLOURS)]


def test_a_new_colour_alters_all_that_inherit_it(desk: Desk) -> None:
    book = desk.book
    above = desk.code("above")
    below = desk.code("below", parent_id=above)
    altered: list[frozenset[int]] = []
    book.altered.connect(altered.append)

    codes.recolor(desk.project, above, "#123456")

    assert altered == [frozenset({above, below})]


def test_the_last_used_are_offered_first(desk: Desk) -> None:
    book = desk.book
    desk.code("calm")
    quiet = desk.code("quiet")

    book.used(quiet)

    assert book.find("")[0][0] == quiet
    assert desk.session.last_code_id == quiet


def test_closing_forgets_the_book(desk: Desk) -> None:
    book = desk.book
    desk.code("calm")

    desk.session.end()

    assert len(book) == 0


def test_topmost_leaves_out_what_moves_along(desk: Desk) -> None:
    above = desk.code("above")
    below = desk.code("below", parent_id=above)

    assert topmost(desk.book, [below, above]) == [above]


def test_one_applying_of_a_code_elsewhere_is_counted_after_a_while(desk: Desk) -> None:
    book, source = desk.book, desk.source()
    calm = desk.code("calm")
    segments.apply_many(desk.project, [(source, span_of("sat down"), calm), (source, span_of("came in"), calm)])

    entry = book.get(calm)

    assert entry is not None
    assert entry.segments == 2

from __future__ import annotations

from qda.memos.prose import Block, Piece, blocks, pieces, plain


def test_headings_items_quotes_and_paragraphs_are_told_apart() -> None:
    found = blocks("## Aligning\n\nIt is work.\n- one\n  - two\n3. three\n> said so")

    assert [(block.kind, block.level, block.sign, block.text) for block in found] == [
        ("heading", 2, "", "Aligning"),
        ("paragraph", 0, "", "It is work."),
        ("item", 0, "•", "one"),
        ("item", 1, "•", "two"),
        ("item", 0, "3.", "three"),
        ("quote", 0, "", "said so"),
    ]


def test_faces_lie_within_one_another_and_links_keep_where_they_lead() -> None:
    assert pieces("a **b *c*** [d](segment:12-3) 5 * 6") == (
        Piece("a "),
        Piece("b ", bold=True),
        Piece("c", bold=True, italic=True),
        Piece(" "),
        Piece("d", to="segment:12-3"),
        Piece(" 5 * 6"),
    )


def test_plain_words_hold_no_signs() -> None:
    assert plain("# A\n> *b*") == "A\nb"
    assert blocks("snake_case_name") == [Block("paragraph", (Piece("snake_case_name"),))]

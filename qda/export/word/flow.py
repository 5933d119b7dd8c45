"""How paragraphs of prose go together: what stays with what follows on one page, and the room between them (twips)."""

from __future__ import annotations

from qda.export.blocks import Block, Figure, Prose
from qda.export.tables import Table, plain

AROUND = 120
"""Above a line that leads, and beneath the last item of a list or the last line of quotes."""
BENEATH = 240
"""Above words that go on beneath a table or a figure."""
_PLACE = "—"
_FEW = 300
"""Letters up to which words over a table stay with it."""


def leads(block: Prose) -> bool:
    """True of a line all in bold: it stands over what follows, as a heading would."""
    return block.kind == "body" and bool(block.text) and all(run.bold for run in block.text)


def keeps(block: Prose, following: Block | None) -> bool:
    """True if a paragraph is not to be parted from the next.

    A lead, a colon before a list, words from their place, a few words under a heading from the table that they are on.
    """
    if leads(block) or block.kind == "about":
        return True
    if isinstance(following, Table | Figure):
        return block.kind == "body" and len(plain(block.text)) <= _FEW
    if not isinstance(following, Prose):
        return False
    if following.kind == "item" and block.kind == "body":
        return plain(block.text).rstrip().endswith(":")
    return block.kind == following.kind == "quote" and plain(following.text).startswith(_PLACE)


def ends(block: Prose, following: Block | None) -> bool:
    """True of the last item of a list and the last line of quotes, before other prose."""
    closes = block.kind in ("item", "quote")
    return closes and isinstance(following, Prose) and following.kind != block.kind


def above(block: Prose, before: Block | None) -> int:
    """The room that a paragraph has above itself beside what its style gives; 0 for none."""
    if isinstance(before, Table | Figure):
        return BENEATH
    return AROUND if leads(block) else 0

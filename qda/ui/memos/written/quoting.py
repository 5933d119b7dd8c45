"""Words of the texts put into a memo, with an address that leads back to them."""

from __future__ import annotations

from qda.i18n import N_
from qda.text import Span
from qda.ui.memos.written.editor import MemoEditor
from qda.ui.memos.written.writer import MemoWriter, Words
from qda.ui.session import Session


def segment_words(session: Session) -> Words | None:
    """The words of the segment that is selected anywhere: in a list of segments, or in a comparison."""
    selection = session.selection
    if selection.kind != "segment" or not selection.id:
        return None
    from qda.coding import lookups

    place = lookups.place(session.project, selection.id)
    return None if place is None else Words(place.source_id, Span(place.start, place.end))


def put_quote(session: Session, writer: MemoWriter, editor: MemoEditor, words: Words) -> None:
    """Quote the words in the memo that is written, and hang it on them, in one act."""
    writer.settle()  # what was typed before is an act of its own
    project = session.project

    def quoted() -> None:
        from qda.coding import segments

        with project.command("memos.attach", N_("Quote in a memo")):
            segment = segments.hold(project, words.source_id, words.span)
            editor.add_paragraph(quotation(session, segment))
            _keep(session, writer, segment)

    session.act(quoted)


def _keep(session: Session, writer: MemoWriter, segment: int) -> None:
    from qda.memos import service
    from qda.memos.service import Target

    writer.settle(lambda memo_id: service.attach(session.project, memo_id, Target("segment", segment)))


def quotation(session: Session, segment_id: int) -> str:
    """The words of a segment as a quote in Markdown, with speaker and live address beneath."""
    from qda.memos import addresses

    return addresses.quotation(addresses.of(session.project, [segment_id])[segment_id])

"""What can be done to codes in the panel: each is one act of the project, told in the bottom line, undone by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec

from qda.i18n import N_, _, ngettext
from qda.text import Span
from qda.ui.coding.book import LEVELS, ROOT, CodeBook, topmost
from qda.ui.session import Session

P = ParamSpec("P")


class CodeActs:
    """Acts on codes by id; what can go wrong is shown by the session."""

    def __init__(self, session: Session, book: CodeBook) -> None:
        self._session = session
        self._book = book

    def did(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Do it; False if it could not be done, which has been shown by then."""
        return self._session.did(act, *args, **kwargs)

    def what(self, ids: Sequence[int]) -> str:
        """“venting”, or 3 codes."""
        if len(ids) == 1:
            return self._book.caption(ids[0])
        return ngettext("{count} code", "{count} codes", len(ids)).format(count=f"{len(ids):,}")

    def create(self, name: str, parent_id: int = ROOT, *, level: str = "initial") -> int | None:
        """Make a code; gives its id."""
        from qda.coding import codes

        return self._session.act(codes.create, self._session.project, name, parent_id=parent_id, level=level)

    def rename(self, code_id: int, name: str) -> None:
        """Give a code another name."""
        from qda.coding import codes

        self._session.act(codes.rename, self._session.project, code_id, name)

    def recolor(self, ids: Sequence[int], color: str) -> None:
        """Give codes a colour of their own, or "" for that of the code above."""
        from qda.coding import codes

        project, what = self._session.project, self.what(ids)

        def recolored() -> None:
            with project.command("codes.color", N_("Colour {what}"), what=what):
                for code_id in ids:
                    codes.recolor(project, code_id, color)

        self._session.act(recolored)

    def set_level(self, ids: Sequence[int], level: str) -> None:
        """Make codes initial, focused, categories or themes."""
        from qda.coding import codes

        self._session.act(codes.set_level, self._session.project, list(ids), level)

    def move(self, ids: Sequence[int], parent_id: int, before: int | None = None) -> None:
        """Let codes live under another, in front of a sibling."""
        from qda.coding import codes

        moving = topmost(self._book, list(ids))
        if parent_id not in moving and before not in moving:
            self._session.act(codes.move, self._session.project, moving, parent_id, before=before)

    def merge(self, ids: Sequence[int], into: int) -> None:
        """Bind all codings of these codes to one; the codes are remembered."""
        from qda.coding import codes

        merged = [code_id for code_id in ids if code_id != into]
        if not merged:
            return
        what, name = self.what(merged), self._book.caption(into)
        if self.did(codes.merge, self._session.project, merged, into=into):
            self._session.said.emit(_("Merged {what} into {name}.").format(what=what, name=name))

    def gather(self, ids: Sequence[int], under: int) -> None:
        """Put codes into the cluster of a focused code or category."""
        from qda.coding import focused

        members = [code_id for code_id in ids if code_id != under]
        if members:
            what, name = self.what(members), self._book.caption(under)
            if self.did(focused.cluster, self._session.project, members, under):
                self._session.said.emit(_("Gathered {what} under {name}.").format(what=what, name=name))

    def gather_new(self, ids: Sequence[int], name: str) -> int | None:
        """Make the code that these are examples of, one level above theirs, and gather them under it."""
        from qda.coding import codes, focused

        project, what = self._session.project, self.what(ids)
        highest = max((LEVELS.index(self._book.level(code_id)) for code_id in ids), default=0)
        level = LEVELS[min(highest + 1, len(LEVELS) - 1)]

        def gathered() -> int:
            with project.command("codes.cluster", N_("Gather {what} under new “{name}”"), what=what, name=name):
                made = codes.create(project, name, level=level)
                focused.cluster(project, list(ids), made)
                return made

        made = self._session.act(gathered)
        if made is not None:
            self._session.said.emit(_("Gathered {what} under “{name}”.").format(what=what, name=name))
        return made

    def scatter(self, ids: Sequence[int]) -> None:
        """Take codes out of the clusters that they live in, back to the top."""
        from qda.coding import focused

        project, what = self._session.project, self.what(ids)
        inside = {
            parent: [code for code in ids if self._book.parent_of(code) == parent] for parent in self._parents(ids)
        }
        if not inside:
            self._session.said.emit(_("{what}: at the top already.").format(what=what))
            return

        def scattered() -> None:
            with project.command("codes.scatter", N_("Take {what} out of the cluster"), what=what):
                for parent, members in inside.items():
                    focused.scatter(project, members, parent)

        self._session.act(scattered)

    def _parents(self, ids: Sequence[int]) -> list[int]:
        return sorted({self._book.parent_of(code_id) for code_id in ids} - {ROOT})

    def switch_in_vivo(self, code_id: int) -> None:
        """Say that a label is the participants' own words, or that it is not."""
        from qda.coding import codes

        entry = self._book.get(code_id)
        if entry is not None:
            self._session.act(codes.set_in_vivo, self._session.project, code_id, not entry.in_vivo)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete codes with their codings, and say from how many segments."""
        from qda.coding import codes

        segments = sum(entry.segments for code_id in ids if (entry := self._book.get(code_id)) is not None)
        what = self.what(ids)
        if self.did(codes.delete, self._session.project, list(ids)):
            told = ngettext("Deleted {what} from {count} segment.", "Deleted {what} from {count} segments.", segments)
            self._session.said.emit(told.format(what=what, count=f"{segments:,}"))

    def recode(self, coding_ids: Sequence[int], code_id: int) -> None:
        """Bind codings to another code."""
        from qda.coding import segments

        if self.did(segments.recode, self._session.project, list(coding_ids), code_id):
            self._book.used(code_id)

    def recode_new(self, coding_ids: Sequence[int], name: str) -> None:
        """Bind codings to a code that is made for them."""
        from qda.coding import codes, segments

        project = self._session.project

        def recoded() -> int:
            with project.command("codings.recode", N_("Recode to new “{code}”"), code=name):
                made = codes.create(project, name)
                segments.recode(project, list(coding_ids), made)
                return made

        made = self._session.act(recoded)
        if made is not None:
            self._book.used(made)

    def apply(self, ids: Sequence[int], source_id: int, span: Span) -> None:
        """Give codes to a stretch of a source, as one thing to undo."""
        from qda.coding import segments

        project, what = self._session.project, self.what(ids)

        def applied() -> list[segments.Applied]:
            if len(ids) == 1:
                return [segments.apply(project, source_id, span, ids[0])]
            with project.command("codings.apply", N_("Apply {what}"), what=what):
                return [segments.apply(project, source_id, span, code_id) for code_id in ids]

        for code_id, done in zip(ids, self._session.act(applied) or (), strict=False):
            if not done.new:
                name = self._book.caption(code_id)
                self._session.said.emit(_("These words are coded {name} already.").format(name=name))
            self._book.used(code_id)

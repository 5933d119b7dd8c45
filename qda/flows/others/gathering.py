"""What the readers of other programs' databases gather into: a study whose keys are the same when it comes again."""

from __future__ import annotations

from collections.abc import Mapping

from qda.flows.refi import tags
from qda.flows.refi.carried import Carried, CodingIn, MemoIn, SegmentIn, SourceIn, Target, ValueIn
from qda.flows.refi.positions import BASES, Claim, RawText, judge
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.sources.transcripts import find_structure
from qda.store.foreign import Foreign

Place = tuple[int, int, str]
"""Start and end as the file counts, and the words that it says stand there."""


class Gathered:
    """A study in the making; `key` gives the identity of a row of a table."""

    def __init__(self, file: str, program: str) -> None:
        self.study, self.report, self.program = Carried(), Report(file, program), program
        self._spans: dict[tuple[str, int, int], str] = {}
        self._raw: dict[str, RawText] = {}
        self._lengths: dict[str, int] = {}
        self._identity = file

    def name(self, title: str, made: str = "") -> None:
        """What the project is called, and when it was begun: part of the identity of all its rows."""
        self.study.title = self.report.title = title
        self._identity = f"{self.program}\x1f{title}\x1f{made}"

    def key(self, table: str, row: object) -> str:
        """The guid of a row."""
        return tags.derived(self._identity, f"{table}\x1f{row}")

    def tell_of(self, file: Foreign) -> None:
        """Tell how the file was written, once it is read."""
        for beginning in file.recoded:
            told = _("A text was not in UTF-8; it was read as Windows writes it.")
            self.report.mended(told, " ".join(beginning.split()))

    def coder(self, name: str) -> str | None:
        """The key of a coder by name; None for nobody."""
        if not name.strip():
            return None
        self.study.coders.setdefault(name, name)
        return name

    def source(
        self, key: str, name: str, raw: str, places: Mapping[str, Place], about: str = "", at: int | None = None
    ) -> dict[str, tuple[int, int]]:
        """Add a text; gives where the places lie in it, without those that lie nowhere."""
        text = RawText(raw)
        for note in text.notes:
            self.report.mended(note, name)
        claims = {place: Claim(start, end, (words,) if words else ()) for place, (start, end, words) in places.items()}
        judged = judge(text, list(claims.values()), self.program)
        if judged.basis != "no difference":
            told = _("Places are counted in {way}: {why}.").format(
                way=_(judged.way.words()), why=_(BASES[judged.basis])
            )
            self.report.read(told, name)
        if judged.matched < judged.quoted:
            for _number in range(judged.quoted - judged.matched):
                self.report.mended(_("Other words stand at a place than the file says."), name)
        self.study.sources.append(SourceIn(key, name, text.text, find_structure(text.text), description=about, at=at))
        self._lengths[key] = len(text.text)
        found = {}
        counted = text.places(judged.way)
        for place, claim in claims.items():
            start, end = counted.span(claim)
            cut = max(0, start), min(end, len(text.text))
            if cut[0] >= cut[1]:
                self.report.lost(_("A place lies outside its text, or has no length."), f"{name} {start}–{end}")
                continue
            if cut != (start, end):
                self.report.mended(_("A selection reached beyond its text and was cut."), f"{name} {start}–{end}")
            found[place] = cut
        return found

    def length(self, source: str) -> int:
        """Of a text that was added."""
        return self._lengths.get(source, 0)

    def segment(self, source: str, span: tuple[int, int], key: str) -> str:
        """The segment at a place, made if it is new; gives its key."""
        known = self._spans.get((source, *span))
        if known is None:
            known = self._spans[(source, *span)] = key
            self.study.segments.append(SegmentIn(key, source, *span))
        return known

    def code(self, key: str, segment: str, code: str, coder: str = "", at: int | None = None) -> None:
        """A code on a segment."""
        self.study.codings.append(CodingIn(key, segment, code, self.coder(coder), at))

    def memo(self, key: str, title: str, text: str, on: Target | None, coder: str = "", at: int | None = None) -> None:
        """A memo, unless it is blank."""
        if text.strip():
            kind = {"code": "code", "case": "case"}.get(on[0] if on else "", "initial")
            targets = (on,) if on else ()
            self.study.memos.append(
                MemoIn(key, title, text, kind=kind, coder=self.coder(coder), at=at, targets=targets)
            )

    def value(self, attribute: str, target: Target, value: str) -> None:
        """What something has for an attribute, unless that is blank."""
        if value.strip():
            self.study.values.append(ValueIn(attribute, target, value))

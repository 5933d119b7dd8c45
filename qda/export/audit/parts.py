"""How each part of an audit trail is made and written into its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from qda.export import kinds, writing
from qda.export.audit import tables as audit_tables
from qda.export.audit.plan import Part
from qda.export.blocks import Block, Figure, Prose, gathered
from qda.export.characters import legal
from qda.export.leaving.files import replacing
from qda.export.leaving.folders import put, safe
from qda.export.leaving.veil import Veil
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.tables import Run, Table
from qda.export.wishes import Wish
from qda.progress import Progress
from qda.project.project import Project
from qda.sources import queries as sources

_QUOTES = 5
"""Under each code in documents; the pages to walk and the tables have all."""
_MEMOS = {
    "memos-analysis": ("theoretical", "code", "case", "initial"),
    "memos-method": ("methodological",),
    "memos-reflexive": ("reflexive",),
}


@dataclass
class Maker:
    """Makes the parts of one audit trail; the project is read once for all of them."""

    project: Project
    profile: Profile
    progress: Progress
    veil: Veil = field(init=False)
    material: Material = field(init=False)

    def __post_init__(self) -> None:
        self.veil, self.material = Veil.over(self.project), Material(self.project)

    @cached_property
    def text_files(self) -> dict[int, str]:
        """By source: the path of its text inside the audit trail."""
        rows = self.material.sources
        wide = max(3, len(str(len(rows))))
        return {row.id: f"1-raw-data/texts/{at:0{wide}d}-{safe(row.name)}.txt" for at, row in enumerate(rows, start=1)}

    def write(self, part: Part, folder: Path, stem: str) -> list[str]:
        """Write a part into a folder, its files called `stem`; gives their paths from there, none if it is empty.

        Raises QuotedWithoutConsent, CannotWrite, Cancelled.
        """
        own = _OWN.get(part.key)
        if own is not None:
            return own(self, part, folder, stem)
        return list(self._files(self._blocks(part), part, folder, stem))

    # --- reports and tables -----------------------------------------------------------------------------

    def _blocks(self, part: Part) -> list[Block]:
        table = _TABLES.get(part.key)
        if table is not None:
            made = table(self)
            return [made] if made is not None else []
        if part.key in _MEMOS:
            return self._memos(_MEMOS[part.key])
        return kinds.blocks(self.material, Wish(_REPORTS.get(part.key, part.key), profile=self.profile, each=_QUOTES))

    def _files(self, made: Sequence[Block], part: Part, folder: Path, stem: str) -> Iterator[str]:
        made = self.veil.value(list(made))
        if not kinds.has_content(made):
            return
        if not isinstance(made[0], Table | Figure):
            title = f"{self.profile.translated(part.title)} – {self.material.title}"
            made = [Prose((Run(title),), "title"), *made]
        for ending in part.formats:
            if ending in (".csv", ".xlsx"):
                yield from self._sheets(made, part, folder, stem, ending)
            else:
                writing.write(folder / f"{stem}{ending}", made, self.profile, self.progress)
                yield f"{stem}{ending}"

    def _sheets(self, made: Sequence[Block], part: Part, folder: Path, stem: str, ending: str) -> Iterator[str]:
        """The tables for programs that calculate: one workbook, or a .csv for each."""
        tables = self._calculable(made, part)
        if not tables:
            return
        if ending == ".xlsx":
            writing.write(folder / f"{stem}.xlsx", tables, self.profile, self.progress)
            yield f"{stem}.xlsx"
            return
        for at, table in enumerate(tables, start=1):
            name = f"{stem}.csv" if len(tables) == 1 else f"{stem}-{at}.csv"
            writing.write(folder / name, [table], self.profile, self.progress, bom=True)
            yield name

    def _calculable(self, made: Sequence[Block], part: Part) -> list[Table]:
        if part.key in ("chain", "references", "screening"):
            wish = Wish(part.key, profile=self.profile)
            return self.veil.value(kinds.sheets(self.material, wish))
        return [table for table in gathered(list(made), self.profile.say("Part")) if table.rows]

    def _memos(self, wanted: Sequence[str]) -> list[Block]:
        from dataclasses import replace

        from qda.export.texts import outline

        found = outline.of_all(self.project, profile=self.profile)
        kept = tuple(each for each in found.sections if each.memo is not None and each.memo.kind in wanted)
        return list(outline.blocks(replace(found, sections=kept), under=1, profile=self.profile)) if kept else []

    # --- parts of their own kind ------------------------------------------------------------------------

    def _texts(self, part: Part, folder: Path, stem: str) -> list[str]:
        (folder / "texts").mkdir()
        rows = self.material.sources
        for done, row in enumerate(rows):
            self.progress.step(done, len(rows), row.name)
            opened = sources.opened(self.project, row.id)
            text = self.veil.text(row.id, opened.text)
            path = folder / "texts" / Path(self.text_files[row.id]).name
            put(path, numbered_lines(row.name, text, opened.unit_starts))
        return [f"texts/{Path(self.text_files[row.id]).name}" for row in rows]

    def _snapshots(self, part: Part, folder: Path, stem: str) -> list[str]:
        from qda.analysis.coding import past
        from qda.export.coding import code_records

        made: list[str] = []
        for day in audit_tables.snapshot_days(self.material):
            book = past.book_on(self.project, day, self.progress)
            if book.codes:
                table = code_records.past_book(book, day, self.material.title, self.profile)
                made += self._files([table], part, folder, f"{stem}-{day}")
        return made

    def _lineage(self, part: Part, folder: Path, stem: str) -> list[str]:
        from qda.export.coding import lineage_picture
        from qda.export.maps.paint import svg

        if not self.material.codes:
            return []
        drawn = lineage_picture.draw(self.veil.value(lineage_picture.picture(self.project)))
        path = folder / f"{stem}.svg"
        put(path, svg(drawn))
        rest = Part(part.key, part.title, part.sentence)
        return [path.name, *self._files(self._blocks(rest), rest, folder, stem)]

    def _maps(self, part: Part, folder: Path, stem: str) -> list[str]:
        from qda.coding import maps as stored
        from qda.export.maps import category_map
        from qda.export.maps import pictures as maps
        from qda.export.maps.paint import save_picture, svg

        made: list[str] = []
        for at, row in enumerate((each for each in stored.rows(self.project) if each.nodes), start=1):
            self.progress.step(0, 0, row.name)
            drawing = category_map.draw(self.veil.value(maps.picture(self.project, row.id, profile=self.profile)))
            name = f"{stem}-{at}-{safe(row.name)}"
            path = folder / f"{name}.svg"
            put(path, svg(drawing))
            with replacing(folder / f"{name}.png") as draft:
                save_picture(drawing, draft, "png", scale=1.5)
            made += [f"{name}.svg", f"{name}.png"]
        return made

    def _edition(self, part: Part, folder: Path, stem: str) -> list[str]:
        from qda.export.reader import edition as reader_edition
        from qda.export.reader.types import Choice

        choice = Choice(all_codes=True, texts="whole", maps=True, profile=self.profile)
        edition = reader_edition.gather(self.project, choice, self.progress)
        if not edition.codes and not edition.claims:
            return []
        (folder / stem).mkdir()
        return [f"{stem}/{name}" for name in reader_edition.write_pages(folder / stem, edition, self.progress)]


def numbered_lines(name: str, text: str, starts: Sequence[int]) -> str:
    """A text under its name, each line with the number that is cited; a tab stands between."""
    from qda.export.texts.coded_text import CodedText

    begins = tuple(starts) or (0,)
    whole = CodedText(name, "", text, begins if begins[0] == 0 else (0, *begins[1:]), ())
    lines = (f"{number}\t{legal(text[start:end])}\n" for number, (start, end) in enumerate(whole.lines(), start=1))
    return f"\t{legal(name)}\n\n" + "".join(lines)


_REPORTS = {"history": "audit"}

_TABLES: Mapping[str, Callable[[Maker], Table | None]] = {
    "import": lambda maker: audit_tables.import_record(maker.material, maker.profile, maker.text_files),
    "processing": lambda maker: audit_tables.processing(maker.material, maker.profile),
    "left": lambda maker: audit_tables.left(maker.material, maker.profile),
    "decisions": lambda maker: audit_tables.decisions(maker.material, maker.profile),
    "propositions": lambda maker: audit_tables.propositions(maker.material, maker.profile),
    "instruments": lambda maker: audit_tables.instruments(maker.material, maker.profile),
}

_OWN: Mapping[str, Callable[[Maker, Part, Path, str], list[str]]] = {
    "texts": Maker._texts,
    "snapshots": Maker._snapshots,
    "lineage": Maker._lineage,
    "maps": Maker._maps,
    "edition": Maker._edition,
}

"""Every figure by name: what it is drawn of, its caption, its note with the base, and its words for those who hear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qda.analysis.figures import portraits
from qda.analysis.queries import cooccurrence, crosstab, similarity
from qda.analysis.queries.crosstab import Axis
from qda.analysis.segments import ground as grounds
from qda.analysis.segments.ground import Ground
from qda.analysis.words import frequencies
from qda.analysis.words.frequencies import Counting
from qda.analysis.words.reading import Book
from qda.collecting import without_collecting
from qda.errors import QdaError
from qda.export.coding import query_tables
from qda.export.figures import bars as figure_bars
from qda.export.figures import cloud as figure_cloud
from qda.export.figures import grids as figure_grids
from qda.export.figures import net as figure_net
from qda.export.figures import tables as figure_tables
from qda.export.figures import texts as figure_texts
from qda.export.figures.pen import FILLS, Plot
from qda.export.figures.wishes import FigureWish
from qda.export.figures.words import COUNTED, MANY_OF, about_codes, axis_word, base_words, caution, left_out, say
from qda.export.profiles import Profile
from qda.i18n import N_, _
from qda.progress import Progress
from qda.project.project import Project
from qda.study import queries as study

if TYPE_CHECKING:
    from qda.export.tables import Table
    from qda.nlp.pipeline import Pipeline


RAISED = ("focused", "category", "theme")
"""The levels that figures show unless it is said otherwise."""


class UnknownFigure(QdaError):
    """No figure is called so."""

    def __init__(self, key: str) -> None:
        super().__init__(
            _("There is no figure called “{name}”.").format(name=key),
            hint=_("There are: {kinds}.").format(kinds=", ".join(FIGURES)),
        )


class NothingToDraw(QdaError):
    """There is nothing yet of which a figure could be drawn."""

    hint = N_("Code a text first, or choose other codes or another part of the study.")

    def __init__(self) -> None:
        super().__init__(_("There is nothing yet to draw."))


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure without its frame: its caption, the sentences under it, what it shows in words, and its plot."""

    kind: str
    title: str
    notes: tuple[str, ...]
    description: str
    plot: Plot
    make_table: Callable[[], Table] = field(repr=False, compare=False)
    profile: Profile
    about: str = ""
    """The text that it is of, where it is of one."""

    @property
    def table(self) -> Table:
        """All the numbers behind the figure, also those it leaves out: made where it is asked for."""
        return self.make_table()


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures are drawn of, read once: the coded segments, the words, a language model."""

    ground: Ground
    book: Book
    pipeline: Pipeline | None = None


def basis(project: Project, progress: Progress | None = None, pipeline: Pipeline | None = None) -> Basis:
    """Read what figures are drawn of. Raises Cancelled."""
    return Basis(grounds.load(project, progress), Book(), pipeline)


def make(project: Project, wish: FigureWish, found: Basis | None = None, progress: Progress | None = None) -> Picture:
    """Draw a figure. Raises UnknownFigure, NothingToDraw, NotFound, Cancelled."""
    if wish.kind not in FIGURES:
        raise UnknownFigure(wish.kind)
    with without_collecting():
        made = _MAKERS[wish.kind](project, wish, found or basis(project, progress), progress)
    title = study.study(project).title
    named = f"{made.title} – {title}" if title else made.title
    return replace(made, title=wish.title or named)


# --- how each is made -----------------------------------------------------------------------------


def _cross(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> crosstab.Matrix:
    made = crosstab.cross(project, found.ground, wish.codes(), wish.across(), wish.counted, progress)
    if not made.rows or not made.columns:
        raise NothingToDraw
    return made


_MORE_CODES = (
    N_("{n} code with as many or fewer is left out."),
    N_("{n} codes with as many or fewer are left out."),
)

_MORE_COLUMNS = (
    N_("{n} column with as many or fewer is left out."),
    N_("{n} columns with as many or fewer are left out."),
)


def _heat(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    matrix = _cross(project, wish, found, progress)
    rows, columns = axis_word(wish, matrix.row_axis), axis_word(wish, matrix.column_axis)
    counted = wish.profile.translated(COUNTED[wish.counted][0])
    grid, more, more_columns = figure_grids.heat(
        matrix, wish.percent, (rows, columns, counted), wish.profile, (wish.most or 45, 45)
    )
    notes = [
        base_words(wish, matrix.base),
        say(wish, N_("In brackets: n of each column; rows and columns may share what they count.")),
        *about_codes(wish),
        *([_percent_note(wish)] if wish.percent else []),
        *left_out(wish, matrix.outside, N_("{n} coded segment belongs to no column."),
                   N_("{n} coded segments belong to no column.")),
        *left_out(wish, more, *_MORE_CODES),
        *left_out(wish, more_columns, *_MORE_COLUMNS),
        *caution(wish, wish.counted),
    ]  # fmt: skip
    title = say(wish, N_("{counted} by {rows} and {columns}"), counted=counted, rows=rows, columns=columns)
    plot = figure_grids.draw(grid)
    return _picture(wish, title, notes, plot, lambda: query_tables.matrix(matrix, wish.percent, profile=wish.profile))


def _percent_note(wish: FigureWish) -> str:
    if wish.percent == "row":
        return say(wish, N_("Percentages are of the total of the row."))
    return say(wish, N_("Percentages are of all that was counted in the column (n in its head)."))


def _picture(wish: FigureWish, title: str, notes: list[str], plot: Plot, table: Callable[[], Table]) -> Picture:
    told = [spot.words for spot in plot.spots if spot.words]
    shown = "; ".join(told[:400])
    more = " …" if len(told) > 400 else ""
    description = " ".join([f"{title}.", *notes[:1], shown + more])
    return Picture(wish.kind, title, tuple(notes), description, plot, table, wish.profile)


def _bars(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    style, columns_left = wish.style, 0
    matrix = _totals(project, wish, found, progress) if style == "plain" else _cross(project, wish, found, progress)
    if style != "plain":  # more fills than these can't be told apart
        kept, columns_left = portraits.ranked(matrix.columns, len(FILLS))
        matrix = replace(matrix, columns=tuple(matrix.columns[at] for at in kept))
    most = wish.most or (36 if style != "grouped" else max(4, 60 // max(1, len(matrix.columns))))
    rows, series, more = figure_bars.bars(
        matrix, style, wish.profile, most, ordered=wish.ordered, percent=wish.counted != "segments"
    )
    counted = wish.profile.translated(COUNTED[wish.counted][0])
    title = say(wish, N_("{counted} of Each Code"), counted=counted)
    notes = [base_words(wish, matrix.base)]
    if style != "plain":
        columns = axis_word(wish, matrix.column_axis)
        title = say(wish, N_("{counted} of Each Code by {columns}"), counted=counted, columns=columns)
        notes.append(say(wish, N_("What belongs to several groups counts in each.")))
        notes += left_out(wish, columns_left, *_MORE_COLUMNS)
    notes += [*about_codes(wish), *left_out(wish, more, *_MORE_CODES), *caution(wish, wish.counted)]
    plot = figure_bars.draw(rows, series, style, counted, wish.profile)
    return _picture(wish, title, notes, plot, lambda: _bars_table(matrix, title, wish))


def _totals(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> crosstab.Matrix:
    """How much stands under each code, whatever it is crossed with."""
    made = crosstab.cross(project, found.ground, wish.codes(), Axis("unit"), wish.counted, progress)
    if not made.rows:
        raise NothingToDraw
    return replace(made, columns=(), cells={}, outside=0)


def _bars_table(found: crosstab.Matrix, title: str, wish: FigureWish) -> Table:
    made = query_tables.matrix(found, profile=wish.profile)
    return made if found.columns else replace(made, title=title, description="")


def _source(wish: FigureWish, found: Basis) -> int:
    source = wish.source_id if wish.source_id is not None else portraits.first_coded(found.ground)
    if source is None:
        raise NothingToDraw
    return source


def _lines(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    told = portraits.code_lines(project, found.ground, _source(wish, found), wish.codes())
    if not told.tracks:
        raise NothingToDraw
    plot, more = figure_texts.lines(told, wish.profile, wish.most or 45)
    notes = [
        *_text_base(wish, told),
        say(wish, N_("At the right: segments of each code.")),
        *left_out(wish, more, *_MORE_CODES),
        *caution(wish, "segments"),
    ]
    title = say(wish, N_("Codes along “{name}”"), name=told.source)
    made = _picture(wish, title, notes, plot, lambda: figure_tables.code_lines(told, profile=wish.profile))
    return replace(made, about=told.source)


def _text_base(wish: FigureWish, told: portraits.CodeLines) -> list[str]:
    number = wish.profile.integer
    segments = wish.profile.number_of(told.base, N_("{n} segment"), N_("{n} segments"))
    words_ = N_("N = {segments} on {coded} of {lines} lines ({percent}).")
    percent = wish.profile.percent(told.coded, told.lines)
    return [say(wish, words_, segments=segments, coded=number(told.coded), lines=number(told.lines), percent=percent)]


def _portrait(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    told = portraits.code_lines(project, found.ground, _source(wish, found), wish.codes())
    if not told.tracks:
        raise NothingToDraw
    cells = portraits.portrait(told, wish.most or 600)
    plot, hidden = figure_texts.portrait(cells, wish.profile)
    each = wish.profile.number_of(cells.size, N_("Each cell is {n} line"), N_("Each cell is {n} lines"))
    notes = [
        *_text_base(wish, told),
        each + say(wish, N_(", read from left to right; of several codes it shows the one on most of its lines.")),
        say(wish, N_("Behind each code: the lines on which it stands, whatever else stands there.")),
        *left_out(wish, hidden, N_("{n} further code shares one grey."), N_("{n} further codes share one grey.")),
        *caution(wish, "segments"),
    ]
    title = say(wish, N_("Portrait of “{name}”"), name=told.source)
    made = _picture(wish, title, notes, plot, lambda: figure_tables.portrait(cells, profile=wish.profile))
    return replace(made, about=told.source)


def _meetings(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> cooccurrence.Meetings:
    wanted = crosstab.shown_codes(wish.codes(), found.ground)
    met = cooccurrence.meet(project, found.ground, wanted, wish.meeting, reach=wish.reach, progress=progress)
    if not met.pairs:
        raise NothingToDraw
    return met


def _together_notes(wish: FigureWish, met: cooccurrence.Meetings) -> list[str]:
    base = wish.profile.number_of(met.base, N_("{n} segment"), N_("{n} segments"))
    return [
        say(wish, N_("N = {base} that carry a code."), base=base),
        say(wish, N_("Counted are pairs of {meeting}."), meeting=_meeting_words(wish)),
        say(wish, N_("c = n12 / (n1 + n2 − n12), after Jaccard (1901).")),
    ]


def _meeting_words(wish: FigureWish) -> str:
    if wish.profile.language.startswith("en"):
        return query_tables.meeting_words(wish.meeting)
    if wish.meeting.together == "near":
        words_ = N_("segments with no more than {n} {measure} between them")
        measure = wish.profile.translated(wish.meeting.measure)
        return say(wish, words_, n=wish.profile.integer(wish.meeting.distance), measure=measure)
    overlap = wish.meeting.together == "overlap"
    return say(wish, N_("segments that overlap") if overlap else N_("segments on the same line"))


def _related_caution(wish: FigureWish) -> list[str]:
    text = N_("That codes stand together is not yet a relation between what they name: read the passages.")
    return [say(wish, text)] if wish.caution else []


_MORE_TOGETHER = (
    N_("{n} code that meets others less is left out."),
    N_("{n} codes that meet others less are left out."),
)


def _together(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    met = _meetings(project, wish, found, progress)
    grid, more = figure_grids.together(met, wish.profile, wish.most or 24)
    notes = [
        *_together_notes(wish, met),
        say(wish, N_("In brackets: segments of each code; a dash: one code brings the other along.")),
        *left_out(wish, more, *_MORE_TOGETHER),
        *_related_caution(wish),
    ]
    title = say(wish, N_("Codes That Stand Together"))
    return _picture(wish, title, notes, figure_grids.draw(grid), lambda: query_tables.pairs(met, profile=wish.profile))


def _network(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    met = _meetings(project, wish, found, progress)
    plot, more, pairs = figure_net.draw(met, wish.profile, wish.most or 24)
    notes = [
        *_together_notes(wish, met),
        *left_out(wish, more, *_MORE_TOGETHER),
        *left_out(wish, pairs, N_("{n} weaker pair is left out."), N_("{n} weaker pairs are left out.")),
        *_related_caution(wish),
    ]
    title = say(wish, N_("Net of Codes That Stand Together"))
    return _picture(wish, title, notes, plot, lambda: query_tables.pairs(met, profile=wish.profile))


_MANY = 60


def _alike(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    matrix = _cross(project, wish, found, progress)
    if len(matrix.columns) < 2:
        raise NothingToDraw
    kept, more = portraits.ranked(matrix.columns, min(wish.most or 40, _MANY))
    matrix = replace(matrix, columns=tuple(matrix.columns[at] for at in kept))
    told = similarity.alike(matrix, wish.measure)
    name = axis_word(wish, matrix.column_axis)
    jaccard = wish.measure == "jaccard"
    measure = say(wish, N_("Jaccard") if jaccard else N_("cosine"))
    sentence = (
        N_("Jaccard (1901): codes that both have by codes that either has.")
        if jaccard
        else N_("Cosine of the counts of each code (segments, each once).")
    )
    notes = [
        wish.profile.number_of(told.codes, N_("Profiles of {n} code."), N_("Profiles of {n} codes.")),
        base_words(wish, matrix.base),
        say(wish, sentence),
        say(wish, N_("In brackets: codes of each. Order and tree by average linkage.")),
        *left_out(
            wish,
            more,
            N_("{n} with as many or fewer segments is left out."),
            N_("{n} with as many or fewer segments are left out."),
        ),
        *([say(wish, N_("Alike in codes is alike in what was coded, not in what happened."))] if wish.caution else []),
    ]
    many = wish.profile.translated(MANY_OF.get(matrix.column_axis.dimension, name))
    title = say(wish, N_("Likeness of {columns} by Codes ({measure})"), columns=many, measure=measure)
    plot = figure_grids.draw(figure_grids.alike(told, name, wish.profile))
    return _picture(wish, title, notes, plot, lambda: figure_tables.likeness(told, name, profile=wish.profile))


def _cloud(project: Project, wish: FigureWish, found: Basis, progress: Progress | None) -> Picture:
    counting = Counting(wish.lemma, wish.least, wish.stop, own=wish.own)
    told = frequencies.tally(project, found.book, found.ground, wish.scope, counting, found.pipeline, progress)
    return cloud_of(told, wish)


def cloud_of(told: frequencies.Tally, wish: FigureWish) -> Picture:
    """The cloud of words that were counted before. Raises NothingToDraw."""
    if not told.rows:
        raise NothingToDraw
    most = wish.most or 80
    plot = figure_cloud.draw(told, wish.profile, most)
    notes = figure_tables.word_notes(told, wish.profile, min(most, len(told.rows)), wish.caution)
    highest, lowest = told.rows[0], told.rows[:most][-1]
    number = wish.profile.integer
    between = N_("Size by frequency: from “{high}” ({most}) to “{low}” ({least}).")
    notes.insert(
        1, say(wish, between, high=highest.word, most=number(highest.n), low=lowest.word, least=number(lowest.n))
    )
    title = say(wish, N_("Most Frequent Words"))
    return _picture(wish, title, notes, plot, lambda: figure_tables.words(told, profile=wish.profile, rows=most))


_Maker = Callable[[Project, FigureWish, Basis, "Progress | None"], Picture]
FIGURES: Mapping[str, str] = {
    "heat": N_("Heat map"),
    "bars": N_("Bars of codes"),
    "lines": N_("Code lines along a text"),
    "portrait": N_("Portrait of a text"),
    "together": N_("Codes together, as a matrix"),
    "network": N_("Codes together, as a net"),
    "likeness": N_("Likeness by codes"),
    "cloud": N_("Word cloud"),
}
_MAKERS: Mapping[str, _Maker] = {
    "heat": _heat, "bars": _bars, "lines": _lines, "portrait": _portrait, "together": _together, "network": _network,
    "likeness": _alike, "cloud": _cloud,
}  # fmt: skip

"""How often which words stand in a study: every text read once into numbers, then counted by any scope in no time.

Interviewer and speaker labels are told from the turns; whose words they are goes by the rules of `ground`, with the
stretches of turns as places. Words are those of `qda.text.words_of`, in small letters, ’ as '.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.analysis.queries import crosstab
from qda.analysis.queries.crosstab import Axis, Key
from qda.analysis.segments.belonging import Belonging
from qda.analysis.segments.ground import Ground
from qda.analysis.segments.owners import labelled, owned
from qda.analysis.segments.places import Columns
from qda.analysis.words import of_codes
from qda.analysis.words.reading import Book, Part, Read, lying_in
from qda.collecting import without_collecting
from qda.i18n import _
from qda.names import name_key
from qda.nlp import stop_words
from qda.nlp.pipeline import Pipeline
from qda.progress import Progress, Silent
from qda.project.project import Project

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.words.reading import Flags

    Numbers = NDArray[np.int32]
    Counts = NDArray[np.int64]

# --- whose words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scope:
    """Which words count; None means all. With codes only words in segments that carry one, or what lives under it."""

    source_ids: tuple[int, ...] | None = None
    case_ids: tuple[int, ...] | None = None
    participant_ids: tuple[int, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    interviewer: bool = False


WHOLE = Scope()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of a scope source by source, and the ground whose places are the stretches of turns.

    `asked`: in some text of the ground a speaker is known as the interviewer.
    """

    parts: tuple[Part, ...]
    runs: Ground
    texts: Mapping[int, Read]
    asked: bool


def choose(
    project: Project, book: Book, ground: Ground, scope: Scope = WHOLE, progress: Progress | None = None
) -> Chosen:
    """The words of a scope. Raises Cancelled."""
    with without_collecting():
        texts = book.read(project, ground, progress)
        runs, asks = _runs(project, ground, texts)
    spans = None if scope.code_ids is None else coded_spans(ground, scope.code_ids)
    return Chosen(tuple(_parts(runs, texts, _counts(runs, asks, scope), spans)), runs, texts, bool(asks.any()))


def _counts(runs: Ground, asks: Flags, scope: Scope) -> Flags:
    """Which stretches count."""
    kept = runs.belonging(
        lambda owner: (
            (scope.source_ids is None or owner.source in scope.source_ids)
            and (scope.case_ids is None or not owner.cases.isdisjoint(scope.case_ids))
            and (scope.participant_ids is None or not owner.people.isdisjoint(scope.participant_ids))
        )
    )
    return kept if scope.interviewer else kept & ~asks


def _parts(
    runs: Ground, texts: Mapping[int, Read], kept: Flags, spans: Mapping[int, list[tuple[int, int]]] | None
) -> Iterator[Part]:
    import numpy as np

    for source in runs.sources:
        here = runs.by_source[source]
        if not kept[here.start : here.stop].any() or (spans is not None and source not in spans):
            continue
        read = texts[source]
        many, counts = read.many, kept[here.start : here.stop]
        if len(here) != len(read.begins):  # passages cut the turns
            borders = np.searchsorted(read.starts, runs.columns.start[here.start : here.stop], "left")
            many = np.diff(np.append(borders, len(read.starts))).astype(np.int32)
        wanted = None if counts.all() else np.repeat(counts, many)
        if spans is not None:
            inside = lying_in(read.starts, spans[source])
            wanted = inside if wanted is None else wanted & inside
        yield Part(source, read, read.ids if wanted is None else read.ids[wanted], here.start, many, counts, wanted)


def _runs(project: Project, ground: Ground, texts: Mapping[int, Read]) -> tuple[Ground, Flags]:
    """The stretches of all texts as places of a ground of their own, and which are the interviewer's."""
    import numpy as np

    with project.read() as session:
        context, labels = Belonging.load(session), labelled(session)
    begins: list[Numbers] = []
    voices: list[Numbers] = []
    known: list[tuple[int, bool]] = []  # of all labels of all texts
    before: list[int] = []  # how many labels the texts before have
    for told in ground.sources.values():
        read = texts[told.id]
        before.append(len(known))
        known += [labels.get((told.id, name_key(label)), (0, False)) if label else (0, False) for label in read.labels]
        cut = _cut(read, context.passages[told.id]) if told.id in context.passages else (read.begins, read.voices)
        begins.append(cut[0])
        voices.append(cut[1])
    many = [len(each) for each in begins]
    source = np.repeat(np.array(list(ground.sources), dtype=np.int64), many)
    start, voice = _joined(begins), _joined(voices) + np.repeat(np.array(before, dtype=np.int64), many)
    end = np.append(start[1:], 0)[: len(start)]
    end[np.cumsum(many, dtype=np.int64) - 1] = [texts[each].length for each in ground.sources]
    speaker = np.array([speaker for speaker, _asks in known], dtype=np.int64)[voice]
    asks = np.array([asked for _speaker, asked in known], dtype=bool)[voice]
    owner, owners = owned(source, speaker, start, end, context)
    none = np.zeros(0, dtype=np.int64)
    columns = Columns(np.zeros(len(source), dtype=np.int64), start, end, owner, none, none, none)
    runs = replace(ground, columns=columns, owners=owners, scales={}, uncoded=[])
    return runs, asks


def _joined(parts: Sequence[Numbers]) -> NDArray[np.int64]:
    import numpy as np

    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)


def _cut(read: Read, passages: Iterable[tuple[int, int, int]]) -> tuple[Numbers, Numbers]:
    """The stretches cut where passages begin and end."""
    import numpy as np

    edges = [edge for start, end, _case in passages for edge in (start, end) if 0 < edge < read.length]
    begins = np.union1d(read.begins, np.array(edges, dtype=np.int32))
    return begins, read.voices[np.searchsorted(read.begins, begins, "right") - 1]


def coded_spans(ground: Ground, codes: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """By source the stretches that carry one of the codes or what lives under it, joined where they touch."""
    import numpy as np

    wanted = frozenset().union(*(ground.below.get(code, frozenset((code,))) for code in codes))
    which = np.flatnonzero(ground.carrying(wanted))
    found: dict[int, list[tuple[int, int]]] = {}
    rows = (ground.source_of[which].tolist(), ground.columns.start[which].tolist(), ground.columns.end[which].tolist())
    for source, start, end in zip(*rows, strict=True):
        spans = found.setdefault(source, [])
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return found


# --- counting -------------------------------------------------------------------------------------

_TURNED = 64
"""Rows of a comparison that are made of its columns at a time."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How words are counted: with their base forms as one, from so many letters on, without which, by what.

    `stop` are the small words that are left out; None: those of the language that is spoken, which its small words
    tell. `own` are left out as well.
    """

    lemma: bool = False
    least: int = 3
    stop: frozenset[str] | None = None
    by: Axis | None = None
    limit: int = 2000
    own: frozenset[str] = frozenset()


PLAINLY = Counting()


@dataclass(frozen=True, slots=True)
class Group:
    """One column of a comparison: how many words stand there in all."""

    key: Key
    heading: str
    words: int


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word: how often, in how many sources, in which forms (the most frequent first), and how often in each group."""

    word: str
    n: int
    sources: int
    forms: tuple[str, ...]
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The most frequent words with their bases.

    `words` are all words of the scope, `left_out` of them on the stop list or too short; `distinct` what is left in
    kinds, of which `rows` may be the first. `found_by`: what found base forms, empty where forms are counted.
    `language` is that of the small words that were left out, empty where they were named. `asked`: an interviewer is
    known whose words could be left out.
    """

    rows: tuple[WordRow, ...]
    words: int
    left_out: int
    distinct: int
    sources: int
    groups: tuple[Group, ...]
    found_by: str
    scope: Scope
    counting: Counting
    language: str = ""
    asked: bool = True


def per_thousand(count: int, words: int) -> float:
    """How often in a thousand words; 0 where there are none."""
    return 1000 * count / words if words else 0.0


def tally(
    project: Project,
    book: Book,
    ground: Ground,
    scope: Scope = WHOLE,
    counting: Counting = PLAINLY,
    pipeline: Pipeline | None = None,
    progress: Progress | None = None,
) -> Tally:
    """Count the words of a scope. Raises NotFound for an attribute that is not there, Cancelled."""
    import numpy as np

    tell = progress or Silent()
    chosen = choose(project, book, ground, scope, progress)
    base = book.bases(project, ground, pipeline, progress) if counting.lemma else None
    size = len(book.forms)
    forms = np.zeros(size, dtype=np.int64)
    spread = np.zeros(size, dtype=np.int64)
    for done, part in enumerate(chosen.parts):
        tell.step(done, len(chosen.parts), _("Counting words"))
        here = np.bincount(part.ids, minlength=size)
        forms += here
        spread += here > 0 if base is None else np.bincount(base, weights=here, minlength=size) > 0
    counts = forms if base is None else np.bincount(base, weights=forms, minlength=size).astype(np.int64)
    language = stop_words.language(book.forms, forms.tolist()) if counting.stop is None else ""
    shown = _listed(book, counting, counts, language)
    total = int(forms.sum())
    ranked = sorted(shown, key=lambda number: (-int(counts[number]), book.forms[number]))
    top = ranked[: counting.limit]
    groups, cells = _by_group(project, chosen, counting.by, top, base, size, ground, tell)
    members = _members(book, base, forms, top)
    rows = tuple(
        WordRow(book.forms[number], int(counts[number]), int(spread[number]), members[number], cells[at])
        for at, number in enumerate(top)
    )
    left_out = total - int(counts[ranked].sum()) if ranked else total
    found_by = book.found_by if counting.lemma else ""
    sources = sum(1 for part in chosen.parts if len(part.ids))
    return Tally(rows, total, left_out, len(ranked), sources, groups, found_by, scope, counting, language, chosen.asked)


def _listed(book: Book, counting: Counting, counts: Counts, language: str) -> list[int]:
    """The numbers of the words that are neither left out nor too short nor figures."""
    import numpy as np

    forms = book.forms
    stop = stop_words.SMALL[language] if language else counting.stop or frozenset()
    stop |= counting.own
    return [
        number
        for number in np.flatnonzero(counts).tolist()
        if len(word := forms[number]) >= counting.least and word not in stop and not word.isdigit()
    ]


def _members(book: Book, base: Numbers | None, forms: Counts, top: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """For each word the forms that count for it."""
    import numpy as np

    if base is None:
        return {number: (book.forms[number],) for number in top}
    found: dict[int, list[int]] = {number: [] for number in top}
    for form in np.flatnonzero(forms).tolist():
        word = int(base[form])
        if word in found:
            found[word].append(form)
    return {
        word: tuple(book.forms[form] for form in sorted(members, key=lambda form: -int(forms[form])))
        for word, members in found.items()
    }


def _by_group(
    project: Project,
    chosen: Chosen,
    by: Axis | None,
    top: Sequence[int],
    base: Numbers | None,
    size: int,
    ground: Ground,
    tell: Progress,
) -> tuple[tuple[Group, ...], list[tuple[int, ...]]]:
    """The groups with all their words, and for each word of `top` its count in each group."""
    import numpy as np

    if by is None:
        return (), [()] * len(top)
    place_of = np.full(size, -1, dtype=np.int32)
    place_of[np.array(top, dtype=np.int64)] = np.arange(len(top))
    if base is not None:
        place_of = place_of[base]
    counts: Mapping[Key, Counts]
    words: Mapping[Key, int]
    if by.dimension == "codes":
        wanted = crosstab.shown_codes(by, ground)
        known = [code for code in ground.codes if wanted is None or code in wanted]
        counts, words = of_codes.counted(ground, chosen.parts, known, place_of, tell, _("Comparing"))
    else:
        counts, words = _of_groups(_grouped(project, chosen, by, tell), place_of, len(top))
    headings = [(key, heading) for key, heading in _headings(project, chosen, by, ground, words) if key in counts]
    groups = tuple(Group(key, heading, words[key]) for key, heading in headings)
    if not groups:
        return (), [()] * len(top)
    table = np.stack([counts[group.key] for group in groups])
    cells: list[tuple[int, ...]] = []
    for at in range(0, len(top), _TURNED):  # all at once would be read across the whole of memory
        cells += map(tuple, np.ascontiguousarray(table[:, at : at + _TURNED].T).tolist())
    return groups, cells


def _of_groups(
    grouped: Iterable[tuple[Key, Numbers]], place_of: Numbers, many: int
) -> tuple[dict[Key, Counts], Counter[Key]]:
    """For each group how often each word falls there, and how many words in all."""
    import numpy as np

    counts: dict[Key, Counts] = {}
    words: Counter[Key] = Counter()
    for key, ids in grouped:
        here = np.bincount(place_of[ids] + 1, minlength=many + 1)[1:]
        counts[key] = counts[key] + here if key in counts else here
        words[key] += len(ids)
    return counts, words


def _grouped(project: Project, chosen: Chosen, by: Axis, tell: Progress) -> Iterator[tuple[Key, Numbers]]:
    """Stretches of words with the group that they count for; what belongs to two counts for both."""
    import numpy as np

    whose = crosstab.of_owners(project, chosen.runs, by)
    owner_of = chosen.runs.columns.owner
    for done, part in enumerate(chosen.parts):
        tell.step(done, len(chosen.parts), _("Comparing"))
        owners = owner_of[part.first : part.first + len(part.many)]
        here = np.unique(owners[part.counts & (part.many > 0)])
        keys_of: dict[Key, list[int]] = defaultdict(list)
        for owner in here.tolist():
            for key in whose[owner]:
                keys_of[key].append(owner)
        for key, held in keys_of.items():
            yield key, part.ids if len(held) == len(here) else part.ids[part.told(np.isin(owners, held))]


def _headings(
    project: Project, chosen: Chosen, by: Axis, ground: Ground, words: Mapping[Key, int]
) -> list[tuple[Key, str]]:
    if by.dimension == "codes":
        return [(code.id, code.name) for code in ground.codes.values() if code.id in words]
    totals: dict[Key, int] = dict.fromkeys(words, 0)
    return [(key, heading) for key, heading, _has in crosstab.headings(project, chosen.runs, by, totals)]

"""How often which words stand in a study: every text read once into numbers, then counted by any scope in no time.

Interviewer and speaker labels are told from the turns; whose words they are goes by the rules of `ground`, with the
stretches of turns as places. Words are those of `qda.text.words_of`, in small letters, ’ as '.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qda.analysis import crosstab
from qda.analysis.belonging import Belonging
from qda.analysis.crosstab import Axis, Key
from qda.analysis.ground import Ground
from qda.analysis.owners import labelled, owned
from qda.analysis.places import Columns
from qda.analysis.words_read import Book, Read, lying_in
from qda.i18n import _
from qda.names import name_key
from qda.nlp import stop_words
from qda.nlp.pipeline import Pipeline
from qda.progress import Progress, Silent
from qda.project.project import Project

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.words_read import Flags

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
class Part:
    """The words of one source that count: their forms, where they begin, and the numbers of their places."""

    source: int
    ids: Numbers
    starts: Numbers
    places: Numbers
    within: Numbers
    """Where they stand in the text's own row of words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of a scope source by source, and the ground whose places are the stretches of turns."""

    parts: tuple[Part, ...]
    runs: Ground
    texts: Mapping[int, Read]


def choose(
    project: Project, book: Book, ground: Ground, scope: Scope = WHOLE, progress: Progress | None = None
) -> Chosen:
    """The words of a scope. Raises Cancelled."""
    texts = book.read(project, ground, progress)
    runs, asks = _runs(project, ground, texts)
    spans = None if scope.code_ids is None else coded_spans(ground, scope.code_ids)
    return Chosen(tuple(_parts(runs, texts, _counts(runs, asks, scope), spans)), runs, texts)


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
        stretch = read.stretch
        if len(here) != len(read.begins):  # passages cut the turns
            borders = runs.columns.start[here.start : here.stop]
            stretch = (np.searchsorted(borders, read.starts, "right") - 1).astype(np.int32)
        wanted = kept[here.start : here.stop][stretch]
        if spans is not None:
            wanted &= lying_in(read.starts, spans[source])
        within = np.flatnonzero(wanted).astype(np.int32)
        yield Part(source, read.ids[within], read.starts[within], stretch[within] + here.start, within)


def _runs(project: Project, ground: Ground, texts: Mapping[int, Read]) -> tuple[Ground, Flags]:
    """The stretches of all texts as places of a ground of their own, and which are the interviewer's."""
    import numpy as np

    with project.read() as session:
        context, labels = Belonging.load(session), labelled(session)
    starts: list[Numbers] = []
    ends: list[Numbers] = []
    speakers: list[Numbers] = []
    asks: list[Flags] = []
    for told in ground.sources.values():
        read = texts[told.id]
        known = [labels.get((told.id, name_key(label)), (0, False)) if label else (0, False) for label in read.labels]
        begins, voices = read.begins, read.voices
        if told.id in context.passages:
            begins, voices = _cut(read, context.passages[told.id])
        starts.append(begins)
        ends.append(np.append(begins[1:], read.length))
        speakers.append(np.array([speaker for speaker, _asks in known])[voices])
        asks.append(np.array([asked for _speaker, asked in known], dtype=bool)[voices])
    source = np.repeat(list(ground.sources), [len(each) for each in starts])
    start, end, speaker = (_joined(each) for each in (starts, ends, speakers))
    owner, owners = owned(source, speaker, start, end, context)
    none = np.zeros(0, dtype=np.int64)
    columns = Columns(np.zeros(len(source), dtype=np.int64), start, end, owner, none, none, none)
    runs = replace(ground, columns=columns, owners=owners, scales={}, uncoded=[])
    return runs, np.concatenate([np.zeros(0, dtype=bool), *asks])


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
    `language` is that of the small words that were left out, empty where they were named.
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
    return Tally(rows, total, left_out, len(ranked), sources, groups, found_by, scope, counting, language)


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
    counts: dict[Key, Counts] = {}
    words: Counter[Key] = Counter()
    for key, ids in _grouped(project, chosen, by, ground, tell):
        if key not in counts:
            counts[key] = np.zeros(len(top) + 1, dtype=np.int64)
        counts[key] += np.bincount(place_of[ids] + 1, minlength=len(top) + 1)
        words[key] += len(ids)
    headings = [(key, heading) for key, heading in _headings(project, chosen, by, ground, words) if key in counts]
    groups = tuple(Group(key, heading, words[key]) for key, heading in headings)
    if not groups:
        return (), [()] * len(top)
    table = np.stack([counts[group.key][1:] for group in groups], axis=1).tolist()
    return groups, [tuple(row) for row in table]


def _grouped(
    project: Project, chosen: Chosen, by: Axis, ground: Ground, tell: Progress
) -> Iterator[tuple[Key, Numbers]]:
    """Stretches of words with the group that they count for; what belongs to two counts for both."""
    import numpy as np

    if by.dimension == "codes":
        wanted = crosstab.shown_codes(by, ground)
        for code in ground.codes if wanted is None else wanted:
            spans = coded_spans(ground, (code,))
            for part in chosen.parts:
                if part.source in spans:
                    yield code, part.ids[lying_in(part.starts, spans[part.source])]
        return
    whose = crosstab.of_owners(project, chosen.runs, by)
    owner_of = chosen.runs.columns.owner
    for done, part in enumerate(chosen.parts):
        tell.step(done, len(chosen.parts), _("Comparing"))
        first, last = int(part.places[:1].sum()), int(part.places[-1:].sum())
        owners = owner_of[first : last + 1]
        here = np.unique(owners)
        keys_of: dict[Key, list[int]] = defaultdict(list)
        for owner in here.tolist():
            for key in whose[owner]:
                keys_of[key].append(owner)
        of_word = owners[part.places - first] if any(len(held) < len(here) for held in keys_of.values()) else None
        for key, held in keys_of.items():
            yield key, part.ids if of_word is None or len(held) == len(here) else part.ids[np.isin(of_word, held)]


def _headings(
    project: Project, chosen: Chosen, by: Axis, ground: Ground, words: Mapping[Key, int]
) -> list[tuple[Key, str]]:
    if by.dimension == "codes":
        return [(code.id, code.name) for code in ground.codes.values() if code.id in words]
    totals: dict[Key, int] = dict.fromkeys(words, 0)
    return [(key, heading) for key, heading, _has in crosstab.headings(project, chosen.runs, by, totals)]

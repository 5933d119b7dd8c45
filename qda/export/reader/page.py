"""A reader's edition as pages of HTML: no script, nothing from elsewhere; every step is a link down and a link back.

Hostile text is inert: it is escaped, each piece of it is isolated from the direction of what stands around it, and the
page's own policy forbids whatever could run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from qda.export.bases import left_out
from qda.export.characters import legal
from qda.export.profiles import Profile
from qda.export.reader.style import STYLE
from qda.export.reader.types import (
    Edition,
    Said,
    Step,
    ToldClaim,
    ToldCode,
    ToldMap,
    ToldText,
    claim_anchor,
    code_anchor,
    line_anchor,
)
from qda.export.synthesis.claim_tables import LEVEL_WORDS
from qda.export.word.text import quoted
from qda.i18n import N_
from qda.memos import prose
from qda.memos.queries import MemoRow
from qda.project.project import by_count
from qda.synthesis.claims import KIND_WORDS, STATUS_WORDS
from qda.synthesis.negative_cases import ANSWER_WORDS, OUTCOME_WORDS
from qda.synthesis.targets import KIND_WORDS as TARGET_WORDS

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_IDS = re.compile(r'(?<=\bid=")(title|description)(?=")|(?<=aria-labelledby=")title description(?=")')
_SHOWN = 12  # places that a step of a trail names; the rest is under its code
LEVELS = (("theme", N_("Themes")), ("category", N_("Categories")), ("focused", N_("Focused codes")),
          ("initial", N_("Initial codes")))  # fmt: skip


def words(text: str) -> str:
    """Plain text as HTML."""
    return escape(legal(text), quote=False)


def inline(text: str) -> str:
    """Somebody's words in a line of ours: their direction ends with them."""
    return f"<bdi>{words(text)}</bdi>"


def attribute(text: str) -> str:
    """Plain text in an attribute, where nothing can isolate it: signs that steer direction are left out."""
    return escape(_STEERING.sub("", legal(text)))


@dataclass(slots=True)
class Links:
    """Where each anchor stands; `here` is the page that is being written."""

    pages: Mapping[str, str]
    here: str = ""

    def to(self, anchor: str, told: str, kind: str = "") -> str:
        """`told`, already HTML, as a link; as it is where the anchor is not in the edition."""
        page = self.pages.get(anchor)
        if page is None:
            return told
        named = f' class="{kind}"' if kind else ""
        return f'<a{named} href="{"" if page == self.here else page}#{anchor}">{told}</a>'


@dataclass(slots=True)
class Book:
    """Writes the parts of an edition."""

    edition: Edition
    links: Links
    _codes: dict[int, ToldCode] = field(init=False)
    _claims: dict[int, ToldClaim] = field(init=False)
    _quotes: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self._codes = {code.row.id: code for code in self.edition.codes}
        self._claims = {claim.row.id: claim for claim in self.edition.claims}
        quotes = [*(code.quotes for code in self.edition.codes), *(claim.quotes for claim in self.edition.claims)]
        self._quotes = {quote.segment: quote.anchor for some in quotes for quote in some}

    @property
    def profile(self) -> Profile:
        """The language of the edition."""
        return self.edition.profile

    def say(self, text: str, **values: object) -> str:
        """Words of the program, as HTML."""
        return words(self.profile.say(text, **values))

    # --- claims -----------------------------------------------------------------------------------------

    def claim(self, claim: ToldClaim) -> Iterator[str]:
        """A claim with its trail down, and what was held against it."""
        row, profile = claim.row, self.profile
        yield f'<article id="{claim.anchor}" class="claim">\n<h3 dir="auto">{claim.number}. {words(row.text)}</h3>\n'
        kind = profile.translated(KIND_WORDS[row.kind])
        status = profile.translated(STATUS_WORDS.get(row.status, row.status))
        yield f'<p class="about">{words(f"{kind}, {status}")}: {words(self._counted(claim.counts))}.</p>\n'
        if row.expected:
            yield f'<p dir="auto">{self.say(N_("Expected: {pattern}"), pattern=row.expected)}</p>\n'
        yield from (f'<p dir="auto">{words(line)}</p>\n' for line in row.note.split("\n") if line.strip())
        yield from (f'<p class="hint">{self.say(text, **dict(values))}</p>\n' for text, values in claim.flags)
        if claim.steps:
            yield f'<details open>\n<summary>{self.say(N_("What it rests on"))}</summary>\n<ul class="trail">\n'
            for step in claim.steps:
                yield from self._step(step)
            yield "</ul>\n</details>\n"
        yield from (part for quote in claim.quotes for part in self.quote(quote))
        if claim.negatives:
            yield f"<h4>{self.say(N_('What speaks against it'))}</h4>\n"
        for held in claim.negatives:
            answer = profile.translated(ANSWER_WORDS[held.answer])
            outcome = profile.translated(OUTCOME_WORDS[held.outcome])
            place = self._place(held.source_id, held.source, held.line, held.speaker)
            told = f"{place} · {words(f'{answer}, {outcome}')}"
            yield self._figure(f"{claim.anchor}-n{held.id}", held.quote, told, held.note)
        yield "</article>\n"

    def _step(self, step: Step) -> Iterator[str]:
        level = self.profile.translated(LEVEL_WORDS.get(step.level, TARGET_WORDS.get(step.kind, step.kind)))
        if step.about:
            level = self.profile.say(N_("about this {kind}"), kind=level)
        counted = f" ({words(self._segments(step.counts.segments))})" if step.counts.segments else ""
        note = f" – {inline(step.note)}" if step.note else ""
        name = self.links.to(step.to, inline(step.label))
        yield f'<li>{name}, <span class="about">{words(level)}{counted}</span>{note}'
        if step.quotes:
            shown = [
                self.links.to(anchor, f"{inline(source)}, {self._line(line)}", "place")
                for anchor, source, line in step.quotes[:_SHOWN]
            ]
            left = len(step.quotes) - len(shown)
            shown += [self.say(N_("and {n} more"), n=left)] if left else []
            yield f' <span class="places">{"; ".join(shown)}</span>'
        if step.children:
            yield "\n<ul>\n"
            for child in step.children:
                yield from self._step(child)
            yield "</ul>\n"
        yield "</li>\n"

    def _counted(self, counts: object) -> str:
        from qda.analysis.synthesis.evidence import Counts

        assert isinstance(counts, Counts)
        base, parts = self.edition.base, [self._segments(counts.segments)]
        for count, of, template in (
            (counts.sources, base.sources, N_("{count} of {of} sources")),
            (counts.cases, base.cases, N_("{count} of {of} cases")),
            (counts.participants, base.participants, N_("{count} of {of} participants")),
        ):
            if of and counts.segments:
                parts.append(self.profile.say(template, count=count, of=of))
        return ", ".join(parts)

    def _segments(self, count: int) -> str:
        return self.profile.say(by_count(count, N_("{count} segment"), N_("{count} segments")), count=count)

    # --- codes ------------------------------------------------------------------------------------------

    def code(self, code: ToldCode) -> Iterator[str]:
        """A code: what it means, what it is gathered under and gathers, and its quotes."""
        row = code.row
        yield f'<details open id="{code.anchor}" class="code">\n<summary><h3>{inline(row.name)}</h3> '
        yield f'<span class="about">{words(self._counted(code.counts))}</span></summary>\n'
        for label, text in (("", row.definition), (N_("Include when"), row.include_when),
                            (N_("Exclude when"), row.exclude_when)):  # fmt: skip
            if text:
                head = f"<b>{self.say(label)}:</b> " if label else ""
                yield f'<p dir="auto">{head}{words(text)}</p>\n'
        leads = (
            (N_("Claims"), [self._to_claim(each) for each in code.claims]),
            (N_("Gathered under"), [self._to_code(each) for each in code.above]),
            (N_("Gathers"), [self._to_code(each) for each in code.below]),
            (
                N_("Maps"),
                [self.links.to(f"map-{m.id}", inline(m.name)) for m in self.edition.maps if m.id in code.maps],
            ),
            (N_("Memos"), [self._to_memo(m) for m in self.edition.memos if m.id in code.memos]),
        )
        for label, found in leads:
            if found:
                yield f'<p class="leads"><b>{self.say(label)}:</b> {", ".join(found)}</p>\n'
        yield from (part for quote in code.quotes for part in self.quote(quote))
        yield "</details>\n"

    def _to_code(self, code: int) -> str:
        return self.links.to(code_anchor(code), inline(self._codes[code].row.name))

    def _to_claim(self, claim: int) -> str:
        told = self._claims.get(claim)
        return self.links.to(claim_anchor(claim), self.say(N_("Claim {n}"), n=told.number)) if told else ""

    def _to_memo(self, memo: MemoRow) -> str:
        return self.links.to(f"memo-{memo.id}", inline(memo.shown_title))

    def quote(self, quote: Said) -> Iterator[str]:
        """Words with who says them where, a link to the line, and the ways back."""
        told = [self._place(quote.source_id, quote.source, quote.line, quote.speaker)]
        if quote.first:
            told.append(self.say(N_("first coded as")) + " " + inline(quote.first))
        if quote.also:
            also = [self.links.to(f"{code_anchor(code)}-q{quote.segment}", inline(self._codes[code].row.name))
                    for code in quote.also if code in self._codes]  # fmt: skip
            told.append(self.say(N_("also")) + " " + ", ".join(also))
        if quote.claims and not quote.owner.startswith("claim"):
            told.append(", ".join(self._to_claim(each) for each in quote.claims))
        yield self._figure(quote.anchor, quote.words, " · ".join(told))

    def _figure(self, anchor: str, said: str, told: str, note: str = "") -> str:
        more = f'<p class="about" dir="auto">{words(note)}</p>' if note else ""
        text = words(quoted(" ".join(said.split()), self.profile))
        return (
            f'<figure id="{anchor}" class="q"><blockquote dir="auto">{text}</blockquote>'
            f"<figcaption>{told}</figcaption>{more}</figure>\n"
        )

    def _line(self, number: int) -> str:
        return self.say("line\u00a0{n}", n=number)

    def _place(self, source: int, name: str, line: int, speaker: str) -> str:
        told = f"{inline(name)}, {self._line(line)}"
        who = f"{inline(speaker)}, " if speaker else ""
        return who + self.links.to(line_anchor(source, line), told, "place")

    # --- maps, memos, texts -----------------------------------------------------------------------------

    def map(self, drawn: ToldMap) -> Iterator[str]:
        """A map as a picture in the page, with links to its codes."""
        svg = drawn.svg.partition("?>")[2].lstrip()
        svg = _IDS.sub(lambda found: " ".join(f"map-{drawn.id}-{each}" for each in found[0].split()), svg)
        told = ", ".join(self._to_code(each) for each in drawn.codes if each in self._codes)
        yield f'<figure id="map-{drawn.id}" class="map">\n<h3>{inline(drawn.name)}</h3>\n{svg}'
        about = f'<p dir="auto">{words(drawn.description)}</p>' if drawn.description else ""
        leads = f'<p class="leads"><b>{self.say(N_("On it"))}:</b> {told}</p>'
        yield f"<figcaption>{about}{leads}</figcaption>\n</figure>\n"

    def memo(self, memo: MemoRow) -> Iterator[str]:
        """A memo with what it hangs on."""
        from qda.export.texts import outline

        title = inline(memo.shown_title)
        yield f'<details open id="memo-{memo.id}" class="memo">\n<summary><h3>{title}</h3></summary>\n'
        yield f'<p class="about">{words(outline.about(memo, quotes=True, profile=self.profile))}</p>\n'
        leads = [self._linked(link.target.kind, link.target.id, link.label) for link in memo.links]
        if any(leads):
            yield f'<p class="leads"><b>{self.say(N_("On"))}:</b> {", ".join(each for each in leads if each)}</p>\n'
        for block in prose.blocks(outline.body(memo)):
            text = "".join(self._piece(piece) for piece in block.pieces)
            if block.kind == "quote":
                yield f'<blockquote dir="auto">{text}</blockquote>\n'
            else:
                sign = f"{words(block.sign)} " if block.sign else ""
                yield f'<p dir="auto">{f"<b>{text}</b>" if block.kind == "heading" else sign + text}</p>\n'
        yield "</details>\n"

    def _linked(self, kind: str, target: int, label: str) -> str:
        if kind == "segment":
            found = self._quotes.get(target, "")
            return self.links.to(found, inline(" ".join(label.split()))) if found else ""
        return self.links.to(f"{'map' if kind == 'category_map' else kind}-{target}", inline(label))

    @staticmethod
    def _piece(piece: prose.Piece) -> str:
        text = words(piece.text)
        text = f"<strong>{text}</strong>" if piece.bold else text
        return f"<em>{text}</em>" if piece.italic else text

    def text(self, text: ToldText) -> Iterator[str]:
        """The lines of a source that go in, their numbers, quoted words marked, and the ways back to their quotes."""
        anonymised = "" if not text.anonymised else " · " + self.profile.say(N_("anonymised"))
        yield f'<details open id="text-{text.id}" class="text">\n<summary><h3>{inline(text.name)}</h3> '
        yield f'<span class="about">{words(text.about + anonymised)}</span></summary>\n<ol>\n'
        before, cut = 0, _Cutter(text)
        for number in text.shown:
            if number != before + 1:
                yield self._gap(before + 1, number - 1)
            start, end = text.lines[number - 1]
            back = " ".join(self.links.to(anchor, inline(name)) for anchor, name in text.back.get(number, ()))
            refs = f' <span class="back">{back}</span>' if back else ""
            line = f'<span dir="auto">{cut.line(start, end)}</span>'
            yield f'<li id="{line_anchor(text.id, number)}" value="{number}">{line}{refs}</li>\n'
            before = number
        if before < len(text.lines):
            yield self._gap(before + 1, len(text.lines))
        yield "</ol>\n</details>\n"

    def _gap(self, first: int, last: int) -> str:
        told = N_("Line {first} is not shown.") if first == last else N_("Lines {first} to {last} are not shown.")
        return f'<li class="gap">{self.say(told, first=first, last=last)}</li>\n'

    # --- the beginning ----------------------------------------------------------------------------------

    def front(self, version: str, day: str) -> Iterator[str]:
        """What this is, how to read it, how much of what it holds."""
        edition = self.edition
        kind = self.say(N_("Reader’s edition"))
        yield f'<header>\n<p class="kind">{kind}</p>\n<h1 dir="auto">{words(edition.title)}</h1>\n'
        yield from (f'<p dir="auto">{words(line)}</p>\n' for line in edition.context.split("\n") if line.strip())
        if edition.questions:
            yield f"<h2>{self.say(N_('Research questions'))}</h2>\n<ol>\n"
            yield from (f'<li dir="auto">{words(each)}</li>\n' for each in edition.questions)
            yield "</ol>\n"
        yield f"<h2>{self.say(N_('How to read this'))}</h2>\n<p>{self.say(_HOW)}</p>\n<p>{self.say(_FIND)}</p>\n"
        for line in self.stated():
            yield f"<p>{line}</p>\n"
        made = N_("Made with Gerund {version} on {day}. Counts are distinct: each source, case and person once.")
        yield f'<p class="about">{self.say(made, version=version, day=day)}</p>\n</header>\n'

    def stated(self) -> Iterator[str]:
        """How much it holds, of how much; and what it withholds."""
        edition = self.edition
        parts = (
            self.profile.number_of(len(edition.claims), N_("{n} claim"), N_("{n} claims")),
            self.profile.number_of(len(edition.codes), N_("{n} code"), N_("{n} codes")),
            self.profile.number_of(edition.quotes, N_("{n} quote"), N_("{n} quotes")),
            self.profile.say(N_("passages of {n} of {of} sources"), n=len(edition.texts), of=edition.of_study.sources),
        )
        yield self.say(N_("It holds {parts}."), parts=", ".join(parts))
        yield from self._beside()
        if edition.withdrawn:
            told = N_("{n} participant has withdrawn; their words are blocks, or read “[withheld]”.")
            many = N_("{n} participants have withdrawn; their words are blocks, or read “[withheld]”.")
            yield words(self.profile.number_of(edition.withdrawn, told, many))
        if edition.withheld:
            names = ", ".join(edition.withheld)
            yield self.say(N_("Left out, for there is no consent to quote them: {names}."), names=names)

    def _beside(self) -> Iterator[str]:
        """What counts are out of, and what the study has beside it."""
        base, study = self.edition.base, self.edition.of_study
        told = left_out(
            self.profile,
            sources=study.sources - base.sources,
            cases=study.cases - base.cases if base.cases else 0,
            participants=study.participants - base.participants if base.participants else 0,
        )
        if sentences := " ".join(words(sentence) for sentence in told):
            yield f"{self.say(N_('Counts are distinct, and out of what is coded in the whole study.'))} {sentences}"

    def register(self) -> Iterator[str]:
        """Every code by its name, for finding."""
        label = self.say(N_("Register of codes"))
        yield f'<nav aria-label="{label}" class="register"><details>\n<summary><h2>{label}</h2></summary>\n<ul>\n'
        for code in sorted(self.edition.codes, key=lambda each: each.row.name.casefold()):
            level = self.profile.translated(LEVEL_WORDS.get(code.row.level, code.row.level))
            yield f'<li>{self._to_code(code.row.id)} <span class="about">{words(level)}</span></li>\n'
        yield "</ul>\n</details></nav>\n"


_HOW = N_(
    "Each claim names what it rests on. Follow a name down: from the claim to a category, to its focused and initial "
    "codes, to the words of a quote, and from the quote to its line in the text. Beside each line, beneath each code "
    "and under each quote stand the names that lead back up."
)
_FIND = N_(
    "To find a word use your program’s own search (Ctrl+F): nothing here is loaded later or hidden in a script. "
    "A click on a heading with a small triangle folds it."
)


@dataclass(slots=True)
class _Cutter:
    """Cuts lines at the stretches that are quoted."""

    text: ToldText
    _at: int = 0

    def line(self, start: int, end: int) -> str:
        """One line with its quoted words marked; lines are asked for in their order."""
        marked = self.text.marked
        while self._at < len(marked) and marked[self._at][1] <= start:
            self._at += 1
        made, last, at = "", start, self._at
        while at < len(marked) and marked[at][0] < end:
            left, right = max(marked[at][0], start), min(marked[at][1], end)
            made += words(self.text.text[last:left]) + f"<mark>{words(self.text.text[left:right])}</mark>"
            last, at = right, at + 1
        return made + words(self.text.text[last:end])


# --- pages ---------------------------------------------------------------------------------------------------------

Render = Callable[[Book], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the edition: its name, its title, the anchors in it and what writes its main part."""

    name: str
    title: str
    anchors: tuple[str, ...]
    render: Render


def section(title: str, key: str, parts: Sequence[Callable[[Book], Iterator[str]]]) -> Render:
    """Parts under a heading; nothing where there are none."""

    def render(book: Book) -> Iterator[str]:
        if parts:
            yield f'<section id="{key}" aria-labelledby="{key}-h">\n<h2 id="{key}-h">{words(title)}</h2>\n'
            for part in parts:
                yield from part(book)
            yield "</section>\n"

    return render


def head(title: str, profile: Profile) -> str:
    """Everything up to the first word of a page."""
    skip = words(profile.say(N_("Skip to the text")))
    return (
        f'<!DOCTYPE html>\n<html lang="{profile.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Gerund">\n'
        f"<title>{attribute(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{skip}</a>\n'
    )


TAIL = "</main>\n</body>\n</html>\n"

"""The front page of an audit trail, and the same as plain text: each class, every file, how to follow a claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qda import __version__
from qda.export.audit.parts import Maker
from qda.export.audit.plan import HalpernClass, Part
from qda.export.profiles import Profile
from qda.export.reader.page import TAIL, head, words
from qda.i18n import N_

_NAMED = ("texts", "maps", "snapshots")
_NUMBER = re.compile(r"-(\d{1,2})\.csv$")
_MANY = 12
"""Files of one part that are listed at once; more are folded, and in plain text only counted."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part with its files, as paths from the top of the audit trail."""

    group: HalpernClass
    part: Part
    files: tuple[str, ...]


@dataclass(slots=True)
class Trail:
    """What the front page tells."""

    title: str
    profile: Profile
    classes: tuple[HalpernClass, ...]
    held: tuple[Held, ...]
    counts: tuple[str, ...]
    withheld: tuple[str, ...]
    withdrawn: int
    version: str
    moment: str
    files: int = 0
    size: int = 0

    def files_of(self, key: str) -> tuple[str, ...]:
        """The files of a part; none where it is empty or its class is left out."""
        return next((held.files for held in self.held if held.part.key == key), ())


def trail(maker: Maker, classes: tuple[HalpernClass, ...], held: tuple[Held, ...]) -> Trail:
    """What is to be told of what was written."""
    from qda.study import withdrawals

    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z")
    gone = len(withdrawals.rows(maker.project))
    return Trail(maker.material.title, maker.profile, classes, held, tuple(_counts(maker)), maker.veil.names, gone,
                 __version__, now)  # fmt: skip


def _counts(maker: Maker) -> Iterator[str]:
    """How much there is, each number with what it is of."""
    from qda.synthesis import claims

    material, profile = maker.material, maker.profile
    whole, count = material.counts(material.facts), profile.number_of
    yield profile.say(
        N_("{sources} with {words}; coded segments in {n} of them"),
        sources=count(len(material.sources), N_("{n} source"), N_("{n} sources")),
        words=count(sum(row.words for row in material.sources), N_("{n} word"), N_("{n} words")),
        n=profile.integer(len(whole.sources)),
    )
    yield profile.say(
        N_("{units}, {cases}; coded segments in {n} of these cases"),
        units=count(len(material.units), N_("{n} unit of analysis"), N_("{n} units of analysis")),
        cases=count(len(material.cases), N_("{n} case"), N_("{n} cases")),
        n=profile.integer(len(whole.cases)),
    )
    yield count(len(material.participants), N_("{n} participant"), N_("{n} participants"))
    yield profile.say(
        N_("{segments} with {codings}"),
        segments=count(len(whole.segments), N_("{n} segment"), N_("{n} segments")),
        codings=count(len(whole.codings), N_("{n} coding"), N_("{n} codings")),
    )
    levels = Counter(code.level for code in material.codes)
    told = ", ".join(f"{profile.integer(n)} {profile.translated(level)}" for level, n in levels.items())
    codes = count(len(material.codes), N_("{n} code"), N_("{n} codes"))
    yield f"{codes}: {told}" if told else codes
    yield count(len(material.memos), N_("{n} memo"), N_("{n} memos"))
    made = claims.rows(maker.project)
    yield count(len(made), N_("{n} claim, proposition or rival"), N_("{n} claims, propositions and rivals"))


# --- what both tell ------------------------------------------------------------------------------------------------

_ABOUT = N_(
    "This is the audit trail of a qualitative study, in the six classes of Halpern (1983; in Lincoln and Guba 1985, "
    "pp. 319–320). An auditor compares raw data with what is claimed, and asks whether one follows from the other. "
    "Everything opens without Gerund: pages in a browser, tables in any spreadsheet, documents in Word."
)
_FOLLOW = (
    N_("Open the pages of the chain of evidence and choose a claim."),
    N_("Follow what it rests on: a category, its focused codes, their initial codes. Each name is a link."),
    N_("Under a code stand its quotes, each with speaker, source and line; the link at a quote leads to that line."),
    N_("Beside the line stand the names of its codes: they lead back up, to the claim."),
    N_("Compare the line with the numbered text among the raw data; the import record names the file it came from."),
    N_("When and by whom a code was made or changed, and what was taken back, is in the event log."),
)
_WALK = ("edition", "", "", "", "import", "history")


def _withheld(told: Trail) -> Iterator[str]:
    profile = told.profile
    if told.withdrawn:
        one = N_("{n} participant has withdrawn. Their words are blocks, or read “[withheld]”, wherever they stood.")
        many = N_("{n} participants have withdrawn. Their words are blocks, or read “[withheld]”, wherever they stood.")
        yield profile.number_of(told.withdrawn, one, many)
    if told.withheld:
        names = ", ".join(told.withheld)
        yield profile.say(N_("Left out, for there is no consent to quote them: {names}."), names=names)
    if not told.withdrawn and not told.withheld:
        yield profile.say(N_("Nothing: nobody has withdrawn, and nobody is left out for want of consent."))


def _made(told: Trail) -> str:
    return told.profile.say(
        N_("Written by Gerund {version} on {day}."), version=told.version, day=told.profile.date(told.moment)
    )


# --- the page ------------------------------------------------------------------------------------------------------


def index(told: Trail, manifest: str, digest: str) -> str:
    """The front page."""
    return "".join(_index(told, manifest, digest))


def _index(told: Trail, manifest: str, digest: str) -> Iterator[str]:
    say = told.profile.say
    title = say(N_("Audit trail: {study}"), study=told.title)
    yield head(title, told.profile)
    yield f'<header>\n<p class="kind">{words(say(N_("Audit trail")))}</p>\n<h1 dir="auto">{words(told.title)}</h1>\n'
    yield f'<p>{words(say(_ABOUT))}</p>\n<p class="about">{words(_made(told))}</p>\n</header>\n'
    label = words(say(N_("Contents")))
    yield f'<nav class="contents" aria-label="{label}"><ul>\n'
    for group in told.classes:
        yield f'<li><a href="#class-{group.number}">{group.number} {words(say(group.title))}</a></li>\n'
    yield '</ul></nav>\n<main id="main">\n'
    yield from _listed(say(N_("What there is")), told.counts)
    yield from _listed(say(N_("What is withheld")), tuple(_withheld(told)))
    yield from _walk(told)
    for group in told.classes:
        yield from _class(told, group)
    yield f'<section aria-labelledby="whole"><h2 id="whole">{words(say(N_("Whether all is as it was written")))}</h2>\n'
    sums = say(
        N_("{file} lists every file with its size and SHA-256. Its own SHA-256 is {digest}."), file="\0", digest=digest
    )
    before, _mark, after = words(sums).partition("\ufffd")
    yield f'<p style="overflow-wrap:anywhere">{before}{_link(manifest, manifest)}{after}</p>\n</section>\n'
    yield TAIL


def _listed(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    yield f"<section><h2>{words(title)}</h2>\n<ul>\n"
    yield from (f"<li>{words(line)}</li>\n" for line in lines)
    yield "</ul>\n</section>\n"


def _walk(told: Trail) -> Iterator[str]:
    yield f"<section><h2>{words(told.profile.say(N_('How to follow a claim down to its words')))}</h2>\n<ol>\n"
    for text, key in zip(_FOLLOW, _WALK, strict=True):
        files = told.files_of(key)
        more = f" {_link(files[0], files[0].rpartition('/')[2])}" if files else ""
        yield f"<li>{words(told.profile.say(text))}{more}</li>\n"
    yield "</ol>\n</section>\n"


def _class(told: Trail, group: HalpernClass) -> Iterator[str]:
    say = told.profile.say
    yield f'<section id="class-{group.number}" aria-labelledby="class-{group.number}-h">\n'
    yield f'<h2 id="class-{group.number}-h">{group.number} {words(say(group.title))}</h2>\n'
    yield f'<p>{words(say(group.sentence))}</p>\n<table class="files">\n'
    heads = "".join(
        f'<th scope="col">{words(say(text))}</th>' for text in (N_("Part"), N_("What it tells"), N_("Files"))
    )
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for held in told.held:
        if held.group is group:
            yield f'<tr><th scope="row">{words(say(held.part.title))}</th><td>{words(say(held.part.sentence))}</td>'
            yield f"<td>{_files(held, told.profile)}</td></tr>\n"
    yield "</tbody>\n</table>\n</section>\n"


def _files(held: Held, profile: Profile) -> str:
    if not held.files:
        return f'<span class="about">{words(profile.say(N_("nothing yet")))}</span>'
    named = held.part.key in _NAMED
    names = [_link(file, file.rpartition("/")[2] if named else _ending(file)) for file in held.files]
    if held.part.key == "edition":
        return f"{_link(held.files[0], 'index.html')} {words(_more(len(names) - 1, profile))}"
    if len(names) <= _MANY:
        return " ".join(names)
    label = words(profile.number_of(len(names), N_("{n} file"), N_("{n} files")))
    return f"<details><summary>{label}</summary>{'<br>'.join(names)}</details>"


def _more(count: int, profile: Profile) -> str:
    return profile.number_of(count, N_("and {n} more page"), N_("and {n} more pages"))


def _ending(file: str) -> str:
    name = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "html": "HTML", "svg": "SVG", "png": "PNG", "txt": "text"}
    ending = file.rpartition(".")[2]
    number = _NUMBER.search(file)
    return name.get(ending, ending) + (f" {number[1]}" if number else "")


def _link(file: str, told: str) -> str:
    return f'<a href="{file}">{words(told)}</a>'


# --- plain ---------------------------------------------------------------------------------------------------------


def readme(told: Trail) -> str:
    """The same as plain text."""
    return "".join(f"{line}\n" for line in _lines(told))


def _lines(told: Trail) -> Iterator[str]:
    say = told.profile.say
    yield from (say(N_("Audit trail: {study}"), study=told.title), "", say(_ABOUT), "", _made(told), "")
    yield from _under(say(N_("What there is")), told.counts)
    yield from _under(say(N_("What is withheld")), tuple(_withheld(told)))
    yield from _under(say(N_("How to follow a claim down to its words")), tuple(say(text) for text in _FOLLOW))
    for group in told.classes:
        yield from (f"{group.number} {say(group.title)} ({group.folder})", say(group.sentence), "")
        for held in told.held:
            if held.group is group:
                yield f"  {say(held.part.title)}: {say(held.part.sentence)}"
                shown = held.files[:_MANY] if held.part.key != "edition" else held.files[:1]
                yield from (f"    {file}" for file in shown)
                if len(shown) < len(held.files):
                    yield "    " + say(N_("and {n} more"), n=told.profile.integer(len(held.files) - len(shown)))
                elif not held.files:
                    yield "    " + say(N_("nothing yet"))
        yield ""


def _under(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    yield title
    yield from (f"  - {line}" for line in lines)
    yield ""

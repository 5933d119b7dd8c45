"""The reader's edition: a study as one page, or a folder of pages, in which every claim leads down to the words.

with gate.leaving(project, "edition", title) as cleared:
    reader_edition.write(path, cleared, Choice(), progress)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from qda import __version__
from qda.errors import QdaError
from qda.export.leaving import folders, gate
from qda.export.profiles import Profile
from qda.export.reader.page import LEVELS, TAIL, Book, Links, Page, Render, head, section, words
from qda.export.reader.types import TEXTS, Choice, Edition, Texts, ToldCode
from qda.export.reader.values import gather
from qda.i18n import N_, _
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project

__all__ = ["TEXTS", "Choice", "Edition", "Texts", "Written", "claim_ids", "gather", "write", "write_pages"]

INDEX = "index.html"
_CODES_A_PAGE = 40


class NothingToRead(QdaError):
    """An edition without a single code or claim."""

    hint = N_("Code a text, or put down a claim first; or choose all codes.")

    def __init__(self) -> None:
        super().__init__(_("A reader’s edition of this choice would be empty."))


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an edition: the file to open, the files written, and what is in them."""

    first: Path
    files: tuple[Path, ...]
    claims: int
    codes: int
    quotes: int
    texts: int
    not_anonymised: int
    """Texts of which it is not recorded that they were made anonymous."""
    withheld: tuple[str, ...]


def claim_ids(project: Project, wanted: Sequence[str]) -> tuple[int, ...]:
    """Claims by their numbers in the list, or by their beginning. Raises NoSuchClaim."""
    from qda.synthesis import claims

    rows = claims.rows(project)
    found = []
    for each in wanted:
        if each.strip().isdecimal() and 0 < int(each) <= len(rows):
            found.append(rows[int(each) - 1].id)
            continue
        near = [row for row in rows if name_key(row.text).startswith(name_key(each))]
        if not name_key(each) or len(near) != 1:
            raise NoSuchClaim(each)
        found.append(near[0].id)
    return tuple(found)


class NoSuchClaim(QdaError):
    """No one claim has this number or begins so."""

    hint = N_("“gerund claims PROJECT” lists them with their numbers.")

    def __init__(self, said: str) -> None:
        super().__init__(_("There is no one claim “{name}”.").format(name=said))


def write(path: Path, project: Project, choice: Choice | None = None, progress: Progress | None = None) -> Written:
    """Write one .html, or a folder where the name has no such ending.

    Raises NothingToRead, QuotedWithoutConsent, FolderTaken, CannotWrite, Cancelled.
    """
    gate.require()
    progress = progress or Silent()
    edition = gather(project, choice or Choice(), progress)
    if not edition.codes and not edition.claims:
        raise NothingToRead
    if path.suffix.lower() in (".html", ".htm"):
        (page,) = _laid(edition, folder=False)
        folders.put(path, _page(page, edition, _where([page]), progress))
        return _written(edition, path, [path])
    with folders.folder(path) as draft:
        names = write_pages(draft, edition, progress)
    gate.passed(path / INDEX)
    return _written(edition, path / INDEX, [path / name for name in names])


def write_pages(folder: Path, edition: Edition, progress: Progress) -> list[str]:
    """The pages of an edition into a folder that is there; gives their names, the first one first."""
    pages = _laid(edition, folder=True)
    where = _where(pages)
    for page in pages:
        folders.put(folder / page.name, _page(page, edition, where, progress))
    return [page.name for page in pages]


def _written(edition: Edition, first: Path, files: Sequence[Path]) -> Written:
    hidden = sum(not text.anonymised for text in edition.texts)
    return Written(first, tuple(files), len(edition.claims), len(edition.codes), edition.quotes, len(edition.texts),
                   hidden, edition.withheld)  # fmt: skip


# --- laying out ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A section: its key, title and what writes each piece, with the anchors in the piece."""

    key: str
    title: str
    name: str
    pieces: tuple[tuple[tuple[str, ...], Callable[[Book], Iterator[str]]], ...]


def _parts(edition: Edition, *, folder: bool) -> Iterator[_Part]:
    """The sections in their order; in a folder many codes are divided among pages."""
    say = edition.profile.say
    claims = tuple((_of_claim(each), partial(_write, Book.claim, each)) for each in edition.claims)
    yield _Part("claims", say(N_("Claims")), INDEX, claims)
    for level, title in LEVELS:
        codes = [each for each in edition.codes if each.row.level == level]
        if level == "initial":
            codes.sort(key=lambda each: each.row.name.casefold())
        many = _CODES_A_PAGE if folder else max(1, len(codes))
        groups = [codes[at : at + many] for at in range(0, len(codes), many)]
        for at, group in enumerate(groups, start=1):
            more = f" ({at})" if len(groups) > 1 else ""
            file = f"codes-{level}-{at}.html" if len(groups) > 1 else f"codes-{level}.html"
            pieces = tuple((_of_code(each), partial(_write, Book.code, each)) for each in group)
            yield _Part(f"{level}-{at}", say(title) + more, file, pieces)
    maps = tuple(((f"map-{each.id}",), partial(_write, Book.map, each)) for each in edition.maps)
    yield _Part("maps", say(N_("Maps")), "maps.html", maps)
    memos = tuple(((f"memo-{each.id}",), partial(_write, Book.memo, each)) for each in edition.memos)
    yield _Part("memos", say(N_("Memos")), "memos.html", memos)
    for text in edition.texts:
        anchors = (f"text-{text.id}", *(f"text-{text.id}-{line}" for line in text.shown))
        yield _Part(
            f"source-{text.id}", text.name, f"text-{text.id}.html", ((anchors, partial(_write, Book.text, text)),)
        )


def _write(how: Callable[..., Iterator[str]], what: object, book: Book) -> Iterator[str]:
    return how(book, what)


def _of_claim(claim: object) -> tuple[str, ...]:
    from qda.export.reader.types import ToldClaim

    assert isinstance(claim, ToldClaim)
    held = (f"{claim.anchor}-n{row.id}" for row in claim.negatives)
    return (claim.anchor, *(quote.anchor for quote in claim.quotes), *held)


def _of_code(code: ToldCode) -> tuple[str, ...]:
    return (code.anchor, *(quote.anchor for quote in code.quotes))


def _laid(edition: Edition, *, folder: bool) -> list[Page]:
    """One page with every part, or a page for each; parts without a piece are left out."""
    parts = [part for part in _parts(edition, folder=folder) if part.pieces]
    if not folder:
        anchors = tuple(anchor for part in parts for piece, _write in part.pieces for anchor in piece)
        return [Page(INDEX, edition.title, anchors, _all(_sections(edition, parts)))]
    first = [part for part in parts if part.name == INDEX]
    pages = [Page(INDEX, edition.title, _anchors(first), _all(_sections(edition, first)))]
    for part in parts:
        if part.name != INDEX:
            title = f"{part.title} – {edition.title}"
            pages.append(Page(part.name, title, _anchors([part]), _all(_sections(edition, [part]))))
    return pages


def _anchors(parts: Sequence[_Part]) -> tuple[str, ...]:
    return tuple(anchor for part in parts for piece, _write in part.pieces for anchor in piece)


def _sections(edition: Edition, parts: Sequence[_Part]) -> Iterator[Render]:
    """Texts come under one heading."""
    rest = [part for part in parts if not part.key.startswith("source-")]
    texts = [part for part in parts if part.key.startswith("source-")]
    for part in rest:
        yield section(part.title, part.key, [render for _anchors, render in part.pieces])
    if texts:
        title = edition.profile.say(N_("Texts"))
        yield section(title, "texts", [render for part in texts for _anchors, render in part.pieces])


def _all(renders: Iterator[Render]) -> Render:
    held = list(renders)

    def render(book: Book) -> Iterator[str]:
        for each in held:
            yield from each(book)

    return render


# --- writing -------------------------------------------------------------------------------------------------------


def _where(pages: Sequence[Page]) -> dict[str, str]:
    """By anchor: the page that it is on."""
    return {anchor: page.name for page in pages for anchor in page.anchors}


def _page(page: Page, edition: Edition, where: Mapping[str, str], progress: Progress) -> Iterator[str]:
    book = Book(edition, Links(where, page.name))
    yield head(page.title, edition.profile)
    if page.name == INDEX:
        yield from book.front(__version__, book.profile.date(datetime.now().astimezone().strftime("%Y-%m-%d")))
        yield from _contents(edition, alone=len(set(where.values())) <= 1)
        yield from book.register()
    else:
        yield f'<nav class="contents"><p><a href="{INDEX}">{words(edition.title)}</a></p></nav>\n'
    yield '<main id="main">\n'
    for done, part in enumerate(page.render(book)):
        if done % 500 == 0:
            progress.step(done, 0, page.title)
        yield part
    yield TAIL


def _contents(edition: Edition, *, alone: bool) -> Iterator[str]:
    label = words(edition.profile.say(N_("Contents")))
    yield f'<nav class="contents" aria-label="{label}"><h2>{label}</h2>\n<ul>\n'
    for part in _parts(edition, folder=not alone):
        if part.pieces:
            to = f"#text-{part.key[7:]}" if part.key.startswith("source-") and alone else f"#{part.key}"
            to = to if alone or part.name == INDEX else part.name
            yield f'<li><a href="{to}"><bdi>{words(part.title)}</bdi></a> {_how_many(part, edition.profile)}</li>\n'
    yield "</ul>\n</nav>\n"


def _how_many(part: _Part, profile: Profile) -> str:
    return "" if part.key.startswith("source-") else f'<span class="about">{profile.integer(len(part.pieces))}</span>'

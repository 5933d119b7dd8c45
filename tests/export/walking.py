"""Reading written pages as a browser does: what they hold under which anchor, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

_VOID = {"meta", "link", "br", "img", "hr", "input", "path", "rect"}


@dataclass
class Spot:
    """An element with an anchor: its words, and the links in it."""

    words: str = ""
    links: dict[str, str] = field(default_factory=dict)
    """By their words; the first of each."""


class Page(HTMLParser):
    """A page that was read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.spots: dict[str, Spot] = {"": Spot()}
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.repeated: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._link: tuple[str, str] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += given.items()
        anchor = given.get("id", "")
        if anchor:
            self.repeated += [anchor] if anchor in self.spots else []
            self.spots[anchor] = Spot()
        if tag == "a" and "href" in given:
            self.hrefs.append(given["href"])
            self._link = (given["href"], "")
        if tag not in _VOID:
            self._open.append((tag, anchor))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            href, words = self._link
            for spot in self._inside():
                spot.links.setdefault(words, href)
            self._link = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for spot in self._inside():
            spot.words += data
        if self._link is not None:
            self._link = (self._link[0], self._link[1] + data)

    def _inside(self) -> Iterator[Spot]:
        yield self.spots[""]
        for _tag, anchor in self._open:
            if anchor:
                yield self.spots[anchor]


def read(path: Path) -> Page:
    """A page from its file."""
    return Page(path.read_text("utf-8"))


def follow(path: Path, href: str) -> tuple[Path, Spot]:
    """Where a link on a page leads: the file, and what stands at its anchor. Raises KeyError, FileNotFoundError."""
    name, _hash, anchor = href.partition("#")
    target = (path.parent / unquote(name)).resolve() if name else path
    return target, read(target).spots[anchor]


def broken(folder: Path) -> list[str]:
    """Links of all pages under a folder that lead to no file, or to no anchor in it."""
    pages = {path.resolve(): read(path) for path in folder.rglob("*.html")}
    found = []
    for path, page in pages.items():
        for href in page.hrefs:
            name, _hash, anchor = href.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            if not target.is_file() or (anchor and anchor not in pages[target].spots):
                found.append(f"{path.name}: {href}")
    return found

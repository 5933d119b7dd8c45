"""What hands choose where a file or folder is asked for: small ones made for it, some of them unreadable."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QFileDialog

_KINDS = (".docx", ".xlsx", ".csv", ".html", ".svg", ".png", ".pdf", ".qdpx", ".jsonl", "")
_TEXTS = {
    "talk.txt": "INT: How did it begin?\n\nTheresa: She came in. She did not judge me.\n\nINT: And then?\n",
    "note.md": "# 7 July 2010, North Team\n\nThey were *catching up* over tea.\n\n- one\n- two\n",
    "page.html": "<h1>Minutes</h1><p>Present: the chair &amp; two others.<p>Nothing <b>else</b> was said.",
    "lines.srt": "1\n00:00:01,000 --> 00:00:03,000\nHow are you?\n\n2\n00:00:03,500 --> 00:00:06,000\nWell.\n",
    "signs.txt": "👩‍👧 together\u2028and\u00a0apart; e\u0301, \u202eback\u202c.\r\nThe end",
    "long.txt": "A word and another. " * 4000,
    "nothing.txt": "",
    "blank.txt": " \n\n\t\n",
    "codes.csv": "code,parent,definition\ncalm,,being calm\nvery calm,calm,\n,,\n",
    "cases.csv": "name,age,role\nMartine,34,parent\nLeah,,parent\n",
    "list.bib": "@article{a, title={On Calm}, author={Doe, J.}, year={2010}}\n@book{b, title={Unfinished",
    "list.ris": "TY  - JOUR\nTI  - On calm\nAU  - Doe, J.\nPY  - 2011\nER  - \n",
    "form.docx": "this is no Word file",
    "scan.pdf": "%PDF-1.4 and no more",
    "other.qdpx": "no archive",
    "broken.gerund": "no study",
}


class Files:
    """Answers for the dialogs of the system that choose files. `folder` is where everything lies."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._folder = folder
        self._random = random
        self._written = 0
        self.texts = folder / "texts"
        self._make()

    def _make(self) -> None:
        self.texts.mkdir(exist_ok=True)
        for name, words in _TEXTS.items():
            (self.texts / name).write_text(words, encoding="utf-8", newline="")
        (self.texts / "latin.txt").write_bytes("Käse für Jürgen".encode("latin-1"))
        with (self.texts / "table.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("who", "what"), ("=1+1", "a\nb"), ("“x”", '"')])

    @contextmanager
    def chosen(self) -> Iterator[None]:
        """Choose without asking."""
        answers = {
            "getSaveFileName": self._save_as,
            "getOpenFileName": self._file,
            "getOpenFileNames": self._some,
            "getExistingDirectory": self._here,
        }
        asked = {name: getattr(QFileDialog, name) for name in answers}
        for name, answer in answers.items():
            setattr(QFileDialog, name, staticmethod(answer))
        try:
            yield
        finally:
            for name, choose in asked.items():
                setattr(QFileDialog, name, staticmethod(choose))

    def some(self) -> list[Path]:
        """A few of the small texts."""
        return self._random.sample(sorted(self.texts.iterdir()), k=self._random.randint(1, 3))

    def studies(self) -> list[Path]:
        """The studies that lie here."""
        return sorted(self._folder.glob("*.gerund"))

    def _save_as(self, *_asked: object, **_more: object) -> tuple[str, str]:
        if self._random.random() < 0.1:
            return "", ""
        self._written += 1
        return str(self._folder / f"out{self._written}{self._random.choice(_KINDS)}"), ""

    def _file(self, *asked: object, **_more: object) -> tuple[str, str]:
        if self._random.random() < 0.1:
            return "", ""
        if any("*.gerund" in str(each) for each in asked):
            return str(self._random.choice([*self.studies(), self.texts / "broken.gerund"])), ""
        return str(self.some()[0]), ""

    def _some(self, *_asked: object, **_more: object) -> tuple[list[str], str]:
        return [str(path) for path in self.some()], ""

    def _here(self, *_asked: object, **_more: object) -> str:
        return str(self._random.choice([self.texts, self._folder, ""]))

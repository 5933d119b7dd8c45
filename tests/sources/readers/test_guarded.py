"""The process that reads: it answers as the reader would, and whatever ends it is a sentence and nothing worse."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qda.errors import Cancelled
from qda.progress import Stoppable
from qda.sources.readers import guarded, problems, read, read_bytes, read_guarded
from qda.sources.readers.guarded import ReaderBroke, ReaderTooLarge, ReaderTooSlow
from tests.sources.readers import misbehaving
from tests.sources.readers.making import docx, p, packed, pdf

TALK = docx(p("INT: Well?") + p("Ann: It went well. 😀"))
PAGE = pdf([[(72, 700, 12, "INT: Hello there."), (72, 680, 12, "P: Hello.")]])


@pytest.fixture(autouse=True, scope="module")
def _nothing_left() -> Iterator[None]:
    yield
    guarded.close()


def ask(what: Any, value: object = b"x", **options: Any) -> Any:
    return guarded.run(f"{misbehaving.__name__}:{what.__name__}", value, name="talk.docx", size=1, **options)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", TALK), ("a.pdf", PAGE), ("a.html", b"<html><p>A <b>b</b>"), ("a.rtf", b"{\\rtf1 Well\\par}")],
)
def test_another_process_reads_what_this_one_would(name: str, data: bytes) -> None:
    assert read_guarded(data, name) == read_bytes(data, name)


def test_texts_without_structure_need_no_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# Talk\n\nINT: Well?")
    monkeypatch.setattr(guarded, "run", None)

    assert read(tmp_path / "a.md")[0].text.startswith("# Talk")


def test_a_program_frozen_into_one_file_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr(guarded, "run", None)

    assert read_guarded(TALK, "a.docx") == read_bytes(TALK, "a.docx")


def test_a_refusal_there_is_the_same_refusal_here() -> None:
    with pytest.raises(problems.SuspectArchive) as caught:
        read_guarded(packed({"word/document.xml": b" " * 30_000_000}), "bomb.docx")

    assert caught.value.sentence.startswith("“bomb.docx” was refused")
    assert caught.value.hint == problems.SuspectArchive.hint


@pytest.mark.parametrize("what", [misbehaving.loop, misbehaving.sleep])
def test_a_reader_that_does_not_end_is_ended(what: object) -> None:
    begun = time.monotonic()

    with pytest.raises(ReaderTooSlow, match="longer than 1 seconds"):
        ask(what, seconds=1.0)

    assert time.monotonic() - begun < 10
    assert read_guarded(TALK, "a.docx")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of this kind")
def test_a_reader_that_swells_is_ended() -> None:
    with pytest.raises(ReaderTooLarge, match="more memory"):
        ask(misbehaving.swell)


def test_a_crash_is_a_sentence_and_the_next_file_is_read() -> None:
    with pytest.raises(ReaderBroke, match=r"“talk\.docx” cannot be read: its reader broke on it"):
        ask(misbehaving.crash)

    assert read_guarded(PAGE, "a.pdf") == read_bytes(PAGE, "a.pdf")


def test_a_fault_of_a_reader_is_a_sentence_with_the_traceback_for_the_log() -> None:
    with pytest.raises(ReaderBroke) as caught:
        ask(misbehaving.fail)

    assert "KeyError: b'x'" in caught.value.__notes__[0]


def test_stopping_ends_the_process_at_once() -> None:
    tell = Stoppable()
    tell.stop()
    begun = time.monotonic()

    with pytest.raises(Cancelled):
        ask(misbehaving.sleep, progress=tell)

    assert time.monotonic() - begun < 5
    assert guarded._waiting == []


def test_what_comes_back_is_never_code(tmp_path: Path) -> None:
    with pytest.raises(ReaderBroke):
        ask(misbehaving.trap, tmp_path / "sprung")

    assert list(tmp_path.iterdir()) == []


def test_one_process_reads_a_batch_and_what_libraries_print_is_no_answer() -> None:
    numbers = {ask(misbehaving.pid) for _file in range(5)}

    assert len(numbers) == 1
    assert os.getpid() not in numbers


def test_a_process_that_has_gone_meanwhile_is_replaced() -> None:
    first = ask(misbehaving.pid)
    guarded._waiting[0]._process.kill()

    second = ask(misbehaving.pid)

    assert second != first


def test_the_process_knows_no_window_and_no_database() -> None:
    names = ask(misbehaving.modules)

    assert "qda.sources.readers.word" in names
    assert not [name for name in names if name.split(".")[0] in ("PySide6", "shiboken6", "sqlalchemy", "spacy")]


def test_the_process_can_write_nothing_start_nothing_and_reach_nobody(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")

    refused = ask(misbehaving.write, kept)

    assert refused == ["write", "append", "remove", "folder", "start", "shell", "connect"]
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("kept.txt", "mine")]

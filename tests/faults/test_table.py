"""The table of faults adds up what its runs found, and hides no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import killing, table
from tests.faults.table import WITHIN, Run
from tests.workflows.histories import walking

_FIRST = Run("killed", "SQLite", 20, 1, 20, "2026-11-22", 10.4, {"acts": 600, "watched": 20, "in undo": 3})


def test_pieces_that_follow_one_another_are_one_run() -> None:
    second = Run("killed", "SQLite", 20, 21, 40, "2026-11-22", 9.1, {"acts": 500, "watched": 20, "in redo": 2})

    both = second.after(_FIRST)

    assert second.follows(_FIRST)
    assert (both.first, both.last, both.count, both.seconds) == (1, 40, 40, 19.5)
    assert both.counts == {"acts": 1100, "watched": 40, "in undo": 3, "in redo": 2}


def test_the_page_sums_up_runs_of_one_fault_and_one_driver() -> None:
    other = Run("killed", "SQLite", 5, 101, 105, "2026-11-23", 2, {"acts": 7, "watched": 5})

    row = table.page([_FIRST, other]).splitlines()[-1]

    assert "| 25 | 1–20, 101–105 | none of 607 acknowledged acts lost" in row
    assert "3 kills came inside one of 1 commands, of 25 where that was noted" in row
    assert "| 2026-11-22 to 2026-11-23 | 12 |" in row


def test_a_failure_stands_in_the_page_with_its_seed() -> None:
    failed = Run("histories", "SQLCipher", 50, 1, 50, "2026-11-22", 30, {"acts": 900}, ((17, "AssertionError: lost"),))

    row = table.page([failed]).splitlines()[-1]

    assert "**failed** (17: AssertionError: lost)" in row


def test_a_run_is_read_as_it_was_kept() -> None:
    failed = Run("clock", "SQLite", 2, 1, 1, "2026-11-22", 1.5, {}, ((1, "ValueError: no"),))

    assert Run.of(failed.line()) == failed


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of its own, with one run in it."""
    monkeypatch.setattr(table, "_RUNS", tmp_path / "runs.jsonl")
    monkeypatch.setattr(table, "_PAGE", tmp_path / "faults.md")
    table.keep(_FIRST)
    return tmp_path / "runs.jsonl"


def test_a_run_that_goes_on_is_entered_beside_others(kept: Path) -> None:
    table.keep(Run("killed", "SQLite", 20, 21, 40, "2026-11-22", 9.1, {"acts": 500}))
    table.keep(Run("clock", "SQLite", 2, 1, 2, "2026-11-22", 1.5, {}))

    assert [(each.fault, each.first, each.last) for each in table.runs()] == [("killed", 1, 40), ("clock", 1, 2)]
    assert "1–40" in kept.with_name("faults.md").read_text("utf-8")
    assert list(kept.parent.glob("*.part")) == []


def test_what_was_kept_is_whole_when_writing_it_anew_fails_half_way(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.read_bytes()

    def half(path: Path, words: str, _encoding: str) -> int:
        path.write_bytes(words.encode()[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)

    with pytest.raises(OSError, match="No space left"):
        table.keep(Run("clock", "SQLite", 2, 1, 2, "2026-11-22", 1.5, {}))

    assert kept.read_bytes() == before


def test_kills_are_aimed_at_what_none_has_hit_until_that_was_tried_often_enough() -> None:
    by_chance = Run("killed", "SQLite", 20, 1, 20, "2026-11-22", 1, {"in a": 3})
    aimed = Run("inside", "SQLite", 6, 1, 6, "2026-11-22", 1, {"in b": 1, "in c": 1, "at c": 1})
    in_vain = Run("inside", "SQLite", 20, 7, 26, "2026-11-22", 1, {"at d": 20})

    first = table.least_hit(["a", "b", "c", "d"], [by_chance, aimed], "SQLite")
    then = table.least_hit(["a", "b", "c", "d"], [by_chance, aimed, in_vain], "SQLite")
    at_last = table.least_hit(["b", "c", "d"], [by_chance, aimed, in_vain], "SQLCipher")

    assert (first, then, at_last) == ("d", "a", "d")


def test_the_page_names_commands_that_no_kill_came_into() -> None:
    runs = [Run("inside", "SQLite", 3, 1, 3, "2026-11-22", 1, {"in qda.a": 2, "at qda.b": 1})]

    page = table.page(
        [*runs, Run("inside", "SQLCipher", 1, 9, 9, "2026-11-22", 1, {"in qda.b": 1})], ["qda.a", "qda.b"]
    )

    assert "Kills came inside 2 of the 2 commands of the histories, 1 with SQLCipher, 1 with SQLite." in page
    assert "With SQLite none came inside `b` (aimed at 1 times)" in " ".join(page.split())
    assert "With neither" not in page


def test_what_failed_and_is_mended_is_told_with_its_reason() -> None:
    (fault, driver, seed), why = next(iter(table.MENDED.items()))
    failed = Run(fault, driver, 20, seed - 3, seed + 3, "2026-11-23", 30, {"acts": 9}, ((seed, "AssertionError"),))

    row = table.page([failed]).splitlines()[-1]

    assert "**failed**" not in row
    assert f"seed {seed} had failed and is mended: {why}" in row


def test_a_command_that_has_moved_keeps_the_kills_that_came_into_it() -> None:
    old, new = next(iter(table.MOVED.items()))
    runs = [
        Run("inside", "SQLite", 3, 1, 3, "2026-11-22", 1, {f"in {old}": 2, "watched": 3}),
        Run("inside", "SQLite", 1, 9, 9, "2026-11-23", 1, {f"in {new}": 1, "watched": 1}),
    ]

    page = table.page(runs, [new])

    assert "3 kills came inside one of 1 commands, of 4 where that was noted" in page
    assert "Kills came inside 1 of the 1 commands" in page


def test_every_command_that_a_kill_came_into_is_known_by_its_name() -> None:
    hit = {name for name in table._counted(table.runs(), WITHIN) if name.startswith("qda.")}

    assert hit - set(walking.commands(killing.machine())) == set(), "say in table.MOVED where they are now"

"""Coded segments under their cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from qda.export.blocks import Block, Heading, said
from qda.export.coding import code_reports
from qda.export.coding.code_tables import SegmentRow
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.study.data_tables import titled
from qda.export.tables import Cell, Column, Quote, Row, Table, rich
from qda.export.wishes import Wish
from qda.i18n import N_


def case_by_case(material: Material, wish: Wish) -> list[Block]:
    """A heading and a table for each case, for a document: a column that says “LSCB” on twenty pages tells nothing."""
    profile = wish.profile
    codings = code_reports.segment_rows(material, wish)
    whole = _by_case(codings, material, profile)
    made: list[Block] = []
    for case, rows in groupby(whole.rows, key=lambda row: str(row.cells[0])):
        title = profile.say(N_("Coded Segments: {case}"), case=case)
        columns = (replace(whole.columns[1], kind="stub"), *whole.columns[2:])
        cut = tuple(Row(row.cells[1:]) for row in rows)
        made += [
            Heading(case, 2),
            said(_counted(cut, len(codings), profile), "about"),
            Table(title, columns, cut, notes=whole.notes),
        ]
    return made


def by_case(material: Material, wish: Wish) -> Table:
    """One row a coding under each of its cases; codings of no case come last."""
    return _by_case(code_reports.segment_rows(material, wish), material, wish.profile)


def _counted(rows: Sequence[Row], base: int, profile: Profile) -> str:
    """“299 of 813 codings, in 9 sources.”"""
    sources = {cell.source for row in rows for cell in row.cells if isinstance(cell, Quote)}
    told = profile.number_of(len(sources), N_("{n} source"), N_("{n} sources"))
    codings = profile.say(N_("{n} of {all} codings"), n=profile.integer(len(rows)), all=profile.integer(base))
    return profile.say(N_("{codings}, in {sources}."), codings=codings, sources=told)


def _by_case(rows: Sequence[SegmentRow], material: Material, profile: Profile) -> Table:
    order = {case.name: at for at, case in enumerate(material.cases.values())}
    none = profile.say(N_("no case"))
    found: list[tuple[int, Row]] = []
    for row in rows:
        quote = Quote(row.quote, row.source, row.speaker, row.line)
        for case in row.cases or ("",):
            cells: tuple[Cell, ...] = (case or none, row.code, row.path or row.code, quote, row.coder)
            found.append((order.get(case, len(order)), Row(cells)))
    found.sort(key=lambda each: each[0])  # stable: codes and places stay in order
    columns = (
        Column(profile.say(N_("Case")), "stub"),
        Column(profile.say(N_("Code"))),
        Column(profile.say(N_("Path")), sheet_only=True),
        Column(profile.say(N_("Quote")), "quote"),
        Column(profile.say(N_("Coder")), sheet_only=len({row.coder for row in rows}) < 2),
    )
    notes = (
        rich(profile.say(N_("A coding that belongs to several cases stands under each."))),
        rich(profile.say(N_("Quotes are given as they stand in the source."))),
    )
    title = titled(N_("Coded Segments by Case"), material, profile)
    return Table(title, columns, tuple(row for _at, row in found), notes=notes)

"""Coded segments under their cases."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from qda.export import code_reports
from qda.export.blocks import Block, Heading, said
from qda.export.data_tables import titled
from qda.export.material import Material
from qda.export.tables import Cell, Column, Quote, Row, Table, rich
from qda.export.wishes import Wish
from qda.i18n import N_


def case_by_case(material: Material, wish: Wish) -> list[Block]:
    """A heading and a table for each case, for a document: a column that says “LSCB” on twenty pages tells nothing."""
    profile = wish.profile
    whole = by_case(material, wish)
    made: list[Block] = []
    for case, rows in groupby(whole.rows, key=lambda row: str(row.cells[0])):
        title = profile.say(N_("Coded Segments: {case}"), case=case)
        columns = (replace(whole.columns[1], kind="stub"), *whole.columns[2:])
        cut = tuple(Row(row.cells[1:]) for row in rows)
        told = profile.number_of(len(cut), N_("{n} coding"), N_("{n} codings"))
        made += [Heading(case, 2), said(f"{told}.", "about"), Table(title, columns, cut, notes=whole.notes)]
    return made


def by_case(material: Material, wish: Wish) -> Table:
    """One row a coding under each of its cases; codings of no case come last."""
    profile = wish.profile
    rows = code_reports.segment_rows(material, wish)
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

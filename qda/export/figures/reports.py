"""Figures as parts of reports: what `kinds` makes of a wish, each with its table for programs that calculate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qda.export.blocks import Block, Heading, said
from qda.export.figures.kinds import RAISED, Basis, NothingToDraw, Picture, basis, make
from qda.export.figures.wishes import FigureWish
from qda.export.material import Material
from qda.i18n import N_

if TYPE_CHECKING:
    from qda.export.tables import Table
    from qda.export.wishes import Wish

_ROWS, _BARS, _ALIKE = 40, 30, 30
"""As many as leave room for a heading, a caption and a note on the same sheet."""
_TEXTS = 24
"""Texts that a report shows as figures at most; more would fill a book."""


def _wished(wish: Wish, kind: str, **more: object) -> FigureWish:
    levels = wish.levels if wish.levels is not None or wish.code_ids else RAISED
    columns = wish.by or "case"
    made = FigureWish(kind, columns, levels=levels, code_ids=wish.code_ids, caution=wish.caution, profile=wish.profile)
    return replace(made, **more)  # type: ignore[arg-type]  # names of its fields


def _pictures(material: Material, wish: Wish, key: str, found: Basis) -> Iterator[Picture]:
    for figure in _figures(found, wish, key):
        try:
            yield make(material.project, figure, found)
        except NothingToDraw:
            continue


def _figures(found: Basis, wish: Wish, key: str) -> Iterator[FigureWish]:
    if key == "heat-maps":
        yield _wished(wish, "heat", most=_ROWS)
        yield _wished(wish, "heat", columns="source", counted="segments", most=_ROWS)
    elif key == "bars":
        for counted in ("segments", "cases"):
            yield _wished(wish, "bars", counted=counted, most=_BARS)
    elif key == "likeness":
        yield _wished(wish, "likeness")
        yield _wished(wish, "likeness", columns="source", measure="cosine", most=_ALIKE)
    elif key == "together":
        yield _wished(wish, "together")
        yield _wished(wish, "network")
    elif key == "words":
        yield _wished(wish, "cloud", lemma=True)
    else:
        for source in list(found.ground.by_source)[:_TEXTS]:
            yield _wished(wish, "lines", source_id=source)
            yield _wished(wish, "portrait", source_id=source)


def blocks(material: Material, wish: Wish, key: str) -> list[Block]:
    """The figures of a report; of texts each under its heading."""
    from qda.export.figures.files import block

    found = basis(material.project)
    made: list[Block] = []
    under, texts = "", len(found.ground.by_source)
    if key == "texts" and texts > _TEXTS:
        number = wish.profile.integer
        words = N_("The first {shown} of {texts} coded texts are shown.")
        made.append(said(wish.profile.say(words, shown=number(_TEXTS), texts=number(texts))))
    for picture in _pictures(material, wish, key, found):
        name = picture.about
        if name and name != under:
            made.append(Heading(name, 2))
            under = name
        made.append(block(picture))
    return made


def sheets(material: Material, wish: Wish, key: str) -> list[Table]:
    """The numbers behind the figures; two of the same numbers have one table."""
    tables: list[Table] = []
    for picture in _pictures(material, wish, key, basis(material.project)):
        if (table := picture.table) not in tables:
            tables.append(table)
    return [replace(table, number=at) for at, table in enumerate(tables, start=1)]

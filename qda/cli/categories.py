"""The command that lists categories with what they have, and writes their grids."""

from __future__ import annotations

import argparse

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.i18n import _


def categories(arguments: argparse.Namespace) -> int:
    """All categories with properties, dimensions, evidence and relations; with `--out`, as tables in a file."""
    if arguments.out is not None:
        return _write(arguments)
    from qda.export.coding import category_tables

    with reading(arguments.project) as project:
        found = category_tables.listed(project)
    if arguments.category is not None:
        found = [row for row in found if row["name"] == arguments.category]
    if arguments.json:
        print_json(found)
    else:
        for row in found:
            _print(row)
    return OK


def _print(row: dict[str, object]) -> None:
    """A category on a line, its properties and relations indented beneath it."""
    parts = [str(row[name]) for name in ("name", "level", "segments", "sources", "cases", "gaps")]
    say("\t".join([*parts, _("core category")] if row["core"] else parts))
    properties, relations = row["properties"], row["relations"]
    assert isinstance(properties, list)
    assert isinstance(relations, list)
    for each in properties:
        say(f"\t{each['name']}\t{each['evidence']}")
        for poles in each["dimensions"]:
            say(f"\t\t{poles['low']} – {poles['high']}\t{poles['evidence']}")
    for each in relations:
        say(f"\t{each['from']} → {each['type']} → {each['to']}")


def _write(arguments: argparse.Namespace) -> int:
    from qda.coding import codes
    from qda.export import writing
    from qda.export.coding import category_tables

    with reading(arguments.project) as project:
        if arguments.category is None:
            made = category_tables.tables(project)
        else:
            code_id = codes.named(project, arguments.category)
            made = [category_tables.grid(project, code_id, arguments.by)]
        writing.write(arguments.out, made, progress=Printing())
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK

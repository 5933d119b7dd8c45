"""One document of chosen reports in a chosen order: title page, contents, lists, captions, cross-references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from qda.errors import QdaError
from qda.export import kinds
from qda.export.blocks import Block, Figure, Heading, Prose, condensed, numbered, sourced
from qda.export.catalogue import Entry
from qda.export.leaving import gated
from qda.export.material import RAISED, Material
from qda.export.profiles import APA, Profile
from qda.export.tables import Properties, Run, Table, Text
from qda.export.texts import outline
from qda.export.wishes import Wish
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.project.project import Project

FORMATS = (".docx", ".html")
_OF_ALL_CODES = ("codebook", "frequencies")
"""Parts that hold hundreds of initial codes unless it is said which are wanted."""


class NoDocumentFormat(QdaError):
    """The file's ending says nothing that a whole document can be."""

    hint = N_("Choose a name that ends in .docx or .html.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no format for a whole document.").format(name=path.name))


class NothingChosen(QdaError):
    """A document of no parts, or of parts that all are empty."""

    hint = N_("Choose at least one part that says something; the first texts, codes or memos will give it words.")

    def __init__(self) -> None:
        super().__init__(_("The document would be empty."))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document holds: keys of reports in their order, and how it looks.

    `template` lends its styles (.docx only). `caution`: say under counts what they are not. `wish` has the options of
    the single reports. Parts that would be empty are left out.
    """

    parts: tuple[str, ...] = kinds.DOCUMENT
    title: str = ""
    author: str = ""
    profile: Profile = APA
    contents: bool = True
    lists: bool = True
    caution: bool = True
    template: Path | None = None
    wish: Wish = field(default_factory=Wish)


@dataclass(frozen=True, slots=True)
class Composed:
    """The document: the lines of its title page and its blocks; `empty` are the parts that had nothing to say."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    empty: tuple[str, ...]


def compose(project: Project, plan: Plan, progress: Progress | None = None) -> Composed:
    """Put the parts together and count tables and figures through. Raises UnknownKind, NothingChosen, Cancelled."""
    progress = progress or Silent()
    material, profile = Material(project), plan.profile
    made: list[Block] = []
    empty: list[str] = []
    for done, key in enumerate(plan.parts):
        kind = kinds.kind(key)
        progress.step(done, len(plan.parts), _(kind.title))
        wish = replace(plan.wish, kind=key, profile=profile, number=1, caution=plan.caution)
        left_out = key in _OF_ALL_CODES and wish.levels is None and wish.code_ids is None and bool(material.raised)
        if left_out:
            wish = replace(wish, levels=RAISED)
        part = [block for block in kinds.blocks(material, wish) if not isinstance(block, Table) or block.rows]
        if kinds.has_content(part):
            made += _part(kind, part, profile, left_out=left_out)
        else:
            empty.append(key)
    if not made:
        raise NothingChosen
    title = plan.title or material.title or profile.say(N_("Report"))
    lines = (profile.say(N_("Report on the study")), plan.author, _today(profile))
    made = [_untitled(block, material.title) for block in made]
    counted = _referring(sourced(condensed(numbered(_with_keys(made)), profile), profile), profile)
    return Composed(title, tuple(line for line in lines if line), tuple(counted), tuple(empty))


def _untitled(block: Block, study: str) -> Block:
    """Captions without the study's title, which the document has on its first page."""
    if not isinstance(block, Table | Figure) or not study:
        return block
    return replace(block, title=block.title.removesuffix(f" – {study}"))


def _part(kind: Entry, part: Sequence[Block], profile: Profile, *, left_out: bool) -> Iterator[Block]:
    yield Heading(profile.title(kind.title), 1)
    yield Prose((Run(profile.say(kind.sentence)),), "body")
    if left_out:
        yield Prose((Run(profile.say(N_("Initial codes are left out here."))),), "body")
    yield from part


def _today(profile: Profile) -> str:
    return outline.day(round(datetime.now(UTC).timestamp() * 1000), profile)


def _with_keys(blocks: Sequence[Block]) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        yield replace(block, key=f"b{at}") if isinstance(block, Table | Figure) else block


def _referring(blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """The sentence under each part's heading says in which tables and figures it is shown."""
    for at, block in enumerate(blocks):
        if isinstance(block, Prose) and at and _begins_part(blocks[at - 1]):
            shown = list(_shown(blocks[at + 1 :]))
            yield replace(block, text=_led(block.text, list(_references(shown, profile))))
        else:
            yield block


def _led(text: Text, references: Sequence[Run]) -> Text:
    """The references inside the sentence, before its full stop."""
    if not references:
        return text
    last = text[-1]
    return (*text[:-1], replace(last, text=last.text.removesuffix(".")), *references)


def _begins_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _shown(blocks: Sequence[Block]) -> Iterator[Table | Figure]:
    for block in blocks:
        if _begins_part(block):
            return
        if isinstance(block, Table | Figure):
            yield block


def _references(shown: Sequence[Table | Figure], profile: Profile) -> Iterator[Run]:
    """“ (see Table 3)”, “ (see Table 3 and Table 4)”, “ (see Table 3 to Table 9 as well as Figure 1)”."""
    ranges = [
        [block for block in shown if isinstance(block, kind)]
        for kind in (Table, Figure)
        if any(isinstance(block, kind) for block in shown)
    ]
    for number, same in enumerate(ranges):
        yield Run(f" {profile.say(N_('as well as') if number else N_('(see'))} ")
        yield _named(same[0], profile)
        if len(same) > 1:
            yield Run(f" {profile.say(N_('and') if len(same) == 2 else N_('to'))} ")
            yield _named(same[-1], profile)
    if ranges:
        yield Run(").")


def _named(block: Table | Figure, profile: Profile) -> Run:
    word = profile.say("Table" if isinstance(block, Table) else "Figure")
    return Run(f"{word} {block.number}", to=block.key)


def write(path: Path, project: Project, plan: Plan, progress: Progress | None = None) -> Composed:
    """Compose a document and write it as .docx or .html.

    Raises NoDocumentFormat, BadTemplate, UnknownKind, NothingChosen, QuotedWithoutConsent, CannotWrite, Cancelled.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise NoDocumentFormat(path)
    template = None
    if plan.template is not None and suffix == ".docx":
        from qda.export.word import template as word_template

        template = word_template.read(plan.template)
    made = compose(project, plan, progress)
    allowed = gated.required(gated.blocks(project, made.blocks, plan.profile))
    made = replace(made, blocks=tuple(allowed))
    properties = Properties(title=made.title)
    if suffix == ".html":
        from qda.export.html import write_html

        front = (made.title, *made.lines) if plan.contents else None
        write_html(path, made.blocks, properties=properties, profile=plan.profile, progress=progress, front=front)
        return made
    from qda.export.word.document import Front, write_blocks

    write_blocks(
        path,
        made.blocks,
        properties=properties,
        profile=plan.profile,
        progress=progress,
        front=Front(made.title, made.lines, plan.contents, plan.lists, plan.lists),
        template=template,
    )
    return made

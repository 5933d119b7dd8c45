"""The package of a Word file: every part but the document, and how each is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import qda
from qda import resources
from qda.export.characters import legal
from qda.export.profiles import Profile
from qda.export.tables import Properties
from qda.export.word.styles import lists_led, prose_styles
from qda.export.word.template import Template

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def picture_id(at: int) -> str:
    """The relationship of the picture at that place."""
    return f"rId{100 + at}"


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some files have: styles of prose, a template's own styles, margin comments, a header."""

    prose: bool = False
    template: Template | None = None
    comments: str = ""


def parts(
    pictures: Mapping[int, bytes], properties: Properties, profile: Profile, extras: Extras
) -> dict[str, str | bytes]:
    """Every part but the document, by its name in the package; pictures by the place of their figure."""
    separator = ";" if profile.decimal_mark == "," else ","
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(extras),
        "_rels/.rels": _relationships(
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(properties, profile),
        "docProps/app.xml": _app(),
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{OFFICE}/styles", "styles.xml"),
            ("rId2", f"{OFFICE}/settings", "settings.xml"),
            ("rId3", f"{OFFICE}/fontTable", "fontTable.xml"),
            ("rId4", f"{OFFICE}/footer", "footer.xml"),
            *((("rId5", f"{OFFICE}/comments", "comments.xml"),) if extras.comments else ()),
            *_template_links(extras.template),
            *((picture_id(at), f"{OFFICE}/image", f"media/image{at}.png") for at in pictures),
        ),
        "word/styles.xml": _styles(profile, extras),
        "word/settings.xml": _resource(
            "settings.xml", language=profile.language, decimal=profile.decimal_mark, separator=separator
        ),
        "word/fontTable.xml": _resource("fontTable.xml"),
        "word/footer.xml": _resource("footer.xml"),
        **{f"word/media/image{at}.png": png for at, png in pictures.items()},
    }
    if extras.comments:
        made["word/comments.xml"] = extras.comments
    if extras.template is not None:
        made |= {f"word/{name}": content for name, content in extras.template.parts.items()}
        made |= extras.template.letterhead.parts()
        made["word/footer.xml"] = extras.template.mapped(str(made["word/footer.xml"]))
    return made


def _template_links(template: Template | None) -> tuple[tuple[str, str, str], ...]:
    if template is None:
        return ()
    kinds = {"theme/theme1.xml": ("rId6", "theme"), "numbering.xml": ("rId7", "numbering")}
    own = tuple((kinds[name][0], f"{OFFICE}/{kinds[name][1]}", name) for name in template.parts)
    return (*own, *template.letterhead.relationships())


def _styles(profile: Profile, extras: Extras) -> str:
    own = _resource("styles.xml", language=profile.language)
    if extras.prose:
        own = lists_led(own, profile).replace("</w:styles>", f"{prose_styles(profile)}</w:styles>")
    return own if extras.template is None else extras.template.styles(own)


def _resource(name: str, **values: str) -> str:
    text = resources.path("word", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", escape(value))
    return text


def _content_types(extras: Extras) -> str:
    overrides = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
        "/word/footer.xml": f"{_WORD_TYPE}.footer+xml",
        **({"/word/comments.xml": f"{_WORD_TYPE}.comments+xml"} if extras.comments else {}),
        **_template_types(extras.template),
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    endings = extras.template.letterhead.extensions() if extras.template is not None else {}
    pictures = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items())
    parts = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{pictures}{parts}</Types>'
    )


def _template_types(template: Template | None) -> dict[str, str]:
    kinds = {
        "theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "numbering.xml": f"{_WORD_TYPE}.numbering+xml",
    }
    if template is None:
        return {}
    return {f"/word/{name}": kinds[name] for name in template.parts} | template.letterhead.types()


def _relationships(*targets: tuple[str, str, str]) -> str:
    links = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in targets)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(properties: Properties, profile: Profile) -> str:
    moment = (properties.created or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": "Gerund",
        "cp:keywords": properties.keywords,
        "cp:lastModifiedBy": "Gerund",
        "dc:language": profile.language,
    }
    said = "".join(f"<{name}>{escape(legal(value))}</{name}>" for name, value in words.items() if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{said}{dates}</cp:coreProperties>'
    )


def _app() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{HEAD}<Properties xmlns="{namespace}"><Application>Gerund {qda.__version__}</Application></Properties>'


def entry(name: str) -> ZipInfo:
    """How a part is stored."""
    # One fixed date: the same table gives the same bytes, and no file tells when someone worked.
    made = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type = ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made


def store(archive: ZipFile, name: str, content: str | bytes) -> None:
    """Put a part into the package."""
    archive.writestr(entry(name), content)

"""An HTML article as a page in its new language: what browsers must know to show it right.

Faces: the Noto families, which cover all letters of the four languages, then what Windows, macOS
and newsrooms have. Nastaliq stands on a slope and needs the height.
"""

from __future__ import annotations

import html
import re

from translate.languages import Language

_NASTALIQ = '"Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", serif'
_NASKH = '"Noto Naskh Arabic", "Scheherazade New", "Geeza Pro", "Arabic Typesetting", serif'

_PART = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|title|noscript)\b[^>]*>.*?</(?P=raw)\s*>"
    r"""|<(?P<tag>!doctype|/?html|/?head|body)\b(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_CHARSET = re.compile(r"""(<meta\b[^>]*?\bcharset\s*=\s*["']?)(?!utf-8\b)[\w.:-]+""", re.IGNORECASE)
_OURS = re.compile(
    r'<style id="khabar-fonts">.*?</style>\r?\n|<p class="khabar-notice" role="note">.*?</p>\r?\n',
    re.DOTALL,
)

_Span = tuple[int, int]


def font_stack(language: Language) -> str:
    """The faces to show a language in, as CSS wants them, best first."""
    return _NASTALIQ if language.code == "ur" else _NASKH


def line_height(language: Language) -> float:
    """How far apart its lines must be, in heights of its letters."""
    return 1.9 if language.code == "ur" else 1.7


def localize_page(text: str, language: Language, notice: str | None = None) -> str:
    """The page `text` with the language and direction on its `<html>` tag and faces in its head.

    A fragment of a page is wrapped in a `<div>` that tells language and direction. `notice`, if
    given, is plain text that stands first on the page. All else is kept byte for byte, and a
    second time changes nothing.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    told = f'<p class="khabar-notice" role="note">{html.escape(notice)}</p>{end}' if notice else ""
    places = _places(text)
    if not places.keys() & {"!doctype", "html", "head", "body"}:
        return _wrapped(text, language, told, end)
    text = _CHARSET.sub(r"\1utf-8", _OURS.sub("", text), count=1)  # as it is written
    places = _places(text)
    html_tag, style_at, notice_at = _where(text, places)
    edits = [
        (html_tag, _html_tag(text, html_tag, language, end)),
        ((style_at, style_at), _style(language) + end),
        ((notice_at, notice_at), told),
    ]
    if "body" in places:
        body = places["body"]
        edits.append((body, _with_attributes(text[slice(*body)], _directions(language), add=False)))
    return _edited(text, sorted(edits, key=lambda edit: edit[0]))


def _places(text: str) -> dict[str, _Span]:
    """The first of each tag that makes a page, and of its title, up to the body."""
    places: dict[str, _Span] = {}
    for match in _PART.finditer(text):
        name = (match["raw"] or match["tag"] or "").lower()
        places.setdefault(name, match.span())
        if name == "body":
            break
    return places


def _where(text: str, places: dict[str, _Span]) -> tuple[_Span, int, int]:
    """The `<html>` tag (or where it would stand), and where the style and the notice go."""
    start = text.startswith("\ufeff")
    after_doctype = places.get("!doctype", (start, start))[1]
    html_tag = places.get("html", (after_doctype, after_doctype))
    if "/head" in places:
        style_at, notice_at = places["/head"]
    elif "body" in places:
        style_at = notice_at = places["body"][0]
    else:
        in_head = places.get("title") or places.get("head") or html_tag
        style_at = notice_at = max(in_head[1], html_tag[1])
    return html_tag, style_at, places["body"][1] if "body" in places else notice_at


def _html_tag(text: str, span: _Span, language: Language, end: str) -> str:
    tag = text[slice(*span)]
    if tag:
        return _with_attributes(tag, _directions(language), add=True)
    start = end if span[0] > 1 else ""  # below the doctype, if there is one
    return start + _with_attributes("<html>", _directions(language), add=True)


def _directions(language: Language) -> dict[str, str]:
    return {"lang": language.tag, "dir": language.direction}


def _with_attributes(tag: str, values: dict[str, str], *, add: bool) -> str:
    """The start tag with these values where it has such attributes, and else, if wanted, added."""
    for name, value in values.items():
        same = {name, f"xml:{name}"}
        found = [m for m in _ATTRIBUTE.finditer(tag) if m[1].lower() in same]
        for match in reversed(found):
            tag = f'{tag[: match.end(1)]}="{value}"{tag[match.end() :]}'
        if add and not any(match[1].lower() == name for match in found):
            close = len(tag) - (2 if tag.endswith("/>") else 1)
            tag = f'{tag[:close]} {name}="{value}"{tag[close:]}'
    return tag


def _style(language: Language) -> str:
    """Faces for elements, not classes: an article's own classes (icons, say) still win."""
    return (
        '<style id="khabar-fonts">'
        "html, body, h1, h2, h3, h4, h5, h6, button, input, select, textarea "
        f"{{ font-family: {font_stack(language)}; }} "
        f"body {{ line-height: {line_height(language)}; }} "
        "pre, code, kbd, samp { direction: ltr; unicode-bidi: isolate; font-family: monospace; } "
        ".khabar-notice { padding-inline: 1em; border-inline-start: 0.3em solid; } "
        "</style>"
    )


def _wrapped(text: str, language: Language, told: str, end: str) -> str:
    start = text.startswith("\ufeff")
    opening = _with_attributes("<div>", _directions(language), add=True) + end
    if text.startswith(opening, start):
        return text
    return f"{text[:start]}{opening}{told}{text[start:]}{end}</div>{end}"


def _edited(text: str, edits: list[tuple[_Span, str]]) -> str:
    """`text` with each span replaced; spans that are empty are places to insert at."""
    out: list[str] = []
    at = 0
    for (start, end), new in edits:
        out += text[at:start], new
        at = end
    return "".join(out) + text[at:]

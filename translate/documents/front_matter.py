"""YAML front matter: values found in their place, replaced there, never dumped anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from translate.documents.blocks import Lines, translatable
from translate.documents.model import Kind, Segment, Slot, squeeze
from translate.errors import ArticleError

# A blank line after the first rule: then it is a rule, and no front matter (as Pandoc reads it).
_FENCED = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\n|\r)(?![ \t]*[\r\n])"
    r"((?:[^\r\n]*(?:\r\n|\n|\r))*?)(?:---|\.\.\.)[ \t]*(?:(?:\r\n|\n|\r)|\Z)"
)
_NEWLINE = re.compile(r"\r\n|\n|\r")
_DEEPEST = 50
_STRING = "tag:yaml.org,2002:str"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where it is installed
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_ALIAS = re.compile(r"\s*:\s*(\*[^\s,\[\]{}]+)")
_COMMENTS_AFTER = re.compile(r"(?:\s*(?:\r\n|\n|\r)[ \t]*#[^\r\n]*)*\s*\Z")

# What YAML surely reads as text when it stands without quotes.
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff:#,?\[\]{}\"'\\])*"
)
_NOT_TEXT = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Value(NamedTuple):
    """A top-level value: `text` as YAML reads it, `start` and `end` of what stands for it in the
    article, without the comments after it."""

    key: str
    text: str
    start: int
    end: int
    is_text: bool


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of an article. `end` is where new values can be put in, with `lead` before
    them, `glue` between and `tail` behind; `after` is where the article's text starts."""

    values: tuple[Value, ...]
    end: int
    lead: str
    glue: str
    tail: str
    after: int


def find_front_matter(source: str) -> FrontMatter | None:
    """The front matter of an article, or None where it has none.

    Raises ArticleError, with its line, where it is not YAML, or no mapping.
    """
    fenced = _FENCED.match(source)
    if fenced is None:
        return None
    start, end = fenced.span(1)
    node = _composed(source[start:end])
    if isinstance(node, yaml.ScalarNode):
        return None  # a sentence between two rules
    after = fenced.end()
    newline = _newline(source)
    if node is None:
        return FrontMatter((), end, "", newline, newline, after)
    if not isinstance(node, yaml.MappingNode):
        raise _broken("it is no list of keys with values", 2)
    values = tuple(_values(source, start, node))
    if node.flow_style:
        end = start + node.end_mark.index - 1
        lead = "" if source[:end].rstrip()[-1] in "{," else ", "
        return FrontMatter(values, end, lead, ", ", "", after)
    indent = " " * node.start_mark.column
    return FrontMatter(values, end, indent, newline + indent, newline, after)


def front_matter_end(source: str) -> int:
    """Where the article's text starts: behind its front matter, 0 where it has none.

    Raises ArticleError like `find_front_matter`.
    """
    front = find_front_matter(source)
    return front.after if front else 0


def front_matter_slots(
    source: str, front: FrontMatter | None, keys: Sequence[str], lines: Lines
) -> Iterator[Slot]:
    """A slot for the value of each of `keys` that is text: the title a heading, others metadata."""
    for value in front.values if front else ():
        words = squeeze(value.text).strip()
        if value.key in keys and value.is_text and translatable(words):
            kind = Kind.HEADING if value.key == "title" else Kind.METADATA
            segment = Segment(words, kind, lines.number(value.start))
            yield Slot(segment, value.start, value.end, yaml_scalar)


def localize_front_matter(source: str, values: Mapping[str, str]) -> str:
    """The article with each of `values` in its front matter, replaced where the key is there
    already, else added; with a front matter of its own where it had none.

    Raises ArticleError like `find_front_matter`.
    """
    front = find_front_matter(source)
    if front is None:
        bom = "\ufeff" if source.startswith("\ufeff") else ""
        end = _newline(source)
        added = "".join(f"{key}: {yaml_scalar(value)}{end}" for key, value in values.items())
        return f"{bom}---{end}{added}---{end}{end}{source[len(bom) :]}"
    there = {value.key for value in front.values}
    new = [f"{key}: {yaml_scalar(value)}" for key, value in values.items() if key not in there]
    if new:
        added = front.lead + front.glue.join(new) + front.tail
        source = source[: front.end] + added + source[front.end :]
    return _replaced(source, front, values)


def change_values(source: str, changes: Mapping[str, Callable[[str], str | None]]) -> str:
    """The article with the front matter value of each key changed, where the change gives text.

    Raises ArticleError like `find_front_matter`.
    """
    front = find_front_matter(source)
    if front is None:
        return source
    changed: dict[str, str] = {}
    for value in front.values:
        if value.key in changes and (text := changes[value.key](value.text)) is not None:
            changed[value.key] = text
    return _replaced(source, front, changed)


def yaml_scalar(text: str) -> str:
    """`text` in YAML, on one line, in quotes where YAML would read it otherwise without."""
    if _PLAIN.fullmatch(text) and text[-1] not in " \t" and not _NOT_TEXT.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda char: f"\\u{ord(char[0]):04x}", escaped) + '"'


def _replaced(source: str, front: FrontMatter, values: Mapping[str, str]) -> str:
    for value in reversed(front.values):
        if value.key in values:
            space = "" if source[value.start - 1 : value.start] in ("", " ", "\t", "\n") else " "
            text = space + yaml_scalar(values[value.key])
            source = source[: value.start] + text + source[value.end :]
    return source


def _composed(text: str) -> yaml.Node | None:
    try:
        _refuse_deep(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise _broken(error.problem or "it is not YAML", line) from None
    except yaml.YAMLError:
        raise _broken("it is not YAML", 2) from None
    return node


def _refuse_deep(text: str) -> None:
    """Raises ArticleError for what libyaml, which composes by recursion, would crash on."""
    if sum(map(text.count, "[{-:?")) <= _DEEPEST:  # each level needs one of these
        return
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _broken(f"it nests more than {_DEEPEST} deep", 2)


def _broken(reason: str, line: int) -> ArticleError:
    return ArticleError(
        f"the front matter cannot be read: {reason}",
        "Mend the YAML between the --- lines; a value with a colon needs quotes",
        line=line,
    )


def _values(source: str, base: int, node: yaml.MappingNode) -> Iterator[Value]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        after_key = base + key.end_mark.index
        start, end = base + value.start_mark.index, base + value.end_mark.index
        is_text = isinstance(value, yaml.ScalarNode) and value.tag == _STRING
        text = value.value if isinstance(value, yaml.ScalarNode) else ""
        if start < after_key:  # an alias: the words stand at its anchor
            alias = _ALIAS.match(source, after_key)
            if alias:
                yield Value(key.value, text, *alias.span(1), False)
            continue
        if properties := _PROPERTIES.match(source, start, end):  # it may match nothing
            start = properties.end()
        yield Value(key.value, text, start, _value_end(source, start, end), is_text)


def _value_end(source: str, start: int, end: int) -> int:
    """Without the white space and comments that YAML counts to a block value."""
    if not _NEWLINE.search(source, start, end):
        return start + len(source[start:end].rstrip())
    comments = _COMMENTS_AFTER.search(source, start, end)
    return max(start, comments.start()) if comments else end


def _newline(source: str) -> str:
    found = _NEWLINE.search(source)
    return found[0] if found else "\n"

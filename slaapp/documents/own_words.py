"""An agreement's own words: a small Markdown (paragraphs, lists, bold, tables) as plain data for a template.

Everything else of Markdown stays as it was typed: headings, links, pictures, HTML, italics are the signs they are.
Placeholders are filled in last, so that a name with asterisks in it is a name.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from slaapp.domain.placeholders import AGREEMENT_PLACEHOLDERS, fill
from slaapp.reports.texts import begun, plain

Shown = dict[str, Any]
_BEFORE_PLACEHOLDER = re.compile(r"(?<=[.!?] )(?=\{)")
_DEEPEST = 100
"""Lists within lists, and items count too: a text with deeper ones stays as it was typed."""
_SIGNS = re.compile(r"[\s|:+*.)\\-]+")
"""What lists and tables are drawn with, apart from the numbers of items."""


def blocks(text: str, values: Mapping[str, str]) -> list[Shown]:
    """`par` with runs, `list` with items that are blocks again, `table` with rows of cells that are runs."""
    return [_block(node, values) for node in SyntaxTreeNode(_parsed(text)).children]


def unfilled(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The names in braces that stay: nothing is known for them, or no such placeholder exists."""
    filled = fill(text, values, AGREEMENT_PLACEHOLDERS)
    return tuple(dict.fromkeys((*filled.empty, *filled.unknown)))


def _parsed(text: str) -> list[Token]:
    """Lists and tables, unless they would lose words, as a table does with cells beyond its head's: then only lines."""
    tokens = _parser("list", "table").parse(text)
    kept = "".join(token.info + token.content for token in tokens)
    return tokens if _SIGNS.sub("", kept) == _SIGNS.sub("", text) else _parser().parse(text)


@cache
def _parser(*blocks: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _DEEPEST})
    return parser.enable([*blocks, "emphasis", "newline"])


def _block(node: SyntaxTreeNode, values: Mapping[str, str]) -> Shown:
    match node.type:
        case "bullet_list" | "ordered_list":
            items = [[_block(child, values) for child in item.children] for item in node.children]
            ordered = node.type == "ordered_list"
            return {"kind": "list", "ordered": ordered, "start": int(node.attrs.get("start", 1)), "items": items}
        case "table":
            rows = [[_runs(cell, values) for cell in row.children] for part in node.children for row in part.children]
            aligned = [str(cell.attrs.get("style", "")) for cell in node.children[0].children[0].children]
            right = [place for place, style in enumerate(aligned) if style.endswith("right")]
            return {"kind": "table", "rows": rows, "right": right}
        case _:
            return {"kind": "par", "runs": _runs(node, values)}


def _runs(node: SyntaxTreeNode, values: Mapping[str, str]) -> list[Shown]:
    """Stretches of text, bold or not; a line break that is meant is a run of its own."""
    found: list[tuple[str, bool]] = []
    for text, bold in _stretches([token for child in node.children for token in child.to_tokens()[0].children or ()]):
        if found and found[-1][1] == bold and "\n" not in (text, found[-1][0]):
            found[-1] = (found[-1][0] + text, bold)
        else:
            found.append((text, bold))
    kept = [(text, bold) for text, bold in found if text]
    return [{"text": _filled(text, values, begins=place == 0), "bold": bold} for place, (text, bold) in enumerate(kept)]


def _stretches(tokens: Iterable[Token]) -> Iterable[tuple[str, bool]]:
    bold = 0
    for token in tokens:
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open" | "em_close":
                yield token.markup, bold > 0
            case "softbreak":
                yield " ", bold > 0
            case "hardbreak":
                yield "\n", bold > 0
            case _:
                yield token.content, bold > 0


def _filled(text: str, values: Mapping[str, str], *, begins: bool) -> str:
    """A placeholder can begin a sentence: `the customer` may be who {customer} is."""
    if text == "\n":
        return text
    sentences = []
    for place, sentence in enumerate(_BEFORE_PLACEHOLDER.split(text)):
        filled = plain(fill(sentence, values, AGREEMENT_PLACEHOLDERS).text)
        if sentence.startswith("{") and (begins or place):
            filled = begun(filled)
        sentences.append(filled)
    return "".join(sentences)

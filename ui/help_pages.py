"""The pages of the help: our own Markdown out of the package, in sections that can be searched and gone to."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from slaapp.domain.value import Value
from slaapp.services.marks import marks, missed
from ui import key_sheet, keymap
from ui.actions import ACT
from ui.wording import say

_KEY = re.compile(r"\[\[(\w+)\]\]")
_HEADING = re.compile(r"(#{1,3}) (.+)")
KEYS = "keys"

ICONS = {
    "start": "house",
    "queue": "inbox",
    "logging": "plus",
    "ticket": "message-square-more",
    "pausing": "pause",
    "clocks": "clock",
    "customers": "users",
    "agreements": "file-text",
    "reports": "chart-column",
    "coming": "layout-dashboard",
    "texts": "notebook-pen",
    "rules": "file-text",
    KEYS: "command",
    "data": "archive",
}
"""The pages in their order, and their icons."""


class Section(Value):
    """A heading of a page and the plain words below it. `level` is 1 for the page's own title."""

    page: str
    title: str
    level: int
    words: str


_ABOUT = {
    "ticket": "ticket",
    "customers": "customers",
    "dashboard": "coming",
    "past": "coming",
    "agreements": "agreements",
    "hours": "clocks",
    "reports": "reports",
    "settings": "data",
}


def about(place: str) -> str:
    """The page about a place of the window; that of the queue for its lists, the beginning for what has none."""
    lists = {name.removeprefix("go_") for name in ACT if name.startswith("go_")} - _ABOUT.keys()
    return _ABOUT.get(place, "queue" if place in lists else "start")


@cache
def written(page: str) -> str:
    """As it stands in the package, actions named in place of their keys."""
    return (files("resources") / "help" / f"{page}.md").read_text(encoding="utf-8")


def markdown(page: str) -> str:
    """The text of a page; that of the keys is made from the keys of now, and `[[reply]]` is the key of that action."""
    return _keys() if page == KEYS else _KEY.sub(lambda named: _key(named[1]), written(page))


def title(page: str) -> str:
    return sections(page)[0].title


def sections(page: str) -> list[Section]:
    found: list[Section] = []
    for line in markdown(page).splitlines():
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            found.append(Section(page, heading[2], len(heading[1]), ""))
        elif line.strip():
            last = found.pop()
            words = f"{last.words} {_plain(line)}".strip()
            found.append(Section(page, last.title, last.level, words))
    return found


def search(text: str) -> list[Section]:
    """Sections that hold all words: those first whose title does."""
    held = [section for page in ICONS for section in sections(page)]
    fitting = [section for section in held if not missed([section.title, section.words], text)]
    return sorted(fitting, key=lambda section: not marks(section.title, text))


def rule_section(rule: str) -> str | None:
    """The heading under which a rule stands: `C9 Another severity` for `C9`."""
    return next((section.title for section in sections("rules") if section.title.split(" ")[0] == rule), None)


def rules_in(cited: str) -> Iterator[str]:
    """The names of rules in what "Why?" cites: `C1, T2`."""
    yield from re.findall(r"\b[TCR]\d{1,2}\b", cited)


def _plain(line: str) -> str:
    """Markdown without its signs."""
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"[*`|]|^\s*(?:-|\d+\.)\s", " ", line).strip(" -|")


def _key(act: str) -> str:
    return _cell(keymap.shown(act) or say("no key"))


def _keys() -> str:
    lines = [f"# {say('All shortcuts')}", ""]
    for group in key_sheet.groups():
        lines += [f"## {group.title}", "", f"| {say('Keys')} | {say('What they do')} |", "|---|---|"]
        lines += [f"| {_cell(keys)} | {_cell(text)} |" for keys, text in group.lines]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Signs that Markdown reads are told to be themselves."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)

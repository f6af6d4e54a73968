"""Words out of an e-mail: plain text made fit to be kept, HTML turned to text without loading anything."""

import html
import re
import unicodedata

LONGEST_TEXT = 100_000
LONGEST_HTML = 500_000

_BREAKS = re.compile(r"br|p|div|tr|table|ul|ol|h[1-6]|blockquote|pre|hr|section|article|header|footer|dt|dd")
_DROPPED = re.compile(r"script|style|head|title|template|noscript|svg|math|object|iframe")
_ENDLESS = re.compile(r"&#[xX]?[0-9A-Fa-f]{8,};?")
"""Numbers of characters that are none: thousands of digits are refused by the language itself."""

_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")


def kept_text(text: str) -> str:
    """Text that can be stored and shown: one kind of line break, no control characters, not endless."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")[: 2 * LONGEST_TEXT]
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")[:LONGEST_TEXT]


def one_line(text: str) -> str:
    """For a subject or a name: no line breaks, no characters that turn the direction of writing."""
    kept = (" " if sign in "\n\r\t" else sign for sign in text)
    return " ".join("".join(sign for sign in kept if unicodedata.category(sign) not in _TURNING).split())


_TURNING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def text_of_html(page: str) -> str:
    """What a person would read of it; each character is looked at a bounded number of times."""
    page = page[:LONGEST_HTML]
    small, told, at = page.lower() if len(page.lower()) == len(page) else page, [], 0
    while at < len(page):
        opened = page.find("<", at)
        if opened < 0:
            told.append(page[at:])
            break
        told.append(re.sub(r"\s+", " ", page[at:opened]))
        if page.startswith("<!--", opened):
            at = _after(page, "-->", opened)
            continue
        tag = _TAG.match(page, opened + 1)
        if tag is None and page[opened + 1 : opened + 2] not in ("!", "?", "/"):
            told.append("<")
            at = opened + 1
            continue
        name = "" if tag is None else tag[1].lower()
        at = _after(page, ">", opened)
        if _DROPPED.fullmatch(name) and page[opened + 1] != "/":
            at = _after(small, f"</{name}", at)
            at = _after(page, ">", at) if at < len(page) else at
        elif name == "li":
            told.append("" if page[opened + 1] == "/" else "\n- ")
        elif _BREAKS.fullmatch(name):
            told.append("\n")
        elif name in ("td", "th"):
            told.append("\t")
    text = html.unescape(_ENDLESS.sub("\N{REPLACEMENT CHARACTER}", "".join(told))).replace("\xa0", " ")
    return re.sub(r"\n[ \t]+(?=\S)", "\n", re.sub(r"\n\s*\n", "\n\n", text)).strip()


def _after(page: str, mark: str, at: int) -> int:
    """Just behind the next `mark`; the end where there is none, so that what is not closed is left out."""
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)

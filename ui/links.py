"""Addresses: which may be opened at all (rule 2 of what can be trusted), and that of an e-mail to be written."""

from urllib.parse import quote, urlsplit

SCHEMES = frozenset({"https", "mailto"})
LONGEST = 1900
"""Characters of an address that every system passes on whole."""


def allowed(address: str) -> bool:
    """Whether the address is one that may be opened at all: https with a host, or mailto; nothing hidden in it."""
    if any(not sign.isprintable() or sign.isspace() for sign in address) or len(address) > LONGEST:
        return False
    found = scheme(address)
    return found == "mailto" or (found == "https" and bool(urlsplit(address).hostname))


def scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def mailto(to: str, subject: str, body: str) -> str:
    """An address that begins an e-mail; nothing in the words can add a recipient or a field of the head."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    parts = [("subject", " ".join(subject.split())), ("body", lines)]
    query = "&".join(f"{name}={quote(text, safe='', errors='replace')}" for name, text in parts if text)
    return f"mailto:{quote(' '.join(to.split()), safe='@', errors='replace')}" + (f"?{query}" if query else "")

"""A line that was typed and not used yet stands in what the window writes down: neither Esc nor a crash takes it."""

from typing import Any


def hold(typed: dict[str, Any], place: str, text: str) -> None:
    """Under the name of its place, as long as there is any text."""
    if text:
        typed[place] = text
    else:
        typed.pop(place, None)


def held(typed: dict[str, Any], place: str) -> str:
    """What was typed there before; empty where that was nothing, or no text."""
    text = typed.get(place)
    return text if isinstance(text, str) else ""


def form(typed: dict[str, Any], place: str) -> dict[str, Any]:
    """What was typed into a form of several fields, to be gone on with and emptied."""
    kept = typed.get(place)
    if not isinstance(kept, dict):
        kept = typed[place] = {}
    return kept

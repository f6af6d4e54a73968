"""What somebody typed or named, inside a sentence."""

NOTHING_TO_SEE = "□"


def quote(text: str, *, longest: int = 500) -> str:
    """Between marks, for it may be several words, and cut where it is longer. What shows nothing, or turns the words
    around it, is □."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return f"“{''.join(char if char.isprintable() else NOTHING_TO_SEE for char in cut)}”"

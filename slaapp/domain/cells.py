"""Texts in the cells of a table that no spreadsheet takes for a formula (rule 3 of reliability)."""

_FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20\N{MINUS SIGN}"


def begins_like_a_formula(cell: str) -> bool:
    """Also in full width, and after blanks."""
    begins = cell.lstrip(" \u00a0\u3000")[:1]
    return bool(begins and begins in _FORMULA) or cell[:1] in ("\t", "\r")


def guarded(cell: str) -> str:
    """An apostrophe before what begins like a formula."""
    return f"'{cell}" if begins_like_a_formula(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell[:1] == "'" and begins_like_a_formula(cell[1:]) else cell

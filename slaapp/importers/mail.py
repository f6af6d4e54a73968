"""An e-mail that was saved as a file (`.eml`): who wrote what, when, with which files. Hostile ones are harmless.

Nothing is loaded, nothing is run, no name is a path; whatever a mail holds, reading it ends soon and with an answer.
"""

import calendar
import re
from pathlib import Path

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.importers.mail_parts import Head, Part, decoded, take_apart, text_of
from slaapp.importers.mail_text import kept_text, one_line, text_of_html

LARGEST_MAIL = 50 * 1024 * 1024
MOST_REFERENCES = 100


class Mail(Value):
    """`sent_at` None: the mail does not say, or nothing that can be. `files` are its attachments by name and bytes.

    `numbers` are the tickets that the subject seems to name, the surest first. `remarks` say what was not taken over.
    """

    sender: str
    address: str
    subject: str
    text: str
    sent_at: Instant | None
    message_id: str
    references: tuple[str, ...]
    numbers: tuple[int, ...]
    files: tuple[tuple[str, bytes], ...]
    remarks: tuple[str, ...]


def read_file(path: Path) -> bytes:
    """The bytes of a saved mail; Refusal where it is none that can be read."""
    try:
        if not path.is_file():
            raise Refusal(f"There is no file {path.name}. Nothing was imported. Check its name.")
        with path.open("rb") as file:
            raw = file.read(LARGEST_MAIL + 1)
    except OSError as error:
        raise Refusal(f"{path.name} could not be read ({error.strerror}). Nothing was imported of it.") from error
    if len(raw) > LARGEST_MAIL:
        raise Refusal(
            f"{path.name} is larger than {LARGEST_MAIL >> 20} MB. Nothing was imported of it. Attach it to a ticket as "
            "a file instead."
        )
    return raw


def read(raw: bytes, *, now: Instant) -> Mail:
    """What a mail says. Refusal for what is no mail: it has neither a sender nor a subject nor a date."""
    try:
        return _read(raw, now)
    except (ValueError, LookupError, ArithmeticError, RecursionError, TypeError) as error:
        raise Refusal(
            f"This e-mail could not be taken apart ({type(error).__name__}). Nothing was imported of it. Attach it to "
            "a ticket as a file instead."
        ) from error


def _read(raw: bytes, now: Instant) -> Mail:
    head, parts = take_apart(raw)
    if not head.keys() & {"from", "subject", "date", "message-id", "received"}:
        raise Refusal("This is no e-mail: it has no sender, no subject and no date. Nothing was imported of it.")
    sender, address = _sender(head)
    sent_at = _date(head.get("date", ""))
    remarks = []
    if sent_at is None and "date" in head:
        remarks.append("its date cannot be read")
    elif sent_at is not None and sent_at > now:
        sent_at = None
        remarks.append("its date lies in the future")
    if parts.cut:
        remarks.append("it has more parts than are taken apart; the whole mail is attached")
    subject = one_line(decoded(head.get("subject", "")))[:500]
    text, files = _content(parts.found)
    ids = _ids(head.get("message-id", ""))
    return Mail(
        sender=sender,
        address=address,
        subject=subject,
        text=text,
        sent_at=sent_at,
        message_id=ids[0] if ids else "",
        references=tuple(_ids(f"{head.get('in-reply-to', '')} {head.get('references', '')}")),
        numbers=ticket_numbers(subject),
        files=tuple(files),
        remarks=tuple(remarks),
    )


def _content(parts: list[Part]) -> tuple[str, list[tuple[str, bytes]]]:
    """The words that the mail itself says, plain ones rather than HTML, and its files."""
    said = [part for part in parts if _says(part)]
    text = "\n\n".join(words for part in said if part.kind != "text/html" and (words := kept_text(_text(part))))
    if not text.strip():
        pages = (kept_text(text_of_html(_text(part))) for part in said if part.kind == "text/html")
        text = "\n\n".join(page for page in pages if page)
    return kept_text(text), [
        (part.name or _unnamed(part), part.data) for part in parts if not _says(part) and part.data
    ]


def _says(part: Part) -> bool:
    return part.inline and part.kind in ("text/plain", "text/html", "text", "")


def _text(part: Part) -> str:
    return text_of(part.data[: 4 * 1024 * 1024], part.charset)


_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "text/calendar": "ics",
    "message/rfc822": "eml",
    "text/csv": "csv",
}


def _unnamed(part: Part) -> str:
    return f"part.{_ENDINGS.get(part.kind, 'bin')}"


_ADDRESS = re.compile(r"[^\s<>\"(),:;@\x00-\x1f]{1,128}@[^\s<>\"(),:;@\x00-\x1f]{1,190}")


def _sender(head: Head) -> tuple[str, str]:
    """Name and address; the name is the address where there is none."""
    value = head.get("from") or head.get("reply-to") or head.get("sender") or ""
    angle = value.rpartition("<")
    found = _ADDRESS.search(angle[2] if angle[1] else value) or _ADDRESS.search(value)
    address = one_line(found[0]).lower() if found else ""
    told = (
        angle[0] if angle[1] else re.sub(r"\(([^()]{0,200})\)", r"\1", value.replace(found[0] if found else "\0", ""))
    )
    name = one_line(decoded(told.strip().strip('"'))).strip("\"' ,;<>()")[:200]
    return name or address, address


_DATE = re.compile(
    r"(\d{1,2})[ -]+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ -]+(\d{4}|\d{2})"
    r"\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Z]{1,5})?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


def _date(value: str) -> Instant | None:
    """An instant from 1990 on; None for what is none."""
    found = _DATE.search(value[:200])
    if found is None:
        return None
    day, year, hour, minute, second = (int(found[place] or 0) for place in (1, 3, 4, 5, 6))
    year += 2000 if year < 70 and len(found[3]) == 2 else 1900 if len(found[3]) == 2 else 0
    month = _MONTHS.index(found[2].lower()) + 1
    if not 1990 <= year <= 2100 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    if hour > 23 or minute > 59 or second > 60:
        return None
    zone = found[7] or ""
    minutes = 60 * _ZONES.get(zone.upper(), 0)
    if zone[:1] in ("+", "-"):
        minutes = (1 if zone[0] == "+" else -1) * (60 * int(zone[1:3]) + int(zone[3:]))
    if abs(minutes) > 16 * 60:
        return None
    return calendar.timegm((year, month, day, hour, minute, min(second, 59))) - 60 * minutes


def _ids(value: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"<([^<>\s]{1,500})>", value)))[:MOST_REFERENCES]


def ticket_numbers(subject: str) -> tuple[int, ...]:
    """`[#2408]` surely names a ticket, `#2408` likely, a bare number perhaps."""
    found = re.findall(r"\[#(\d{1,9})\]", subject) + re.findall(r"#(\d{1,9})\b", subject)
    found += re.findall(r"(?<![\d.,:/-])\b(\d{1,9})\b(?![.,:/-]?\d)", subject)
    return tuple(dict.fromkeys(int(number) for number in found if int(number)))

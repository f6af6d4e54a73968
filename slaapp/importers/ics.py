"""Whole days out of an iCalendar file (.ics): public holidays as states, schools and calendar programs publish them.

A parser of its own: only days and yearly rules are wanted, and a rule of a hostile file must not run for hours.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from slaapp.domain.errors import Refusal
from slaapp.importers.reading import LINE_LIMIT, legacy_encoding

SIZE_LIMIT = 5 << 20
EVENT_LIMIT = 20_000
LOOK_LIMIT = 20_000
"""Months that all rules of a file may have looked at: those of a hostile one would take hours."""

LONGEST = 60
"""Days of one event; what lasts longer is a term or a season and no holiday."""

_LINE = re.compile(r'([A-Za-z-]+)((?:;(?:[^:";]|"[^"]*")*)*):(.*)', re.DOTALL)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DURATION = re.compile(r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?", re.ASCII)
_ORDINAL = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RULE_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}


class DaysFound(NamedTuple):
    """The days with their names, and how many events were left out: with times, cancelled, not understood."""

    days: dict[date, str]
    left_out: int


class _Rule(NamedTuple):
    """What comes every `interval` years."""

    interval: int
    times: int | None
    until: date
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[tuple[int | None, int], ...]


def read_days(data: bytes, first: date, last: date) -> DaysFound:
    """The whole days from `first` to `last`. Refusal for a file that is none or too large."""
    if len(data) > SIZE_LIMIT:
        raise Refusal(f"The file has more than {SIZE_LIMIT >> 20} MB. Nothing was loaded. Choose one of holidays only.")
    if b"BEGIN:VCALENDAR" not in data[:4096].upper():
        raise Refusal("The file is no calendar (BEGIN:VCALENDAR). Nothing was loaded. Choose an .ics file.")
    found: dict[date, str] = {}
    left_out, looks = 0, iter(range(LOOK_LIMIT))
    for count, event in enumerate(_events(_text(data)), start=1):
        if count > EVENT_LIMIT:
            raise Refusal(f"The file holds more than {EVENT_LIMIT:,} events. Nothing was loaded. Split it.")
        try:
            for day, name in _days(event, first, last, looks):
                found.setdefault(day, name)
        except ValueError:
            left_out += 1
    return DaysFound(dict(sorted(found.items())), left_out)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(legacy_encoding(data), "replace")


Event = list[tuple[str, str, str]]
"""Name, parameters and value of each line."""


def _events(text: str) -> Iterator[Event]:
    held: Event | None = None
    inner = 0
    for line in _unfolded(text):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            held, inner = [], 0
        elif held is None:
            continue
        elif word == "END:VEVENT":
            yield held
            held = None
        elif word.startswith("BEGIN:"):
            inner += 1
        elif word.startswith("END:"):
            inner -= 1
        elif not inner and (parts := _LINE.fullmatch(line[:LINE_LIMIT])) is not None:
            held.append((parts[1].upper(), parts[2].upper(), parts[3].strip()))


def _unfolded(text: str) -> Iterator[str]:
    """A line that begins with a blank goes on the one before."""
    pieces: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        if line[:1] in (" ", "\t"):
            pieces.append(line[1:])
            continue
        yield "".join(pieces)
        pieces = [line]
    yield "".join(pieces)


def _days(event: Event, first: date, last: date, looks: Iterator[int]) -> Iterator[tuple[date, str]]:
    """Raises ValueError for an event that is not of whole days or whose rule is not known here."""
    values = {name: (parameters, value) for name, parameters, value in reversed(event)}
    if "DTSTART" not in values or values.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        raise ValueError("no event")
    start = _whole_day(values["DTSTART"][1])
    length = _length(values, start)
    but = {_whole_day(one[:8]) for name, _, value in event if name == "EXDATE" for one in value.split(",")}
    name = _name(values.get("SUMMARY", ("", ""))[1])
    rule = values.get("RRULE")
    starts: Iterable[date] = (start,)
    if rule is not None:
        starts = _recurring(_rule(rule[1], start, last), start, first.year - 1, looks)
    for begin in starts:
        if begin in but:
            continue
        for n in range(length):
            day = begin + timedelta(days=n)
            if first <= day <= last:
                yield day, name


def _whole_day(value: str) -> date:
    parts = _DAY.fullmatch(value)
    if parts is None:
        raise ValueError("not a whole day")
    day = date(int(parts[1]), int(parts[2]), int(parts[3]))
    if not 1900 <= day.year <= 2200:
        raise ValueError("out of range")
    return day


def _length(values: dict[str, tuple[str, str]], start: date) -> int:
    days = 1
    if "DTEND" in values:
        days = max(1, (_whole_day(values["DTEND"][1]) - start).days)
    elif "DURATION" in values:
        parts = _DURATION.fullmatch(values["DURATION"][1].upper())
        if parts is None:
            raise ValueError("not whole days")
        days = max(1, 7 * int(parts[1] or 0) + int(parts[2] or 0))
    if days > LONGEST:
        raise ValueError("too long for a holiday")
    return days


def _name(value: str) -> str:
    words = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join("".join(sign for sign in words if sign.isprintable() or sign.isspace()).split())[:200]


def _rule(value: str, start: date, last: date) -> _Rule:
    parts = dict(part.partition("=")[::2] for part in value.upper().split(";") if part)
    if parts.get("FREQ") != "YEARLY" or parts.keys() - _RULE_PARTS:
        raise ValueError("not a yearly rule")
    until = _whole_day(parts["UNTIL"][:8]) if "UNTIL" in parts else last
    weekdays = tuple(_weekday(one) for one in parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
    if weekdays and "BYMONTH" not in parts:
        raise ValueError("a weekday of a year is not known here")
    return _Rule(
        max(1, _whole(parts.get("INTERVAL", "1"))),
        _whole(parts["COUNT"]) if "COUNT" in parts else None,
        min(until, last),
        tuple(_whole(one) for one in parts["BYMONTH"].split(",")) if "BYMONTH" in parts else (start.month,),
        tuple(_whole(one) for one in parts["BYMONTHDAY"].split(",")) if "BYMONTHDAY" in parts else (),
        weekdays,
    )


def _whole(text: str) -> int:
    if re.fullmatch(r"-?\d{1,4}", text, re.ASCII) is None:
        raise ValueError("not a number")
    return int(text)


def _weekday(text: str) -> tuple[int | None, int]:
    parts = _ORDINAL.fullmatch(text)
    if parts is None:
        raise ValueError("not a weekday")
    return (None if parts[1] is None else int(parts[1])), _WEEKDAYS.index(parts[2])


def _recurring(rule: _Rule, start: date, since: int, looks: Iterator[int]) -> Iterator[date]:
    """Those from the year `since` on, at least. Refusal once there are no `looks` at months left."""
    left, begin = rule.times, start.year
    if left is None and since > begin:
        begin += (since - begin) // rule.interval * rule.interval
    for year in range(begin, rule.until.year + 1, rule.interval):
        for month in sorted(set(rule.months)):
            if next(looks, None) is None:
                raise Refusal("The file’s rules name too many days. Nothing was loaded. Choose one of holidays only.")
            for day in _in_month(rule, start, year, month):
                if day < start or day > rule.until:
                    continue
                if left is not None:
                    if left <= 0:
                        return
                    left -= 1
                yield day


def _in_month(rule: _Rule, start: date, year: int, month: int) -> Iterator[date]:
    """The days of a month that the rule names; a day that the month has not is none."""
    if not 1 <= month <= 12:
        raise ValueError("not a month")
    after = date(year + month // 12, month % 12 + 1, 1)
    whole = [date(year, month, 1) + timedelta(days=n) for n in range((after - date(year, month, 1)).days)]
    wanted = rule.month_days or (() if rule.weekdays else (start.day,))
    for day in whole:
        if wanted and day.day not in wanted and day.day - len(whole) - 1 not in wanted:
            continue
        if rule.weekdays and not any(_is_weekday(day, len(whole), *one) for one in rule.weekdays):
            continue
        yield day


def _is_weekday(day: date, days: int, ordinal: int | None, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    return ordinal in (None, (day.day - 1) // 7 + 1, -((days - day.day) // 7 + 1))

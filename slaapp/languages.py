"""The languages of what is printed for customers: every text of a language from one file, numbers and dates its way.

A language is a file in `resources/words`, named by its code. Texts are found by dotted names (`why.title`) and hold
`{placeholders}`; what is counted has two forms, `.one` and `.many`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from slaapp.domain.agreement import Severity
from slaapp.domain.durations import NARROW, wall_time
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ENGLISH = "en"
NO_DATA = "no data"
"""What a share is shown as where nothing was decided."""

COUNTS = frozenset(
    {
        *("count", "counted", "expected", "decided", "met", "kept", "late", "held", "times", "paused", "outside"),
        *("adjusted_met", "adjusted_decided", "before_met", "before_decided", "tickets", "open", "start", "end"),
    }
)
"""The placeholders in which a number says how many there are: its thousands are grouped. Elsewhere it names something,
such as a ticket, a version or a year."""

LANGUAGES: Mapping[str, str] = {ENGLISH: "English", "de": "Deutsch"}
"""By their codes; each is called what it calls itself."""


class Words:
    """One language. `texts` are its file's, flat: dotted names, each with a text or a tuple of texts."""

    def __init__(self, code: str, texts: Mapping[str, str | tuple[str, ...]]) -> None:
        self.code = code
        self.texts = texts

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of that name, its placeholders filled in. KeyError where the language has none."""
        text = self.texts[name]
        assert isinstance(text, str)
        return text.format(**{held: self._said(held, value) for held, value in values.items()}) if values else text

    def _said(self, placeholder: str, value: object) -> object:
        return self.count(value) if placeholder in COUNTS and type(value) is int else value

    def counted(self, name: str, count: int, /, **values: object) -> str:
        """`1 ticket`, `8 tickets`; `{count}` is filled in."""
        return self(f"{name}.{'one' if count == 1 else 'many'}", count=self.count(count), **values)

    def of(self, member: Enum, *, inside: bool = False) -> str:
        """What a member of an enumeration is called: `Severity.HIGH` by `severity.high`, `inside` a sentence by
        `severity.inside.high`."""
        kind = _KINDS[type(member).__name__]
        name = member.word if isinstance(member, Severity) else member.value
        return self(f"{kind}.inside.{name}" if inside else f"{kind}.{name}")

    def several(self, name: str) -> tuple[str, ...]:
        """A list of texts, such as the months."""
        texts = self.texts[name]
        assert isinstance(texts, tuple)
        return texts

    def listed(self, words: list[str]) -> str:
        """`a`, `a and b`, `a, b and c`"""
        if len(words) < 2:
            return "".join(words)
        return self("list.last", head=", ".join(words[:-1]), tail=words[-1])

    def spelled(self, count: int) -> str:
        """Up to twelve in letters: `six`, `14`."""
        letters = self.several("number.words.all")
        return letters[count] if count < len(letters) else self.count(count)

    # Lengths of time, as `durations` writes them in English, but for thousands of hours, which are grouped

    def exact(self, seconds: Seconds) -> str:
        """`2 h 15 m`, with seconds where there are any."""
        minutes, rest = divmod(seconds, MINUTE)
        if not rest:
            return self._whole_minutes(minutes)
        second = f"{NARROW}{self('unit.second')}"
        return f"{self._whole_minutes(minutes)}{NARROW}{rest:02}{second}" if minutes else f"{rest}{second}"

    def used(self, seconds: Seconds) -> str:
        """Rounded down to the minute."""
        return self._whole_minutes(seconds // MINUTE)

    def left(self, seconds: Seconds) -> str:
        """Rounded up to the minute."""
        return self._whole_minutes(-(-seconds // MINUTE))

    def late(self, seconds: Seconds) -> str:
        """Rounded down to the minute; less than a minute shows its seconds, `0:37`."""
        return f"0:{seconds:02}" if seconds < MINUTE else self.used(seconds)

    def _whole_minutes(self, minutes: int) -> str:
        hours, rest = divmod(minutes, HOUR // MINUTE)
        hour, minute = f"{NARROW}{self('unit.hour')}", f"{NARROW}{self('unit.minute')}"
        if not hours:
            return f"{rest}{minute}"
        whole = f"{self.count(hours)}{hour}"
        return whole if not rest else f"{whole}{NARROW}{rest:02}{minute}"

    # Numbers and dates

    def percent(self, shown: str) -> str:
        """`92.5 %`, or that there are no data."""
        return self("report.no_data") if shown == NO_DATA else self("report.percent", share=self.number(shown))

    def number(self, shown: str) -> str:
        """`92.5` with the language's decimal sign; `no data` in its words."""
        return self("report.no_data") if shown == NO_DATA else shown.replace(".", self("number.decimal"))

    def count(self, count: int) -> str:
        """`1,084`, `12`: thousands are grouped from four digits on."""
        return f"{count:,}".replace(",", self("number.thousands"))

    def grouped(self, figures: str) -> str:
        """Figures that were put together without grouping them: `1084 of 1100` reads `1,084 of 1,100`."""
        return re.sub(r"\d{4,}", lambda found: self.count(int(found[0])), figures)

    @cached_property
    def ungrouped(self) -> "Words":
        """The same language for what is compared and kept: no thousands are grouped."""
        return Words(self.code, {**self.texts, "number.thousands": ""})

    def long_day(self, day: date) -> str:
        """`2 March 2026`"""
        return self("date.long", day=day.day, month=self.month(day.month), year=day.year)

    def short_day(self, day: date) -> str:
        """`28 Feb`"""
        return self("date.short", day=day.day, month=self.short_month(day.month))

    def dated_day(self, day: date) -> str:
        """`28 Feb 2026`"""
        return f"{self.short_day(day)} {day.year}"

    def weekday(self, day: date) -> str:
        """`Saturday`"""
        return self.several("date.weekdays")[day.weekday()]

    def weekday_and_day(self, day: date) -> str:
        """`Sat 14 Feb`"""
        return f"{self.several('date.days')[day.weekday()]} {self.short_day(day)}"

    def month(self, month: int) -> str:
        """`March`"""
        return self.several("date.months")[month - 1]

    def short_month(self, month: int) -> str:
        """`Mar`"""
        return self.several("date.short_months")[month - 1]

    def long_instant(self, at: Instant, zone: "ZoneInfo") -> str:
        """`2 March 2026, 09:14`"""
        wall = wall_time(at, zone)
        return f"{self.long_day(wall.date())}, {wall:%H:%M}"

    def short_instant(self, at: Instant, zone: "ZoneInfo") -> str:
        """`28 Feb 09:14`, for lists whose year is known."""
        wall = wall_time(at, zone)
        return f"{self.short_day(wall.date())} {wall:%H:%M}"

    def under(self, branch: str) -> dict[str, str]:
        """The texts below a name, by what is left of theirs: what a template takes."""
        head = f"{branch}."
        return {
            name.removeprefix(head): text
            for name, text in self.texts.items()
            if name.startswith(head) and isinstance(text, str)
        }


_KINDS: Mapping[str, str] = {
    "Metric": "metric",
    "Severity": "severity",
    "Status": "status",
    "Tier": "tier",
    "NotMeasuredReason": "not_measured",
    "Holder": "holder",
    "Channel": "channel",
    "Standing": "standing",
    "MissReason": "miss_reason",
    "Impact": "impact",
    "Urgency": "urgency",
}


@cache
def words_of(code: str) -> Words:
    """The language of that code; English where there is no such one: a store may come from a later version."""
    import tomllib  # noqa: PLC0415 - the first window must not wait

    known = code if code in LANGUAGES else ENGLISH
    data = (files("resources") / "words" / f"{known}.toml").read_text("utf-8")
    return Words(known, dict(_flat(tomllib.loads(data))))


def shared(codes: Iterable[str]) -> str:
    """The language that all of them have; English where there are several, and of none."""
    found = set(codes)
    return found.pop() if len(found) == 1 else ENGLISH


def _flat(tree: Mapping[str, Any], head: str = "") -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, held in tree.items():
        if isinstance(held, Mapping):
            yield from _flat(held, f"{head}{name}.")
        else:
            yield f"{head}{name}", tuple(held) if isinstance(held, list) else held

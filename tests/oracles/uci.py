"""The log wound by hand, from rows and dates alone, by the simplest rules that could be right.

1. An incident is received at its `opened_at`.
2. It is done while its rows say Resolved or Closed. The change happens at the `sys_updated_at` of the first row that
   says so, never before the opening.
3. Any other state after that, save -100, opens it again at that row's `sys_updated_at`.

`final` reads the other way, from what the last row's columns say of the whole: that is what the reference's figures are
made of, and where the two differ the difference is listed by number.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

Rows = list[dict[str, str]]
DONE = ("Resolved", "Closed")
UNKNOWN = ("-100",)


def incidents(lines: Iterable[str], columns: Collection[str] | None = None) -> dict[str, Rows]:
    """The rows of each incident; `columns` keeps those alone."""
    found: dict[str, Rows] = {}
    for row in csv.DictReader(lines):
        kept = row if columns is None else {name: row[name] for name in columns}
        found.setdefault(row["number"], []).append(kept)
    return found


def when(text: str) -> datetime:
    """`29/2/2016 09:05`, the day first."""
    date, _, time = text.partition(" ")
    day, month, year = map(int, date.split("/"))
    hour, minute = map(int, time.split(":"))
    return datetime(year, month, day, hour, minute)


class Change(NamedTuple):
    at: datetime
    what: str
    """`received`, `resolved` or `reopened`."""


def story(rows: Rows) -> Iterator[Change]:
    opened_at = when(rows[0]["opened_at"])
    yield Change(opened_at, "received")
    done = False
    for row in rows:
        if row["incident_state"] in UNKNOWN:
            continue
        now_done = row["incident_state"] in DONE
        if now_done != done:
            at = max(opened_at, when(row["sys_updated_at"]))
            yield Change(at, "resolved" if now_done else "reopened")
            done = now_done


def month_of(at: datetime) -> str:
    return f"{at:%Y-%m}"


def next_month(month: str) -> datetime:
    year, number = map(int, month.split("-"))
    return datetime(year + number // 12, number % 12 + 1, 1)


class Month(NamedTuple):
    received: int
    resolved: int
    reopened: int
    open_at_end: int


def months(found: dict[str, Rows]) -> dict[str, Month]:
    """Every month in which something happened."""
    changes = [change for rows in found.values() for change in story(rows)]
    counts = Counter((month_of(at), what) for at, what in changes)
    open_change = {"received": 1, "reopened": 1, "resolved": -1}
    return {
        month: Month(
            counts[month, "received"],
            counts[month, "resolved"],
            counts[month, "reopened"],
            sum(open_change[what] for at, what in changes if at < next_month(month)),
        )
        for month in sorted({month for month, _ in counts})
    }


class Final(NamedTuple):
    """What the last row says: when it was resolved, else closed, and whether the source calls its promise kept."""

    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime
    priority: str
    made_sla: bool

    @property
    def done_at(self) -> datetime:
        return self.resolved_at or self.closed_at


def final(rows: Rows) -> Final:
    last = rows[-1]
    return Final(
        opened_at=when(last["opened_at"]),
        resolved_at=None if last["resolved_at"] == "?" else when(last["resolved_at"]),
        closed_at=when(last["closed_at"]),
        priority=last["priority"],
        made_sla=last["made_sla"] == "true",
    )


def differences(found: dict[str, Rows]) -> list[dict[str, object]]:
    """The incidents whose rows tell another story of resolution than their final columns, each with the reason."""
    told = []
    for number, rows in found.items():
        says = final(rows)
        resolved = [at for at, what in story(rows) if what == "resolved"]
        reopened = [at for at, what in story(rows) if what == "reopened"]
        if resolved == [says.done_at] and says.resolved_at is not None:
            continue
        if says.resolved_at is None:
            never = all(row["incident_state"] != "Resolved" for row in rows)
            how = "it was closed without ever being Resolved" if never else "its rows say Resolved earlier"
            reason = f"resolved_at is empty, so the reference takes closed_at; {how}"
        elif reopened:
            reason = "reopened: the final columns know the last resolution only"
        else:
            reason = "resolved_at is a later row that says Resolved again: the ticket had not been open in between"
        if reopened and resolved[-1] != says.done_at:
            reason += "; resolved_at is a later row that says Resolved again"
        told.append(
            {
                "number": number,
                "resolved_by_rows": [f"{at:%Y-%m-%d %H:%M}" for at in resolved],
                "reopened_by_rows": [f"{at:%Y-%m-%d %H:%M}" for at in reopened],
                "resolved_by_final_columns": f"{says.done_at:%Y-%m-%d %H:%M}",
                "months_differ": [month_of(at) for at in resolved] != [month_of(says.done_at)],
                "reason": reason,
            }
        )
    return told

"""What the migrations make of a file: its tables, indexes and triggers, each known by a digest of its SQL.

A trigger that is gone keeps nothing any more, so a file that is checked is compared with this list. A test makes a new
store and tells how the list should read.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

APPLICATION_ID = 0x534C4144
"""`SLAD` in the file's header: the file is one of ours."""
SCHEMA_VERSION = 3
"""`user_version` in the file's header: the number of the last migration."""

MADE: Mapping[str, str] = {
    "index absorbing_events": "b00342d0a14d2f44",
    "index attachments_of_ticket": "3d26ee7d452c7618",
    "index clocks_decided": "60b567329bf8f728",
    "index events_behind": "69a99ce66a653c55",
    "index events_of_ticket": "2fd46f1a924eb01d",
    "index open_tickets": "76ef10689dba3df3",
    "index records_by_name": "6d051cb1a5d5d4b5",
    "index records_by_owner": "147ce0a24c836167",
    "index tickets_by_customer": "26cc95c63364b825",
    "index tickets_untold": "727100b61f745ec0",
    "index told_clocks_of_ticket": "59bdf1779ab385bc",
    "index told_tickets_over": "da3130dab0da03d9",
    "table clocks": "32f795a7bdcb2a00",
    "table event_texts": "05225967ff851391",
    "table events": "281aa8af06b33f3a",
    "table meta": "835a2bb3cad60396",
    "table records": "48d09987b9cedd02",
    "table search_done": "df020247d34a07af",
    "table search_open": "9720385e7736f6c4",
    "table search_parts": "99eb7bb962ec8906",
    "table search_words": "75b68976998785d2",
    "table tickets": "2bc9e0c625cf04d4",
    "table told_clocks": "d90ba40e06d0262d",
    "table told_tickets": "cb3d67da4c01fcb4",
    "trigger events_are_new": "b399a0d499298f5e",
    "trigger events_remain": "42b0caba82a0eee5",
    "trigger events_stay": "6bfffbda94e1e7be",
    "trigger records_are_new": "c3ab1c69c056c9c3",
    "trigger records_remain": "70dd94969308415d",
    "trigger records_stay": "fd3863a557cea623",
    "trigger test_mark_is_first": "e5940e8d36aed32c",
    "trigger test_mark_remains": "a33582e07563c46e",
    "trigger test_mark_stays": "721441726b98ea97",
    "trigger texts_remain": "1b7aea70ef1fc936",
    "trigger texts_stay": "63f9bced66887905",
    "trigger told_anew": "eadab91cdae84b21",
    "trigger told_first": "0c34c72b6d594f14",
    "trigger told_no_more": "c126438553495618",
}

_TOLD_LATER: Mapping[str, None] = dict.fromkeys(
    (
        "index told_clocks_of_ticket",
        "index told_tickets_over",
        "table told_clocks",
        "table told_tickets",
        "trigger told_anew",
        "trigger told_first",
        "trigger told_no_more",
    )
)
_BEFORE: Mapping[int, Mapping[str, str | None]] = {
    1: {
        **_TOLD_LATER,
        "index absorbing_events": None,
        "index events_behind": None,
        "index tickets_untold": None,
        "table tickets": "fc95b9e8caaf44ce",
    },
    2: {**_TOLD_LATER, "index tickets_told": "8770700c6e4dd30c"},
}
"""What of this an older form had otherwise (None: not at all): a copy is made of it before it is brought up to date."""


def made(version: int) -> dict[str, str]:
    """What the migrations up to that number make of a file."""
    found: dict[str, str | None] = {**MADE, **_BEFORE.get(version, {})}
    return {name: digest for name, digest in found.items() if digest is not None}


def found(connection: Any) -> dict[str, str]:
    """What a file holds, through a bare connection of the driver.

    Left out is what others made there as their version saw fit: SQLite's own, the inside of the search, Alembic's mark.
    """
    rows = connection.execute(
        "SELECT type || ' ' || name, sql FROM sqlite_master"
        " WHERE name NOT GLOB 'sqlite_*' AND name <> 'alembic_version'"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
    )
    return {name: hashlib.sha256(str(sql).encode()).hexdigest()[:16] for name, sql in rows}


def problems(connection: Any) -> Iterator[str]:
    """How a file's form differs from the one that the migrations make, a sentence each."""
    there, as_made = found(connection), made(connection.execute("PRAGMA user_version").fetchone()[0])
    for name in sorted(as_made.keys() | there.keys()):
        if name not in there:
            yield f"The {name} is gone."
        elif name not in as_made:
            yield f"The {name} was added by another program."
        elif there[name] != as_made[name]:
            yield f"The {name} is not as SLA Desk made it."


def readable(connection: Any) -> bool:
    """Whether every table is as the migrations made it, so that its rows can be read."""
    there = found(connection)
    return all(there.get(name) == digest for name, digest in MADE.items() if name.startswith("table "))

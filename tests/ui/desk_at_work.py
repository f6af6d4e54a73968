"""A desk on a real store whose clock is turned by hand, and the pages over it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from ui import theme
from ui.commands import Commands

LONDON = ZoneInfo("Europe/London")
HOSTILE = "<b>bold</b><img src='file:///etc/passwd'> " + "\u202eright to left\u202c " + "W" * 400 + "\x07\tend"


def at(text: str) -> Instant:
    """`2026-03-10 15:35`, with seconds if wanted, in London."""
    return int(datetime.fromisoformat(text).replace(tzinfo=LONDON).timestamp())


class HandClock:
    """Stands until it is turned."""

    def __init__(self, start: Instant) -> None:
        self.at = start

    def now(self) -> Instant:
        return self.at

    def ms_until(self, at: Instant) -> int:
        return max(0, (at - self.at) * 1000)


@dataclass
class DeskAtWork:
    """The engine, its commands, and what pages said."""

    engine: Engine
    clock: HandClock
    commands: Commands
    me: str
    refused: list[str] = field(default_factory=list)

    def log(self, when: str, **about: object) -> int:
        draft = TicketDraft(**{"subject": "Shared drive S: missing", **about})  # type: ignore[arg-type]
        number, _ = self.engine.desk.log(draft, now=at(when))
        self.clock.at = max(self.clock.at, at(when))
        return number

    def turn_to(self, when: str) -> Instant:
        self.clock.at = at(when)
        return self.clock.at


@contextmanager
def desk_at_work(folder: Path, start: str = "2026-03-10 10:00", *, people: bool = True) -> Iterator[DeskAtWork]:
    """Mon–Fri 09:00–17:00 in London and the default agreement: high is 1 h, 4 h, 8 h. "sam" is Sam R.

    Without `people` the desk has nobody yet, as a new one.
    """
    theme.apply(QApplication.instance(), theme.Scheme.LIGHT)  # type: ignore[arg-type]
    with Engine.open(folder / "desk.db", user="sam", now=at(start), is_test=True, zone="Europe/London") as engine:
        me = ""
        if people:
            me = engine.catalogue.add_person("Sam R.", now=at(start), account="sam")
            engine.catalogue.add_person("Kim L.", now=at(start), account="kim")
        clock = HandClock(at(start))
        work = DeskAtWork(engine, clock, Commands(clock), me)
        work.commands.refused.connect(work.refused.append)
        yield work


def customer(work: DeskAtWork, name: str, *, contact: str = "") -> tuple[str, str | None]:
    work.engine.catalogue.add_customer(name, now=work.clock.at)
    id_ = work.engine.catalogue.customer(name).id
    if not contact:
        return id_, None
    added = work.engine.customers.add_contact(id_, contact, now=work.clock.at, phone="ext. 214", room="room 1.02")
    return id_, added.records[0][1]


def nameless(page: QWidget) -> list[str]:
    """Controls without a name for a screen reader."""
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    ours = [control for control in controls if type(control).__name__ != "QAbstractButton"]  # the corner of a table
    return [type(control).__name__ for control in ours if not control.accessibleName().strip()]


def outside(page: QWidget) -> list[str]:
    """Visible widgets that reach beyond the right or left edge of the one around them."""
    found = []
    for widget in page.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or not widget.isVisibleTo(page) or type(widget).__name__ == "FocusRing":
            continue
        if widget.x() < 0 or widget.geometry().right() > parent.width():
            found.append(f"{type(widget).__name__} {widget.geometry()} in {type(parent).__name__} {parent.size()}")
    return found

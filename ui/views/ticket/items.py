"""What a ticket's timeline is made of: days, one-line events, messages."""

from enum import Enum, auto
from typing import TypeAlias

from slaapp.domain.agreement import Severity
from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import EventId
from slaapp.domain.value import Value
from ui.widgets.runs import Run


class Voice(Enum):
    CUSTOMER = auto()
    DESK = auto()
    NOTE = auto()


class Day(Value):
    text: str


class Line(Value):
    """One thing that happened; `mark` says that it was written later, corrected or taken back.

    `tag` is what it did to a clock, `met` whether that was in time.
    """

    icon: str
    runs: tuple[Run, ...]
    time: str
    tone: str = "text3"
    mark: str = ""
    struck: bool = False
    severity: Severity | None = None
    tag: str = ""
    met: bool = True
    event: EventId | None = None
    files: tuple[StoredFile, ...] = ()


class Message(Value):
    """`tag` is what the message did to a clock, `met` whether that was in time."""

    voice: Voice
    who: str
    icon: str
    how: str
    text: str
    time: str
    tag: str = ""
    met: bool = True
    mark: str = ""
    struck: bool = False
    event: EventId | None = None
    files: tuple[StoredFile, ...] = ()


Item: TypeAlias = Day | Line | Message

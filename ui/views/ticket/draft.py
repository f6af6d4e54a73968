"""What was typed on a ticket and not added yet, of each tab, and as plain data for the window to keep."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct, field

from slaapp.domain.agreement import Status
from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Channel
from slaapp.domain.spans import Instant
from ui.dialogs.ticket.kept import CHOICE
from ui.drafted_files import files_as_plain, files_from_plain


class Tab(Enum):
    REPLY = "reply"
    NOTE = "note"
    CUSTOMER = "customer"


class Draft(Struct):
    """`at` None is now; `then` None leaves the status as it is. `minutes` is the time spent on what is being written.

    `forms` holds what was typed in forms that were left, as plain data by their names.
    """

    texts: dict[Tab, str] = field(default_factory=dict)
    tab: Tab = Tab.REPLY
    channel: Channel = Channel.PHONE
    then: Status | None = None
    until: Instant | None = None
    at: Instant | None = None
    files: list[StoredFile] = field(default_factory=list)
    """Copied beside the store already; they go with what is added next."""
    minutes: int = 0
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    def form(self, name: str) -> dict[str, Any]:
        """What was typed in that form, to be changed in place."""
        return self.forms.setdefault(name, {})

    @property
    def empty(self) -> bool:
        """Of the tab that is open."""
        return not self.texts.get(self.tab, "").strip()

    @property
    def unsent(self) -> bool:
        """A text or a file of any tab is not on the ticket yet."""
        return bool(self.files) or any(text.strip() for text in self.texts.values())

    @property
    def worth_keeping(self) -> bool:
        """Of any tab, and of any form."""
        typed = [
            value
            for kept in self.forms.values()
            for key, value in kept.items()
            if isinstance(value, str) and key != CHOICE
        ]
        return self.unsent or any(text.strip() for text in typed)


def as_plain(drafts: Mapping[int, Draft]) -> dict[str, Any]:
    """By ticket number, those in which something is written."""
    return {str(number): _plain(draft) for number, draft in drafts.items() if draft.worth_keeping}


def from_plain(held: Mapping[str, Any]) -> dict[int, Draft]:
    """What of it can be understood; the rest is forgotten."""
    return {
        int(number): _draft(plain) for number, plain in held.items() if number.isdecimal() and isinstance(plain, dict)
    }


def _plain(draft: Draft) -> dict[str, Any]:
    return {
        "texts": {tab.value: text for tab, text in draft.texts.items() if text.strip()},
        "tab": draft.tab.value,
        "channel": draft.channel.value,
        "then": None if draft.then is None else draft.then.value,
        "until": draft.until,
        "at": draft.at,
        "files": files_as_plain(draft.files),
        "minutes": draft.minutes,
        "forms": {name: dict(kept) for name, kept in draft.forms.items() if kept},
    }


def _draft(plain: Mapping[str, Any]) -> Draft:
    texts = plain.get("texts")
    held = texts if isinstance(texts, dict) else {}
    until, at, minutes = plain.get("until"), plain.get("at"), plain.get("minutes")
    forms = plain.get("forms")
    return Draft(
        texts={tab: held[tab.value] for tab in Tab if isinstance(held.get(tab.value), str)},
        tab=next((tab for tab in Tab if tab.value == plain.get("tab")), Tab.REPLY),
        channel=next((channel for channel in Channel if channel.value == plain.get("channel")), Channel.PHONE),
        then=next((status for status in Status if status.value == plain.get("then")), None),
        until=until if isinstance(until, int) else None,
        at=at if isinstance(at, int) else None,
        files=files_from_plain(plain.get("files")),
        minutes=minutes if isinstance(minutes, int) and minutes > 0 else 0,
        forms={
            str(name): {str(key): value for key, value in kept.items()}
            for name, kept in (forms if isinstance(forms, dict) else {}).items()
            if isinstance(kept, dict)
        },
    )

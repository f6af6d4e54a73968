"""What the window remembers between two starts: its size, the looks a person chose, what was typed and not saved.

One small JSON file beside the store. What cannot be read is forgotten, never an error: it holds no data of the desk.
"""

import json
import logging
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class WindowState:
    """`geometry` is Qt's own, in base 64; groups have the engine's names; `draft` is what Log ticket was left with;
    `lists` are those of the sidebar (see `models.shelf`).

    `drafts` are replies and notes that were not added, by ticket number, and `notes` are about customers, by their
    id, and in agreements;
    `keys` are the person's own, by action;
    `shelves` is what was typed of text blocks, templates and recurring tickets and not saved, `hours` what was changed
    of business hours, by their name. `sits_here` says as whom
    each account of this computer signs, where somebody said so.
    `first_run` are the answers of a desk that has not begun yet.
    `recent` is what was chosen in the palette, the latest first.
    `told` is what notices said of each clock, `told_since` when watching began, `put_off` when a ticket, by its number,
    or one of its clocks is told of again; `reminded` says that of agreements' dates. With `keep_watching` the program
    stays in the tray when its window is closed, which `watching_explained` says was explained. `hide_names` leaves
    subjects and customers off the wallboard; `work` is how many minutes a ticket takes, by what is to be done. `splits`
    are the widths of what stands beside a page.
    """

    geometry: str = ""
    scheme: str = "system"
    text_size: float = 1.0
    density: str = "auto"
    reduce_motion: bool = False
    sidebar_rail: bool = False
    ribbon: bool = True
    menu_bar: bool = False
    preview: bool = False
    settings_page: str = "general"
    start_page: str = "all"
    first_run: dict[str, Any] = field(default_factory=dict)
    sits_here: dict[str, str] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    closed_groups: list[str] = field(default_factory=list)
    draft: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    shelves: dict[str, Any] = field(default_factory=dict)
    hours: dict[str, Any] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    told_since: int = 0
    reminded: dict[str, Any] = field(default_factory=dict)
    put_off: dict[str, Any] = field(default_factory=dict)
    quiet: bool = True
    sound: bool = False
    tray: bool = True
    tell_system: bool = True
    keep_watching: bool = False
    watching_explained: bool = False
    hide_names: bool = False
    work: dict[str, Any] = field(default_factory=dict)
    splits: dict[str, Any] = field(default_factory=dict)


def state_file(store: Path) -> Path:
    return store.with_name(f"{store.stem}.window.json")


def recall(path: Path) -> WindowState:
    """What was remembered; the defaults for what is missing or of another kind."""
    state = WindowState()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return state
    except (OSError, ValueError) as error:
        _log.warning("The window's state in %s cannot be read and is forgotten: %s", path, error)
        return state
    if isinstance(held, dict):
        for known in fields(WindowState):
            value = held.get(known.name)
            if isinstance(value, type(getattr(state, known.name))):
                setattr(state, known.name, value)
    return state


def remember(path: Path, state: WindowState) -> None:
    """Write it beside the old one, then put it in its place: a crash leaves one of the two. Raises OSError."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
    fresh.replace(path)

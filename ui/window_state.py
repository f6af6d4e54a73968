"""What the window remembers between two starts: its size, the looks a person chose, what was typed and not saved.

One small JSON file beside the store. What cannot be read is forgotten, never an error: it holds no data of the desk.
"""

import json
import logging
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


class WindowState:
    """`geometry` is Qt's own, in base 64; groups have the engine's names; `draft` is what Log ticket was left with;
    `lists` are those of the sidebar (see `models.shelf`).

    `drafts` are replies and notes that were not added, by ticket number, and `notes` are about customers, by their
    id, in agreements, and what lists, reports and reviews ask;
    `keys` are the person's own, by action;
    `shelves` is what was typed in the settings and not saved, by what it is of, `hours` what was changed
    of business hours, by their name. `sits_here` says as whom
    each account of this computer signs, where somebody said so.
    `first_run` are the answers of a desk that has not begun yet.
    `recent` is what was chosen in the palette, the latest first.
    `told` is what notices said of each clock, `told_since` when watching began, `put_off` when a ticket, by its number,
    or one of its clocks is told of again; `reminded` says that of agreements' dates. With `keep_watching` the program
    stays in the tray when its window is closed, which `watching_explained` says was explained. `hide_names` leaves
    subjects and customers off the wallboard; `work` is how many minutes a ticket takes, by what is to be done. `splits`
    are the widths of what stands beside a page, `folders` where the last file of each kind was, `report` whose report
    was seen last, and which face of it.
    """

    def __init__(self, **held: Any) -> None:
        """`held` in place of the defaults, by name."""
        self.geometry = ""
        self.scheme = "system"
        self.text_size = 1.0
        self.density = "auto"
        self.reduce_motion = False
        self.sidebar_rail = False
        self.ribbon = True
        self.menu_bar = False
        self.preview = False
        self.settings_page = "general"
        self.start_page = "all"
        self.first_run: dict[str, Any] = {}
        self.sits_here: dict[str, str] = {}
        self.lists: dict[str, Any] = {}
        self.closed_groups: list[str] = []
        self.draft: dict[str, Any] = {}
        self.drafts: dict[str, Any] = {}
        self.notes: dict[str, Any] = {}
        self.keys: dict[str, Any] = {}
        self.shelves: dict[str, Any] = {}
        self.hours: dict[str, Any] = {}
        self.recent: list[str] = []
        self.told: dict[str, Any] = {}
        self.told_since = 0
        self.reminded: dict[str, Any] = {}
        self.put_off: dict[str, Any] = {}
        self.quiet = True
        self.sound = False
        self.tray = True
        self.tell_system = True
        self.keep_watching = False
        self.watching_explained = False
        self.hide_names = False
        self.work: dict[str, Any] = {}
        self.splits: dict[str, Any] = {}
        self.folders: dict[str, Any] = {}
        self.report: dict[str, Any] = {}
        vars(self).update(held)


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
        for name, default in vars(state).items():
            value = held.get(name)
            if isinstance(value, type(default)):
                setattr(state, name, value)
    return state


def remember(path: Path, state: WindowState) -> None:
    """Write it beside the old one, then put it in its place: a crash leaves one of the two. Raises OSError."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(vars(state), indent=1), encoding="utf-8")
    fresh.replace(path)

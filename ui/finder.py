"""The palette over the window: what it may offer at the moment, and what choosing does."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeAlias

from slaapp.domain.clock import Reading
from slaapp.services.board import Row
from ui import keymap
from ui.dialogs.palette import Palette
from ui.offers import OwnList, Sources
from ui.tray import has_tray
from ui.views.queue_lists import WITH_KEY
from ui.views.settings.choices import IN_TRAY, SETTINGS, Setting
from ui.widgets.notice import Notice
from ui.wording import say

Window: TypeAlias = Any
"""The main window, which opens this and so is not known here."""

REMEMBERED = 20
"""Values of what was chosen last that are kept."""


def show(window: Window) -> None:
    """Open the palette, unless it is open."""
    if any(held.isVisible() for held in window.findChildren(Palette)):
        return
    window.fit_page_actions()
    rows = {row.number: row for row in window.queue.table.rows()}
    palette = Palette(window, sources(window), partial(_reading, window, rows))
    palette.chosen.connect(partial(choose, window, window.places.ticket_here))
    palette.open()


def sources(window: Window) -> Sources:
    engine = window.engine
    open_of = Counter(row.customer_id for row in window.queue.table.rows())
    in_past = bool(getattr(window.places.current, "refuses", ""))
    return Sources(
        acts=frozenset(
            name
            for name, action in window.actions_made.items()
            if name != "palette" and not name.startswith("list_") and (name != "now" or in_past) and action.isEnabled()
        ),
        on_tickets=window.acts_on_tickets(),
        customers=engine.catalogue.customers(),
        search=engine.board.search_as_typed,
        leaves_out=engine.board.search_leaves_out,
        open_of=lambda customer: open_of[customer],
        first="now" if in_past else "",
        recent=tuple(value for value in window.state.recent if isinstance(value, str)),
        lists=_own_lists(window),
        list_keys={f"go_{name}": _list_key(at) for at, name in enumerate(window.queue.shelf.names, start=1)},
        passages=engine.board.excerpts,
        settings=_settings(window),
    )


def _list_key(at: int) -> str:
    """Of the list at that place of the sidebar, from 1."""
    return keymap.shown(f"list_{at}") if at <= WITH_KEY else ""


def _settings(window: Window) -> list[tuple[str, str, str]]:
    """What is not chosen yet of each setting: its value for `choose`, its words, and what is chosen now."""
    return [
        (f"set:{held.field} {at}", f"{say(held.words)}: {say(words)}", _chosen(window, held))
        for held in SETTINGS.values()
        if held.field not in IN_TRAY or has_tray()
        for at, (value, words) in enumerate(held.choices)
        if value != getattr(window.state, held.field)
    ]


def _chosen(window: Window, setting: Setting) -> str:
    return next((say(words) for value, words in setting.choices if value == getattr(window.state, setting.field)), "")


def _set(window: Window, chosen: str) -> None:
    field, _, at = chosen.partition(" ")
    value, words = SETTINGS[field].choices[int(at)]
    setattr(window.state, field, value)
    window.take_state()
    window.say(Notice(f"{say(SETTINGS[field].words)}: {say(words)}.", key="done"))
    if window.places.here == "settings":
        window.places.current.refresh()


def _own_lists(window: Window) -> tuple[OwnList, ...]:
    """Those of the person, with their keys as they are arranged."""
    shelf, counts = window.queue.shelf, window.queue.table.own_counts()
    return tuple(
        OwnList(name, shelf.title(name), _list_key(at), counts.get(name))
        for at, name in enumerate(shelf.names, start=1)
        if shelf.is_own(name)
    )


def choose(window: Window, seen: int | None, value: str) -> None:
    """Do what an offer's value says; what was chosen last comes first the next time. `seen` is the ticket on which the
    palette was opened: what is done to a ticket is done to that one, whatever moved meanwhile."""
    kind, _, name = value.partition(":")
    if kind == "search":
        window.places.search_for(name)
        return
    if kind == "set":
        _set(window, name)
        return
    if "@" in value:
        act, _, number = value.partition("@")
        window.places.act_on(int(number), act)
        return
    window.state.recent = [value, *(held for held in window.state.recent if held != value)][:REMEMBERED]
    match kind:
        case "act" if name in window.acts_on_tickets() and seen not in (None, window.places.ticket_here):
            window.places.act_on(seen, name)
        case "act":
            window.actions_made[name].trigger()
        case "ticket":
            window.open_ticket(int(name))
        case "list":
            window.go(name)
        case _:
            _for_customer(window, kind, name)


def _for_customer(window: Window, kind: str, id_: str) -> None:
    name = next((held.name for held in window.engine.catalogue.customers() if held.id == id_), None)
    if name is None:
        return
    match kind:
        case "customer":
            window.list_customer(name)
        case "log":
            window.log_for(id_, name)
        case "agreement":
            held = next(held for held in window.engine.catalogue.customers() if held.id == id_)
            window.places.open_agreement(held.agreement or window.engine.catalogue.desk_rules()[0])
        case "report":
            window.go("reports")
            window.places.current.options.customer_chosen.emit(id_)


def _reading(window: Window, rows: Mapping[int, Row], number: int) -> Reading | None:
    row = rows.get(number)
    return None if row is None else window.engine.board.standing(row, window.queue.table.now).reading

"""What was typed and not saved is there again after the program was killed: a real process, killed for real."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slaapp.domain.agreement import Severity
from slaapp.domain.spans import HOUR
from slaapp.engine import Engine
from slaapp.services.desk import TicketDraft
from tests.ui.desk_at_work import at
from ui.views.ticket.draft import Tab, from_plain
from ui.window_state import WindowState, recall

NOW = at("2026-03-10 15:00")


def begun(folder: Path) -> Path:
    """A desk with a ticket whose first response is late."""
    store = folder / "desk.slaapp"
    with Engine.open(store, user="sam", now=NOW - 8 * HOUR, is_test=True, zone="Europe/London") as engine:
        engine.catalogue.add_person("Sam R.", now=NOW - 8 * HOUR, account="sam")
        engine.catalogue.add_customer("Acme", now=NOW - 8 * HOUR)
        engine.desk.log(TicketDraft(subject="Printer", severity=Severity.URGENT), now=NOW - 5 * HOUR)
    return store


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> WindowState:
    """What a window that was killed in the middle of everything left behind."""
    store = begun(tmp_path_factory.mktemp("killed"))
    state = store.with_name("window.json")
    words = [sys.executable, "-m", "tests.ui.typing_until_killed", str(store), str(state)]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(words, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline().strip()
        process.kill()
    assert told == "typed", "the window could not be typed into"
    return recall(state)


def _text(tab: Tab) -> Callable[[WindowState], object]:
    return lambda state: from_plain(state.drafts)[1].texts.get(tab)


def _form(name: str, key: str) -> Callable[[WindowState], object]:
    return lambda state: from_plain(state.drafts)[1].forms.get(name, {}).get(key)


def _in_agreement(place: str) -> Callable[[WindowState], object]:
    return lambda state: state.notes.get(f"Standard support\n2\n{place}")


@pytest.mark.parametrize(
    ("found", "typed"),
    [
        (_text(Tab.REPLY), "Half a reply"),
        (_text(Tab.NOTE), "Half a note"),
        (_text(Tab.CUSTOMER), "Half of what was said"),
        (_form("subject", "text"), "Half a subject"),
        (_form("reason first_response 1", "text"), "Half a reason"),
        (_form("waive", "reason"), "Half a waiver"),
        (_form("not_measured", "text"), "Half an excuse"),
        (_form("checklist", "text"), "Half an item"),
        (lambda state: state.draft.get("subject"), "Half a ticket"),
        (lambda state: state.shelves["new person"], "Half a person"),
        (lambda state: [text for key, text in state.notes.items() if key.endswith("/service")], ["Half a service"]),
        (lambda state: state.notes.get("new list"), "Half a list"),
        (lambda state: state.notes.get("new customer"), "Half a customer"),
        (lambda state: [held["name"] for at, held in state.notes.items() if "/contact" in at], ["Half a contact"]),
        (lambda state: [text for key, text in state.notes.items() if key.endswith("/name")], ["Half a name"]),
        (lambda state: state.notes.get("new day"), ["", "Half a holiday", ""]),
        (lambda state: state.notes.get("new hours"), "Half of the hours"),
        (lambda state: state.shelves["desk"], {"phone": "Half a phone"}),
        (lambda state: [*state.shelves["people"].values()], ["half an accountsam"]),
        (lambda state: state.notes.get("new agreement"), "Half an agreement"),
        (_in_agreement("purpose"), "Half a part"),
        (_in_agreement("severity high"), ["", "", "Half an example"]),
        (lambda state: state.shelves["text_block"][""]["name"], "Half a block"),
        (lambda state: state.shelves["template"][""]["name"], "Half a template"),
        (lambda state: state.shelves["recurrence"][""]["name"], "Half a plan"),
    ],
)
def test_it_is_there_again(left: WindowState, found: Callable[[WindowState], object], typed: object) -> None:
    assert found(left) == typed

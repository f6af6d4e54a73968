"""Runs under the system's own Python beside a window: what AT-SPI tells of it, as JSON. Not imported by the tests."""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - gi wants to be told the version first


def found(held, depth=0):
    """Role, name and whether it can take the keyboard, of all that is shown."""
    states = held.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return
    yield held.get_role_name(), held.get_name(), states.contains(Atspi.StateType.FOCUSABLE)
    for at in range(held.get_child_count()):
        child = held.get_child_at_index(at)
        if child is not None:
            yield from found(child, depth + 1)


def window(name, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(at)
            if application is not None and application.get_name() == name and application.get_child_count():
                rows = list(found(application))
                if len(rows) > int(sys.argv[2]):
                    return rows
        time.sleep(0.3)
    return []


print(json.dumps(window(sys.argv[1], 40)))

"""Runs under the system's own Python beside a window: what AT-SPI tells of it, as JSON. Not imported by the tests.

For each line that comes in it looks at the program of that name and answers with one line.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - gi wants to be told the version first

SECONDS = 30
"""So long a program may take to be known."""


def found(held):
    """Role, name and whether it can take the keyboard, of all that is shown."""
    states = held.get_state_set()
    yield held.get_role_name(), held.get_name(), states.contains(Atspi.StateType.FOCUSABLE)
    for at in range(held.get_child_count()):
        child = held.get_child_at_index(at)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield from found(child)


def windows(name):
    desktop = Atspi.get_desktop(0)
    held = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    return [
        window
        for program in held
        if program is not None and program.get_name() == name
        for window in map(program.get_child_at_index, range(program.get_child_count()))
        if window is not None and window.get_state_set().contains(Atspi.StateType.SHOWING)
    ]


def look(name):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            rows = [row for window in windows(name) for row in found(window)]
        except GLib.Error:  # something went away while it was looked at
            rows = []
        if rows:
            return rows
        time.sleep(0.2)
    return []


Atspi.init()
for line in sys.stdin:
    print(json.dumps(look(line.strip())), flush=True)

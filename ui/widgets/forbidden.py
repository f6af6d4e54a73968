"""What cannot be used, for now or where nothing is written: disabled, and it says why."""

from PySide6.QtWidgets import QWidget

from ui.wording import say

WHY = "This data file can be read here, not changed: file or folder is protected."
"""The reason on a data file that can only be read."""


def allow(control: QWidget, allowed: bool, why: str) -> None:
    """Whether it can be used; where it cannot, its tool tip says `why`. For what has no other tool tip."""
    control.setEnabled(allowed)
    control.setToolTip("" if allowed else why)
    control.setAccessibleDescription("" if allowed else why)


def forbid(*controls: QWidget, why: str = "") -> None:
    """`why`: a sentence; by default that the data file can only be read."""
    for control in controls:
        control.setEnabled(False)
        control.setToolTip(why or say(WHY))
        control.setAccessibleDescription(why or say(WHY))

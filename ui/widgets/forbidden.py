"""What cannot be used where nothing is written: disabled, and it says why."""

from PySide6.QtWidgets import QWidget

from ui.wording import say

WHY = "This data file can be read here, not changed: file or folder is protected."
"""The reason on a data file that can only be read."""


def forbid(*controls: QWidget, why: str = "") -> None:
    """`why`: a sentence; by default that the data file can only be read."""
    for control in controls:
        control.setEnabled(False)
        control.setToolTip(why or say(WHY))
        control.setAccessibleDescription(why or say(WHY))

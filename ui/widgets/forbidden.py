"""What cannot be used on a data file that can only be read: disabled, and it says why."""

from PySide6.QtWidgets import QWidget

from ui.wording import say

WHY = "This data file can be read here, not changed: file or folder is protected."


def forbid(*controls: QWidget) -> None:
    for control in controls:
        control.setEnabled(False)
        control.setToolTip(say(WHY))
        control.setAccessibleDescription(say(WHY))

"""Prints the month as a person does: `python -m tests.ui.at_the_printer STORE FOLDER ANSWERS` opens the report page,
presses Print, gives the dialog the answers (JSON, by the names of its fields) and presses Print there.

It leaves what the page shows as `shown.pdf` in the folder, and says what the page said or refused and which printers
the dialog named.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from slaapp.engine import Engine
from tests.ui.desk_at_work import HandClock, at
from ui import theme
from ui.commands import Commands
from ui.theme import Scheme
from ui.views.report_page import ReportPage

LOOKS, LOOK_MS = 600, 50


def answer(answers: dict[str, Any], named: list[str]) -> None:
    """In the dialog that is open."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    choice = dialog.findChild(QComboBox, "printers")
    named += [choice.itemText(n) for n in range(choice.count())]
    choice.setCurrentText(answers.pop("printer"))
    if lies := answers.pop("lies", None):
        QTimer.singleShot(0, lambda: choose_lie(lies))
        dialog.findChild(QAbstractButton, "properties").click()
    for name, value in answers.items():
        field = dialog.findChild(QWidget, name)
        if isinstance(field, QSpinBox):
            field.setValue(value)
        elif isinstance(field, QRadioButton):
            field.setChecked(value)
        else:
            raise LookupError(name)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Print").click()


def choose_lie(lies: str) -> None:
    """How the sheet lies, by the name of its field in the properties of the printer."""
    properties = QApplication.activeModalWidget()
    assert properties is not None
    properties.findChild(QRadioButton, lies).click()
    properties.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()


def main(store: Path, folder: Path, answers: dict[str, Any]) -> None:
    app = QApplication(["at the printer"])
    theme.apply(app, Scheme.LIGHT)
    clock = HandClock(at("2026-03-10 13:30"))
    said: list[str] = []
    refused: list[str] = []
    named: list[str] = []
    with Engine.open(store, user="sam", now=clock.at) as engine:
        commands = Commands(clock)
        commands.refused.connect(refused.append)
        page = ReportPage(engine, commands, clock)
        page.done.connect(lambda sentence, _: said.append(sentence))
        page.resize(1166, 712)
        page.show()
        page.show_report()
        for _ in range(LOOKS):
            if page._shelf.now is not None:
                break
            QTest.qWait(LOOK_MS)
        assert page._shelf.now is not None
        (folder / "shown.pdf").write_bytes(page._shelf.now.pdf)
        QTimer.singleShot(0, lambda: answer(answers, named))
        page.head.print.click()
        print(json.dumps({"said": said, "refused": refused, "named": named}), flush=True)
    os._exit(0)  # the window's own work is not waited for


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))

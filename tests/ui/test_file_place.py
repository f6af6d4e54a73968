"""Files are looked for where the last one of their kind was, also after a restart, never wherever we were started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from tests.ui.desk_at_work import DeskAtWork
from tests.ui.window_at_work import window_over
from ui import file_place
from ui.main_window import MainWindow

ASKED = "ui.file_place.QFileDialog"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of somebody with a folder for documents and one for pictures."""

    def place_of(standard: QStandardPaths.StandardLocation) -> str:
        name = standard.name.removesuffix("Location")
        (tmp_path / name).mkdir(exist_ok=True)
        return str(tmp_path / name)

    monkeypatch.setattr("ui.file_place.QStandardPaths.writableLocation", place_of)
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, question: str, found: object) -> list[str]:
    """What the dialog gives; the list fills with where it began."""
    began: list[str] = []
    monkeypatch.setattr(f"{ASKED}.{question}", lambda _over, _title, start, *_: (began.append(start), found)[1])
    return began


def test_at_first_documents_are_looked_for_among_documents_and_a_logo_among_pictures(
    home: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = answer(monkeypatch, "getOpenFileName", ("", ""))

    assert file_place.choose_file(window, "contacts", "Import contacts", "") is None
    assert file_place.choose_file(window, "logo", "Choose a logo", "") is None

    assert began == [str(home / "Documents"), str(home / "Pictures")]


def test_the_next_one_of_a_kind_is_looked_for_beside_the_last(
    home: Path, work: DeskAtWork, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, mails = home / "window.json", home / "Mails"
    mails.mkdir()
    began = answer(monkeypatch, "getOpenFileNames", ([str(mails / "a.eml")], ""))
    with window_over(work, qtbot, state_file=state) as first:
        file_place.choose_files(first, "e-mails", "Log saved e-mails")
        file_place.choose_files(first, "attachments", "Attach files")
    with window_over(work, qtbot, state_file=state) as second:
        file_place.choose_files(second, "e-mails", "Log saved e-mails")

    assert began == [str(home / "Documents"), str(home / "Documents"), str(mails)]


def test_a_folder_that_is_gone_is_not_begun_in(home: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    file_place.used("contacts", home / "stick" / "people.vcf")
    began = answer(monkeypatch, "getSaveFileName", ("", ""))

    file_place.choose_name(window, "contacts", "Export contacts", "contacts.csv")

    assert began == [str(home / "Documents" / "contacts.csv")]

"""Agreements as files in the window: out as TOML or JSON, in as a draft, undone; bad files get a sentence."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.services.agreement_data import agreement_in
from slaapp.services.agreement_versions import State
from tests.ui.agreements_at_work import agreements_page
from tests.ui.desk_at_work import DeskAtWork
from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage

NAME = "Standard support"


@pytest.fixture
def page(window: MainWindow) -> AgreementsPage:
    return agreements_page(window)


def states(work: DeskAtWork, name: str = NAME) -> dict[int, State]:
    listed = work.engine.agreements.one(name, work.clock.at)
    return {held.agreement.version: held.state for held in listed.versions}


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_what_is_saved_comes_back_as_the_draft_of_the_next_version(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"Standard support v1.{ending}"
    page.files.save_as(file)
    held = agreement_in(file.read_bytes())
    assert held == page.editing.agreement
    assert file.read_bytes().startswith(b"{" if ending == "json" else b"name = ")

    page.files.take(file)
    assert states(work) == {1: State.IN_FORCE, 2: State.DRAFT}
    assert page.editing.agreement == replace(held, version=2)
    assert page.editing.editable

    window.history.undo()
    assert states(work) == {1: State.IN_FORCE}
    window.history.redo()
    assert states(work) == {1: State.IN_FORCE, 2: State.DRAFT}


def test_a_draft_that_is_there_comes_back_with_undo(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    page.files.save_as(file)
    page.edit.click()
    page.editing.change(reopen_window=9)

    page.files.take(file)
    assert page.editing.agreement.reopen_window == 5
    window.history.undo()
    assert page.editing.agreement.reopen_window == 9


def test_one_of_another_name_is_begun_here(work: DeskAtWork, page: AgreementsPage, tmp_path: Path) -> None:
    file = tmp_path / "gold.json"
    page.files.save_as(file)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"name": "Gold", "version": 7}))

    page.files.take(file)

    assert states(work, "Gold") == {1: State.DRAFT}
    assert page.editing.agreement.name == "Gold"


def test_a_bad_file_gets_a_sentence_with_the_place_and_changes_nothing(
    work: DeskAtWork, page: AgreementsPage, tmp_path: Path
) -> None:
    file = tmp_path / "bad.json"
    page.files.save_as(file)
    table = json.loads(file.read_text())
    table["targets"]["public"]["high"]["resolution"]["allowed"] = "soon"
    file.write_text(json.dumps(table))

    page.files.take(file)
    page.files.take(tmp_path / "gone.toml")
    (tmp_path / "large.toml").write_bytes(b"#" * (5 << 20))
    page.files.take(tmp_path / "large.toml")

    bad, gone, large = work.refused
    assert bad.startswith("bad.json: targets.public.high.resolution.allowed: ")
    assert gone == "gone.toml: It cannot be read (No such file or directory). Nothing was changed."
    assert large == "large.toml: It has more than 4 MB, so it is no agreement. Nothing was changed."
    assert states(work) == {1: State.IN_FORCE}


def test_signed_copies_are_named_and_not_taken_over(
    work: DeskAtWork, page: AgreementsPage, window: MainWindow, tmp_path: Path
) -> None:
    engine, now = work.engine, work.clock.at
    engine.agreements.begin(NAME, now)
    engine.agreements.offer(NAME, now)
    engine.signed_copies.attach(NAME, 2, engine.files.take_in_bytes(b"%PDF-1.7", "signed.pdf"), now=now)
    page.editing.turn(NAME, 2)
    file = tmp_path / "a.json"
    page.files.save_as(file)
    assert [copy["file"] for copy in json.loads(file.read_text())["signed_copies"]] == ["signed.pdf"]

    page.files.take(file)

    assert "Signed copies are only named in the file: signed.pdf." in [held.title for held in window.toasts.shown]
    assert engine.signed_copies.of(NAME, 2) == (), "an offer that is written anew is a draft, nobody has signed it"


def test_a_place_that_cannot_be_written_is_told(work: DeskAtWork, page: AgreementsPage, tmp_path: Path) -> None:
    page.files.save_as(tmp_path / "nowhere" / "a.toml")

    assert work.refused[0].startswith("a.toml")
    assert not (tmp_path / "nowhere").exists()


def test_both_are_asked_for_from_anywhere(
    work: DeskAtWork, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    monkeypatch.setattr("ui.file_place.QFileDialog.getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr("ui.file_place.QFileDialog.getOpenFileName", lambda *_: (str(file), ""))
    window.actions_made["agreement_export"].trigger()
    assert agreement_in(file.read_bytes()).name == NAME

    window.go("all")
    window.actions_made["agreement_import"].trigger()

    assert window.places.here == "agreements"
    assert states(work) == {1: State.IN_FORCE, 2: State.DRAFT}

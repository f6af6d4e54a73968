"""The desk's own look by command: colour, logo, templates, and the built-in ones on request."""

from pathlib import Path
from shutil import copyfile

import pytest

from tests.commands.conftest import Command
from tests.documents.test_look import png

NOW = ("--now", "2026-03-11T13:30:18Z")
FEBRUARY = ("report", "--period", "2026-02", "--customer", "Harbour Clinic", "--pdf")


@pytest.fixture
def store(demo_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "desk.slaapp"
    path.parent.mkdir()
    copyfile(demo_file, path)
    return path


def test_colour_and_logo_are_set_shown_and_taken_away(slaapp: Command, store: Path, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png())

    assert "#0B6E4F" in slaapp("look", "colour", "#0b6e4f", *NOW, store=store).out
    assert slaapp("look", "logo", str(picture), *NOW, store=store).code == 0
    shown = slaapp("look", "show", store=store).out
    assert ("#0B6E4F" in shown, "Logo: png" in shown, "the built-in ones" in shown) == (True, True, True)

    slaapp("look", "colour", *NOW, store=store)
    slaapp("look", "logo", *NOW, store=store)
    assert "Colour: #1B4FB8\nLogo: none" in slaapp("look", "show", store=store).out


def test_what_cannot_be_printed_is_refused_and_the_former_kept(slaapp: Command, store: Path, tmp_path: Path) -> None:
    text = tmp_path / "logo.png"
    text.write_text("no picture", "utf-8")

    too_light = slaapp("look", "colour", "#ffdd00", *NOW, store=store)
    no_picture = slaapp("look", "logo", str(text), *NOW, store=store)

    assert (too_light.code, "too light for paper" in too_light.err) == (2, True)
    assert (no_picture.code, "neither PNG nor JPEG" in no_picture.err) == (2, True)
    assert "Colour: #1B4FB8\nLogo: none" in slaapp("look", "show", store=store).out


def test_a_broken_template_is_told_and_the_built_in_one_used_on_request(
    slaapp: Command, store: Path, tmp_path: Path
) -> None:
    slaapp("look", "templates", store=store)
    month = store.parent / "documents" / "month.typ"
    month.write_text("#no-such-thing()\n" + month.read_text("utf-8"), "utf-8")
    pdf = tmp_path / "february.pdf"

    refused = slaapp(*FEBRUARY, str(pdf), *NOW, store=store)
    again = slaapp(*FEBRUARY, str(pdf), "--built-in", *NOW, store=store)

    assert (refused.code, again.code) == (1, 0)
    assert "month.typ:1:" in refused.err
    assert "--built-in" in refused.err
    assert pdf.stat().st_size > 10_000


def test_a_logo_outlives_a_check_of_everything(slaapp: Command, store: Path, tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(png())
    slaapp("look", "logo", str(picture), *NOW, store=store)

    assert slaapp("check", store=store).code == 0

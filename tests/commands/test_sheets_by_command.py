"""Sheets of one ticket by command: its page, and its clocks to be checked with a pencil."""

import shutil
from pathlib import Path

import pytest

from slaapp.documents import Pages
from tests.commands.conftest import Command

NOW = ("--now", "2026-03-11T13:30:18Z")


def words(path: Path) -> str:
    with Pages(path.read_bytes()) as pages:
        return " ".join(" ".join(pages.text(page) for page in range(len(pages))).split())


def test_the_sheet_for_the_customer_holds_nothing_internal(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "ticket.pdf"

    found = slaapp("show", "2408", "--pdf", str(path), *NOW, store=demo_file)

    assert (found.code, found.out) == (0, f"Wrote {path}.\n")
    said = words(path)
    assert "Shared drive S: missing after restart" in said
    for kept in ("nternal", "Sam R.", "Five "):
        assert kept not in said


def test_the_desks_own_sheet_holds_everything(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "ticket.pdf"

    slaapp("show", "2408", "--pdf", str(path), "--internal", *NOW, store=demo_file)

    said = words(path)
    assert "Internal note by Sam R." in said
    assert "For the desk" in said


def test_a_clock_or_all_of_them_are_written_as_pages(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    one, every = tmp_path / "one.pdf", tmp_path / "every.pdf"

    slaapp("why", "2408", "resolution", "--pdf", str(one), *NOW, store=demo_file)
    slaapp("why", "2408", "--every-clock", "--pdf", str(every), *NOW, store=demo_file)

    with Pages(one.read_bytes()) as single, Pages(every.read_bytes()) as several:
        assert (len(single), len(several)) == (1, 5)


@pytest.mark.parametrize("option", ["--internal", "--every-clock"])
def test_what_only_goes_with_a_pdf_is_refused_without_one(slaapp: Command, demo_file: Path, option: str) -> None:
    found = slaapp("show" if option == "--internal" else "why", "2408", option, *NOW, store=demo_file)

    assert found.code == 2
    assert "goes with --pdf" in found.err


def test_the_language_of_a_customer_is_chosen(slaapp: Command) -> None:
    slaapp("customer", "add", "Harbour Clinic")

    assert "Deutsch" in slaapp("customer", "language", "Harbour Clinic", "de").out
    assert slaapp("customer", "language", "Harbour Clinic", "klingon").code == 2


def test_what_is_only_shown_of_a_german_customers_month_is_in_one_language(
    slaapp: Command, demo_file: Path, tmp_path: Path
) -> None:
    store, path = tmp_path / "copy.slaapp", tmp_path / "february.pdf"
    shutil.copy(demo_file, store)
    slaapp("customer", "language", "Northgate School", "de", *NOW, store=store)
    february = ("report", "--period", "2026-02", "--customer", "Northgate School", *NOW)

    shown = slaapp(*february, store=store).out

    assert "First response  Urgent" in shown
    assert "Dringend" not in shown
    assert "First response  Dringend" in slaapp(*february, "--language", "de", store=store).out
    assert slaapp(*february, "--json", store=store).json["language"] == "de"
    slaapp(*february, "--pdf", str(path), store=store)
    assert "Dringend" in words(path)

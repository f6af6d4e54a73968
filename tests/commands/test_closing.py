"""Close a month, print it, verify it, open it again: by command."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from slaapp.documents.attached import attached_figures, printed_reports
from tests.commands.conftest import Command, Result

NEXT = ("--now", "2026-03-02T09:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """February of Northgate School has one late target without a reason."""
    slaapp("new", "--test", "--zone", "UTC", "--now", "2026-01-05T08:00:00Z")
    slaapp("customer", "add", "Northgate School", "--now", "2026-01-05T08:00:00Z")
    told = ("--customer", "Northgate School", "--severity", "urgent", "--now", "2026-02-10T09:00:00Z")
    assert slaapp("log", "Core switch failed", *told).code == 0
    assert slaapp("resolve", "1", "--now", "2026-02-12T16:00:00Z").code == 0
    for metric in ("first_response", "resolution"):
        slaapp("reason", "1", metric, "Spare fetched from the store", "--now", "2026-02-13T09:00:00Z")
    return slaapp


@pytest.fixture
def pdf(desk: Command, tmp_path: Path) -> Path:
    """The PDF of the closed month."""
    assert desk("close", "2026-02", *NEXT).code == 0
    path = tmp_path / "february.pdf"
    desk("report", "--month", "2026-02", "--pdf", str(path), "--now", "2026-03-09T09:00:00Z")
    return path


def first_line(result: Result) -> str:
    return result.out.splitlines()[0]


def test_a_month_is_closed_under_a_number(desk: Command) -> None:
    done = desk("close", "2026-02", "--customer", "Northgate School", *NEXT)

    assert done.out.startswith("February 2026 of Northgate School is closed: report R2026-001, digest ")
    assert "report R2026-001, digest" in first_line(desk("report", "--month", "2026-02", *NEXT))


def test_a_late_target_without_a_reason_stands_in_the_way(desk: Command) -> None:
    desk("log", "Exam room", "--customer", "Northgate School", "--now", "2026-02-16T09:00:00Z")

    refused = desk("close", "2026-02", *NEXT)

    assert refused.code == 1
    assert "no reason (ticket 2). See to it first. Close it all the same with: --anyway" in refused.err
    assert desk("close", "2026-02", "--anyway", *NEXT).code == 0


def test_tickets_are_closed_and_reopened_as_before(desk: Command) -> None:
    assert desk("close", "1", "--text", "Thanks", *NEXT).code == 0
    assert desk("reopen", "1", "--at", "2026-02-13T09:00:00Z", *NEXT).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("close", "February"),
        ("close", "1", "--anyway"),
        ("close", "2026-02", "--text", "Done"),
        ("reopen", "tomorrow"),
        ("reopen", "R2026-001", "--at", "2026-03-01T09:00:00Z"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(desk: Command, words: tuple[str, ...]) -> None:
    assert desk(*words).code == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("2026-W07",), "Week 7 of 2026 of Northgate School"),
        (("2026-02-10..2026-02-20",), "10 – 20 February 2026 of Northgate School"),
        (("2025", "--customer", "Northgate School"), "2025 of Northgate School"),
        (("2026-02", "--all-customers"), "February 2026 of all customers"),
        (("2025", "--all-customers"), "2025 of all customers"),
    ],
)
def test_any_period_is_closed_and_verified(desk: Command, words: tuple[str, ...], named: str) -> None:
    done = desk("close", *words, *NEXT)

    assert done.out.startswith(f"{named} is closed: report R2026-001, digest ")
    assert desk("verify", "R2026-001").out.startswith("identical: report R2026-001, ")


def test_a_year_alone_is_the_number_of_a_ticket(desk: Command) -> None:
    assert "There is no ticket 2025" in desk("close", "2025", *NEXT).err
    assert "go with a period" in desk("close", "1", "--customer", "Northgate School", *NEXT).err


def test_of_many_customers_not_all_are_named(desk: Command) -> None:
    for count in range(8):
        desk("customer", "add", f"Annex {count}", *NEXT)

    assert desk("close", "2026-02", *NEXT).err.endswith("Annex 6, Annex 7 ….\n")


def test_the_pdf_is_identical_with_history(desk: Command, pdf: Path) -> None:
    found = desk("verify", str(pdf))

    assert found.code == 0
    assert first_line(found) == "identical: report R2026-001, Northgate School, February 2026"


def test_another_language_of_a_closed_report_is_told_to_be_left_out(desk: Command, pdf: Path) -> None:
    wanted = ("report", "--month", "2026-02", "--pdf", str(pdf), "--now", "2026-03-09T09:00:00Z", "--language")

    told = f"Wrote {pdf}.\nReport R2026-001 is closed and stays in the language it was issued in: English.\n"
    assert desk(*wanted, "de").out == told
    assert desk(*wanted, "en").out == f"Wrote {pdf}.\n"


def test_later_corrections_are_said_and_restated(desk: Command, pdf: Path) -> None:
    desk("waive", "1", "resolution", "--reason", "Power cut", "--agreed-by", "Ms Hill", *NEXT)

    found = desk("verify", "R2026-001")

    assert found.code == 0
    assert "What was recorded since then changes these figures" in found.out
    march = desk("report", "--month", "2026-03", "--now", "2026-04-01T09:00:00Z").out
    assert "Restatement of 2026-02, report R2026-001:" in march
    assert "Resolution, urgent: was 0 of 1, 0.0 %, is 0 of 1, 0.0 %; adjusted 0 of 0" in march


def test_a_tampered_document_is_told_by_what_differs(desk: Command, pdf: Path) -> None:
    whole = pdf.read_bytes()
    pdf.write_bytes(with_figures(whole, lambda figures: figures["flow"].update(received=99)))

    found = desk("verify", str(pdf))

    assert found.code == 1
    assert first_line(found).startswith("not identical: report R2026-001")
    assert "flow, received: 1 → 99" in found.out


def test_pages_that_say_something_else_are_not_identical(desk: Command, pdf: Path) -> None:
    """The figures for machines are as they were issued, the words on paper are not."""
    other = pdf.with_name("other.pdf")
    desk("report", "--month", "2026-03", "--pdf", str(other), "--now", "2026-03-09T09:00:00Z")
    figures = attached_figures(*printed_reports(pdf.read_bytes(), "february.pdf"))
    forged = with_figures(other.read_bytes(), lambda held: (held.clear(), held.update(figures)))
    pdf.write_bytes(forged)

    found = desk("verify", str(pdf))

    assert found.code == 1
    assert first_line(found).startswith("not identical: report R2026-001")
    assert "Its pages do not say word for word what the report prints" in found.out
    assert "\n  page 1: February → March\n" in found.out
    assert {"page": 1, "before": "February", "after": "March"} in desk("verify", str(pdf), "--json").json["words"]


@pytest.mark.parametrize("form", ["all", "sheet", "backlog,sign_off"])
def test_every_form_of_a_closed_report_is_known(desk: Command, pdf: Path, form: str) -> None:
    desk("report", "--month", "2026-02", "--sections", form, "--pdf", str(pdf), "--now", "2026-03-09T09:00:00Z")

    assert desk("verify", str(pdf), "--json").json["pages"] is True


def test_a_letter_before_chosen_sections_is_known_by_its_address(desk: Command, pdf: Path) -> None:
    desk("customer", "address", "Northgate School", "14 Quay Street")
    written = ("report", "--month", "2026-02", "--letter", "--sections", "trend,actions", "--pdf", str(pdf))
    desk(*written, "--now", "2026-03-09T09:00:00Z")

    assert desk("verify", str(pdf)).code == 0
    desk("customer", "address", "Northgate School", "2 Mill Lane")
    assert desk("verify", str(pdf)).code == 1, "to whom a letter went is sealed nowhere"


def test_a_document_that_names_a_form_it_has_not_is_compared_with_the_usual_ones(desk: Command, pdf: Path) -> None:
    held = pdf.read_bytes()

    for form in (b"no json", b'{"sections": ["trend"], "paper": "a4", "letter": 0, "pack": 0}', b'{"sections": 7}'):
        pdf.write_bytes(with_attached(held, "form.json", lambda _, form=form: form))
        assert desk("verify", str(pdf), "--json").json["pages"] is True


def test_a_draft_and_a_stranger_are_refused(desk: Command, tmp_path: Path) -> None:
    draft, stranger = tmp_path / "draft.pdf", tmp_path / "notes.pdf"
    desk("report", "--month", "2026-02", "--pdf", str(draft), *NEXT)
    stranger.write_text("no pdf")

    assert "is a draft" in desk("verify", str(draft)).err
    assert "cannot be read as a PDF" in desk("verify", str(stranger)).err
    assert "No report has the number R2026-009" in desk("verify", "R2026-009").err


def test_reopening_is_said_by_verify_and_by_the_next_report(desk: Command, pdf: Path) -> None:
    assert desk("reopen", "R2026-001", *NEXT).code == 1
    assert desk("reopen", "R2026-001", "--text", "Wrong hours", *NEXT).code == 0
    desk("close", "2026-02", *NEXT)

    assert "opened again: Wrong hours; report R2026-002 holds instead" in desk("verify", "R2026-001").out
    figures = desk("report", "--month", "2026-02", "--json", *NEXT).json
    assert (figures["number"], figures["replaces"], figures["because"]) == ("R2026-002", "R2026-001", "Wrong hours")


def with_figures(pdf: bytes, change: Callable[[Any], object]) -> bytes:
    """The document with other figures attached, as a forger's tool would do it."""

    def changed(data: bytes) -> bytes:
        figures = json.loads(data)
        change(figures)
        return json.dumps(figures).encode()

    return with_attached(pdf, "figures.json", changed)


def with_attached(pdf: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    written = BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        every = (document.get_attachment(place) for place in range(document.count_attachments()))
        held = next(one for one in every if one.get_name() == name)
        held.set_data(change(bytes(held.get_data())))
        document.save(written)
    return written.getvalue()

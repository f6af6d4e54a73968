"""Every customer's report in one PDF, by command, and whether each of them is what was issued."""

import json
from pathlib import Path

import pytest

from slaapp.documents import Pages
from slaapp.documents.attached import attached_figures, printed_reports
from tests.commands.conftest import Command
from tests.commands.test_closing import first_line, with_attached

NEXT = ("--now", "2026-03-02T09:00:00Z")
LATER = ("--now", "2026-03-09T09:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """Three customers with a ticket each in February, and one without any."""
    slaapp("new", "--test", "--zone", "UTC", "--now", "2026-01-05T08:00:00Z")
    for name in ("Harbour Clinic", "Lakeside Hotel", "Northgate School", "Moor Farm"):
        slaapp("customer", "add", name, "--now", "2026-01-05T08:00:00Z")
    for name in ("Harbour Clinic", "Lakeside Hotel", "Northgate School"):
        slaapp("log", "Printer jams", "--customer", name, "--now", "2026-02-10T09:00:00Z")
    return slaapp


def close(desk: Command, *names: str) -> None:
    for name in names:
        assert desk("close", "2026-02", "--customer", name, "--anyway", *NEXT).code == 0


def printed(desk: Command, path: Path, *more: str) -> bytes:
    assert desk("reports", "--period", "2026-02", "--pdf", str(path), *more, *LATER).code == 0
    return path.read_bytes()


def test_all_are_written_into_one_file(desk: Command, tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"

    done = desk("reports", "--period", "2026-02", "--pdf", str(path), *LATER)

    assert done.out.splitlines() == [
        f"Wrote {path}.",
        "Harbour Clinic: draft, 2 late targets without a reason.",
        "Lakeside Hotel: draft, 2 late targets without a reason.",
        "Northgate School: draft, 2 late targets without a reason.",
        "No report, for they have no ticket in 2026-02: Moor Farm.",
    ]
    with Pages(path.read_bytes()) as pages:
        assert len(pages) == 6


def test_which_are_drafts_and_what_is_missing_in_them_is_said(desk: Command, tmp_path: Path) -> None:
    close(desk, "Northgate School")
    for number, metric in (("1", "first_response"), ("1", "resolution"), ("2", "resolution")):
        assert desk("reason", number, metric, "Ill", *NEXT).code == 0

    done = desk("reports", "--period", "2026-02", "--into", str(tmp_path), "--letter", *LATER)

    assert done.out.splitlines()[3:] == [
        "Lakeside Hotel: draft, 1 late target without a reason.",
        "Draft, no reason missing: Harbour Clinic.",
        "No report, for they have no ticket in 2026-02: Moor Farm.",
    ]
    answer = desk("reports", "--period", "2026-02", "--into", str(tmp_path), "--json", *LATER).json
    assert answer["drafts"] == [
        {"customer": "Harbour Clinic", "without_reason": 0},
        {"customer": "Lakeside Hotel", "without_reason": 1},
    ]


def test_each_report_of_a_document_is_verified_and_named(desk: Command, tmp_path: Path) -> None:
    close(desk, "Harbour Clinic", "Lakeside Hotel", "Northgate School")
    path = tmp_path / "all.pdf"
    printed(desk, path, "--letter", "--pack")

    found = desk("verify", str(path))

    assert found.code == 0
    assert found.out.splitlines()[0] == "3 of 3 reports identical"
    assert [line for line in found.out.splitlines() if line.startswith("identical")] == [
        "identical: report R2026-001, Harbour Clinic, February 2026",
        "identical: report R2026-002, Lakeside Hotel, February 2026",
        "identical: report R2026-003, Northgate School, February 2026",
    ]
    answer = desk("verify", str(path), "--json").json
    assert answer["identical"] is True
    assert [(one["number"], one["pages"]) for one in answer["reports"]] == [
        ("R2026-001", True),
        ("R2026-002", True),
        ("R2026-003", True),
    ]


def test_the_worst_of_them_has_the_say(desk: Command, tmp_path: Path) -> None:
    """One is a draft still, the figures of another were changed."""
    close(desk, "Harbour Clinic", "Northgate School")
    path = tmp_path / "all.pdf"
    whole = printed(desk, path)

    def changed(data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"made_at": "2020-01-01T00:00:00Z", "customer": "Forger"}).encode()

    path.write_bytes(with_attached(whole, "figures-003.json", changed))
    found = desk("verify", str(path))

    assert found.code == 1
    assert first_line(found) == "1 of 3 reports identical"
    assert "identical: report R2026-001, Harbour Clinic, February 2026" in found.out
    assert f"not compared: {path}, report 2 (Lakeside Hotel) is a draft" in found.out
    assert "not identical: report R2026-002, Northgate School, February 2026" in found.out
    assert "customer: Northgate School" in found.out
    answer = desk("verify", str(path), "--json").json
    assert answer["identical"] is False
    assert "is a draft" in answer["reports"][1]["refused"]


def test_pages_of_one_report_are_not_taken_for_those_of_another(desk: Command, tmp_path: Path) -> None:
    """The figures of two are exchanged: each by itself is what was issued, on the other's pages."""
    close(desk, "Harbour Clinic", "Lakeside Hotel", "Northgate School")
    path = tmp_path / "all.pdf"
    whole = printed(desk, path)
    first, second, _ = (one.figures for one in printed_reports(whole, "all.pdf"))

    forged = with_attached(whole, "figures-001.json", lambda _: second)
    path.write_bytes(with_attached(forged, "figures-002.json", lambda _: first))
    answer = desk("verify", str(path), "--json")

    assert answer.code == 1
    assert [one["pages"] for one in answer.json["reports"]] == [False, False, True]


def test_without_its_bookmarks_no_page_is_known_for_a_reports(desk: Command, tmp_path: Path) -> None:
    close(desk, "Harbour Clinic", "Lakeside Hotel", "Northgate School")
    path = tmp_path / "all.pdf"
    path.write_bytes(printed(desk, path).replace(b"/Outlines ", b"/Outlived "))

    answer = desk("verify", str(path), "--json")

    assert answer.code == 1
    assert [(one["identical"], one["pages"]) for one in answer.json["reports"]] == [(True, False)] * 3


def test_a_document_with_a_single_report_is_verified_like_a_report_by_itself(desk: Command, tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    making = ("reports", "--period", "2026-01", "--pdf", str(path), *LATER)
    desk("log", "Old one", "--customer", "Harbour Clinic", "--now", "2026-01-10T09:00:00Z")
    assert desk(*making).code == 0
    assert "(Harbour Clinic) is a draft" in desk("verify", str(path)).err

    assert desk("close", "2026-01", "--customer", "Harbour Clinic", "--anyway", *NEXT).code == 0
    assert desk(*making).code == 0

    found = desk("verify", str(path))
    assert (found.code, first_line(found)) == (0, "identical: report R2026-001, Harbour Clinic, January 2026")


def test_the_figures_say_whose_they_are(desk: Command, tmp_path: Path) -> None:
    close(desk, "Harbour Clinic", "Lakeside Hotel", "Northgate School")

    found = [attached_figures(one) for one in printed_reports(printed(desk, tmp_path / "all.pdf"), "all.pdf")]

    assert [figures["customer"] for figures in found] == ["Harbour Clinic", "Lakeside Hotel", "Northgate School"]


def test_a_place_that_takes_nothing_is_refused_and_nothing_is_left(desk: Command, tmp_path: Path) -> None:
    place = tmp_path / "taken.pdf"
    place.mkdir()

    refused = desk("reports", "--period", "2026-02", "--pdf", str(place), *LATER)

    assert refused.code == 1
    assert "could not be written" in refused.err
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["taken.pdf"]

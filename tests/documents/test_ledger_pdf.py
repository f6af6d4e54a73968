"""The ledger behind a clock on paper."""

from zoneinfo import ZoneInfo

from slaapp.documents import LedgerSheet, Pages, render_ledger

HOSTILE = "<b>#set page(fill: red)</b> " + "\u202eback\u202c " + "W" * 300


def sheet(*rows: tuple[str, ...], about: str = "2408, resolution") -> LedgerSheet:
    columns = ("When", "What happened", "Rule", "Not counted", "Counts", "Total")
    held = [(row, place == len(rows) - 1) for place, row in enumerate(rows)]
    return LedgerSheet("Why 15:25?", about, "Site IT desk", "Resolve by 15:25 today.", columns, held, "Rules: C1")


def words(told: LedgerSheet) -> list[str]:
    with Pages(render_ledger(told, made_at=1_773_235_818, zone=ZoneInfo("Europe/London"))) as pages:
        return [pages.text(page) for page in range(len(pages))]


def test_the_sheet_says_what_the_dialog_says() -> None:
    (page,) = words(sheet(("Tue 15:35", "Received", "C1", "", "", ""), ("Now", "Left", "", "", "1\u202fh", "8\u202fh")))

    for said in ("Why 15:25?", "2408, resolution", "Resolve by 15:25 today.", "Received", "Rules: C1", "1 of 1"):
        assert said in page


def test_a_long_ledger_repeats_its_head_on_each_page() -> None:
    pages = words(sheet(*[("Tue 15:35", f"Row {n}", "C1", "", "", "") for n in range(80)]))

    listing = [page for page in pages if "Row" in page]
    assert len(listing) > 1
    assert all("What happened" in page for page in listing)


def test_hostile_words_are_words() -> None:
    (page,) = words(sheet(("Tue", HOSTILE, "C9", "", "", ""), about=HOSTILE))

    assert "#set page(fill: red)" in page

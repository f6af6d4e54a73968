"""What a page of the window shows, on paper."""

from zoneinfo import ZoneInfo

from slaapp.documents import Column, Pages, Sheet, Table, render_sheet

HOSTILE = "<b>#set page(fill: red)</b> " + "\u202eback\u202c " + "W" * 300


def sheet(*rows: tuple[str, ...], about: str = "2408, resolution") -> Sheet:
    columns = [Column(name, wide=name == "What happened") for name in ("When", "What happened", "Rule", "Counts")]
    columns += [Column("Not counted", right=True), Column("Total", right=True)]
    held = [(row, place == len(rows) - 1) for place, row in enumerate(rows)]
    tables = (Table(columns, held),)
    return Sheet("Why 15:25?", about, "Site IT desk", "Resolve by 15:25 today.", tables, "Rules: C1")


def words(told: Sheet) -> list[str]:
    with Pages(render_sheet(told, made_at=1_773_235_818, zone=ZoneInfo("Europe/London"))) as pages:
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


def test_a_message_keeps_its_lines_and_may_go_on_on_the_next_page() -> None:
    said = "\n".join(f"Line {n} of the mail" for n in range(150))
    table = Table(
        (Column("When"), Column("What", wide=True)), [(("Tue 15:35", said), False)], "What happened", long=True
    )

    pages = words(Sheet("2408", "2408, ticket", "Site IT desk", "", (table,)))

    assert len(pages) > 1
    assert "Line 0 of the mail" in pages[0]
    assert "Line 149 of the mail" in pages[-1]
    assert "Line 0 of the mail Line 1" not in pages[0].replace("\r\n", "\n")


def test_a_wide_sheet_lies_on_its_side() -> None:
    sheet_of_list = Sheet("Open", "29 tickets", "Site IT desk", "", (), landscape=True)

    with Pages(render_sheet(sheet_of_list, made_at=1_773_235_818, zone=ZoneInfo("Europe/London"))) as pages:
        image = pages.image(0, 40)

    assert image.width > image.height

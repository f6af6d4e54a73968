"""Contacts from vCards and tables as phones, mail programs and directories write them; hostile ones too."""

import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.cells import guarded, unguarded
from slaapp.domain.errors import Refusal
from slaapp.importers.contact_card import ContactCard, plain
from slaapp.importers.contacts_csv import ContactTable
from slaapp.importers.handover import RowProblem
from slaapp.importers.vcard import read_cards

NAMES = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(plain)


def cards(text: str | bytes) -> list[ContactCard | RowProblem]:
    return list(read_cards(text.encode() if isinstance(text, str) else text))


def one(*lines: str | bytes) -> ContactCard:
    data = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    (found,) = cards(b"BEGIN:VCARD\r\n" + data + b"\r\nEND:VCARD\r\n")
    assert isinstance(found, ContactCard), found
    return found


def table(data: str | bytes) -> list[ContactCard | RowProblem]:
    read = ContactTable(data.encode() if isinstance(data, str) else data)
    return list(read.cards(read.guessed))


def test_a_card_of_version_3_with_groups_folded_lines_and_several_addresses() -> None:
    found = one(
        "VERSION:3.0",
        "N:Adams;Kim;;;",
        "FN:Kim Ad",
        " ams",
        "item1.TEL;TYPE=cell:+44 20 1",
        "item1.X-ABLabel:Mobile",
        "TEL;TYPE=work,pref:214",
        "TEL;TYPE=fax:999",
        "EMAIL;TYPE=home:kim@home.example",
        "item2.EMAIL;TYPE=INTERNET;TYPE=pref:kim@acme.example",
        "ADR;TYPE=work:;Room 1.02;1 High Street;Town;;;",
        "NOTE:line one\\nline two",
    )

    assert found == ContactCard(1, "Kim Adams", "214, +44 20 1", ("kim@acme.example", "kim@home.example"), "Room 1.02")


def test_a_card_of_version_2_in_quoted_printable_of_an_old_charset() -> None:
    found = one(
        "VERSION:2.1",
        "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg",
        "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg =",
        "M=FCller",
        "TEL;PREF;WORK;VOICE:0221 12",
        "PHOTO;ENCODING=BASE64;JPEG:",
        " AAAAfQ==",
        "",
    )

    assert (found.name, found.phone) == ("Jörg Müller", "0221 12")


def test_a_card_of_version_4_with_links_in_place_of_numbers() -> None:
    found = one(
        "VERSION:4.0",
        'FN:Zoë; "Z" \\, Ltd',
        'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555;ext=12',
        "EMAIL;PREF=1:mailto:z@x.example",
    )

    assert (found.name, found.phone, found.emails) == ('Zoë; "Z" , Ltd', "+1-555", ("z@x.example",))


def test_a_card_without_a_formatted_name_is_called_by_its_parts() -> None:
    assert one("VERSION:2.1", "N:Adams;Kim").name == "Kim Adams"


def test_a_file_that_says_no_charset_is_read_as_it_looks() -> None:
    assert one("VERSION:2.1", "FN:Jürgen Größe, Düsseldorf".encode("cp1252")).name == "Jürgen Größe, Düsseldorf"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_tells_the_encoding(encoding: str) -> None:
    (found,) = cards("BEGIN:VCARD\nVERSION:3.0\nFN:Zoë\nEND:VCARD\n".encode(encoding))

    assert isinstance(found, ContactCard)
    assert found.name == "Zoë"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("VERSION:3.0\nTEL:214", "neither a name nor an e-mail address"),
        ("VERSION:3.0\nFN:Kim\nEMAIL:at home", "“at home” is no e-mail address"),
        ("VERSION:2.1\nFN;CHARSET=KLINGON:Kim", "“KLINGON”, which is not known here"),
        ("VERSION:3.0\nFN:" + "K" * 600, "its name has 600 characters"),
    ],
)
def test_a_card_that_cannot_be_taken_says_why_and_the_others_are(lines: str, why: str) -> None:
    wrong, right = cards(f"BEGIN:VCARD\n{lines}\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Sam\nEND:VCARD\n")

    assert isinstance(wrong, RowProblem)
    assert isinstance(right, ContactCard)
    assert why in wrong.reason
    assert (wrong.line, right.line) == (1, lines.count("\n") + 4)


def test_a_file_that_ends_in_the_middle_of_a_card_says_so() -> None:
    (found,) = cards("BEGIN:VCARD\nFN:Kim\n")

    assert isinstance(found, RowProblem)
    assert "ends in the middle" in found.reason


def test_a_card_within_a_card_is_left_out() -> None:
    found = one("VERSION:2.1", "FN:Kim", "AGENT:", "BEGIN:VCARD", "FN:Sam", "END:VCARD", "TEL:214")

    assert (found.name, found.phone) == ("Kim", "214")


@pytest.mark.parametrize("data", [b"", b"name,phone\nKim,1\n", b"\x00\xff" * 100])
def test_what_is_no_vcard_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="holds no vCard"):
        cards(data)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal, match="more than 8 MB"):
        cards(b"BEGIN:VCARD\n" + b"A" * (8 << 20))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_parser_fail(data: bytes) -> None:
    for found in read_cards(b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n"):
        assert isinstance(found, RowProblem) or found.name


@settings(max_examples=40, deadline=None)
@given(NAMES, st.integers(8, 60))
def test_a_name_is_read_as_it_was_written_folded_at_any_place(name: str, width: int) -> None:
    raw = ("FN:" + name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")).encode()
    folded = b"\r\n ".join(raw[at : at + width] for at in range(0, len(raw), width))

    assert one("VERSION:3.0", folded).name == plain(name)


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_a_name_is_read_as_it_was_written_in_quoted_printable(name: str) -> None:
    raw = quopri.encodestring(name.replace("\\", "\\\\").encode(), quotetabs=True).replace(b"\n", b"\r\n")

    assert one("VERSION:2.1", b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + raw).name == plain(name)


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Name,Phone,E-mail,Room", "Kim Adams,214,kim@a.example,1.02"),
        ("Vorname;Nachname;Telefon (geschäftlich);E-Mail-Adresse;Büro", "Kim;Adams;214;kim@a.example;1.02"),
        ("Prénom\tNom\tTéléphone\tCourriel\tBureau", "Kim\tAdams\t214\tkim@a.example\t1.02"),
        ("First Name|Last Name|Business Phone|E-mail Address|Office Location", "Kim|Adams|214|kim@a.example|1.02"),
    ],
)
def test_columns_are_told_by_their_names_in_three_languages(heading: str, row: str) -> None:
    assert table(f"{heading}\n{row}\n") == [ContactCard(2, "Kim Adams", "214", ("kim@a.example",), "1.02")]


def test_an_old_encoding_is_recognised() -> None:
    (found,) = table("Name;Büro\nJürgen Größe;Süd\n".encode("cp1252"))

    assert isinstance(found, ContactCard)
    assert (found.name, found.room) == ("Jürgen Größe", "Süd")


def test_a_table_whose_names_say_nothing_asks_and_takes_what_it_is_told() -> None:
    read = ContactTable(b"wer;wo;was\nKim;1.02;214\n")

    assert (read.header, read.sample, read.complete) == (("wer", "wo", "was"), ("Kim", "1.02", "214"), False)
    with pytest.raises(Refusal, match="No column is known"):
        list(read.cards(read.guessed))
    assert list(read.cards({"wer": "name", "was": "phone"})) == [ContactCard(2, "Kim", "214", (), "")]


def test_each_row_that_cannot_be_taken_says_why() -> None:
    found = table("Name,E-mail\nKim,kim@a.example\nSam\n,\n,nothing\nLee,\n")

    assert [line if isinstance(line, str) else line.line for line in found] == [2, 3, 5, 6]
    assert [type(line).__name__ for line in found] == ["ContactCard", "RowProblem", "RowProblem", "ContactCard"]


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20))
def test_a_guarded_cell_is_no_formula_and_is_read_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell).lstrip()[:1] not in tuple("=+-@＝＋－＠")

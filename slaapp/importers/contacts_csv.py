"""Contacts from a delimited table: which column is what is guessed from its name, and asked where it cannot be."""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping

from slaapp.domain.cells import unguarded
from slaapp.domain.errors import Refusal
from slaapp.domain.quoting import quote
from slaapp.importers.contact_card import CARD_LIMIT, SIZE_LIMIT, ContactCard, card
from slaapp.importers.handover import RowProblem
from slaapp.importers.reading import Row, Table

FIELDS = ("name", "given", "family", "phone", "email", "room", "group")
"""What a column can hold; `given` and `family` are a name in two columns. Several may hold a phone or an address."""

_SAYS: Mapping[str, str] = {
    word: field
    for field, words in {
        "name": "name|full name|display name|contact|contact name|file as|vollstandiger name|anzeigename|kontakt|"
        "ansprechpartner|ansprechpartnerin|nom complet|nom et prenom|nom affiche|interlocuteur",
        "given": "first name|given name|firstname|forename|vorname|prenom",
        "family": "last name|family name|surname|lastname|nachname|familienname|nom de famille|nom",
        "phone": "phone|telephone|tel|phone number|business phone|work phone|mobile|mobile phone|cell|cell phone|"
        "primary phone|phone 1 value|extension|ext|telefon|telefonnummer|rufnummer|telefon geschaftlich|handy|"
        "mobiltelefon|durchwahl|mobil|numero de telephone|telephone bureau|portable|telephone mobile|poste",
        "email": "email|e mail|mail|email address|e mail address|e mail 2 address|e mail 3 address|email 2|email 3|"
        "e mail 1 value|e mail 2 value|primary email|e mail adresse|emailadresse|e mail adresse 2|mailadresse|courriel|"
        "adresse e mail|adresse mail|adresse de messagerie|adresse electronique|mel",
        "group": "group|gruppe|groupe",
        "room": "room|office|office location|location|desk|raum|zimmer|buro|standort|bureau|salle|piece|local",
    }.items()
    for word in words.split("|")
}

Columns = Mapping[str, str]
"""Which field each column holds, by the column's name; a column that is not named is left out."""


class ContactTable:
    """Heading and rows of the file. Refusal for one that is no table, or too large."""

    def __init__(self, data: bytes) -> None:
        if len(data) > SIZE_LIMIT:
            raise Refusal(f"The file has more than {SIZE_LIMIT >> 20} MB. Nothing was imported. Split it.")
        table = Table(io.BytesIO(data), columns=frozenset(_headings()))
        self.header: tuple[str, ...] = tuple(_label(name, at) for at, name in enumerate(table.header))
        self.guessed: Columns = _guess(self.header)
        self._rows: list[Row | RowProblem] = []
        for row in table:
            if len(self._rows) >= CARD_LIMIT:
                raise Refusal(f"The file has more than {CARD_LIMIT:,} rows. Nothing was imported. Split it.")
            self._rows.append(row)
        self.sample: tuple[str, ...] = next((tuple(row.cells) for row in self._rows if isinstance(row, Row)), ())

    @property
    def complete(self) -> bool:
        """Whether the guess names somebody in each row."""
        return says_who(self.guessed)

    def cards(self, columns: Columns) -> Iterator[ContactCard | RowProblem]:
        """Each row as a contact, or why it is none. Refusal where nothing says a name, or a column is not there."""
        unknown = next((name for name in columns if name not in self.header), None)
        if unknown is not None:
            raise Refusal(
                f"The file has no column {quote(unknown)}. Nothing was imported. It has: {', '.join(self.header[:20])}."
            )
        if not says_who(columns):
            raise Refusal(
                "No column is known to hold the contact’s name. Nothing was imported. Say which one does. It has: "
                f"{', '.join(self.header[:20])}."
            )
        for row in self._rows:
            if isinstance(row, RowProblem):
                yield row
                continue
            line, cells, text = row
            if not any(cell.strip() for cell in cells):
                continue
            held: dict[str, list[str]] = {field: [] for field in FIELDS}
            for name, cell in zip(self.header, cells, strict=True):
                if name in columns and cell.strip():
                    held[columns[name]].append(unguarded(cell.strip()))
            try:
                name = " ".join(held["name"]) or " ".join([*held["given"], *held["family"]])
                emails = [part for cell in held["email"] for part in _addresses(cell)]
                yield card(line, name, held["phone"], emails, " ".join(held["room"]), " ".join(held["group"]))
            except ValueError as error:
                yield RowProblem(line, text, str(error))


def says_who(columns: Columns) -> bool:
    """Whether one of the columns names somebody."""
    return not {"name", "given", "family", "email"}.isdisjoint(columns.values())


def _addresses(cell: str) -> Iterator[str]:
    """Several in one cell stand apart by a semicolon or a comma, or by blanks where each has its @."""
    for part in re.split(r"[;,]", cell):
        words = part.split()
        yield from words if all("@" in word for word in words) else [part.strip()]


def _headings() -> Iterator[str]:
    """The names as files write them, for telling the delimiter."""
    for word in _SAYS:
        yield word
        yield word.replace("e mail", "e-mail")


def _label(name: str, at: int) -> str:
    return name or f"column {at + 1}"


def _said(name: str) -> str:
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", folded))


def _guess(header: tuple[str, ...]) -> dict[str, str]:
    found = {name: _SAYS[said] for name in header if (said := _said(name)) in _SAYS}
    names = set(found.values())
    if "family" in names and "given" not in names and "name" not in names:
        # "Nom" alone is the whole name.
        found = {name: "name" if field == "family" else field for name, field in found.items()}
    if "name" in names and {"given", "family"} <= names:
        found = {name: field for name, field in found.items() if field not in ("given", "family")}
    return found

"""E-mails saved as files: read as they were meant, and harmless where they were meant to harm."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.attachments import label
from slaapp.domain.errors import Refusal
from slaapp.importers import mail, mail_parts, mail_text
from slaapp.importers.mail import Mail, ticket_numbers

NOW = int(datetime(2026, 3, 11, 13, 30, tzinfo=UTC).timestamp())
CORPUS = Path(__file__).parents[1] / "data" / "mail"
NAMES = sorted(path.name for path in CORPUS.glob("*.eml"))


def read(name: str) -> Mail:
    return mail.read(mail.read_file(CORPUS / name), now=NOW)


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC).timestamp())


def test_a_plain_mail() -> None:
    found = read("plain.eml")
    assert (found.sender, found.address) == ("Hill, Mary", "m.hill@harbour.example")
    assert found.subject == "Printer on floor 2 jams"
    assert found.text == "Since this morning – every second page.\n\nMary"
    assert found.sent_at == at("09 10:05")
    assert (found.message_id, found.files) == ("plain-1@harbour.example", ())


def test_an_answer_names_what_it_answers() -> None:
    found = read("answer.eml")
    assert found.references == ("plain-1@harbour.example",)
    assert found.sent_at == at("09 10:15")


def test_a_mail_with_files() -> None:
    found = read("files.eml")
    assert (found.sender, found.subject) == ("Jörg Weber", "Scanner – wrong folder")
    assert found.text == "Grüße aus der Mühle, siehe Bild."
    assert [(name, data[:4]) for name, data in found.files] == [("Bild über.png", b"\x89PNG"), ("log.csv", b"a,b\n")]


def test_html_becomes_words_and_loads_nothing() -> None:
    found = read("html-only.eml")
    assert found.text == "Dear desk,\n\n- one\n- two & three\nclick\n5 < 6 – done"
    assert found.files == ()


def test_a_mail_within_a_mail_is_a_file() -> None:
    found = read("nested.eml")
    assert found.text == "See below."
    ((name, data),) = found.files
    assert name == "part.eml"
    assert mail.read(data, now=NOW).text == "Old words."


def test_a_date_in_the_future_is_not_believed() -> None:
    found = read("future.eml")
    assert found.sent_at is None
    assert found.remarks == ("its date lies in the future",)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 09 Mar 2026 10:05:00 +0000", "09 10:05"),
        ("9 Mar 2026 10:05 GMT", "09 10:05"),
        ("Mon, 9 Mar 26 10:05:00 -0500 (EST)", "09 15:05"),
        ("Mon, 09 Mar 2026 10:05:00 EDT", "09 14:05"),
        ("Mon, 09 Mar 2026 10:05:60 +0000", "09 10:05:59"),
    ],
)
def test_dates(date: str, expected: str) -> None:
    assert mail.read(f"Date: {date}\n\n".encode(), now=NOW).sent_at == at(expected)


@pytest.mark.parametrize(
    "date", ["", "yesterday", "31 Feb 2026 10:00 +0000", "1 Jan 1970 00:00 +0000", "9 Mar 2026 25:00", "x" * 100_000]
)
def test_what_is_no_date_is_none(date: str) -> None:
    assert mail.read(f"Subject: s\nDate: {date}\n\n".encode(), now=NOW).sent_at is None


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: [#2408] Shared drive", (2408,)),
        ("AW: #2408", (2408,)),
        ("2408 Shared drive S: missing", (2408,)),
        ("Budget 2026: room 12, see [#7]", (7, 2026, 12)),
        ("Call 020-7946-0958 or 10.0.0.1", ()),
        ("[#0] [#99999999999]", ()),
    ],
)
def test_tickets_named_in_a_subject(subject: str, numbers: tuple[int, ...]) -> None:
    assert ticket_numbers(subject) == numbers


@pytest.mark.parametrize("name", ["no-mail.eml", "empty.eml"])
def test_what_is_no_mail_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="This is no e-mail"):
        read(name)


# Hostile mail


def clean(found: Mail) -> None:
    """Nothing that the store refuses, nothing on the first line that turns or moves what is shown."""
    for text in (found.subject, found.sender, found.address, found.text):
        assert "\0" not in text
        text.encode()
    for line in (found.subject, found.sender, found.address):
        assert "\n" not in line
        assert mail_text.one_line(line) == line
    assert len(found.text) <= mail_text.LONGEST_TEXT
    assert len(found.files) <= mail_parts.MOST_PARTS
    for name, _ in found.files:
        assert "/" not in label(name)
        assert "\\" not in label(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("no-mail.eml", "empty.eml")])
def test_every_mail_of_the_collection_is_read_and_clean(name: str) -> None:
    clean(read(name))


def test_names_that_are_paths_or_turn_around_are_labels() -> None:
    assert [label(name) for name, _ in read("hostile-names.eml").files] == [
        "passwd",
        "calc.exe",
        "invoicefdp.exe",
        "con.txt",
        "part.bin",
        "ab.txt",
        "attachment",
        "part.bin",
        "up .txt",
    ]


def test_ten_thousand_parts_and_a_deep_nest_end_with_a_remark() -> None:
    for name in ("hostile-parts.eml", "hostile-deep.eml"):
        assert read(name).remarks == ("it has more parts than are taken apart; the whole mail is attached",)


def test_unknown_and_slow_charsets_are_read_as_something() -> None:
    assert "café" in read("hostile-charsets.eml").text


def test_a_zip_is_not_unpacked() -> None:
    ((name, data),) = read("hostile-zip.eml").files
    assert (name, data[:2]) == ("bomb.zip", b"PK")


HEAD = b"From: a@b.example\nSubject: s\n"
LARGE = {
    "parts": HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 1_000_000,
    "no boundaries": HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--xy\n" * 2_000_000,
    "nested": b"From: a@b.example\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 200_000,
    "comments": HEAD + b"Content-Type: text/html\n\n" + b"<!--" * 2_000_000,
    "tags": HEAD + b"Content-Type: text/html\n\n" + b"<a" * 2_000_000,
    "a number": HEAD + b"Content-Type: text/html\n\n&#" + b"9" * 2_000_000,
    "blanks": HEAD + b"Content-Type: text/html\n\n" + b"\n \t" * 2_000_000,
    "encoded words": b"From: " + b"(" * 200_000 + b"\nSubject: " + b"=?utf-8?q?" * 500_000 + b"\n\n",
    "parameters": b"From: a@b.example\nContent-Type: text/plain" + b';a="' * 500_000 + b"\n\nx",
    "punycode": HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a-b9z" * 1_000_000,
    "fields": b"From: a@b.example\n" + b"a: b\n" * 1_000_000,
    "references": HEAD + b"References: " + b"<" * 1_000_000 + b"\n\n",
    "zeros": b"From: a@b.example\n\n" + bytes(5_000_000),
}


@pytest.mark.parametrize("what", LARGE)
def test_no_mail_takes_more_than_a_bounded_number_of_looks(what: str) -> None:
    """Square growth would take minutes here; what grows with the length takes a second at most."""
    before = time.process_time()
    clean(mail.read(LARGE[what], now=NOW))
    assert time.process_time() - before < 20


@given(st.binary(max_size=3000))
def test_any_bytes_are_a_mail_or_refused(raw: bytes) -> None:
    try:
        found = mail._read(raw, NOW)
    except Refusal:
        return
    clean(found)


_FRAGMENTS = st.sampled_from(
    [
        b"From: ", b"Subject: ", b"Date: ", b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: ",
        b"text/html", b"text/plain; charset=", b"utf-7", b"utf-16", b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable", b"Content-Disposition: attachment; filename", b"*0*=", b"=",
        b"utf-8''%E2%82", b"=?utf-8?b?", b"=?utf-16?q?", b"?=", b"\n", b"\n\n", b"\r\n", b"\r", b"--x\n", b"--x--",
        b"<", b">", b"<script>", b"<!--", b"&#x110000;", b"&#55296;", b'"', b"(", b"\\", b";", b"\x00", b"\xff", b"=3D",
        "\u202e".encode(), b"[#2408]", b"9 Mar 2026 10:00 +0000", b"a@b.example",
    ]
)  # fmt: skip


@given(st.lists(_FRAGMENTS, max_size=60))
def test_pieces_of_mails_in_any_order_are_read_without_a_mistake(pieces: list[bytes]) -> None:
    clean(mail._read(b"From: a@b.example\n" + b"".join(pieces), NOW))


@given(st.text(max_size=300), st.sampled_from(["utf-8", "iso-8859-1", "cp1252", "koi8-r"]))
def test_what_python_writes_comes_back(text: str, charset: str) -> None:
    words = " ".join(text.encode("utf-8", "ignore").decode().split())
    kept = mail_text.one_line(words.encode(charset, "ignore").decode(charset))
    letter = EmailMessage()
    letter["From"] = "a@b.example"
    letter.set_content(kept, charset=charset, cte="base64")
    letter.add_attachment(kept.encode(), maintype="application", subtype="octet-stream", filename="ü ber.bin")
    found = mail.read(letter.as_bytes(), now=NOW)
    assert found.text == mail_text.kept_text(kept)
    assert [(name, data) for name, data in found.files] == ([("ü ber.bin", kept.encode())] if kept else [])


_WATCHED = """
import sys
from pathlib import Path
from slaapp.importers import mail
raws = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.eml"))]
seen = []
def watch(event, args):
    name = event.split(".")[0]
    if name in ("socket", "subprocess", "ctypes", "urllib", "shutil", "tempfile") or event in ("os.system", "os.exec"):
        seen.append((event, str(args)))
    if event == "open" and "encodings" not in str(args[0]):
        seen.append((event, str(args)))
sys.addaudithook(watch)
for raw in raws:
    try:
        mail.read(raw, now=1773235818)
    except mail.Refusal:
        pass
print(seen)
"""


def test_reading_mail_opens_no_file_and_no_connection() -> None:
    """The interpreter's own record of what is opened; only modules of charsets are loaded."""
    done = subprocess.run([sys.executable, "-c", _WATCHED, str(CORPUS)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

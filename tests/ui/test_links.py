"""The one door out: what may be opened at all, and an e-mail's address that nothing in its words can change."""

from email.utils import parseaddr
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.open_link import open_link
from ui.links import LONGEST, allowed, mailto


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "mailto:kim@example.org?subject=Hi"])
def test_https_and_mailto_may_be_opened(address: str) -> None:
    assert allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "file:///etc/passwd",
        "//server/share",
        "\\\\server\\share",
        "javascript:alert(1)",
        "ms-settings:",
        "https:",
        "https://",
        "https://exam ple.org",
        "https://example.org/\u202egpj.exe",
        "mailto:a@b.c\r\nBcc: d@e.f",
        "https://[",
        "",
        "mailto:" + "a" * LONGEST,
    ],
)
def test_nothing_else_may(address: str, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    opened: list[QUrl] = []

    def opener(url: QUrl) -> bool:
        opened.append(url)
        return True

    assert not allowed(address)
    assert open_link(window, address, opener=opener) is None
    assert opened == []


@given(st.text(), st.text(), st.text())
def test_the_words_of_an_email_stay_where_they_were_put(to: str, subject: str, body: str) -> None:
    told = urlsplit(mailto(to, subject, body))

    fields = parse_qs(told.query, keep_blank_values=True)
    assert told.scheme == "mailto"
    assert set(fields) <= {"subject", "body"}
    assert fields.get("subject", [""]) == [" ".join(subject.split())]
    assert "\r" not in told.query
    assert "\n" not in told.query
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    assert fields.get("body", [""])[0].replace("\r\n", "\n") == lines
    assert "?" not in told.path
    assert "," not in told.path


def test_an_address_is_written_plainly() -> None:
    assert mailto("kim@example.org", "[#7] Disk", "Two\nlines & more") == (
        "mailto:kim@example.org?subject=%5B%237%5D%20Disk&body=Two%0D%0Alines%20%26%20more"
    )
    assert parseaddr(mailto("kim@example.org", "", "").removeprefix("mailto:"))[1] == "kim@example.org"


def test_it_is_asked_first_and_a_program_that_does_not_answer_is_said(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    opened: list[str] = []
    answers = [False, True]

    def opener(url: QUrl) -> bool:
        opened.append(url.toString())
        return answers[len(opened) - 1]

    followed: list[bool] = []
    form = open_link(window, "https://example.org/a", then=lambda: followed.append(True), opener=opener)
    assert form is not None
    assert (opened, form.lead.text()) == ([], "https://example.org/a")
    form.submit()
    assert (len(opened), followed) == (1, [])
    assert "No program took it" in form.problem.accessibleName()
    assert form.copy.isHidden(), "an address has no text to be sent another way"
    form.submit()
    assert (len(opened), followed) == (2, [True])

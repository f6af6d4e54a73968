"""Versions of agreements on the command line, from draft to end."""

import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.engine import Engine
from slaapp.services.rulebook import save_agreement
from tests.commands.conftest import Result

Say = Callable[..., Result]
NAME = "Standard support"


@pytest.fixture
def desk(slaapp: Say) -> Say:
    assert slaapp("new", "--test", "--now", "2026-01-05T08:00Z").code == 0
    return slaapp


def at(day: str) -> tuple[str, str]:
    return "--now", f"2026-{day}:00Z"


def stricter(desk: Say, tmp_path: Path, was: str = '"8h"', now: str = '"6h"') -> Path:
    """The next version as a file: High resolved sooner."""
    file = tmp_path / "next.toml"
    text = desk("agreement", "export", "-").out.replace("version = 1", "version = 2")
    head, high = text.split("[targets.public.high.resolution]")
    file.write_text(f"{head}[targets.public.high.resolution]{high.replace(was, now, 1)}", encoding="utf-8")
    return file


def test_a_version_goes_from_draft_to_its_end(desk: Say, tmp_path: Path) -> None:
    customers = tmp_path / "customers.toml"
    customers.write_text(f'[[customer]]\nname = "Acme"\nagreement = "{NAME}"\n')
    desk("customer", "import", str(customers), *at("02-02T09:00"))
    drafted = desk("version", "draft", str(stricter(desk, tmp_path)), *at("02-02T09:00"))
    assert drafted.out.startswith("Version 2 of Standard support is a draft. What is in force stays as it is.")
    assert (
        desk("version", "offer", NAME, *at("02-02T10:00")).out
        == "Version 2 of Standard support is offered. 1 to sign.\n"
    )
    signed = desk("version", "sign", NAME, "2", "Acme", "--on", "2026-02-03", *at("02-03T10:00"))
    assert signed.out == "Acme signed version 2 of Standard support on 3 February 2026.\n"

    forced = desk("version", "force", NAME, "--from", "2026-03-02", *at("02-27T10:00"))
    assert forced.out == (
        "Version 2 of Standard support is in force from 2 March 2026. No open ticket becomes due at another time.\n"
    )
    told = desk("version", "list", NAME, *at("03-02T10:00")).out.splitlines()
    assert told[0] == f"{NAME}  ·  Acme, everybody without one of their own"
    assert told[1].split() == ["v2", "in", "force", "2026-03-02", "–", "no", "end", "·", "signed"]
    assert told[2].startswith("v1  replaced    from the beginning – 2026-03-01")

    ended = desk("version", "end", NAME, "--on", "2026-06-30", *at("03-02T11:00"))
    assert ended.code == 0
    assert [held["state"] for held in desk("version", "list", NAME, "--json", *at("07-01T10:00")).json] == [
        "terminated",
        "replaced",
    ]


def test_the_effect_is_told_and_nothing_is_changed(desk: Say, tmp_path: Path) -> None:
    desk("log", "VPN drops", "--severity", "high", *at("02-27T15:00"))
    desk("version", "draft", str(stricter(desk, tmp_path)), *at("02-27T15:00"))

    told = desk("version", "effect", NAME, "--from", "2026-03-02", "--open-too", *at("02-27T15:00"))

    assert told.out == "1 open ticket is due earlier, by at most 2\u202fh. Tickets: 1.\n"
    assert [held["state"] for held in desk("version", "list", NAME, "--json", *at("02-27T15:00")).json] == [
        "draft",
        "in_force",
    ]


def test_a_draft_with_faults_is_kept_and_named(desk: Say, tmp_path: Path) -> None:
    drafted = desk("version", "draft", str(stricter(desk, tmp_path, '"8h"', '"5h"')), *at("02-02T09:00"))
    assert drafted.code == 0
    assert "High · Resolution: internal 6\u202fh is later than public 5\u202fh. Enter 5\u202fh or less." in drafted.out

    refused = desk("version", "force", NAME, "--from", "2026-03-02", *at("02-02T09:00"))

    assert refused.code == 1
    assert refused.err.startswith("Nothing was put in force. High · Resolution: internal")
    assert "blocks: High · Resolution" in desk("version", "list", NAME, *at("02-02T09:00")).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("version", "list", "Nobody's"),
            1,
            "There is no agreement named “Nobody's”. Nothing was changed. Known are:",
        ),
        (("version", "discard", NAME), 1, "Nothing was changed: there is no draft of Standard support."),
        (("version", "effect", NAME, "--from", "2026-03-02"), 1, "Nothing was changed: there is no draft of"),
        (("version", "sign", NAME, "9", "Acme"), 1, "There is no customer named “Acme”"),
        (("version", "end", NAME, "--on", "2020-01-01"), 1, "Nothing was saved: 2020-01-01 is over."),
        (("version", "end", NAME, "--on", "soon"), 2, "--on: a date such as 2026-12-25 is expected here, not “soon”."),
    ],
)
def test_mistakes_are_told_and_change_nothing(desk: Say, words: tuple[str, ...], code: int, said: str) -> None:
    refused = desk(*words)

    assert refused.code == code
    assert refused.err.startswith(said)


def test_what_is_near_is_told_with_the_way_to_the_review(desk: Say) -> None:
    assert desk("version", "reminders", *at("02-02T09:00")).out == "No date of an agreement is near.\n"
    desk("customer", "add", "Acme", *at("02-02T09:00"))
    desk("version", "draft", NAME, *at("02-02T09:00"))
    desk("version", "force", NAME, "--from", "2026-02-03", "--until", "2026-03-31", *at("02-02T09:00"))

    told = desk("version", "reminders", *at("02-10T09:00")).out.splitlines()

    expires = "Standard support expires in 49 days, on 31 March 2026."
    assert told == [expires, "Print the review pack: slaapp review show 'Standard support' --pdf review.pdf"]
    assert expires in desk("version", "list", NAME, *at("02-10T09:00")).out
    assert expires in desk("customer", "show", "Acme", *at("02-10T09:00")).out
    [near] = desk("version", "reminders", "--json", *at("02-10T09:00")).json
    assert (near["what"], near["on"], near["days_left"]) == ("expiry", "2026-03-31", 49)


def test_a_signed_copy_goes_with_its_version(desk: Say, tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    desk("customer", "add", "Acme", *at("02-02T09:00"))
    desk("version", "draft", NAME, *at("02-02T09:00"))

    early = desk("version", "attach", NAME, "2", str(scan), *at("02-02T09:30"))
    assert early.code == 1
    assert early.err.startswith("Nothing was attached: version 2 of Standard support was not offered yet")
    desk("version", "offer", NAME, *at("02-02T10:00"))
    signed = desk("version", "sign", NAME, "2", "Acme", "--signed-copy", str(scan), *at("02-03T10:00"))
    assert signed.out.endswith("signed version 2 of Standard support on 3 February 2026. Attached: signed.pdf.\n")
    again = desk("version", "sign", NAME, "2", "Acme", "--by", "B", "--signed-copy", str(scan), *at("02-03T10:30"))
    assert again.err == "signed.pdf is attached to version 2 of Standard support already. It was left as it is.\n"
    desk("version", "force", NAME, "--from", "2026-02-04", *at("02-03T11:00"))

    assert "    signed copy of Acme: signed.pdf, 15 B, " in desk("version", "list", NAME, *at("02-05T10:00")).out
    exported = desk("agreement", "export", "-").out
    named = {"file": "signed.pdf", "size": 15, "sha256": hashlib.sha256(scan.read_bytes()).hexdigest()}
    table = tomllib.loads(exported)
    assert (table["version"], table["signed_copies"]) == (2, [named])
    assert desk("agreement", "export", "--json").json["signed_copies"] == [named]
    assert desk("version", "save", NAME, "2", "signed.pdf", str(tmp_path / "out.pdf")).code == 0
    assert (tmp_path / "out.pdf").read_bytes() == scan.read_bytes()
    assert desk("check").code == 0
    desk("version", "detach", NAME, "2", "signed.pdf", *at("02-05T10:00"))
    assert "signed copy" not in desk("version", "list", NAME, *at("02-05T11:00")).out


def test_what_was_noted_by_mistake_is_taken_back(desk: Say) -> None:
    desk("customer", "add", "Acme", *at("02-02T09:00"))
    desk("version", "draft", NAME, *at("02-02T09:00"))
    desk("version", "offer", NAME, *at("02-02T10:00"))
    desk("version", "sign", NAME, "2", "Acme", *at("02-03T10:00"))

    early = desk("version", "withdraw", NAME, "2", *at("02-03T10:10"))
    assert early.err == "Nothing was undone: version 2 of Standard support was signed since. Undo that first.\n"
    signature = ("version", "withdraw", NAME, "2", "--customer", "Acme")
    assert desk(*signature, *at("02-03T10:20")).out == "Acme has not signed version 2 of Standard support.\n"
    again = desk(*signature, *at("02-03T10:30"))
    assert again.err == "Nothing was undone: version 2 of Standard support has no signature of that customer.\n"
    offer = desk("version", "withdraw", NAME, "2", *at("02-03T10:40"))
    assert offer.out == "Version 2 of Standard support is a draft again.\n"
    assert desk("check").code == 0


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_a_file_that_names_signed_copies_goes_out_and_comes_back_as_it_was(
    desk: Say, tmp_path: Path, ending: str
) -> None:
    scan, file = tmp_path / "signed.pdf", tmp_path / f"next.{ending}"
    scan.write_bytes(b"%PDF-1.7 signed")
    desk("version", "draft", NAME, *at("02-02T09:00"))
    desk("version", "offer", NAME, *at("02-02T10:00"))
    desk("version", "attach", NAME, "2", str(scan), *at("02-03T10:00"))
    desk("version", "force", NAME, "--from", "2026-02-04", *at("02-03T11:00"))
    desk("agreement", "export", str(file))

    told = desk("agreement", "import", str(file), *at("02-05T09:00"))
    again = tmp_path / f"again.{ending}"
    desk("agreement", "export", str(again))

    assert (
        "Signed copies are only named in it, attach their scans where they are not there yet: signed.pdf." in told.out
    )
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("[1]", "signed_copies[0]: a table of names and values is expected here, not 1."),
        ('[{"file": "a.pdf", "size": 1}]', "signed_copies[0].sha256: this is missing."),
        ('[{"file": "", "size": 1, "sha256": "0"}]', "signed_copies[0].file: "),
        ('[{"file": "a.pdf", "size": -1, "sha256": "0"}]', "signed_copies[0].size: "),
        (
            '[{"file": "a.pdf", "size": 1, "sha256": "0"}]',
            "signed_copies[0].sha256: 64 digits from 0 to 9 and a to f are expected here.",
        ),
        ('"a.pdf"', "signed_copies: a list is expected here, not “a.pdf”."),
    ],
)
def test_a_signed_copy_that_is_named_wrong_is_refused_by_its_place(
    desk: Say, tmp_path: Path, wrong: str, complaint: str
) -> None:
    file = tmp_path / "next.json"
    desk("agreement", "export", str(file))
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 2, "signed_copies": json.loads(wrong)}))

    told = desk("agreement", "import", str(file), *at("02-05T09:00"))

    assert told.code == 2
    assert complaint in told.err


def test_an_agreement_goes_out_and_comes_back_as_json(desk: Say, tmp_path: Path) -> None:
    file = tmp_path / "next.json"
    assert desk("agreement", "export", str(file)).code == 0
    table = json.loads(file.read_text())
    assert desk("agreement", "export", "--json").json == table
    file.write_text(json.dumps(table | {"version": 2, "renews_on": "2027-01-01"}))

    assert desk("version", "draft", str(file), *at("02-02T09:00")).code == 0
    desk("version", "force", NAME, "--from", "2026-02-03", *at("02-02T09:00"))

    assert desk("agreement", "export", "--json").json["renews_on"] == "2027-01-01"


def test_one_with_a_section_of_another_name_goes_out_all_the_same(desk: Say, tmp_path: Path) -> None:
    with (
        Engine.open(tmp_path / "desk.slaapp", user="sam", now=1_768_000_000) as engine,
        engine.database.write() as connection,
    ):
        odd = replace(engine.catalogue.agreements()[0], sections={"introduction": "Hello"})
        save_agreement(connection, odd, now=1_768_000_000, by="sam")

    assert 'introduction = "Hello"' in desk("agreement", "export", "-").out
    assert desk("agreement", "export", "--json").json["sections"] == {"introduction": "Hello"}


def test_the_term_of_a_draft_is_chosen_and_told_of(desk: Say) -> None:
    assert desk("version", "term", NAME, "--last", "2026-12-31", *at("02-02T09:00")).code == 1
    desk("version", "draft", NAME, *at("02-02T09:00"))

    days = ("--last", "2026-12-31", "--notice-until", "2027-01-31", "--remind", "30")
    told = desk("version", "term", NAME, *days, *at("02-02T09:00"))

    assert told.out.splitlines() == [
        "Version 2 of Standard support, reminded 30 days before:",
        "--first         none",
        "--last          2026-12-31",
        "--notice-until  2027-01-31",
        "--renews-on     none",
        "Notice could be given after it is renewed or over. Enter an earlier day for it.",
    ]
    cleared = desk("version", "term", NAME, "--notice-until", "none", "--json", *at("02-02T09:00")).json
    assert (cleared["valid_to"], cleared["notice_until"], cleared["notice_days"]) == ("2026-12-31", None, 30)
    desk("version", "force", NAME, "--from", "2026-02-03", *at("02-02T09:00"))
    assert desk("version", "list", NAME, "--json", *at("02-04T09:00")).json[0]["last"] == "2026-12-31"
    desk("version", "draft", NAME, *at("02-04T09:00"))
    assert desk("version", "term", NAME, *at("02-02T09:00")).code == 2
    assert desk("version", "term", NAME, "--remind", "400", *at("02-02T09:00")).code == 2
    assert desk("version", "term", NAME, "--last", "soon", *at("02-02T09:00")).code == 2


def test_who_logs_a_ticket_is_told_that_no_agreement_covers_it(desk: Say) -> None:
    desk("version", "end", NAME, "--on", "2026-02-02", *at("02-02T09:00"))

    told = desk("log", "After the end", *at("02-03T09:00")).out

    assert told == (
        "Logged as ticket 1. No agreement covers this ticket: Standard support, for the whole desk, was over when it "
        "was received.\n"
    )

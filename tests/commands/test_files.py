"""Files and saved e-mails on the command line."""

from pathlib import Path

import pytest

from tests.commands.conftest import Command

MAIL = Path(__file__).parents[1] / "data" / "mail"
NOW = ("--now", "2026-03-11T13:30:18Z")


@pytest.fixture
def store(slaapp: Command, tmp_path: Path) -> Path:
    store = tmp_path / "desk.slaapp"
    slaapp("new", "--test", "--zone", "UTC", store=store)
    slaapp("log", "Printer jams", *NOW, store=store)
    return store


def test_files_are_attached_listed_found_and_saved(slaapp: Command, store: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "error.log", tmp_path / "screen.png"
    one.write_bytes(b"no route\n")
    two.write_bytes(bytes(4200))
    assert slaapp("attach", "1", str(one), str(two), *NOW, store=store).out == (
        "Attached to 1: error.log (9 B), screen.png (4 kB).\n"
    )
    listed = slaapp("attachments", "1", *NOW, "--json", store=store).json
    assert [(row["name"], row["size"], row["media_type"]) for row in listed] == [
        ("error.log", 9, "text/plain"),
        ("screen.png", 4200, "image/png"),
    ]
    assert "error.log" in slaapp("show", "1", *NOW, store=store).out
    assert "Printer jams" in slaapp("search", "screen", *NOW, store=store).out
    saved = slaapp("save-attachment", "1", listed[0]["sha256"][:8], str(tmp_path / "copy.log"), store=store)
    assert saved.code == 0
    assert (tmp_path / "copy.log").read_bytes() == b"no route\n"
    again = slaapp("save-attachment", "1", "error.log", str(tmp_path / "copy.log"), store=store)
    assert (again.code, "is there already and was left as it is" in again.err) == (1, True)


def test_files_of_merged_tickets_are_listed_shown_and_saved(slaapp: Command, store: Path, tmp_path: Path) -> None:
    slaapp("log", "Printer jams again", *NOW, store=store)
    (tmp_path / "error.log").write_bytes(b"no route\n")
    slaapp("attach", "2", str(tmp_path / "error.log"), *NOW, store=store)
    assert slaapp("merge", "2", "1", *NOW, store=store).code == 0

    assert slaapp("attachments", "1", *NOW, store=store).out.endswith(
        "error.log  ·  by Sam R.  ·  on merged ticket 2\n"
    )
    (row,) = slaapp("attachments", "1", "--json", *NOW, store=store).json
    assert (row["name"], row["ticket"]) == ("error.log", 2)
    assert "Files of merged ticket 2: error.log" in slaapp("show", "1", *NOW, store=store).out
    (shown,) = slaapp("show", "1", "--json", *NOW, store=store).json["merged_files"]
    assert (shown["ticket"], shown["sha256"]) == (2, row["sha256"])
    assert slaapp("save-attachment", "1", "error.log", str(tmp_path / "copy.log"), store=store).code == 0


def test_where_one_file_cannot_be_read_none_is_attached(slaapp: Command, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    refused = slaapp("attach", "1", str(tmp_path / "a.txt"), str(tmp_path / "none"), *NOW, store=store)
    assert (refused.code, "There is no file none. Nothing was attached." in refused.err) == (1, True)
    assert slaapp("attachments", "1", *NOW, store=store).out == "Nothing is attached to ticket 1.\n"


def test_an_unknown_ticket_takes_no_file(slaapp: Command, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    assert "There is no ticket 9" in slaapp("attach", "9", str(tmp_path / "a.txt"), *NOW, store=store).err
    assert not (tmp_path / "desk.slaapp.files").exists()


def test_a_backup_says_which_attachments_it_lacks(slaapp: Command, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    slaapp("attach", "1", str(tmp_path / "a.txt"), *NOW, store=store)
    assert "Not in it" not in slaapp("backup", str(tmp_path / "stick"), store=store).out
    next((tmp_path / "desk.slaapp.files").iterdir()).unlink()
    told = slaapp("backup", str(tmp_path / "other"), store=store)
    assert "Not in it, since their files are missing or changed: a.txt. See which" in told.out
    checked = slaapp("check", store=store)
    assert (checked.code, "Ticket 1: the file of its attachment “a.txt” is missing" in checked.out) == (1, True)


def test_mails_are_logged_added_and_refused_a_line_each(slaapp: Command, store: Path, tmp_path: Path) -> None:
    files = [str(MAIL / name) for name in ("plain.eml", "no-mail.eml")]
    refused = slaapp("import", "eml", *files, *NOW, store=store)
    assert refused.code == 1
    assert "m.hill@harbour.example is nobody's contact here. Nothing was logged." in refused.err
    assert "This is no e-mail" in refused.err
    slaapp("customer", "import", str(_customers(tmp_path)), *NOW, store=store)
    logged = slaapp("import", "eml", *files, "--customer", "Harbour Clinic", *NOW, store=store)
    assert logged.code == 1
    assert logged.out.endswith("plain.eml: logged as ticket 2, 1 file attached.\n")
    answer = slaapp("import", "eml", str(MAIL / "answer.eml"), *NOW, store=store)
    assert answer.out.endswith("answer.eml: added to ticket 2, 1 file attached.\n")
    again = slaapp("import", "eml", str(MAIL / "answer.eml"), *NOW, store=store)
    assert "This e-mail is on ticket 2 already. Nothing was added." in again.err
    new = slaapp("import", "eml", str(MAIL / "answer.eml"), "--ticket", "1", *NOW, store=store)
    assert new.out.endswith("answer.eml: added to ticket 1, 1 file attached.\n")


def _customers(folder: Path) -> Path:
    path = folder / "customers.toml"
    path.write_text('[[customer]]\nname = "Harbour Clinic"\n')
    return path


def test_an_incident_log_still_needs_its_customer(slaapp: Command, store: Path) -> None:
    refused = slaapp("import", "servicenow", "a.csv", *NOW, store=store)
    assert (refused.code, "--customer: say whose tickets these are" in refused.err) == (2, True)

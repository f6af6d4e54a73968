"""Everything about customers and contacts by command, as a person types it."""

from pathlib import Path

import pytest

from tests.commands.conftest import Command

NOW = ("--now", "2026-03-11T12:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """A store made for tests, at a standing clock, with a customer and a contact."""
    slaapp("new", "--test", "--now", "2026-03-02T08:00:00Z")

    assert slaapp("customer", "add", "Harbour Clinic", *NOW).code == 0
    assert slaapp("contact", "add", "Kim Adams", "--customer", "Harbour Clinic", "--phone", "214", *NOW).code == 0
    return slaapp


def test_a_customer_is_shown_with_contacts_agreement_standing_and_tickets(desk: Command) -> None:
    desk("log", "Phones are dead", "--customer", "Harbour Clinic", *NOW)

    shown = desk("customer", "show", "Harbour Clinic", *NOW)

    assert shown.code == 0
    for words in ("Standard support v1", "Kim Adams  ·  214", "Standing in 2026-03", "no data", "Phones are dead"):
        assert words in shown.out
    data = desk("customer", "show", "Harbour Clinic", "--json", *NOW).json
    assert (data["contacts"][0]["phone"], data["tickets"], data["month"]) == ("214", 1, "2026-03")
    assert {cell["metric"] for cell in data["standing"]} >= {"first_response", "resolution"}


def test_the_list_finds_by_contact_and_counts(desk: Command) -> None:
    desk("customer", "add", "Best", *NOW)

    assert [row["customer"] for row in desk("customer", "list", "--json", *NOW).json] == ["Best", "Harbour Clinic"]
    assert [row["customer"] for row in desk("customer", "list", "--find", "kim", "--json", *NOW).json] == [
        "Harbour Clinic"
    ]


def test_a_customer_is_renamed_noted_retired_and_brought_back(desk: Command) -> None:
    assert desk("customer", "rename", "Harbour Clinic", "--to", "Harbour", *NOW).code == 0
    assert desk("customer", "note", "Harbour", "Ring before noon", *NOW).code == 0
    assert desk("customer", "service", "Harbour", "Wi-Fi", *NOW).code == 0
    assert desk("customer", "retire", "Harbour", *NOW).code == 0
    assert desk("customer", "list", *NOW).out == "None yet.\n"
    assert desk("customer", "restore", "Harbour", *NOW).code == 0
    data = desk("customer", "show", "Harbour", "--json", *NOW).json
    assert (data["note"], data["services"], data["retired"]) == ("Ring before noon", ["Wi-Fi"], False)


def test_an_agreement_that_is_not_there_is_refused(desk: Command) -> None:
    refused = desk("customer", "agree", "Harbour Clinic", "Platinum", *NOW)

    assert refused.code == 1
    assert "there is no agreement named “Platinum”" in refused.err


def test_a_merge_is_previewed_done_and_taken_back(desk: Command) -> None:
    desk("customer", "add", "Best", *NOW)
    desk("log", "Phones are dead", "--customer", "Harbour Clinic", *NOW)

    previewed = desk("customer", "merge", "Harbour Clinic", "--into", "Best", "--preview", *NOW)
    assert "Nothing was changed yet." in previewed.out
    assert len(desk("customer", "list", "--json", *NOW).json) == 2
    assert desk("customer", "merge", "Harbour Clinic", "--into", "Best", *NOW).code == 0
    assert [row["open"] for row in desk("customer", "list", "--json", *NOW).json] == [1]
    assert desk("customer", "unmerge", "Harbour Clinic", *NOW).code == 0
    assert len(desk("customer", "list", "--json", *NOW).json) == 2
    assert desk("check").code == 0


def test_contacts_of_a_file_are_previewed_imported_once_and_exported_without_formulas(
    desk: Command, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name;Telefon;E-Mail\nKim Adams;215;\n=cmd();1;x@a.example\nSam;;nothing\n", encoding="utf-8")
    words = ("customer", "import-contacts", str(file), "--customer", "Harbour Clinic")

    previewed = desk(*words, "--preview", "--json", *NOW).json
    assert (previewed["imported"], previewed["would_import"], [row["line"] for row in previewed["problems"]]) == (
        0,
        2,
        [4],
    )
    done = desk(*words, *NOW)
    assert "2 contacts imported." in done.out
    assert "line 4: not taken, “nothing” is no e-mail address" in done.out
    assert "0 contacts imported." in desk(*words, *NOW).out
    exported = tmp_path / "out.csv"
    assert desk("customer", "export-contacts", str(exported), "--customer", "Harbour Clinic").code == 0
    assert "'=cmd()" in exported.read_text(encoding="utf-8-sig")
    again = desk("customer", "import-contacts", str(exported), "--customer", "Harbour Clinic", "--json", *NOW).json
    assert {row["kind"] for row in again["rows"]} == {"same"}


def test_columns_that_say_nothing_are_told(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("wer,wo\nLee,1.02\n", encoding="utf-8")
    words = ("customer", "import-contacts", str(file), "--customer", "Harbour Clinic")

    refused = desk(*words, *NOW)
    assert (refused.code, "It has: wer, wo" in refused.err) == (1, True)
    assert desk(*words, "--columns", "name=wer,room=wo", *NOW).code == 0
    assert "Lee  ·  1.02" in desk("contact", "list", "--customer", "Harbour Clinic").out


def test_a_contact_is_changed_and_removed(desk: Command) -> None:
    words = ("Kim Adams", "--customer", "Harbour Clinic")
    assert desk("contact", "edit", *words, "--room", "1.02", *NOW).code == 0
    assert "Kim Adams  ·  214  ·  1.02" in desk("contact", "list", "--customer", "Harbour Clinic").out
    wrong = desk("contact", "edit", *words, "--email", "nothing", *NOW)
    assert (wrong.code, "no e-mail address" in wrong.err) == (2, True)
    assert desk("contact", "remove", *words, *NOW).code == 0
    assert desk("contact", "list", "--customer", "Harbour Clinic").out == "None yet.\n"


@pytest.mark.parametrize("words", [("customer",), ("customer", "merge"), ("contact", "add")])
def test_each_has_help_with_an_example(slaapp: Command, words: tuple[str, ...]) -> None:
    said = slaapp(*words, "--help")

    assert said.code == 0
    assert "Example: slaapp" in said.out


def test_what_is_shown_at_an_instant_is_what_was_known_then(desk: Command) -> None:
    desk("log", "Phones are dead", "--customer", "Harbour Clinic", *NOW)
    later = ("--now", "2026-03-12T12:00:00Z")
    desk("contact", "add", "Sam Reed", "--customer", "Harbour Clinic", *later)
    desk("customer", "note", "Harbour Clinic", "Ring before noon", *later)
    desk("log", "Screen is black", "--customer", "Harbour Clinic", *later)

    then = desk("customer", "show", "Harbour Clinic", "--json", *NOW).json

    assert [contact["name"] for contact in then["contacts"]] == ["Kim Adams"]
    assert (then["note"], then["tickets"]) == ("", 1)
    assert len(desk("customer", "show", "Harbour Clinic", "--json", *later).json["contacts"]) == 2


def test_what_a_group_or_a_service_is_given_claims_its_tickets_and_is_told(desk: Command) -> None:
    clinic = ("--customer", "Harbour Clinic")
    assert desk("contact", "edit", "Kim Adams", *clinic, "--group", "VIP", *NOW).code == 0
    assert desk("customer", "service", "Harbour Clinic", "Wi-Fi", *NOW).code == 0
    said = desk("customer", "service", "Harbour Clinic", "wi-fi", "--agreement", "Standard support", *NOW)
    assert said.out == "New tickets about wi-fi: Standard support. Open ones keep theirs.\n"
    desk("log", "No network", *clinic, "--service", "Wi-Fi", *NOW)
    assert "Agreement: Standard support v1, for service Wi-Fi" in desk("show", "1", *NOW).out

    assert desk("customer", "agree", "Harbour Clinic", "Standard support", "--group", "vip", *NOW).code == 0
    edited = desk("edit", "1", "--contact", "Kim Adams", *NOW)
    assert edited.out == "Ticket 1: changed. Agreement: Standard support v1, for group VIP.\n"
    claim = desk("show", "1", "--json", *NOW).json["claim"]
    assert claim == {"agreement": "Standard support", "by": "group", "name": "VIP"}
    shown = desk("customer", "show", "Harbour Clinic", *NOW).out
    for words in ("Standard support for group vip", "Kim Adams  ·  VIP  ·  214", "Wi-Fi  ·  Standard support"):
        assert words in shown

    desk("customer", "agree", "Harbour Clinic", "--group", "VIP", *NOW)
    desk("customer", "service", "Harbour Clinic", "Wi-Fi", "--no-agreement", *NOW)
    data = desk("customer", "show", "Harbour Clinic", "--json", *NOW).json
    assert (data["group_agreements"], data["service_agreements"]) == ({}, {})


def test_a_service_or_contact_that_is_not_there_is_refused_by_name(desk: Command) -> None:
    refused = desk("log", "No network", "--customer", "Harbour Clinic", "--service", "Mail", *NOW)
    assert (refused.code, "There is no service “Mail”" in refused.err) == (2, True)
    desk("log", "No network", *NOW)
    refused = desk("edit", "1", "--contact", "Ann", *NOW)
    assert (refused.code, "A contact belongs to a customer" in refused.err) == (2, True)


def test_tickets_that_no_agreement_covers_have_a_list(desk: Command, tmp_path: Path) -> None:
    desk("log", "Covered", *NOW)
    assert desk("list", "--no-agreement", *NOW).out == "An agreement covers every one of them.\n"
    file = tmp_path / "trial.toml"
    desk("agreement", "export", str(file), *NOW)
    text = file.read_text().replace('name = "Standard support"', 'name = "Trial"\nvalid_to = 2026-03-10', 1)
    file.write_text(text)
    assert desk("agreement", "import", str(file), *NOW).code == 0
    desk("customer", "agree", "Harbour Clinic", "Trial", *NOW)

    desk("log", "Bare", "--customer", "Harbour Clinic", *NOW)

    assert [row["ticket"] for row in desk("list", "--no-agreement", "--json", *NOW).json] == [2]
    assert desk("dashboard", "--json", *NOW).json["no_agreement"] == 1
    assert "No agreement       1, not measured\n" in desk("dashboard", *NOW).out
    shown = desk("show", "2", *NOW).out
    assert "Trial, for customer Harbour Clinic, was over when it was received" in shown

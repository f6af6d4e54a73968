"""An agreement on paper, from the command line."""

import shutil
from pathlib import Path

import pytest

from slaapp.documents import Pages
from tests.commands.conftest import Command, Result

NOW = ("--now", "2026-03-11T13:30:00Z")


@pytest.fixture
def desk(slaapp: Command, demo_file: Path, tmp_path: Path) -> Command:
    store = tmp_path / "copy.slaapp"
    shutil.copy(demo_file, store)

    def run(*words: str) -> Result:
        return slaapp(*words, store=store)

    return run


def text_of(file: Path) -> str:
    with Pages(file.read_bytes()) as pages:
        return "\n".join(pages.text(page) for page in range(len(pages)))


def test_the_demo_agreement_is_printed_for_a_customer(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "agreement.pdf"

    result = desk("agreement", "print", "Standard support", "--customer", "Northgate School", str(file), *NOW)

    assert (result.code, result.out) == (
        0,
        f"Wrote {file}: version 3 of Standard support, a copy for the customer.\n",
    )
    text = text_of(file)
    assert "Northgate School is represented by the head of administration" in text
    assert "20\u202fmin" not in text
    assert "High, resolution: 10\u202fh → 8\u202fh." in text


def test_the_desks_own_copy_holds_the_internal_times(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "internal.pdf"

    result = desk("agreement", "print", "Standard support", str(file), "--internal", "--json", *NOW)

    assert result.json["internal"] is True
    assert "30\u202fmin 20\u202fmin" in text_of(file)


def test_an_earlier_version_is_printed_as_it_was(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "second.pdf"

    desk("agreement", "print", "Standard support", "--version", "2", str(file), *NOW)

    text = text_of(file)
    assert "High Several people cannot work 1\u202fh 4\u202fh 10\u202fh" in text
    assert "between 1 January 2024 and 31 December 2024" in text


def test_versions_are_compared_in_words_and_on_a_sheet(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "amendment.pdf"

    result = desk("agreement", "compare", "Standard support", "2", "3", "--pdf", str(file), *NOW)

    assert result.out.startswith(
        "High, resolution: 10\u202fh → 8\u202fh.\nFirst day: 1 January 2024 → 1 January 2025.\n"
    )
    assert result.out.endswith(f"\nWrote {file}.\n")
    assert "Version 3 amends version 2" in text_of(file)
    assert desk("agreement", "compare", "Standard support", "3", "3", *NOW).code == 2


def test_an_agreement_is_begun_from_a_template(desk: Command) -> None:
    listed = desk("agreement", "templates")
    made = desk("agreement", "new", "School support", "--from", "school", *NOW)

    assert "school            School: lessons" in listed.out
    assert made.out == "Version 1 of School support is a draft; it counts by Site hours. Nothing is in force yet.\n"
    assert "draft" in desk("version", "list", "School support", *NOW).out
    listed = desk("agreement", "list", *NOW).out.splitlines()
    assert listed == ["School support    v1 draft", "Standard support  v3 in force"]


def test_a_template_is_written_to_a_file_that_can_be_imported(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "saas.toml"

    assert desk("agreement", "new", "Software", "--from", "saas", "--file", str(file)).code == 0
    assert desk("agreement", "import", str(file), *NOW).code == 0
    assert "Software          v1 in force" in desk("agreement", "list", *NOW).out


def test_a_template_is_begun_in_german(desk: Command) -> None:
    made = desk("agreement", "new", "Schule", "--from", "school", "--language", "de", "--file", "-")

    assert "Der Unterricht geht vor." in made.out
    wrong = desk("agreement", "new", "Schule", "--from", "Standard support", "--language", "de", "--file", "-")
    assert (wrong.code, "--language goes with a template" in wrong.err) == (2, True)


def test_words_that_stay_in_braces_are_told(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    desk("agreement", "new", "Own", "--from", "internal-it", "--file", str(file))
    text = file.read_text(encoding="utf-8").replace("[sections]", '[sections]\nscope = "Until {valid_to}."')
    file.write_text(text, encoding="utf-8")
    desk("version", "draft", str(file), *NOW)

    result = desk("agreement", "print", "Own", str(tmp_path / "own.pdf"), *NOW)

    assert "Nothing is known for {valid_to}: it is printed as it was typed." in result.out


def test_why_cites_the_sections_of_the_agreement(desk: Command) -> None:
    result = desk("why", "2408", "resolution", "--now", "2026-03-11T13:30:18Z")

    cited = "C1 is section 4.2, T2 is section 3.1, C9 is section 4.4, C6 is section 5.1, T3 is section 4.1"
    assert result.out.endswith(f"In Standard support v3: {cited}.\n")

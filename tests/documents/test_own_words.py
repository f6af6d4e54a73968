"""An agreement's own words: the small Markdown, everything else as it was typed."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from slaapp.documents.own_words import blocks, unfilled

VALUES = {
    "customer": "A **B** {goal} School",
    "provider": "the desk",
    "agreement": "Support",
    "version": "3",
    "valid_from": "1 May 2026",
    "valid_to": "",
    "goal": "90 %",
}


def text_of(held: list[dict[str, Any]]) -> str:
    found = []
    for block in held:
        if block["kind"] == "list":
            found += [text_of(item) for item in block["items"]]
        elif block["kind"] == "table":
            found += [run["text"] for row in block["rows"] for cell in row for run in cell]
        else:
            found += [run["text"] for run in block["runs"]]
    return "".join(found)


def test_paragraphs_lists_bold_and_tables_are_taken() -> None:
    said = "One **two**\nthree\n\n- a\n  1. b\n- c\n\n| A | B |\n|---|--:|\n| x | **y** |\n"

    paragraph, items, table = blocks(said, VALUES)

    assert paragraph["runs"] == [
        {"text": "One ", "bold": False},
        {"text": "two", "bold": True},
        {"text": " three", "bold": False},
    ]
    assert [item[0]["runs"][0]["text"] for item in items["items"]] == ["a", "c"]
    assert items["items"][0][1]["ordered"] is True
    assert (table["right"], table["rows"][1][1]) == ([1], [{"text": "y", "bold": True}])


def test_everything_else_stays_as_it_was_typed() -> None:
    said = "# Head *it* `code` <b>x</b> ![p](http://x) [l](http://x) &amp; \\* ~~no~~ http://x"

    assert text_of(blocks(said, VALUES)) == said


def test_a_name_with_signs_in_it_is_a_name() -> None:
    (paragraph,) = blocks("For {customer}, {goal}.", VALUES)

    assert paragraph["runs"] == [{"text": "For A **B** {goal} School, 90 %.", "bold": False}]


def test_what_begins_a_sentence_has_a_capital() -> None:
    assert text_of(blocks("{provider} works. {provider} rests, {provider} sleeps.", VALUES)) == (
        "The desk works. The desk rests, the desk sleeps."
    )


def test_a_name_at_the_beginning_is_written_as_it_is() -> None:
    assert text_of(blocks("{customer} signs. {customer} pays.", {**VALUES, "customer": "eBay"})) == (
        "eBay signs. eBay pays."
    )


def test_what_is_not_known_stays_in_braces_and_is_named() -> None:
    said = "{valid_to} {nobody} {{x}} {Version}"

    assert text_of(blocks(said, VALUES)) == "{valid_to} {nobody} {x} 3"
    assert unfilled(said, VALUES) == ("valid_to", "nobody")


@example("|a|\n|-|\n|a|b|")
@example("- " * 60 + "b")
@given(st.text("ab *_|-#>`1.\n\\[]()<&~+=:", max_size=60))
def test_no_letter_is_ever_lost(said: str) -> None:
    assert sorted(c for c in text_of(blocks(said, VALUES)) if c in "ab") == sorted(c for c in said if c in "ab")


def test_where_a_list_or_table_would_lose_words_all_of_them_stay_as_typed() -> None:
    said = "| a | b |\n|---|---|\n| a | b | 90 % |"

    (paragraph,) = blocks(said, VALUES)

    assert paragraph["kind"] == "par"
    assert text_of([paragraph]) == said.replace("\n", " ")


def test_numbers_of_a_list_are_not_lost_words() -> None:
    (items,) = blocks("7. a\n8. b\n   1. c", VALUES)

    assert (items["kind"], items["start"]) == ("list", 7)


def test_lists_in_lists_in_lists_are_kept() -> None:
    said = "\n".join(f"{'  ' * depth}- item{depth}" for depth in range(40))

    assert "item39" in text_of(blocks(said, VALUES))

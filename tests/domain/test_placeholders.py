"""Text blocks fill in what the ticket knows, and say what it does not."""

from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.placeholders import PLACEHOLDERS, fill, left_in, unknown_in

VALUES = {name: f"the {name}" for name in PLACEHOLDERS}


def test_each_placeholder_is_filled_in() -> None:
    text = "Dear {contact}, ticket {number} ({subject}) is due {due}. {me}, {desk}, for {customer}"

    filled = fill(text, VALUES)

    assert filled.complete
    assert filled.text == (
        "Dear the contact, ticket the number (the subject) is due the due. the me, the desk, for the customer"
    )


def test_what_the_ticket_does_not_know_stays_and_is_told() -> None:
    filled = fill("Dear {contact} at {customer}", {"customer": "Northgate School", "contact": "  "})

    assert (filled.text, filled.empty) == ("Dear {contact} at Northgate School", ("contact",))


def test_a_placeholder_that_does_not_exist_stays_and_is_told() -> None:
    assert fill("Dear {cusomer}", VALUES).unknown == ("cusomer",)
    assert fill("Dear {cusomer}", VALUES).text == "Dear {cusomer}"


def test_doubled_braces_stand_for_braces() -> None:
    assert fill("Write {{customer}} into the form", VALUES).text == "Write {customer} into the form"
    assert fill("{{{customer}}}", VALUES).text == "{the customer}"


def test_braces_that_begin_no_placeholder_are_left_alone() -> None:
    text = 'if (a) { b } else { "c": 1 } {} {1} } {'

    assert fill(text, VALUES) == fill(text, {})
    assert fill(text, VALUES).text == text


def test_large_letters_do_not_matter() -> None:
    assert fill("{Customer}", VALUES).text == "the customer"


def test_braces_within_a_value_mean_nothing() -> None:
    assert fill("{customer}", {"customer": "{me} {{x}}", "me": "Sam"}).text == "{me} {{x}}"


def test_what_still_waits_to_be_filled_in_is_found_in_a_finished_text() -> None:
    assert left_in("Dear {contact}, {contact} and {due}, not {this} nor {") == ("contact", "due")


@given(st.text(alphabet="{}ab customer_\n\u202e<", max_size=60))
def test_nothing_is_ever_sent_blank(text: str) -> None:
    filled = fill(text, {})

    assert len(filled.text) + text.count("{{") + text.count("}}") >= len(text)
    assert all(f"{{{name}}}" in filled.text for name in filled.unknown)


@given(st.text(max_size=80))
def test_a_text_with_its_braces_doubled_comes_out_as_it_was(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert fill(doubled, VALUES).text == text
    assert not unknown_in(doubled)

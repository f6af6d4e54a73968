"""The window's words."""

import pytest

from ui import wording


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Given to {name}.", "Sam R.", "Given to Sam R."),
        ("Given to {name}.", "Sam", "Given to Sam."),
        ("{name} has it.", "Sam R.", "Sam R. has it."),
        ("Given to {name}.", "Sam...", "Given to Sam..."),
    ],
)
def test_a_sentence_ends_with_one_full_stop(text: str, name: str, said: str) -> None:
    assert wording.say(text, name=name) == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 ticket"), (2, "2 tickets"), (1084, "1,084 tickets")])
def test_tickets_are_counted_in_thousands(count: int, said: str) -> None:
    assert wording.tickets(count) == said

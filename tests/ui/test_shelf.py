"""The lists of the sidebar: named, arranged and kept by the person, whatever the kept file says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from ui.models.arrangement import Choice, Column, Sort, View
from ui.models.shelf import LAST, LONGEST_TITLE, MOST, Look, Shelf, with_columns

BUILT_IN = tuple(view.value for view in View)
CHOICE = Choice(
    View.WAITING,
    "door",
    frozenset({"Kim L.", "Sam R."}),
    frozenset({"Harbour Clinic"}),
    frozenset({Severity.HIGH, Severity.LOW}),
    frozenset({Status.SCHEDULED}),
    frozenset({"Network"}),
)
LOOK = Look((Column.REMAINING, Column.NUMBER, Column.SUBJECT), Sort(Column.CUSTOMER, descending=True), 420)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from([*BUILT_IN, "own 1", "own 2"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "order",
                    "saved",
                    "looks",
                    "title",
                    "view",
                    "columns",
                    "sort",
                    "preview",
                    "own 1",
                    "all",
                    "assignee",
                    "severity",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def test_a_list_of_ones_own_stands_behind_the_built_in_ones_that_are_always_seen() -> None:
    shelf = Shelf()

    name = shelf.add("  Doors   at the clinic ", CHOICE, LOOK)

    assert shelf.names == (*(view for view in BUILT_IN if view != LAST), name, LAST)
    assert shelf.title(name) == "Doors at the clinic"
    assert (shelf.choice(name), shelf.look(name)) == (CHOICE, LOOK)
    assert shelf.choice("mine") == Choice(View.MINE)


def test_all_of_it_is_there_again_after_a_restart() -> None:
    shelf = Shelf()
    name = shelf.add("Doors", CHOICE, LOOK)
    shelf.move(name, 0)
    shelf.keep_look("all", LOOK)

    again = Shelf(json.loads(json.dumps(shelf.as_plain())))

    assert again.names == (name, *BUILT_IN)
    assert (again.choice(name), again.look(name), again.look("all")) == (CHOICE, LOOK, LOOK)


@given(held=plain)
def test_whatever_was_kept_there_are_lists_to_work_with(held: Any) -> None:
    shelf = Shelf(held)

    assert set(BUILT_IN) <= set(shelf.names)
    assert len(set(shelf.names)) == len(shelf.names)
    for name in shelf.names:
        columns = shelf.look(name).columns
        assert shelf.title(name).strip()
        assert isinstance(shelf.choice(name), Choice)
        assert columns is None or (columns[0] is Column.REMAINING and Column.SUBJECT in columns)
    assert Shelf(shelf.as_plain()).as_plain() == shelf.as_plain()


@pytest.mark.parametrize(
    ("title", "why"),
    [
        (" ", "has no name"),
        ("x" * (LONGEST_TITLE + 1), "longer than"),
        ("OVERDUE", "is a list called OVERDUE already"),
        ("doors", "is a list called doors already"),
    ],
)
def test_a_name_that_will_not_do_is_refused_with_the_reason(title: str, why: str) -> None:
    shelf = Shelf()
    shelf.add("Doors", CHOICE, LOOK)

    with pytest.raises(Refusal, match=why):
        shelf.add(title, CHOICE, LOOK)
    assert len(shelf.names) == len(BUILT_IN) + 1


def test_a_list_keeps_its_own_name_when_it_is_renamed_to_itself() -> None:
    shelf = Shelf()
    name = shelf.add("Doors", CHOICE, LOOK)

    shelf.rename(name, "DOORS")

    assert shelf.title(name) == "DOORS"


def test_there_is_an_end_to_lists() -> None:
    shelf = Shelf()
    for n in range(MOST):
        shelf.add(f"List {n}", CHOICE, LOOK)

    with pytest.raises(Refusal, match=f"{MOST} of your own"):
        shelf.add("One more", CHOICE, LOOK)


def test_a_deleted_list_comes_back_where_it_stood() -> None:
    shelf = Shelf()
    name = shelf.add("Doors", CHOICE, LOOK)
    shelf.move(name, 2)
    before = shelf.as_plain()

    bring_back = shelf.remove(name)
    gone = shelf.names
    bring_back()

    assert name not in gone
    assert shelf.there(name) == name
    assert shelf.as_plain() == before


def test_a_list_that_is_gone_leads_to_the_first() -> None:
    assert Shelf().there("own 7") == "all"
    assert Shelf().there("reports") == "reports"


@given(st.lists(st.sampled_from(Column), max_size=20))
def test_how_long_is_left_stands_first_and_the_subject_is_always_there(columns: list[Column]) -> None:
    arranged = with_columns(tuple(columns))

    assert arranged[0] is Column.REMAINING
    assert Column.SUBJECT in arranged
    assert len(set(arranged)) == len(arranged)
    assert with_columns(arranged) == arranged

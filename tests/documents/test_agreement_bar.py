"""The worked example as a drawing."""

from hypothesis import assume, given

from slaapp.documents.agreement_bar import WIDE, drawn
from slaapp.domain.agreement import Severity, terms
from slaapp.reports.agreement_example import example
from tests.agreements import HOURS, TODAY, agreements
from tests.reports import northgate


@given(agreements())
def test_pieces_join_and_marks_stand_within_them(agreement: object) -> None:
    rules = terms(agreement, HOURS)  # type: ignore[arg-type]
    told = [found for severity in Severity if (found := example(rules, "Some", severity, TODAY)) is not None]
    assume(any(found.stretches for found in told))
    for found in told:
        if not found.stretches:
            continue
        bar = drawn(found)
        ends = [piece["x"] + piece["width"] for piece in bar["pieces"]]
        assert [round(piece["x"], 6) for piece in bar["pieces"]] == [0, *(round(end, 6) for end in ends[:-1])]
        assert all(piece["width"] > 0 for piece in bar["pieces"])
        assert round(ends[-1], 6) <= WIDE
        assert all(0 <= mark["x"] <= ends[-1] + 1e-6 for mark in bar["marks"])
        places = [mark["x"] for mark in bar["marks"]]
        assert places == sorted(places)


def test_labels_that_would_touch_stand_below_each_other() -> None:
    rules = terms(northgate.agreement(), {"Support hours": northgate.hours()})
    found = example(rules, "Urgent", Severity.URGENT, TODAY)
    assert found is not None

    bar = drawn(found)

    assert (bar["start"], [mark["label"] for mark in bar["marks"]]) == ("15:30", ["respond 16:00", "resolve 11:00"])
    assert [mark["row"] for mark in bar["marks"]] == [1, 0]
    assert bar["rows"] == 1

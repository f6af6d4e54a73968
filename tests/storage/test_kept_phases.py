"""What is told of kept clocks without reading their phases is what reading them gives."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.clock import NEVER, State, read
from slaapp.storage.clocks import short as short_of
from slaapp.storage.phases import KeptPhases, as_text, kept
from tests.clockwork import hours_of, wound
from tests.tickets import Case, cases


@given(cases(), st.lists(st.integers(-3_000_000, 3_000_000), max_size=8))
def test_a_short_clock_ranks_as_its_reading_does(case: Case, apart: list[int]) -> None:
    clocks = wound(case.events, case.laws, NEVER)
    hours = hours_of(case.laws)
    moments = {case.now, *(event.occurred_at for event in case.events)}
    moments |= {clock.breached_at + by for clock in clocks if clock.breached_at is not None for by in (-1, 0, 1)}
    moments |= {case.now + by for by in apart}
    again = kept([(as_text(clock.phases), clock.started_at, clock.breached_at) for clock in clocks])
    for clock, phases in zip(clocks, again, strict=True):
        held = replace(clock, phases=phases)
        short = short_of(held)
        assert short_of(clock) is None
        for now in moments:
            reading = read(clock, now, hours)
            if short is not None and clock.measured and clock.ended_at is None and short.start <= now:
                assert reading.state is not State.NO_TARGET
                paused = reading.state is State.PAUSED
                value = reading.left if paused else NEVER if reading.due_at is None else reading.due_at
                assert short.rank(now) == (paused, value)
                assert reading.breached == (clock.breached_at is not None and now > clock.breached_at)
            assert read(held, now, hours) == reading
        assert held == clock
        assert clock == held
        assert hash(held) == hash(clock)


def test_most_clocks_are_short() -> None:
    """Without one each is read at every second: right, and slow."""
    phases = '[[100,2,"Desk",3600,95,75,0,0,null,3700],[3701,2,"Desk",3600,95,75,3600,0,null,3700]]'
    paused = '[[100,2,"Desk",3600,95,75,600,0,"waiting_customer",null]]'
    assert [isinstance(one, KeptPhases) for one in kept([(phases, 100, 3700), (paused, 100, None)])] == [True, True]

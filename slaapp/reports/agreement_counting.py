"""What an agreement promises as a share, and how it is counted (§ 5 of semantics)."""

from collections.abc import Iterator

from slaapp.domain.agreement import Tier
from slaapp.reports.agreement_blocks import Block, Grid, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST, metrics_of, of_tier, share


def goal(copy: Copy) -> Iterator[Block]:
    tiers = [Tier.PUBLIC, Tier.INTERNAL] if copy.internal else [Tier.PUBLIC]
    for tier in tiers:
        goals = {key: held.goal for key, held in of_tier(copy.agreement, tier).items()}
        if not goals:
            continue
        whose = "_internal" if tier is Tier.INTERNAL else ""
        if len(set(goals.values())) == 1:
            yield Words(copy.say(f"goal.at_least{whose}", percent=share(next(iter(goals.values())))))
        else:
            yield Words(copy.say(f"goal.shares{whose}"))
            metrics = metrics_of(copy.agreement, internal=copy.internal)
            yield Grid(
                (copy.say("goal.severity"), *(copy.words.of(metric) for metric in metrics)),
                tuple(
                    (
                        copy.name(severity),
                        *(share(goals[severity, metric]) if (severity, metric) in goals else "–" for metric in metrics),
                    )
                    for severity in MOST_SEVERE_FIRST
                    if any((severity, metric) in goals for metric in metrics)
                ),
                right=frozenset(range(1, len(metrics) + 1)),
            )


def counting(copy: Copy) -> Iterator[Block]:
    if copy.metrics:
        yield Words(copy.say("goal.counting", basis=copy.say(f"goal.{copy.agreement.basis.value}")))


def goal_words(copy: Copy) -> str:
    """For {goal}: the goal where all targets share it, else where it stands."""
    goals = {held.goal for held in of_tier(copy.agreement, Tier.PUBLIC).values()}
    return share(goals.pop()) if len(goals) == 1 else copy.say("goal.below") if goals else ""

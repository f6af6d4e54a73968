"""What an agreement promises as a share, and how it is counted (§ 5 of semantics)."""

from collections.abc import Iterator, Mapping

from slaapp.domain.agreement import CountingBasis, Tier
from slaapp.reports.agreement_blocks import Block, Grid, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST, metrics_of, of_tier, share
from slaapp.wording import METRIC

BASIS: Mapping[CountingBasis, str] = {
    CountingBasis.DECIDED: "Each target counts once, in the month in which it is decided: when it is met or, if that "
    "is earlier, when it becomes late. So a month that is over never changes by itself.",
    CountingBasis.RECEIVED: "Each target counts once, in the month in which its ticket was received, as soon as it is "
    "met or late.",
    CountingBasis.RESOLVED: "Each target counts once, in the month in which its ticket was resolved.",
}


def goal(copy: Copy) -> Iterator[Block]:
    tiers = [Tier.PUBLIC, Tier.INTERNAL] if copy.internal else [Tier.PUBLIC]
    for tier in tiers:
        goals = {key: held.goal for key, held in of_tier(copy.agreement, tier).items()}
        if not goals:
            continue
        whose = "internal targets" if tier is Tier.INTERNAL else "targets"
        if len(set(goals.values())) == 1:
            percent = share(next(iter(goals.values())))
            yield Words(f"In each month at least {percent} of the {whose} of each severity and metric are kept.")
        else:
            yield Words(f"In each month at least this share of the {whose} is kept:")
            metrics = metrics_of(copy.agreement, internal=copy.internal)
            yield Grid(
                ("Severity", *(METRIC[metric] for metric in metrics)),
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
    if not copy.metrics:
        return
    yield Words(
        f"{BASIS[copy.agreement.basis]} The share on time is met ÷ (met + late), shown cut to one decimal and with "
        "both counts; a goal is kept when 100 × met is at least goal × (met + late). Where nothing was decided, there "
        "is no share. What both sides agree not to count stays in the figures, is listed, and is left out of the "
        "adjusted figure printed beside them. What was entered wrong is corrected with a reason, and each correction "
        "is listed. The 90th percentile of n times is number 0.9 × n of them in order, rounded up."
    )


def goal_words(copy: Copy) -> str:
    """For {goal}: the goal where all targets share it, else where it stands."""
    goals = {held.goal for held in of_tier(copy.agreement, Tier.PUBLIC).values()}
    return share(goals.pop()) if len(goals) == 1 else "the goal set out below" if goals else ""

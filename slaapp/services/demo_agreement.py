"""The demo desk's agreement: its words, and the two versions before the one that governs all of its tickets."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Meaning, Metric, Severity, Target, Tier
from slaapp.domain.spans import HOUR

MEANINGS: Mapping[Severity, Meaning] = {
    Severity.URGENT: Meaning("Whole site, or a safety risk"),
    Severity.HIGH: Meaning("Several people cannot work"),
    Severity.NORMAL: Meaning("One person, or a workaround exists"),
    Severity.LOW: Meaning("Request or question"),
}
SECTIONS: Mapping[str, str] = {
    "parties": "{customer} is represented by the head of administration, {provider} by the team lead.",
    "purpose": "{provider} keeps the technology of {customer} working. This agreement says how fast help comes, and "
    "how both sides see whether it did.",
    "exclusions": "Private devices, and systems that {provider} did not set up.",
    "pauses": "A third party counts here only if the customer engaged it.",
    "not_measured": "Planned maintenance is announced two working days ahead.",
    "reporting": "{provider} hands over the report of a month by its fifth working day.",
    "review": "Every three months both sides look at the reports and write down what is to change.",
    "provider": "- One desk takes every report.\n- A time that will be missed is announced before it is.\n- Each late "
    "target is reported with its reason.",
    "customer": "- Reports go to the desk and say who is concerned and since when.\n- Somebody can be reached while a "
    "ticket is open.\n- Access is given when it is needed.",
    "complaints": "Complaints go to the team lead, who answers within two working days.",
    "modification": "Changes are made as a new version that both sides sign.",
    "termination": "Either side may end this agreement in writing with three months' notice.",
}


def versions(newest: Agreement) -> Iterator[Agreement]:
    """Ascending, ending with `newest` and its words. The earlier ones ended before the demo's first ticket."""
    newest = replace(newest, meanings=MEANINGS, sections=SECTIONS)
    second = replace(
        newest,
        version=2,
        targets=tuple(_slower(target) for target in newest.targets),
        valid_from=date(2024, 1, 1),
        valid_to=date(2024, 12, 31),
    )
    without_updates = tuple(target for target in second.targets if target.metric is not Metric.UPDATE)
    yield replace(second, version=1, targets=without_updates, valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31))
    yield second
    yield newest


def _slower(target: Target) -> Target:
    of_high = (target.metric, target.severity, target.tier) == (Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC)
    return replace(target, allowed=10 * HOUR) if of_high else target

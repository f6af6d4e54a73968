"""English for what the engine says: the command line's words, and the rows of "Why?" wherever they are shown."""

from collections.abc import Mapping

from slaapp.domain.agreement import CountingBasis, Impact, Meaning, Metric, Severity, Status, StepAct, Tier, Urgency
from slaapp.domain.budget import Budget, Outlook
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import State
from slaapp.domain.events import Channel, MissReason, NotMeasuredReason, SeverityChanged, StatusChanged, TicketEvent
from slaapp.domain.forecast import Estimates
from slaapp.domain.relations import Relation
from slaapp.domain.spans import HOUR, MINUTE, Seconds
from slaapp.domain.why import LedgerRow, RowKind

SEVERITY: Mapping[Severity, str] = {
    Severity.LOW: "Low",
    Severity.NORMAL: "Normal",
    Severity.HIGH: "High",
    Severity.URGENT: "Urgent",
}
NO_MEANINGS: Mapping[Severity, Meaning] = {}
METRIC: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "First response",
    Metric.NEXT_RESPONSE: "Next response",
    Metric.UPDATE: "Next update",
    Metric.RESOLUTION: "Resolution",
}
TIER: Mapping[Tier, str] = {Tier.PUBLIC: "Public", Tier.INTERNAL: "Internal"}
STATUS: Mapping[Status, str] = {
    Status.NEW: "New",
    Status.IN_PROGRESS: "In progress",
    Status.WAITING_CUSTOMER: "Waiting on customer",
    Status.WAITING_THIRD_PARTY: "Waiting on third party",
    Status.SCHEDULED: "Scheduled",
    Status.RESOLVED: "Resolved",
    Status.CLOSED: "Closed",
}
BASIS: Mapping[CountingBasis, str] = {
    CountingBasis.DECIDED: "the day of the verdict",
    CountingBasis.RECEIVED: "the day of receipt",
    CountingBasis.RESOLVED: "the day of resolution",
}
"""By what targets are told off to periods: "counted by …"."""
IMPACT: Mapping[Impact, str] = {
    Impact.WHOLE_SITE: "The whole site",
    Impact.SEVERAL: "Several people",
    Impact.ONE: "One person",
}
URGENCY: Mapping[Urgency, str] = {
    Urgency.AT_ONCE: "At once",
    Urgency.SOON: "Soon",
    Urgency.CAN_WAIT: "Can wait",
}
STATE: Mapping[State, str] = {
    State.RUNNING: "running",
    State.PAUSED: "paused",
    State.WAITING_FOR_OPENING: "waiting for opening",
    State.BREACHED: "breached",
    State.ENDED: "ended",
    State.NOT_MEASURED: "not measured",
    State.NO_TARGET: "no target",
}
NOT_MEASURED: Mapping[NotMeasuredReason, str] = {
    NotMeasuredReason.DUPLICATE: "duplicate",
    NotMeasuredReason.SPAM: "spam",
    NotMeasuredReason.WITHDRAWN: "withdrawn",
    NotMeasuredReason.OUT_OF_SCOPE: "out of scope",
    NotMeasuredReason.PLANNED_MAINTENANCE: "planned maintenance",
    NotMeasuredReason.FORCE_MAJEURE: "force majeure",
    NotMeasuredReason.NO_AGREEMENT: "no agreement",
    NotMeasuredReason.NOT_RECORDED: "not recorded by the source",
    NotMeasuredReason.MERGED: "merged into another ticket",
}
MISS_REASON: Mapping[MissReason, str] = {
    MissReason.STAFFING: "Too few people at the desk",
    MissReason.OVERLOOKED: "Overlooked",
    MissReason.HARD: "Hard to find or to mend",
    MissReason.SUPPLIER: "Supplier was late",
    MissReason.PART: "Waiting for a part",
    MissReason.CUSTOMER: "Customer could not be reached",
    MissReason.WRITTEN_LATE: "Done in time, written down late",
    MissReason.OTHER: "Another reason",
}
CLAIMED_BY: Mapping[Claimant, str] = {
    Claimant.GROUP: "for group {name}",
    Claimant.SERVICE: "for service {name}",
    Claimant.CUSTOMER: "for customer {name}",
    Claimant.DESK: "for the whole desk",
}
CHANNEL: Mapping[Channel, str] = {
    Channel.PHONE: "by phone",
    Channel.EMAIL: "by e-mail",
    Channel.IN_PERSON: "in person",
    Channel.PORTAL: "in the portal",
}
RELATION: Mapping[Relation, str] = {
    Relation.RELATED: "Related to",
    Relation.FOLLOWS_UP: "Follows up",
    Relation.FOLLOWED_UP_BY: "Followed up by",
    Relation.CAUSED_BY: "Caused by",
    Relation.CAUSES: "Causes",
    Relation.BLOCKED_BY: "Blocked by",
    Relation.BLOCKS: "Blocks",
    Relation.BELONGS_TO: "Part of",
    Relation.INCLUDES: "Includes",
    Relation.DOUBLED_BY: "Has the duplicate",
    Relation.DOUBLES: "Duplicate of",
    Relation.MERGED_INTO: "Merged into",
    Relation.TAKES_IN: "Goes on with",
}
FRESH_TIME = "fresh time: reopened after the window"
_STARTED: Mapping[str, str] = {
    "C1": "Received as {severity}",
    "C2": "Customer wrote ({severity})",
    "C3": "Customer wrote ({severity})",
    "C4": "Customer was told ({severity})",
    "C10": "Reopened ({severity})",
}
"""By the rule that begins the clock."""
_TOLD: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "Answered",
    Metric.NEXT_RESPONSE: "Answered",
    Metric.UPDATE: "Told the customer again",
    Metric.RESOLUTION: "Resolved",
}
_ENDED: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "Answered, or resolved",
    Metric.NEXT_RESPONSE: "Answered, or resolved",
    Metric.UPDATE: "Told the customer again, or resolved",
    Metric.RESOLUTION: "Resolved",
}


_PLAIN_ROWS: Mapping[RowKind, str] = {
    RowKind.COUNTS: "Clock runs",
    RowKind.LATE: "Clock runs, past the target",
    RowKind.CLOSED: "Outside support hours",
    RowKind.RESOLVED: "Resolved, until it was reopened",
    RowKind.LEFT: "Left until the target",
}


def miss_words(code: MissReason | None, text: str | None) -> str | None:
    """`Supplier was late: the disk came on Friday`; None where nobody has said why."""
    words = (text or "").strip()
    if code is None:
        return words or None
    return f"{MISS_REASON[code]}: {words}" if words else MISS_REASON[code]


def due_moved(later: int, earlier: int) -> str:
    """How many tickets new rules have moved: `3 open tickets are due later, 1 earlier.`; nothing when none."""
    parts = [f"{count} {word}" for count, word in ((later, "later"), (earlier, "earlier")) if count]
    if not parts:
        return ""
    first, *more = parts
    count, word = first.split()
    tickets = "open ticket is due" if count == "1" else "open tickets are due"
    return ", ".join((f"{count} {tickets} {word}", *more)) + "."


def misses_left(budget: Budget) -> str:
    """What a goal still allows this month (R8), in a few words."""
    spare = budget.by_end
    match budget.outlook:
        case Outlook.LOST:
            return f"Goal cannot be kept any more this month: {-spare} too many"
        case Outlook.UNLIKELY:
            return f"Goal is not kept at this month’s pace: {-spare} too many of {budget.expected} expected"
        case Outlook.BEHIND:
            rest = budget.expected - budget.cell.decided
            return f"Below goal so far, {-budget.now} too many: kept again with {_more(spare)} among {rest} expected"
        case Outlook.SPENT:
            return "No more misses allowed this month"
        case Outlook.NOTHING_DECIDED if not budget.expected:
            return "Nothing decided yet, and nothing runs"
        case Outlook.NOTHING_DECIDED:
            allowed = f"{spare} may be missed" if spare else "none may be missed"
            return f"Nothing decided yet; of {budget.expected} expected {allowed}"
        case Outlook.OPEN:
            return f"{_more(spare)} allowed this month"


def taken_words(at: int, act: StepAct, to: str, *, done: bool) -> str:
    """When a step of an escalation was taken, and what it did: `at 75 %: assigned to Kim L.`; `done` as below."""
    when = "at the breach" if at == 100 else f"at {at} %"
    return f"{when}: {_did(act, to, done=done)}"


def escalated_words(metric: Metric, at: int, act: StepAct, to: str, *, done: bool) -> str:
    """What an escalation did: `Escalated at 75 % of resolution: assigned to Kim L.`

    `done` False: it was so already, or could not be done any more.
    """
    clock = METRIC[metric].lower()
    when = f"as {clock} became late" if at == 100 else f"at {at} % of {clock}"
    return f"Escalated {when}: {_did(act, to, done=done)}"


def _did(act: StepAct, to: str, *, done: bool) -> str:
    whom = to or "whoever has the ticket"
    does, did = {
        StepAct.NOTIFY: (f"tell {whom}", f"told {whom}"),
        StepAct.ASSIGN: (f"assign to {to}", f"assigned to {to}"),
        StepAct.RAISE: ("raise the severity", "severity raised"),
        StepAct.SLIP: ("print a slip", "a slip to print"),
    }[act]
    return did if done else f"{does}, nothing to do"


def estimates_words(estimates: Estimates) -> str:
    """What an order of work takes for granted."""
    response, update, resolution = (
        length // MINUTE for length in (estimates.response, estimates.update, estimates.resolution)
    )
    return (
        f"Assumed: {response} min of work for a response, {update} min for an update, {resolution} min to resolve, "
        "one target after the other."
    )


def _more(misses: int) -> str:
    return {0: "no miss", 1: "1 more miss"}.get(misses, f"{misses} more misses")


def exact_length(seconds: Seconds) -> str:
    """Working time to the second, as in `2 h 15 m` or `1 h 00 m 05 s`; what is nought at the end is left out."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    if rest:
        head = f"{hours} h {minutes:02} m " if hours else f"{minutes} m " if minutes else ""
        return f"{head}{rest:02} s" if head else f"{rest} s"
    if hours:
        return f"{hours} h {minutes:02} m" if minutes else f"{hours} h"
    return f"{minutes} m"


def severity_called(severity: Severity, meaning: Meaning | None) -> str:
    """What an agreement that says so of it calls it, else what it is called everywhere."""
    return SEVERITY[severity] if meaning is None or not meaning.name else meaning.name


def severity_in_full(severity: Severity, meaning: Meaning | None) -> str:
    """The same where tickets of several agreements stand together: `Major (High)`."""
    called, everywhere = severity_called(severity, meaning), SEVERITY[severity]
    return everywhere if called == everywhere else f"{called} ({everywhere})"


def severity_within(severity: Severity, meaning: Meaning | None) -> str:
    """The same inside a line: `high`, `Major (high)`."""
    called, everywhere = severity_called(severity, meaning), SEVERITY[severity].lower()
    return everywhere if called == SEVERITY[severity] else f"{called} ({everywhere})"


def ledger_what(
    row: LedgerRow, metric: Metric = Metric.RESOLUTION, meanings: Mapping[Severity, Meaning] = NO_MEANINGS
) -> str:
    """What happened, in a few words: the second column of "Why?". `meanings` are those of the agreement."""
    target = "no target" if row.allowed is None else f"target {exact_length(row.allowed)}"
    severity = "" if row.severity is None else severity_called(row.severity, meanings.get(row.severity))
    match row.kind:
        case RowKind.STARTED:
            fresh = ", fresh time" if row.rule == "C10" and metric is Metric.RESOLUTION else ""
            return f"{_STARTED[row.rule].format(severity=severity)}{fresh}: {target}"
        case RowKind.SEVERITY:
            up = row.was is not None and row.severity is not None and row.severity > row.was
            by = f" by {row.by}" if row.by else ""
            return f"{'Raised' if up else 'Lowered'} to {severity}{by}: {target}"
        case RowKind.VERSION:
            return f"Version {row.version} of the agreement applies: {target}"
        case RowKind.HOLIDAY:
            return f"Holiday: {row.holiday}" if row.holiday else "Holiday"
        case RowKind.PAUSED:
            return STATUS[row.status] if row.status is not None else "Paused"
        case RowKind.LESS_SEVERE:
            return f"Severity was only {severity}"
        case RowKind.OTHER_SEVERITY:
            return f"Before the change, severity was {severity}"
        case RowKind.ENDED:
            return _ENDED[metric] if row.resolved is None else "Resolved" if row.resolved else _TOLD[metric]
        case RowKind.NOT_MEASURED:
            return "Not measured" if row.excluded is None else f"Not measured: {NOT_MEASURED[row.excluded]}"
        case other:
            return _PLAIN_ROWS[other]


_EVENTS: Mapping[str, str] = {
    "received": "Received",
    "replied": "Reply",
    "customer_wrote": "Customer’s message",
    "noted": "Internal note",
    "status": "Status",
    "severity": "Severity",
    "assigned": "Assignment",
    "resolved": "Resolved",
    "reopened": "Reopened",
    "closed": "Closed",
    "not_measured": "Not measured",
    "absorbed": "Merge",
    "waived": "Waiver",
    "breach_explained": "Reason for a missed target",
    "corrected": "Correction",
    "retracted": "Undone",
    "details": "Details",
    "linked": "Link",
    "attached": "Attachment",
    "tagged": "Tag",
    "untagged": "Tag taken off",
    "checklist_added": "To do",
    "checklist_ticked": "Checklist",
    "checklist_removed": "Taken off the checklist",
    "checklist_moved": "Checklist sorted",
    "escalated": "Escalation",
    "seen": "Opened for the first time",
    "source_verdict": "Verdict of the source",
}


def event_words(
    event: TicketEvent,
    field: str | None = None,
    value: str | int | bool | None = None,
    meanings: Mapping[Severity, Meaning] = NO_MEANINGS,
) -> str:
    """An event in a few words, without its text; with `field`, what was corrected and to what. `meanings` are those of
    the ticket's agreement."""
    words = _EVENTS[event.KIND]
    if isinstance(event, StatusChanged):
        words = f"{words} {STATUS[event.status].lower()}"
    elif isinstance(event, SeverityChanged):
        words = f"{words} {severity_within(event.severity, meanings.get(event.severity))}"
    if field is None:
        return words
    if field == "occurred_at":
        return f"{words}: time corrected"
    return f"{words}: {field.replace('_', ' ')} corrected to {value}"

"""What can happen to a ticket. Events are written once: never changed, never deleted (§ 1 of semantics)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeAlias

from slaapp.domain.agreement import Metric, Severity, Status, StepAct
from slaapp.domain.claim import Claimant
from slaapp.domain.relations import Relation
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value

TicketId: TypeAlias = str
"""Stable name of a ticket inside the store: `<replica>-<n>`; its number is what people see."""


class EventId(NamedTuple):
    """Names an event on every laptop: who wrote it, and as which of that writer's events (from 1, without gaps)."""

    replica: str
    seq: int


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"
    PORTAL = "portal"


class NotMeasuredReason(StrEnum):
    """C13 of semantics; `merged` is C14, `not_recorded` an import that holds no replies."""

    DUPLICATE = "duplicate"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"
    OUT_OF_SCOPE = "out_of_scope"
    PLANNED_MAINTENANCE = "planned_maintenance"
    FORCE_MAJEURE = "force_majeure"
    NO_AGREEMENT = "no_agreement"
    NOT_RECORDED = "not_recorded"
    MERGED = "merged"


class MissReason(StrEnum):
    """Kinds of reasons for which targets are missed, so that a year of them can be counted."""

    STAFFING = "staffing"
    OVERLOOKED = "overlooked"
    HARD = "hard"
    SUPPLIER = "supplier"
    PART = "part"
    CUSTOMER = "customer"
    WRITTEN_LATE = "written_late"
    OTHER = "other"


LEAVING = frozenset(
    {
        NotMeasuredReason.DUPLICATE,
        NotMeasuredReason.SPAM,
        NotMeasuredReason.WITHDRAWN,
        NotMeasuredReason.MERGED,
    }
)
"""Reasons that take an open ticket out of the queue: "left otherwise" in R5 of semantics."""


class TicketEvent(Value, kw_only=True):
    """What every event carries: `occurred_at` is when it happened, `recorded_at` when it was written down (T5)."""

    KIND: ClassVar[str]
    TEXTS: ClassVar[frozenset[str]] = frozenset()
    """The fields that hold people's words: the chain covers only a salted digest of them (promise 6 of reliability)."""

    id: EventId
    occurred_at: Instant
    recorded_at: Instant
    by: str


class Received(TicketEvent, kw_only=True):
    """The ticket begins. `until` belongs to a ticket that begins scheduled; `customer` and `contact` are record ids.

    `number` is what people call the ticket (0 where nothing is stored), `source` and `source_key` where an imported one
    came from. `agreement` names the one that claimed it then (C11), `claimed_by` and `claimant` by what, as `Claim`
    does; None: whichever the rules name by its customer. A recurring ticket says when it was planned, and which
    `occurrence` of which plan it is: no two tickets are the same one.
    """

    KIND = "received"
    TEXTS = frozenset({"subject", "text"})

    number: int = 0
    source: str | None = None
    source_key: str | None = None
    agreement: str | None = None
    severity: Severity
    status: Status = Status.NEW
    until: Instant | None = None
    opened_by_desk: bool = False
    answered_on_phone: bool = False
    subject: str = ""
    text: str = ""
    channel: Channel | None = None
    customer: str | None = None
    contact: str | None = None
    service: str | None = None
    assignee: str | None = None
    group: str | None = None
    planned_at: Instant | None = None
    occurrence: str | None = None
    claimed_by: Claimant | None = None
    claimant: str = ""


class Replied(TicketEvent, kw_only=True):
    """A public reply or a logged conversation with the customer; `minutes` of work went into it."""

    KIND = "replied"
    TEXTS = frozenset({"text"})

    text: str = ""
    channel: Channel | None = None
    minutes: int = 0


class CustomerWrote(TicketEvent, kw_only=True):
    """The customer wrote or called; ends *waiting on customer*."""

    KIND = "customer_wrote"
    TEXTS = frozenset({"text"})

    text: str = ""
    channel: Channel | None = None


class Noted(TicketEvent, kw_only=True):
    """An internal note; no clock sees it."""

    KIND = "noted"
    TEXTS = frozenset({"text"})

    text: str = ""
    minutes: int = 0


class StatusChanged(TicketEvent, kw_only=True):
    """To one of the open statuses; `until` goes with *scheduled* and with nothing else, `supplier` (a record's id) and
    the version of the agreement with it that binds the wait with *waiting on a third party*."""

    KIND = "status"

    status: Status
    until: Instant | None = None
    supplier: str | None = None
    supplier_version: int | None = None


class SeverityChanged(TicketEvent, kw_only=True):
    """The situation changed; a severity that was entered wrong is a `Corrected` (C12)."""

    KIND = "severity"

    severity: Severity


class Assigned(TicketEvent, kw_only=True):
    KIND = "assigned"

    assignee: str | None
    group: str | None = None


class Resolved(TicketEvent, kw_only=True):
    KIND = "resolved"
    TEXTS = frozenset({"text"})

    text: str = ""
    code: str | None = None
    minutes: int = 0


class Reopened(TicketEvent, kw_only=True):
    KIND = "reopened"
    TEXTS = frozenset({"text"})

    text: str = ""


class Closed(TicketEvent, kw_only=True):
    """Closing an unresolved ticket resolves it; closing later has no effect on any clock (C5)."""

    KIND = "closed"
    TEXTS = frozenset({"text"})

    text: str = ""


class NotMeasured(TicketEvent, kw_only=True):
    """Takes undecided clocks out of the count (C13); `metrics` None means all of them.

    `other` is the ticket of which this one is a duplicate, or into which it was merged.
    """

    KIND = "not_measured"
    TEXTS = frozenset({"text"})

    reason: NotMeasuredReason
    text: str = ""
    metrics: frozenset[Metric] | None = None
    other: TicketId | None = None


class Absorbed(TicketEvent, kw_only=True):
    """The surviving side of a merge (C14): what the customer and the desk said in `other` counts here too."""

    KIND = "absorbed"

    other: TicketId


class Waived(TicketEvent, kw_only=True):
    """A breach that both sides agreed not to count (C15); `cycle` None means every breached clock of the metric."""

    KIND = "waived"
    TEXTS = frozenset({"reason", "agreed_by"})

    metric: Metric
    cycle: int | None = None
    reason: str
    agreed_by: str = ""


class BreachExplained(TicketEvent, kw_only=True):
    """Why a target was missed, as the month's report prints it: of which kind the reason is, in words, or both."""

    KIND = "breach_explained"
    TEXTS = frozenset({"reason"})

    metric: Metric
    cycle: int | None = None
    reason: str
    code: MissReason | None = None


class Corrected(TicketEvent, kw_only=True):
    """Something was entered wrong (C12): `field` of `event` acts as if it had always been `value`.

    `occurred_at` of any event can be corrected, and what the event itself holds (`severity`, `status`, `until`, …);
    an instant is given in seconds, a word of an enumeration as the word.
    """

    KIND = "corrected"
    TEXTS = frozenset({"reason"})

    event: EventId
    field: str
    value: str | int | bool | None
    reason: str


class Retracted(TicketEvent, kw_only=True):
    """Undo (C17): clocks act as if `event` had not been. Retracting a retraction brings the event back."""

    KIND = "retracted"

    event: EventId


class DetailsChanged(TicketEvent, kw_only=True):
    """What a ticket says about itself beside the clocks; None leaves a field as it was.

    With another customer, or where `claimed_by` says by what, `agreement` names the one that claims the ticket from
    then on.
    """

    KIND = "details"
    TEXTS = frozenset({"subject"})

    subject: str | None = None
    customer: str | None = None
    contact: str | None = None
    service: str | None = None
    agreement: str | None = None
    claimed_by: Claimant | None = None
    claimant: str = ""


class Linked(TicketEvent, kw_only=True):
    """The other ticket is told the same with the inverse relation, in the same act."""

    KIND = "linked"

    other: TicketId
    relation: Relation


class Tagged(TicketEvent, kw_only=True):
    KIND = "tagged"
    TEXTS = frozenset({"tag"})

    tag: str


class Untagged(TicketEvent, kw_only=True):
    KIND = "untagged"
    TEXTS = frozenset({"tag"})

    tag: str


class ChecklistAdded(TicketEvent, kw_only=True):
    """Something to be done for the ticket; the event's own id names it from then on."""

    KIND = "checklist_added"
    TEXTS = frozenset({"text"})

    text: str


class ChecklistTicked(TicketEvent, kw_only=True):
    KIND = "checklist_ticked"

    item: EventId
    done: bool


class ChecklistRemoved(TicketEvent, kw_only=True):
    KIND = "checklist_removed"

    item: EventId


class ChecklistMoved(TicketEvent, kw_only=True):
    """To behind `after`; None: to the top."""

    KIND = "checklist_moved"

    item: EventId
    after: EventId | None


class Attached(TicketEvent, kw_only=True):
    """A file was added. Its bytes lie beside the store, named by their `sha256`; `name` is only what people call it.

    `to` is the message that it came with (None: it was added by itself), `message` names the e-mail that the file is.
    """

    KIND = "attached"
    TEXTS = frozenset({"name"})

    sha256: str
    size: int
    media_type: str
    name: str = ""
    to: EventId | None = None
    message: str | None = None


class Escalated(TicketEvent, kw_only=True):
    """A step of the agreement's escalation was reached: it occurred at that very instant, whenever it was noticed.

    `at` is the share in percent, 100 being the breach; `act` what the step does, `whom` the name it is for.
    """

    KIND = "escalated"
    TEXTS = frozenset({"whom"})

    metric: Metric
    cycle: int
    severity: Severity
    at: int
    act: StepAct
    whom: str = ""


class Seen(TicketEvent, kw_only=True):
    """Someone at the desk opened the ticket for the first time."""

    KIND = "seen"


class SourceVerdict(TicketEvent, kw_only=True):
    """What the system that a ticket was imported from said about its agreement; shown beside ours, never counted."""

    KIND = "source_verdict"

    met: bool


EVENT_KINDS: Mapping[str, type[TicketEvent]] = {
    kind.KIND: kind
    for kind in (
        Received,
        Replied,
        CustomerWrote,
        Noted,
        StatusChanged,
        SeverityChanged,
        Assigned,
        Resolved,
        Reopened,
        Closed,
        NotMeasured,
        Absorbed,
        Waived,
        BreachExplained,
        Corrected,
        Retracted,
        DetailsChanged,
        Linked,
        Attached,
        Tagged,
        Untagged,
        ChecklistAdded,
        ChecklistTicked,
        ChecklistRemoved,
        ChecklistMoved,
        Escalated,
        Seen,
        SourceVerdict,
    )
}

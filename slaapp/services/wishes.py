"""What a customer wishes for in a review: a length by metric and severity, noted until it is agreed or taken back."""

from collections.abc import Callable, Iterator

from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant, Seconds
from slaapp.reports.review_data import Wish
from slaapp.services.agreement_data import METRICS, SEVERITIES, length_text
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, put
from slaapp.services.families import GONE
from slaapp.services.fields import Fields
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records
from slaapp.storage.database import Connection, Database

WISH = "wish"

Place = tuple[Metric, Severity]


class Wishes:
    """A wish is the other side's word about one cell of the targets; it promises nothing."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def wish(
        self, agreement: str, metric: Metric, severity: Severity, length: Seconds | None, *, now: Instant
    ) -> Changes:
        """Note it in the place of the former one; None takes that back. Refusal for an agreement that is not there."""
        said: dict[str, object] = {GONE: True} if length is None else {"length": length_text(length)}
        body = {"metric": metric.value, "severity": severity.word, **said}
        with self._database.write() as connection:
            if agreement not in self._rulebook(connection).terms:
                raise Refusal(f"Nothing was saved: no version of {agreement} is in force.")
            id_ = f"{agreement}/{metric.value}/{severity.word}"
            written = put(connection, WISH, id_, agreement, body, Stamp(now, self._user), owner=None)
        return Changes(records=written)


def wished(connection: Connection, agreement: str) -> dict[Place, Seconds]:
    held = (record for record in records.every(connection, WISH) if record.name == agreement)
    return {place: length for record in held if not record.body.get(GONE) for place, length in [wish_of(record)]}


def open_wishes(connection: Connection, agreement: Agreement) -> Iterator[Wish]:
    """What is wished for and not agreed, in the order of a report."""
    agreed = {
        (target.metric, target.severity): target.allowed for target in agreement.targets if target.tier is Tier.PUBLIC
    }
    order = tuple(Metric)
    wishes = sorted(wished(connection, agreement.name).items(), key=lambda one: (order.index(one[0][0]), -one[0][1]))
    for place, length in wishes:
        if agreed.get(place) != length:
            yield Wish(agreement.name, *place, length, agreed.get(place))


def wish_of(record: records.Record) -> tuple[Place, Seconds]:
    fields = Fields(record.body)
    return (fields.word("metric", METRICS), fields.word("severity", SEVERITIES)), fields.length("length")

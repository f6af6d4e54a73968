"""What a report is about: whose tickets, which of them, and how they are counted."""

from slaapp.domain.agreement import CountingBasis, Severity
from slaapp.domain.value import Value


class Scope(Value, kw_only=True):
    """`customers` are their ids; none of them: every customer's tickets, and those of no customer.

    `service` and `agreement` are names: the service of the ticket at the cut-off, the agreement that governed it when
    it was received. With `severity` a clock is in that counts under it (C9), a ticket that has it at the cut-off.
    `basis` says which period a clock counts in; None: as it was agreed.
    """

    customers: tuple[str, ...] = ()
    service: str | None = None
    agreement: str | None = None
    severity: Severity | None = None
    basis: CountingBasis | None = None

    @property
    def one_customer(self) -> bool:
        return len(self.customers) == 1

    @property
    def customer(self) -> str | None:
        """The one customer's id, else None."""
        return self.customers[0] if self.one_customer else None

    @property
    def can_be_closed(self) -> bool:
        """It is about all of one customer, or of the company, counted as it was agreed."""
        return self == Scope(customers=self.customers) and len(self.customers) <= 1

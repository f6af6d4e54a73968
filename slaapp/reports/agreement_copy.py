"""For whom an agreement is printed, and with what: what every generated part is made from."""

from collections.abc import Mapping
from datetime import date

from slaapp.domain.agreement import Agreement, Metric, Severity, Terms, Tier
from slaapp.domain.sections import Part
from slaapp.domain.value import Value
from slaapp.languages import Words
from slaapp.reports.agreement_words import metrics_of, severity_name
from slaapp.reports.calendars import around_the_clock
from slaapp.reports.texts import quoted


class Party(Value):
    """`lines`: where it is and who speaks for it."""

    name: str
    lines: tuple[str, ...] = ()


class Copy(Value, dict=True):
    """`internal` is the desk's own copy: a customer's holds no internal target, and no name of the desk's people.

    `customers` is empty where nobody has it yet, and for one that holds `for_all` who have no other. `numbers` are
    those of the parts that are printed, for what one says of another, `words` the language.
    """

    terms: Terms
    provider: Party
    customers: tuple[Party, ...]
    today: date
    internal: bool
    draft: bool
    for_all: bool
    numbers: Mapping[Part, str]
    words: Words

    def say(self, name: str, /, **values: object) -> str:
        """A text of agreements."""
        return self.words(f"agreement.{name}", **values)

    def counted(self, name: str, count: int, /, **values: object) -> str:
        """The same of what is counted."""
        return self.words.counted(f"agreement.{name}", count, **values)

    @property
    def agreement(self) -> Agreement:
        return self.terms.agreement

    @property
    def tells_inside(self) -> bool:
        """Whether there are internal times, and this copy tells them."""
        return self.internal and any(target.tier is Tier.INTERNAL for target in self.agreement.targets)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        return metrics_of(self.agreement, internal=self.internal)

    @property
    def desk(self) -> str:
        return quoted(self.provider.name)

    @property
    def customer(self) -> str:
        """The one customer's name; of several, each is the customer."""
        return quoted(self.customers[0].name) if len(self.customers) == 1 else self.say("party.the_customer")

    @property
    def always_open(self) -> bool:
        """Whether every severity counts around the clock."""
        return all(
            around_the_clock(calendar) for hours in self.terms.hours.values() for _, calendar in hours.line.versions
        )

    def name(self, severity: Severity) -> str:
        return severity_name(self.agreement, severity, self.words)

    def chapter(self, part: Part) -> str:
        """The number of the chapter in which a part stands."""
        return self.numbers[part].partition(".")[0]

"""Impact and urgency, from which an agreement proposes the severity of a ticket."""

import argparse

from slaapp.domain.agreement import Agreement, Severity
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.services.agreement_data import IMPACTS, URGENCIES
from slaapp.services.fields import a_word


def take_impact(command: argparse.ArgumentParser) -> None:
    command.add_argument("--impact", help=f"{', '.join(IMPACTS)}: with --urgency, in place of the severity")
    command.add_argument("--urgency", help=", ".join(URGENCIES))


def asks(options: argparse.Namespace) -> bool:
    """Whether a severity is to be proposed. UsageRefusal where only half is said, or a severity as well."""
    said = [options.impact, options.urgency]
    if said == [None, None]:
        return False
    if None in said:
        raise UsageRefusal("--impact and --urgency propose a severity together. Nothing was saved. Give both.")
    if options.severity is not None:
        raise UsageRefusal("A severity, or impact and urgency: one of them. Nothing was saved. Leave the others out.")
    return True


def proposed(options: argparse.Namespace, agreement: Agreement | None) -> Severity:
    """Refusal where the agreement proposes none."""
    of = a_word(options.impact, IMPACTS, "--impact"), a_word(options.urgency, URGENCIES, "--urgency")
    found = None if agreement is None else agreement.matrix.get(of)
    if found is None:
        which = "No agreement covers this ticket" if agreement is None else f"{agreement.name} proposes none for these"
        raise Refusal(f"{which}: no severity follows from impact and urgency. Nothing was saved. Give the severity.")
    return found

"""All commands and their options."""

import argparse

from slaapp import __version__
from slaapp.commands import (
    agreements,
    bulk,
    calendars,
    closing,
    coming,
    contacts,
    counting,
    customers,
    escalating,
    files,
    importing,
    joining,
    look,
    people,
    report_sections,
    reports,
    reviews,
    rules,
    setup,
    shelves,
    slips,
    store,
    suppliers,
    tickets,
    tools,
    verifying,
    viewing,
    what_if,
)


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slaapp",
        description="SLA Desk: log tickets, watch their clocks, print the month. Without a command the window opens; "
        "files of names that end in .slaapp or .eml in place of one are opened in it.",
        epilog="Example: slaapp log 'Printer on floor 2 is jammed' --severity high. "
        "A command that writes makes the data file where there is none, one that reads refuses. "
        "Exit codes: 0 done, 1 refused, 2 wrong usage.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"slaapp {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the window on a copy of the demo desk")
    common = _Command(add_help=False, argument_default=argparse.SUPPRESS)
    for target, default in ((parser, None), (common, argparse.SUPPRESS)):
        target.add_argument(
            "--store", default=default, metavar="PATH", help="the data file (else SLAAPP_STORE, else the default place)"
        )
        target.add_argument("--user", default=default, help="who does this (else SLAAPP_USER, else your account)")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Command)
    for module in (
        setup,
        tickets,
        closing,
        verifying,
        counting,
        bulk,
        joining,
        viewing,
        coming,
        escalating,
        shelves,
        slips,
        look,
        files,
        customers,
        contacts,
        people,
        rules,
        calendars,
        agreements,
        suppliers,
        what_if,
        reviews,
        reports,
        report_sections,
        importing,
        store,
        tools,
    ):
        module.add(Adder(commands, common))
    return parser


class _Command(argparse.ArgumentParser):
    """Takes options between what is named by its place, too: `why 2408 --now … update`."""

    _within = False

    def takes_actions(self) -> None:
        """What follows is an action with options of its own: they are not to be looked for among ours."""
        self._within = True

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        if self._within:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


class Adder:
    """Adds a command with the options every one has."""

    def __init__(self, commands: "argparse._SubParsersAction[_Command]", common: _Command) -> None:
        self._commands = commands
        self._common = common

    def __call__(
        self, name: str, summary: str, example: str, run: object, *, now: str = "as of this instant"
    ) -> argparse.ArgumentParser:
        """`now` says what --now does for it; an empty one leaves the option out."""
        command = self._commands.add_parser(
            name,
            help=_plain(summary),
            description=summary,
            epilog=f"Example: slaapp {example}",
            parents=[self._common],
            allow_abbrev=False,
        )
        command.add_argument("--json", action="store_true", help="answer for machines")
        if now:
            command.add_argument("--now", metavar="INSTANT", help=now)
        command.set_defaults(run=run)
        return command

    def group(self, name: str, summary: str, example: str) -> "Adder":
        """A command that is followed by an action, each with help and example of its own."""
        command = self._commands.add_parser(
            name, help=_plain(summary), description=summary, epilog=f"Example: slaapp {example}", allow_abbrev=False
        )
        command.takes_actions()
        actions = command.add_subparsers(title="actions", metavar="ACTION", parser_class=_Command, required=True)
        return Adder(actions, self._common)


def _plain(summary: str) -> str:
    """Help text is a pattern to argparse, a description is not."""
    return summary.replace("%", "%%")

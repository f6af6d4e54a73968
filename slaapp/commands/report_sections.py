"""What reports hold and in which order, chosen once and remembered."""

import argparse

from slaapp.commands.adding import Add
from slaapp.commands.context import Context
from slaapp.commands.tickets import TEST_ONLY
from slaapp.domain.errors import UsageRefusal
from slaapp.reports.section import Section, sections_named


def add(new: Add) -> None:
    command = new(
        "report-sections",
        "what a report of several customers holds and in which order; without sections it is the sheet of two pages",
        "report-sections customers performance breaches sign_off",
        of_several,
        now=TEST_ONLY,
    )
    take(command)


def take(command: argparse.ArgumentParser) -> None:
    command.add_argument("sections", nargs="*", metavar="SECTION", help=f"all, or some of {', '.join(Section)}")


def chosen(options: argparse.Namespace) -> tuple[Section, ...] | None:
    """None: the sheet of two pages. Raises UsageRefusal."""
    try:
        return sections_named(options.sections) or None
    except ValueError as error:
        raise UsageRefusal(f"SECTION: {error}") from error


def answer(context: Context, whose: str, sections: tuple[Section, ...] | None) -> int:
    said = f"{whose} is the sheet of two pages." if sections is None else f"{whose} holds: {', '.join(sections)}."
    return context.answer({"sections": None if sections is None else list(sections)}, said)


def of_several(options: argparse.Namespace, context: Context) -> int:
    sections = chosen(options)
    with context.writing() as engine:
        engine.company_report.set_sections(sections, now=context.now)
    return answer(context, "A report of several customers", sections)

"""The desk's own look on what is printed: colour, logo, templates."""

import argparse

from slaapp.commands.adding import Add
from slaapp.commands.context import Context, read_file
from slaapp.commands.tickets import TEST_ONLY


def add(new: Add) -> None:
    group = new.group("look", "the desk's own look on reports, letters and sheets", "look show")
    group("show", "colour, logo and templates as they are", "look show", show)
    command = group("colour", "the one colour of a report", "look colour 0B6E4F", colour, now=TEST_ONLY)
    command.add_argument("colour", nargs="?", metavar="#RRGGBB", help="dark enough for paper (else the usual one)")
    command = group("logo", "a picture beside the desk's name", "look logo logo.png", logo, now=TEST_ONLY)
    command.add_argument("file", nargs="?", metavar="FILE", help="PNG or JPEG (else none)")
    group(
        "templates",
        "copy the built-in templates beside the data file, to be changed there; what is there stays",
        "look templates",
        templates,
    )


def show(options: argparse.Namespace, context: Context) -> int:
    with context.reading() as engine:
        held, folder = engine.looks.look(), engine.looks.folder
    logo = f"{held.form}, {len(held.logo) // 1000} kB" if held.logo else "none"
    own = str(folder) if held.templates else "the built-in ones"
    lines = [f"Colour: {held.colour}", f"Logo: {logo}", f"Templates: {own}"]
    data = {"colour": held.colour, "logo": held.form or None, "templates": str(folder) if held.templates else None}
    return context.answer(data, "\n".join(lines))


def colour(options: argparse.Namespace, context: Context) -> int:
    with context.writing() as engine:
        engine.looks.set_colour(options.colour, now=context.now)
        held = engine.looks.look().colour
    return context.answer({"colour": held}, f"The colour is {held}.")


def logo(options: argparse.Namespace, context: Context) -> int:
    data = None if options.file is None else read_file(options.file)
    with context.writing() as engine:
        engine.looks.set_logo(data, options.file or "", now=context.now)
    said = "There is no logo." if data is None else "Reports, letters and sheets have the logo now."
    return context.answer({"logo": data is not None}, said)


def templates(options: argparse.Namespace, context: Context) -> int:
    from slaapp.documents.look import copy_templates  # noqa: PLC0415 - seldom wanted

    with context.reading() as engine:
        folder = engine.looks.folder
    copied = copy_templates(folder)
    said = (
        f"Copied {len(copied)} templates into {folder}. Change them there; take month.typ away to use the built-in "
        "ones again."
        if copied
        else f"All of them are in {folder} already. Nothing was copied."
    )
    return context.answer({"folder": str(folder), "copied": copied}, said)

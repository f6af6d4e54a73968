"""The manual's own example, run."""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from slaapp.commands.parser import build
from slaapp.domain.corrections import CORRECTABLE
from slaapp.services import scenario
from tests.commands.conftest import Command

MANUAL = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def example() -> dict[str, object]:
    found = re.search(r"<!-- scenario -->\n```json\n(.*?)```", MANUAL, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_the_manuals_scenario_gives_the_answer_the_manual_describes(slaapp: Command, tmp_path: Path) -> None:
    (tmp_path / "scenario.json").write_text(json.dumps(example()))

    result = slaapp("simulate", str(tmp_path / "scenario.json"))

    answer = result.json[0]
    assert result.code == 0
    assert answer["id"] == "printer"
    for clock in answer["clocks"]:
        assert all(f"`{name}`" in MANUAL for name in clock)
    for row in (row for why in answer["why"] for row in why["rows"]):
        assert all(f"`{name}`" in MANUAL for name in row)


def test_a_scenario_written_out_and_read_again_says_the_same() -> None:
    data = example()

    assert scenario.simulate(json.loads(json.dumps(data))) == scenario.simulate(data)


def test_the_manual_names_every_type_of_event_and_every_reason() -> None:
    for word in [*scenario._READERS, *scenario.REASONS, *CORRECTABLE]:
        assert f"`{word}`" in MANUAL, word


def unexplained(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from unexplained(command)
        elif action.option_strings and not action.help:
            yield f"{parser.prog} {action.option_strings[0]}"


def test_help_says_of_every_option_what_it_is() -> None:
    assert list(unexplained(build())) == []

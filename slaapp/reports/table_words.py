"""What the tables of a report's files are called, their columns, and the words that stand in their cells.

Fields are called as the words of a language say under `field`, inside a sentence: what begins a title gets a capital
letter. One that no language knows yet is called by its own name in English.
"""

import re
from collections.abc import Mapping

from slaapp.languages import Words
from slaapp.reports.facts import capital

Path = tuple[str, ...]

WORDS_INSIDE = frozenset({"severity", "service", "channel", "agreements", "calendars"})
"""What stands inside of these is not fields: names that people gave, and labels that are words already."""
_LISTS = {"metrics": "metric", "severities": "severity", "at_least": "field", "action_state": "table.action"}
_KINDS: Mapping[str, str] = {
    "metric": "metric",
    "severity": "severity",
    "holder": "holder",
    "status": "status",
    "tier": "tier",
    "reason_code": "miss_reason",
    "action_state": "table.action",
    "basis": "report.small",
    "report": "period.noun",
    "section": "field",
    "edition": "table.edition",
    "kind": "table.kind",
    "state": "standing",
    "state_without": "standing",
}
"""By the names of fields that hold the name of something: where its words are."""
_ONLY_IN: Mapping[tuple[str, str], str] = {
    ("not_measured", "reason"): "not_measured",
    ("left_out", "reason"): "not_measured",
    ("summary", "state"): "table.state",
    ("checks", "what"): "section.sum",
}
"""Of fields that hold it in that table only, and elsewhere what people wrote or something else."""


class TableWords:
    def __init__(self, words: Words) -> None:
        self.words = words

    def inside(self, name: str) -> str:
        """`not_measured` reads `not measured`, `used_s` and `received_at` read `used` and `received`."""
        key = re.sub(r"_(s|at)$", "", name)
        return self._known(f"field.{key}") or key.replace("_", " ")

    def title(self, name: str) -> str:
        return capital(self.inside(name))

    def titled(self, path: Path) -> str:
        """`Period, first day`"""
        return capital(", ".join(self._steps(path)))

    def value(self, table: str, name: str, value: str) -> str:
        """The word for it where it names something, else as it is: what a person wrote."""
        kind = _ONLY_IN.get((table, name)) or _KINDS.get(name)
        if kind is None:
            return value
        said = self._known(f"{kind}.{value.replace(' ', '_')}")
        if said is None:
            return value
        return capital(said) if kind == "field" else said

    def limits(self, limits: Mapping[str, str], basis: str) -> dict[str, str]:
        """What else the tickets have in common, by fields: a report says it in English words."""
        said = dict(limits)
        if "severity" in said:
            said["severity"] = self.value("", "severity", said["severity"].lower())
        if said.pop("counted by", None):
            counted = self.words(f"report.small.{basis}")
            said["counted_by"] = self.words("report.limit.counted_by", counted=counted)
        return said

    def values(self, name: str, values: list[str]) -> str:
        kind = _LISTS.get(name)
        return ", ".join(value if kind is None else self._known(f"{kind}.{value}") or value for value in values)

    def _steps(self, path: Path) -> list[str]:
        pairs = zip(path, ("", *path), strict=False)
        return [name if before in WORDS_INSIDE else self._numbered(name) for name, before in pairs]

    def _numbered(self, name: str) -> str:
        """Of the columns of a series: `by tenth of target 3`."""
        head, _, place = name.partition(" ")
        return f"{self.inside(head)} {place}" if place else self.inside(head)

    def _known(self, name: str) -> str | None:
        said = self.words.texts.get(name)
        return said if isinstance(said, str) else None

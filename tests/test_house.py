"""The architecture as tests: what the linters cannot be told. Each rule is tried on a sample that breaks it.

The layers, the ban on reading the clock, on blind excepts and the like are import-linter's and ruff's (pyproject.toml).
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from tests.house import Finder, calls, classes, either, imports, imports_beyond, says, uses, writes

ROOT = Path(__file__).resolve().parent.parent
PURE = [
    *("abc", "bisect", "collections", "datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq"),
    *("itertools", "math", "msgspec", "operator", "re", "string", "types", "typing", "unicodedata", "zoneinfo"),
    *("slaapp.domain", "slaapp.reports", "slaapp.wording", "slaapp.languages"),
]
NETWORK = [
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl", "urllib.request"),
    *("webbrowser", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets"),
]


@dataclass(frozen=True)
class Rule:
    """What must not be found in some folders, samples of it, and the files where it may stand, each with the reason."""

    name: str
    find: Finder
    samples: tuple[str, ...]
    folders: tuple[str, ...] = ("slaapp", "ui")
    except_in: Mapping[str, str] = field(default_factory=dict)


RULES = [
    Rule(
        "colours and style sheets are written in the theme alone",
        either(uses("QColor", "setStyleSheet"), writes(r"#[0-9a-fA-F]{6}\b|^#[0-9a-fA-F]{3}$")),
        ("label.setStyleSheet(style)", "from PySide6.QtGui import QColor", "pen = '#B42318'", "pen = '#fff'"),
        except_in={
            "ui/theme/tokens.py": "it is the theme",
            "ui/theme/contrasting.py": "it mixes the system's own colours",
            "ui/theme/dress.py": "it writes the style sheets",
            "slaapp/documents/look.py": "it holds the one colour of what is printed",
            "slaapp/documents/month_charts.py": "it holds the greys that another program draws with",
            "ui/theme/looks.py": "it holds the colours of people's initials",
        },
    ),
    Rule(
        "no text of a person is read as markup, and nothing that it names is opened",
        uses("setHtml", "insertHtml", "setMarkdown", "openUrl"),
        ("view.setHtml(ticket.text)", "QDesktopServices.openUrl(link)"),
        except_in={
            "ui/dialogs/open_link.py": "it asks first, and opens https and mailto alone",
            "ui/opening.py": "a private copy of a harmless file, when asked",
            "ui/views/help_page.py": "it shows our own pages out of the package, and nothing else",
        },
    ),
    Rule(
        "no data becomes code",
        either(imports("pickle", "marshal", "shelve", "yaml"), calls("eval", "exec", "__import__")),
        ("from pickle import loads", "import yaml", "eval(text)"),
    ),
    Rule(
        "translation has one door",
        calls(".tr", ".translate"),
        ("self.tr('Late')", "QCoreApplication.translate('window', 'Late')"),
        folders=("ui",),
        except_in={"ui/wording.py": "it is the door"},
    ),
    Rule(
        "the window has one timer",
        either(uses("QTimer", "QBasicTimer"), calls(".startTimer")),
        ("QTimer.singleShot(0, widget, widget.update)", "self.startTimer(1000)"),
        folders=("ui",),
        except_in={
            "ui/heartbeat.py": "it is the timer",
            "ui/ahead.py": "one after the other: loads a module while nobody is busy, until all are there",
            "ui/app.py": "once: takes the files of the start when the program runs",
            "ui/views/ticket/timeline.py": "once: scrolls to the end when wrapped texts have their heights",
            "ui/widgets/waiting.py": "once: says that it takes long, later offers to cancel",
            "ui/widgets/key_field.py": "once: a press that no second one follows stands alone",
        },
    ),
    Rule(
        "domain, reports and words are plain Python without input or output",
        either(imports_beyond(*PURE), calls("open", "print", "input")),
        ("from pathlib import Path", "import sqlalchemy", "open(name)"),
        folders=("slaapp/domain", "slaapp/reports", "slaapp/wording.py"),
    ),
    Rule(
        "there is one SQLite in the process",
        imports("sqlite3", "_sqlite3", "PySide6.QtSql"),
        ("import sqlite3", "from PySide6.QtSql import QSqlDatabase"),
    ),
    Rule(
        "the program opens no network connection",
        imports(*NETWORK),
        ("from urllib.request import urlopen", "import http.client"),
        except_in={"ui/single.py": "a socket of this machine alone, between two starts of the program"},
    ),
    Rule("classes have the field's nouns", classes(r"(Manager|Helper|Utils?)$"), ("class SlaManager: ...",)),
    Rule(
        "nobody is shouted at",
        says(r"\w!", "say", "tip", r"\w*Refusal", "Stop"),
        ("say('Ticket saved!')", "raise Refusal(f'No ticket {number} here!')"),
        folders=("slaapp", "ui", "packaging"),
    ),
]


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        start = ROOT / folder
        yield from [start] if start.is_file() else sorted(start.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def broken(rule: Rule, path: Path) -> list[str]:
    return list(rule.find(tree(path)))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_code_keeps(rule: Rule) -> None:
    found = {name_of(path): broken(rule, path) for path in sources(*rule.folders)}

    assert {name: lines for name, lines in found.items() if lines and name not in rule.except_in} == {}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_breach_would_be_found(rule: Rule) -> None:
    assert [sample for sample in rule.samples if not list(rule.find(ast.parse(sample)))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_exception_is_still_needed(rule: Rule) -> None:
    assert [file for file in rule.except_in if not broken(rule, ROOT / file)] == []


def test_docstrings_and_method_calls_do_not_count() -> None:
    innocent = ast.parse('"""Not with setHtml or #ffffff."""\napp.exec()\nnumber = "#2408"\n')

    assert [rule.name for rule in RULES if list(rule.find(innocent))] == []


VAGUE = {"common", "helper", "helpers", "misc", "stuff", "util", "utils"}


def vague(names: Iterable[str]) -> list[str]:
    return [name for name in names if Path(name).stem.strip("_") in VAGUE]


def test_modules_are_named_for_their_subject() -> None:
    everything = (name_of(path) for path in sources("slaapp", "ui", "tests", "packaging", "resources"))

    assert vague(everything) == []
    assert vague(["slaapp/domain/utils.py", "slaapp/domain/clock.py"]) == ["slaapp/domain/utils.py"]


TOP = {
    ".ci", ".git", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "packaging", "pyproject.toml", "resources",
    "slaapp", "tests", "ui",
}  # fmt: skip


def strangers(names: Iterable[str], ignored: Iterable[str]) -> list[str]:
    patterns = [pattern.rstrip("/") for pattern in ignored]
    return [name for name in names if name not in TOP and not any(fnmatch(name, pattern) for pattern in patterns)]


def test_the_top_level_holds_what_belongs_there() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()

    assert strangers(sorted(path.name for path in ROOT.iterdir()), ignored) == []
    assert strangers(["ui", "notes.txt", ".venv"], ignored) == ["notes.txt"]


def test_packaging_is_no_package_and_resources_is_one() -> None:
    assert not (ROOT / "packaging/__init__.py").exists(), "it would hide the library of that name"
    assert (ROOT / "resources/__init__.py").is_file(), "importlib.resources finds the folder by it"


def unreasoned(settings: str) -> list[str]:
    """Requirements without a comment behind them that says why they are there."""
    tables = re.findall(r"^(?:dependencies|build|tools|test) = \[\n(.*?)^\]", settings, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for table in tables for line in table.splitlines()]
    return [line for line in lines if line.startswith('"') and not re.search(r'",\s*# \w.{9,}', line)]


def test_every_dependency_has_its_reason() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(settings)
    asked = [
        *project["project"]["dependencies"],
        *(one for group in project["dependency-groups"].values() for one in group),
    ]

    assert unreasoned(settings) == []
    assert all(f'"{requirement}",' in settings for requirement in asked)
    assert unreasoned('test = [\n    "pytest>=9",\n    "mypy",  # types, strictly\n]\n') == ['"pytest>=9",']


EXAMPLES = {"/home/sam"}
"""Of a person who does not exist: Sam R. of the demo desk."""

PLACE = re.compile(r"(?<![\w.~-])(/(home|root|work|Users|mnt|srv)/\w+|[A-Z]:\\\\?Users)")


def places(text: str) -> list[str]:
    """Paths that exist on somebody's machine alone."""
    return [found[0] for found in PLACE.finditer(text) if found[0] not in EXAMPLES]


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    kinds = {".py", ".md", ".toml", ".typ", ".json", ".lock"}
    folders = ["slaapp", "ui", "resources", "packaging", "tests", ".ci"]
    texts = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    texts += [ROOT / name for name in ("README.md", "CHANGELOG.md", "pyproject.toml", ".ci/run")]

    found = {name_of(path): places(path.read_text(encoding="utf-8")) for path in texts}

    assert {name: lines for name, lines in found.items() if lines} == {}
    assert places("see /" + "home/kim/notes") == ["/" + "home/kim"]

"""A checkout on a small scale, and a shell that starts nothing: it notes what it is asked for and plays its part."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from checkout import Checkout
from machine import Done, Words

LOCKED = {"run": ["alpha==1.0"], "test": ["alpha==1.0", "beta==2.0"]}


class FakeShell:
    """Makes and fills small virtual environments. `failures`: what a command has in it → what it complains of."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout = checkout
        self.asked: list[str] = []
        self.failures: dict[str, str] = {}
        self.version = "3.11"

    def run(
        self,
        words: Words,
        *,
        output: str = "shown",
        errors: str = "shown",
        env: Mapping[str, str] | None = None,
    ) -> Done:
        line = " ".join(str(word) for word in words)
        self.asked.append(line)
        for sign, complaint in self.failures.items():
            if sign in line:
                return Done(1, errors=complaint)
        if "-m venv" in line:
            self._make()
        elif "-r " in line:
            lock = Path(str(words[-1]))
            for requirement in lock.read_text().split():
                install(self.checkout, *requirement.split("=="))
        elif "--editable" in line:
            install(self.checkout, "slaapp", "0.1.0")
        elif "sys.version_info" in line:
            return Done(0, output=f"{self.version}\n")
        return Done(0)

    def become(self, words: Words, *, env: Mapping[str, str] | None = None) -> int:
        return self.run(words, env=env).code

    def _make(self) -> None:
        self.checkout.python.parent.mkdir(parents=True)
        self.checkout.python.write_text("a Python")
        packages = self.checkout.venv / "lib/python3.11/site-packages"
        packages.mkdir(parents=True)
        install(self.checkout, "pip", "23.2")

    def installations(self) -> int:
        return sum("--require-hashes" in line for line in self.asked)


def install(checkout: Checkout, name: str, version: str) -> None:
    folder = checkout.packages / f"{name}-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    module = checkout.packages / name / "__init__.py"
    module.parent.mkdir(exist_ok=True)
    module.write_text(f"version = {version!r}\n")
    size = module.stat().st_size
    record = f"{name}/__init__.py,sha256=abc,{size}\n{name}/__pycache__/x.pyc,sha256=abc,7\n{folder.name}/RECORD,,\n"
    (folder / "RECORD").write_text(record)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    (tmp_path / "packaging").mkdir()
    for kind, requirements in LOCKED.items():
        (tmp_path / "packaging" / f"{kind}.lock").write_text("\n".join(requirements) + "\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "slaapp"\n')
    return Checkout(tmp_path)


@pytest.fixture
def shell(checkout: Checkout) -> FakeShell:
    return FakeShell(checkout)


def note_of(checkout: Checkout) -> dict[str, object]:
    note = json.loads(checkout.note.read_text())
    assert isinstance(note, dict)
    return note

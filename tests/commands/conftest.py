"""Commands run as a person types them, in this process, on a store of the test's own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from slaapp.cli import main
from slaapp.services import demo


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Result]


@pytest.fixture
def slaapp(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `slaapp WORDS` on the test's own store; `store=` names another."""
    monkeypatch.setenv("SLAAPP_USER", "Sam R.")
    monkeypatch.setenv("TZ", "UTC")

    def run(*words: str, store: Path | None = None) -> Result:
        monkeypatch.setenv("SLAAPP_STORE", str(store or tmp_path / "desk.slaapp"))
        try:
            code = main(words, lambda *_: pytest.fail("no window is wanted here"))
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo desk, made once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.slaapp"
    demo.make(path)
    return path


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[[Any], str]:
    """A file that holds this scenario."""

    def write(data: Any) -> str:
        path = tmp_path / "scenario.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write

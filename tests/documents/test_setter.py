"""The process that sets documents: renewed, replaced when it dies, and the judge of which characters can be shown."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fontpkg_inter
import pytest

from slaapp.documents import setter, typesetting
from slaapp.documents.month import figures_text, shown
from slaapp.documents.typesetting import JOBS_PER_SETTER, Job, typeset
from slaapp.reports.monthly import build
from tests.reports.northgate import february

FONTS = Path(fontpkg_inter.__file__).with_name("files")


@pytest.fixture(scope="module")
def job() -> Job:
    report = build(february())
    return Job("month.typ", shown(report), figures_text(report), report.made_at)


@pytest.fixture
def fresh() -> Iterator[None]:
    typesetting._SETTER.end()
    yield
    typesetting._SETTER.end()


def process() -> subprocess.Popen[bytes] | None:
    return typesetting._SETTER._process


@pytest.mark.usefixtures("fresh")
def test_the_process_is_kept_from_job_to_job_and_renewed_after_some(job: Job) -> None:
    seen = []
    for _ in range(JOBS_PER_SETTER):
        typeset(job)
        seen.append(process())

    assert len({id(running) for running in seen[:-1]}) == 1
    assert seen[-1] is None, "the last job ended it"
    assert typeset(job).startswith(b"%PDF")


@pytest.mark.usefixtures("fresh")
def test_a_process_that_died_is_replaced(job: Job) -> None:
    before = typeset(job)
    running = process()
    assert running is not None
    running.kill()
    running.wait()

    assert typeset(job) == before
    assert process() is not running


@pytest.mark.usefixtures("fresh")
def test_a_job_that_cannot_be_set_is_our_mistake_and_spoils_no_later_one(job: Job) -> None:
    with pytest.raises(RuntimeError, match="could not be set"):
        typeset(Job("month.typ", {**job.data, "late": {}}, job.figures, job.made_at))

    assert typeset(job).startswith(b"%PDF")


def test_jobs_from_several_threads_each_get_their_own_answer(job: Job) -> None:
    jobs = [Job("month.typ", {**job.data, "title": f"Title {n}"}, job.figures, job.made_at) for n in range(6)]

    with ThreadPoolExecutor(3) as pool:
        pdfs = list(pool.map(typeset, jobs))

    assert all(f"Title {n}".encode("utf-16-be") in pdf or f"Title {n}".encode() in pdf for n, pdf in enumerate(pdfs))


def test_the_process_imports_nothing_of_the_program() -> None:
    code = f"import runpy, sys; runpy.run_path({setter.__file__!r}, run_name='setter'); print(*sys.modules)"

    modules = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout

    assert not {name for name in modules.split() if name.partition(".")[0] in ("slaapp", "ui", "PySide6")}


def test_it_ends_when_the_program_does() -> None:
    running = subprocess.Popen([sys.executable, "-I", setter.__file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    out, _ = running.communicate(timeout=30)

    assert (out, running.returncode) == (b"", 0)


def test_our_own_words_need_no_font_but_inter(job: Job) -> None:
    known = setter.characters_of(str(FONTS))

    assert set(json.dumps(job.data, ensure_ascii=False)) <= known


@pytest.mark.parametrize("char", "≥≠−–✓□●○▶÷×…\u202f\u00a0")
def test_inter_has_what_the_templates_use(char: str) -> None:
    assert char in setter.characters_of(str(FONTS))


@pytest.mark.parametrize("char", "⌈中ا😀\ufffd")
def test_what_inter_lacks_is_known_to_be_lacking(char: str) -> None:
    assert char not in setter.characters_of(str(FONTS))


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x85", "\ue000", "\uffff", "\ud800", "\U0010fffd"])
def test_what_means_nothing_on_paper_becomes_a_box(char: str) -> None:
    assert setter.replaced({"a": [f"x{char}y", 1, None]}, setter._forbidden) == {"a": ["x□y", 1, None]}

"""A document is put among other files: it takes the place of an older one, whole, and never that of a data file."""

import errno
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from slaapp import paths
from slaapp.engine import Engine


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow beyond 4 KB, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_older_one_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    paths.put(path, b"new")

    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"new", [path])


def test_where_there_is_no_room_the_older_one_stays(tmp_path: Path, little_room: None) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    with pytest.raises(OSError, match="too large"):
        paths.put(path, b"new" * 4096)

    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"old", [path])


def test_a_data_file_is_never_written_over(tmp_path: Path) -> None:
    store, link = tmp_path / "desk.slaapp", tmp_path / "link.pdf"
    Engine.open(store, user="sam", now=0).close()
    link.symlink_to(store)
    before = store.read_bytes()

    for path in (store, link):
        with pytest.raises(FileExistsError) as told:
            paths.put(path, b"%PDF")
        assert (told.value.errno, told.value.strerror) == (errno.EEXIST, "a data file lies there, and is kept")

    assert store.read_bytes() == before


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "report.pdf", tmp_path / "last.pdf"
    path.write_bytes(b"old")
    link.symlink_to(path)

    paths.put(link, b"new")

    assert (path.read_bytes(), link.is_symlink()) == (b"new", True)


def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    paths.put(Path(os.devnull), b"nothing")

    assert Path(os.devnull).is_char_device()
    with pytest.raises(IsADirectoryError):
        paths.put(tmp_path, b"nothing")

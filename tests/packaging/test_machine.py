"""What a system lacks is found out, installed where that can be done, and otherwise named with the command to type."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import machine
import pytest
from machine import LIBRARIES, READS, TOOLS, Shell, Stop, clean, lacking, provide, told_to_install, venv_package

from tests.packaging.conftest import FakeShell


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "has_apt", lambda: True)
    monkeypatch.setattr(machine, "is_root", lambda: True)


def lacks(missing: Iterable[str], kind: str = "run", system: str = "linux") -> dict[str, str]:
    gone = set(missing)
    return lacking(
        kind,
        system=system,
        is_loadable=lambda name: name not in gone,
        find=lambda name: None if name in gone else f"/usr/bin/{name}",
        is_able=lambda words: words not in gone,
    )


def test_a_whole_system_lacks_nothing() -> None:
    assert lacks([]) == {}


def test_a_missing_library_is_named_with_its_package() -> None:
    assert lacks(["libxcb-cursor.so.0"]) == {"libxcb-cursor.so.0": "libxcb-cursor0"}


def test_tools_are_needed_for_testing_alone() -> None:
    assert lacks(["Xvfb"]) == {}
    assert lacks(["Xvfb"], "test") == {"Xvfb": "xvfb"}


def test_what_a_screen_reader_hears_is_needed_for_testing() -> None:
    assert lacks(READS) == {}
    assert set(lacks(["at-spi2-registryd", *READS], "test").values()) == {
        "at-spi2-core", "python3-gi", "gir1.2-atspi-2.0",
    }  # fmt: skip


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_need_nothing(system: str) -> None:
    assert lacks([*LIBRARIES, *TOOLS, *READS], "test", system) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="names a library of Linux")
def test_a_library_of_this_system_loads_and_a_made_up_one_does_not() -> None:
    assert machine.loads("libc.so.6")
    assert not machine.loads("libthereisnone.so.0")


@pytest.mark.usefixtures("debian")
def test_root_on_debian_installs_each_package_once(shell: FakeShell) -> None:
    provide({"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}, shell)

    update, install = shell.asked
    assert update.endswith("update")
    assert install.endswith("install --yes --no-install-recommends libglib2.0-0")


@pytest.mark.usefixtures("debian")
def test_nothing_is_started_when_nothing_is_missing(shell: FakeShell) -> None:
    provide({}, shell)

    assert shell.asked == []


@pytest.mark.usefixtures("debian")
def test_old_package_lists_do_when_new_ones_cannot_be_had(shell: FakeShell) -> None:
    shell.failures["update"] = "Could not resolve host"

    provide({"Xvfb": "xvfb"}, shell)

    assert "xvfb" in shell.asked[-1]


@pytest.mark.usefixtures("debian")
def test_a_failed_installation_tells_what_apt_complained_of(shell: FakeShell) -> None:
    shell.failures["install"] = "E: Unable to locate package xvfb"

    with pytest.raises(Stop, match=r"(?s)Unable to locate package xvfb.*could not be installed.*: xvfb\."):
        provide({"Xvfb": "xvfb"}, shell)


@pytest.mark.usefixtures("debian")
def test_who_is_not_root_is_told_the_command(shell: FakeShell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_root", lambda: False)

    with pytest.raises(Stop, match=r"\n  sudo apt-get install libegl1 xvfb$"):
        provide({"Xvfb": "xvfb", "libEGL.so.1": "libegl1"}, shell)
    assert shell.asked == []


def test_without_apt_the_missing_files_are_named() -> None:
    assert told_to_install({"libEGL.so.1": "libegl1"}, apt=False).startswith("This system lacks libEGL.so.1. Install")


def test_debians_python_without_venv_is_mended_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda name: None)

    assert list(venv_package().values()) == [f"python3.{sys.version_info[1]}-venv"]


def test_a_pip_outside_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda name: "found" if name == "pip" else None)

    assert venv_package() == {}


def test_other_pythons_settings_do_not_reach_ours() -> None:
    assert clean({"PYTHONPATH": "/elsewhere", "PIP_USER": "1", "PATH": "/bin"}) == {"PATH": "/bin"}


def test_a_shell_keeps_what_is_to_be_kept(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "import sys; print('told'); sys.stderr.write('complained'); sys.exit(3)"]

    done = Shell(tmp_path).run(words, output="kept", errors="kept")

    assert (done.code, done.output.strip(), done.errors) == (3, "told", "complained")


def test_a_shell_works_in_its_folder_with_what_is_added_to_the_environment(tmp_path: Path) -> None:
    words = [sys.executable, "-c", "import os; print(os.getcwd(), os.environ['SPECIAL'])"]

    done = Shell(tmp_path).run(words, output="kept", env={"SPECIAL": "dish"})

    assert done.output.strip() == f"{os.path.realpath(tmp_path)} dish"


@pytest.mark.skipif(sys.platform != "linux", reason="reads Qt's files as Linux has them")
def test_the_list_of_libraries_names_all_that_qt_loads_for_a_window() -> None:
    """`ldd` names what each file of Qt lacks besides: nothing, when the list is installed as dev.py does."""
    import PySide6

    qt = Path(PySide6.__file__).parent
    loaded = [
        *(qt / f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")),
        *(qt / f"Qt/plugins/platforms/libq{name}.so" for name in ("offscreen", "xcb")),
        qt / "Qt/plugins/printsupport/libcupsprintersupport.so",
    ]
    for file in loaded:
        told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=True).stdout
        assert "not found" not in told, file


WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("here")
label.show()
app.processEvents()
print(app.platformName(), label.isVisible())
"""


def test_a_window_opens_on_a_screen(display: str, tmp_path: Path) -> None:
    on_it = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    done = Shell(tmp_path).run([sys.executable, "-c", WINDOW], output="kept", env=on_it)

    assert (done.code, done.output.split()) == (0, ["xcb", "True"])

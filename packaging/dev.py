#!/usr/bin/env python3
"""One command sets up and runs SLA Desk, another sets up and tests it; nothing but Python is needed beforehand.

    python3 packaging/dev.py run [--demo] [-- ARGUMENTS]   set up what is missing, open the program
    python3 packaging/dev.py test [-- PYTEST ARGUMENTS]    set up what is missing, run every check
    python3 packaging/dev.py shots [FOLDER …]              paint every screen from the demo desk to PNG files
    python3 packaging/dev.py bench [NAME …]                measure, and print ratios beside their bounds
    python3 packaging/dev.py faults                        kills, full disks, damaged files: in full
    python3 packaging/dev.py mutants                       plant bugs in the clocks; each must be found
    python3 packaging/dev.py lock [-- --upgrade]           work out the lock files anew

Words behind `--` go on to the program, to pytest or to the resolver.
"""

# This file is the door. Any Python 3 must be able to read it, so that a wrong one can be told so in a sentence.
# The work is done by tasks.py (the commands), checkout.py (the folder .venv) and machine.py (what the system has).

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

LEAST = (3, 11)
MOST = (3, 14)
"""The SQLite driver is not built for a later one yet."""


def suits(version: "Sequence[int]") -> bool:
    return LEAST <= tuple(version[:2]) <= MOST


def starts(python: str) -> bool:
    """Whether this is a Python that runs; a version manager leaves commands behind that only say how to get one."""
    quiet = subprocess.DEVNULL
    return subprocess.call([python, "-c", ""], stdin=quiet, stdout=quiet, stderr=quiet) == 0


def another_python(find: "Callable[[str], str | None]", works: "Callable[[str], bool]") -> "str | None":
    """A Python on this machine that suits, the newest first; None when there is none."""
    for minor in range(MOST[1], LEAST[1] - 1, -1):
        found = find(f"python3.{minor}")
        if found and works(found):
            return found
    return None


def main(version: "Sequence[int]", words: "Sequence[str]") -> int:
    if suits(version):
        import tasks  # noqa: PLC0415  # an older Python cannot read it

        return tasks.main(words, usage=__doc__)
    told = f"This is Python {version[0]}.{version[1]}, and SLA Desk needs 3.11 to 3.14"
    other = another_python(shutil.which, starts)
    if other:
        print(f"{told}; {other} does the work instead.", flush=True)
        return subprocess.call([other, __file__, *words])
    print(
        f"{told}. Nothing was changed. Install one of these "
        "(Debian 12, Ubuntu 23.04 or later: sudo apt-get install python3 python3-venv), "
        "then start this command with it.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.version_info[:2], sys.argv[1:]))

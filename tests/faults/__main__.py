"""All fault tests in full, with a table of what was counted: `python -m tests.faults [--quick]`."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.faults import files, kills, surroundings
from tests.faults.kills import Count

FULL = {"commit": 200, "migration": 60, "backup": 60, "restore": 60, "load": 200, "writers": 500, "files": 60}
QUICK = {"commit": 12, "migration": 6, "backup": 6, "restore": 6, "load": 8, "writers": 40, "files": 5}


def experiments(much: dict[str, int]) -> dict[str, Callable[[Path], Count]]:
    return {
        "killed at commit": lambda folder: kills.at_commit(folder, kills=much["commit"]),
        "killed in a migration": lambda folder: kills.in_migration(folder, kills=much["migration"]),
        "killed in a backup": lambda folder: kills.in_backup(folder, kills=much["backup"]),
        "killed in a restore": lambda folder: kills.in_restore(folder, kills=much["restore"]),
        "killed while files are attached": lambda folder: files.in_attaching(folder, kills=much["files"]),
        "killed in a backup with files": lambda folder: files.in_backup(folder, kills=much["files"]),
        "killed in a restore with files": lambda folder: files.in_restore(folder, kills=much["files"]),
        "backed up under load": lambda folder: kills.under_load(folder, backups=much["load"]),
        "two processes write": lambda folder: kills.two_writers(folder, each=much["writers"]),
        "folder that can only be read": surroundings.read_only_folder,
        "read-only folder, in use by others": surroundings.read_only_folder_in_use,
        "full disk": surroundings.full_disk,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few kills instead of all")
    much = QUICK if parser.parse_args().quick else FULL
    wrong = 0
    print(f"{'what':36}{'tried':>7}{'confirmed':>11}{'hit':>6}{'wrong':>7}{'time':>9}")
    for name, experiment in experiments(much).items():
        with tempfile.TemporaryDirectory() as folder:
            start = perf_counter()
            try:
                count = experiment(Path(folder))
            except surroundings.NotHere as reason:
                print(f"{name:36}not tried: {reason}")
                continue
            took = perf_counter() - start
        figures = f"{count.tried:7}{count.confirmed:11}{count.during:6}{len(count.wrong):7}{took:8.1f}s"
        print(f"{name:36}{figures}", flush=True)
        for sentence in count.wrong:
            print(f"    {sentence}")
        wrong += len(count.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""`slaapp …` and `python -m slaapp …`."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

INTERRUPTED = 130


def main() -> None:
    try:
        # Half a second goes by here, in which Ctrl+C may come.
        from slaapp.cli import main as command_line  # noqa: PLC0415
    except KeyboardInterrupt:
        print("Stopped before anything was done.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    sys.exit(command_line(sys.argv[1:], open_window))


def open_window(store: Path | None, user: str, demo: bool, files: Sequence[Path]) -> int:
    """The window, with files for it to take; Qt is loaded for it alone."""
    gc.disable()  # until the desk is seen: see ui.beginning
    from ui.app import run  # noqa: PLC0415

    return run(store=store, user=user, demo=demo, files=files)


if __name__ == "__main__":
    main()

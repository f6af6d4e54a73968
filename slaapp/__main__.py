"""`slaapp …` and `python -m slaapp …`."""

import sys
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


def open_window(store: Path | None, user: str, demo: bool) -> int:
    """The window; Qt is loaded for it alone."""
    from ui.app import run  # noqa: PLC0415

    return run(store=store, user=user, demo=demo)


if __name__ == "__main__":
    main()

"""`slaapp …` and `python -m slaapp …`."""

import sys

from slaapp.cli import main as command_line


def main() -> None:
    sys.exit(command_line(sys.argv[1:]))


if __name__ == "__main__":
    main()

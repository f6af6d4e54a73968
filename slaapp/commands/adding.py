"""How a module of commands adds its own."""

import argparse
from typing import Protocol


class Add(Protocol):
    def __call__(
        self,
        name: str,
        summary: str,
        example: str,
        run: object,
        *,
        now: str = ...,
    ) -> argparse.ArgumentParser: ...

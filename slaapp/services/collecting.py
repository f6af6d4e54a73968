"""Seldom look for circles while very many small values are made: of such there are none among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_USUALLY = gc.get_threshold()
_SELDOM = 100_000, 20, 20
"""To wind tickets makes very many small things and no circles of them: looking for such takes a sixth of its time."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*_USUALLY)

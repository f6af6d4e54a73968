"""What comes in while the window begins stays as long as the window: none of it is garbage to be looked for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """Saves a seventh of the time to a queue that can be used; afterwards what is there need not be gone through again.

    `slaapp.__main__` begins it before Qt is loaded.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()

"""Values: what the program knows, in named parts that never change.

They are made by msgspec and not by `dataclasses`, which write and compile the methods of each kind anew at every start:
a hundred and forty kinds took a tenth of a second, and each value was made twenty times slower. What is needed before
the first window is painted is a NamedTuple all the same, for msgspec itself takes a hundredth of a second to load.
"""

from typing import dataclass_transform

from msgspec import Struct, field


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """Equal where its parts are equal. `msgspec.structs.replace` makes a changed copy."""

"""How one ticket can be tied to another; no clock sees it."""

from collections.abc import Mapping
from enum import StrEnum


class Relation(StrEnum):
    """Read after a ticket and before the other one: 2408 *follows up* 2371."""

    RELATED = "related"
    FOLLOWS_UP = "follows_up"
    FOLLOWED_UP_BY = "followed_up_by"
    CAUSED_BY = "caused_by"
    CAUSES = "causes"
    BLOCKED_BY = "blocked_by"
    BLOCKS = "blocks"
    BELONGS_TO = "belongs_to"
    INCLUDES = "includes"
    DOUBLED_BY = "doubled_by"
    """The other one is a duplicate of this: its own side of that is a `NotMeasured`."""

    DOUBLES = "doubles"
    MERGED_INTO = "merged_into"
    TAKES_IN = "takes_in"
    """These three follow from marks and merges (C13, C14 of semantics); none of them is written as a link."""


INVERSE: Mapping[Relation, Relation] = {
    Relation.RELATED: Relation.RELATED,
    Relation.FOLLOWS_UP: Relation.FOLLOWED_UP_BY,
    Relation.FOLLOWED_UP_BY: Relation.FOLLOWS_UP,
    Relation.CAUSED_BY: Relation.CAUSES,
    Relation.CAUSES: Relation.CAUSED_BY,
    Relation.BLOCKED_BY: Relation.BLOCKS,
    Relation.BLOCKS: Relation.BLOCKED_BY,
    Relation.BELONGS_TO: Relation.INCLUDES,
    Relation.INCLUDES: Relation.BELONGS_TO,
}
"""What the same tie is called from the other end: those that a person can choose."""

"""Which agreement claims a ticket, and by what: its contact's group, its service, its customer or the desk."""

from enum import StrEnum
from typing import NamedTuple


class Claimant(StrEnum):
    """By what an agreement claims a ticket; the first of these that names one which has begun decides."""

    GROUP = "group"
    SERVICE = "service"
    CUSTOMER = "customer"
    DESK = "desk"


class Claim(NamedTuple):
    """`who` is the word of the group, or the id of the service or customer; empty for the desk."""

    agreement: str
    by: Claimant
    who: str = ""

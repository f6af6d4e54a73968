"""What the palette offers for what was typed: tickets, customers, commands. Rules only, nothing that is painted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from msgspec import field

from slaapp.domain.value import Value
from slaapp.services.catalogue import Customer
from slaapp.services.finding import Excerpt, SearchHit
from slaapp.services.marks import Mark, marks, missed
from ui import icons, keymap
from ui.actions import ACT, ACTIONS, ALSO, Where
from ui.wording import say

MOST, MOST_TICKETS, FEWEST_TICKETS, MOST_CUSTOMERS, MOST_LISTS = 9, 5, 3, 2, 2

_OF_A_CUSTOMER = (
    ("log", "plus", "Log ticket for {customer}", "log"),
    ("report", "printer", "Monthly report for {customer}", ""),
    ("agreement", "file-text", "Open agreement of {customer}", ""),
    ("customer", "inbox", "Open tickets of {customer}", ""),
)


class Offer(Value):
    """`value` says what choosing it does: `act:reply`, `ticket:2408`, `list:own 1`, `customer:ID`, `log:ID`,
    `report:ID`, `agreement:ID`, `set:scheme 2` (the choice at that place), `search:TEXT`.

    `number` and `note` stand at the right; `ticket` is the number whose countdown stands there too. `passage` is where
    else the ticket holds what was typed.
    """

    value: str
    head: str
    text: str
    icon: str
    marks: tuple[Mark, ...] = ()
    number: str = ""
    note: str = ""
    keys: str = ""
    ticket: int | None = None
    passage: Excerpt | None = None


class OwnList(Value):
    """A list of one's own; `count` None: how many tickets it holds is not counted."""

    name: str
    title: str
    keys: str = ""
    count: int | None = None


class Sources(Value):
    """`acts` are the names of what can be done now, `on_tickets` of what can be done to a ticket, `search` finds those,
    and `leaves_out` tells whether it may have left some out;
    `open_of` counts a customer's open tickets; `recent` are the values of what was chosen last, the latest first;
    `first` is the name of a command that is offered before all others while nothing is typed; `lists` are the
    person's own, `list_keys` the keys of the built-in ones by the action that goes there. `passages` gives, by their
    numbers, where else those tickets hold a text; `settings` are the values and the words of what can be chosen, with
    what is chosen now."""

    acts: frozenset[str]
    on_tickets: frozenset[str]
    customers: Sequence[Customer]
    search: Callable[[str, int], Sequence[SearchHit]]
    open_of: Callable[[str], int]
    recent: Sequence[str] = field(default_factory=tuple)
    first: str = ""
    lists: Sequence[OwnList] = field(default_factory=tuple)
    leaves_out: Callable[[str], bool] = lambda _: False
    list_keys: Mapping[str, str] = field(default_factory=dict)
    passages: Callable[[Sequence[SearchHit], str], Mapping[int, Excerpt]] = lambda _hits, _text: {}
    settings: Sequence[tuple[str, str, str]] = ()


def offers(text: str, sources: Sources) -> list[Offer]:
    """At most nine. `>` before the text leaves only commands, `#` only tickets. Where tickets hold the text, or more
    may than are looked for as one types, the last of them offers all results."""
    typed = text.strip()
    if typed.startswith(">"):
        return [*_commands(typed[1:], sources), *_settings(typed[1:], sources)][:MOST]
    if typed.startswith("#"):
        wanted = typed.removeprefix("#").strip()
        hits = [*sources.search(typed, 1), *(sources.search(wanted, MOST) if wanted else ())]
        return [_ticket(hit, wanted) for hit in dict.fromkeys(hits)][:MOST]
    if not typed:
        return _at_rest(sources)
    customers = _customers(typed, sources)
    known = [_customer(held, typed, sources, say("Customers")) for held in customers]
    named = customers[:1] or [held for held in sources.customers if marks(held.name, typed)][:MOST_CUSTOMERS]
    of_customers = [offer for offer in _for_customers(typed, named, sources) if not missed([offer.text], typed)]
    fitting = [held for held in sources.lists if not missed([held.title, say("Lists")], typed)]
    own = [_own_list(held, typed, say("Lists")) for held in fitting[:MOST_LISTS]]
    known = [*own, *known]
    commands = [*_commands(typed, sources), *_settings(typed, sources), *of_customers]
    room = max(FEWEST_TICKETS, MOST - len(known) - len(commands))
    found = sources.search(typed, min(MOST_TICKETS, room))
    passages = sources.passages(found, typed)
    tickets = [_ticket(hit, typed, passage=passages.get(hit.number)) for hit in found]
    rest = [_all_results(typed)] if tickets or sources.leaves_out(typed) else []
    room = MOST - len(tickets) - len(known) - len(rest)
    if own and _begins(own[0].text, typed):
        return [*own, *tickets, *known[len(own) :], *commands[:room], *rest]
    if commands and _begins(commands[0].text, typed):
        return [*commands[:room], *tickets, *known, *rest]
    return [*tickets, *known, *commands[:room], *rest]


def of_ticket(offer: Offer, text: str, sources: Sources) -> list[Offer]:
    """What can be done to one ticket: what Tab shows."""
    return [
        Offer(f"{act.name}@{offer.ticket}", offer.text, say(act.text), act.icon, marks(say(act.text), text), keys=keys)
        for act in ACTIONS
        if act.name in sources.on_tickets and not missed([say(act.text)], text)
        for keys in [keymap.shown(act.name)]
    ][:MOST]


def of_customer(offer: Offer, text: str, sources: Sources) -> list[Offer]:
    """What can be done for one customer."""
    id_ = offer.value.partition(":")[2]
    held = [customer for customer in sources.customers if customer.id == id_]
    return [one for one in _for_customers("", held, sources) if not missed([one.text], text)]


def _at_rest(sources: Sources) -> list[Offer]:
    """Before anything is typed: what was chosen last, then the table from its beginning."""
    here = [_command(sources.first, "", say("Here"), sources)] if sources.first in sources.acts else []
    held = {offer.value for offer in here}
    again = (offer for value in sources.recent if value not in held for offer in _again(value, sources))
    recent = list(islice(again, FEWEST_TICKETS))  # a ticket is looked up only if it will be shown
    held |= {offer.value for offer in recent}
    commands = [offer for offer in _commands("", sources) if offer.value not in held]
    return [*here, *recent, *commands][:MOST]


def _again(value: str, sources: Sources) -> list[Offer]:
    kind, _, name = value.partition(":")
    head = say("Recent")
    if kind == "act" and name in sources.acts:
        return [_command(name, "", head, sources)]
    if kind == "list":
        return [_own_list(held, "", head) for held in sources.lists if held.name == name]
    if kind == "ticket":
        return [_ticket(hit, "", head) for hit in sources.search(f"#{name}", 1)]
    if kind == "customer":
        return [_customer(held, "", sources, head) for held in sources.customers if held.id == name]
    return []


def _commands(text: str, sources: Sources) -> list[Offer]:
    """The best first: what begins with the text, what says it itself, what was chosen before, the table's order."""
    names = [act.name for act in ACTIONS if act.name in sources.acts and act.name != "palette"]
    fitting = [name for name in names if not missed(_said(name), text)]
    latest = {value: place for place, value in enumerate(sources.recent)}

    def order(name: str) -> tuple[bool, bool, int]:
        place, said = latest.get(f"act:{name}", len(latest)) if text.strip() else 0, say(ACT[name].text)
        return not _begins(said, text), bool(missed([said], text)), place

    return [_command(name, text, say("Commands"), sources) for name in sorted(fitting, key=order)]


def _said(name: str) -> list[str]:
    """What a command is found by: what it says, the menu or the place it belongs to, other words for it."""
    act = ACT[name]
    place = say("Go to") if act.where is Where.GO else _page(name)
    return [say(act.text), say(act.menu) if act.menu else "", place, say(ALSO[name]) if name in ALSO else ""]


def _page(name: str) -> str:
    """Of what is done on one page, what that is called."""
    act = ACT[name]
    return "" if act.of_window or act.where is Where.TICKET else say(act.where.value)


def _command(name: str, text: str, head: str, sources: Sources) -> Offer:
    words, keys = say(ACT[name].text), keymap.shown(name) or sources.list_keys.get(name, "")
    return Offer(f"act:{name}", head, words, ACT[name].icon, marks(words, text), note=_page(name), keys=keys)


def _settings(text: str, sources: Sources) -> list[Offer]:
    """Only once something is typed: they are many."""
    fitting = [held for held in sources.settings if text.strip() and not missed([held[1], say("Settings")], text)]
    head = say("Settings")
    return [
        Offer(value, head, words, "settings", marks(words, text), note=say("now {value}", value=now) if now else "")
        for value, words, now in fitting
    ]


def _all_results(text: str) -> Offer:
    words = say("All results for “{typed}”", typed=text)
    return Offer(f"search:{text}", say("Everything"), words, "search", keys=keymap.shown("search"))


def _own_list(held: OwnList, text: str, head: str) -> Offer:
    note = "" if held.count is None else say("{count} open", count=held.count)
    words = held.title
    return Offer(f"list:{held.name}", head, words, "list-filter", marks(words, text), note=note, keys=held.keys)


def _customers(text: str, sources: Sources) -> list[Customer]:
    fitting = [held for held in sources.customers if not missed([held.name], text)]
    return sorted(fitting, key=lambda held: (not _begins(held.name, text), held.name.casefold()))[:MOST_CUSTOMERS]


def _for_customers(text: str, customers: Iterable[Customer], sources: Sources) -> list[Offer]:
    found = []
    for customer in customers:
        for kind, icon, words, act in _OF_A_CUSTOMER:
            if act and act not in sources.acts:
                continue
            shown = say(words, customer=customer.name)
            keys = keymap.shown(act) if act else ""
            found.append(Offer(f"{kind}:{customer.id}", say("Commands"), shown, icon, marks(shown, text), keys=keys))
    return found


def _customer(held: Customer, text: str, sources: Sources, head: str) -> Offer:
    note = say("{count} open", count=sources.open_of(held.id))
    if held.agreement:
        note = f"{note} · {held.agreement}"
    return Offer(f"customer:{held.id}", head, held.name, "users", marks(held.name, text), note=note)


def _ticket(hit: SearchHit, text: str, head: str = "", passage: Excerpt | None = None) -> Offer:
    return Offer(
        f"ticket:{hit.number}",
        head or say("Tickets"),
        hit.subject,
        icons.BY_STATUS[hit.status.value],
        marks(hit.subject, text),
        number=str(hit.number),
        note=hit.customer,
        ticket=hit.number,
        passage=passage,
    )


def _begins(words: str, text: str) -> bool:
    """Whether the words begin with the text as a whole."""
    wanted = " ".join(text.split())
    held = marks(words, wanted)
    whole = bool(held) and held[0].start == 0 and held[0].end >= len(wanted)
    return whole or (bool(wanted) and words.casefold().startswith(wanted.casefold()))

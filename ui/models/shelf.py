"""The lists in the sidebar: the built-in ones and a person's own, in the person's order, each with its own look."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from msgspec import field
from msgspec.structs import replace

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value
from ui import wording
from ui.models.arrangement import Choice, Column, Sort, View
from ui.models.naming import Naming

LONGEST_TITLE, MOST = 60, 40
"""Characters of a list's name; lists of one's own."""

LAST = View.NO_AGREEMENT.value
"""Seen only while it holds any ticket, so it stands behind the person's own."""

_OWN = "own "
_KEPT = (Column.REMAINING, Column.SUBJECT)
"""How long is left stands first, and what a ticket is about is always told."""

E = TypeVar("E", bound=Enum)


class Look(Value):
    """How a list is laid out. `columns` None: those that the width of the window gives; `preview` is how wide the pane
    is beside it (0: as designed)."""

    columns: tuple[Column, ...] | None = None
    sort: Sort = field(default_factory=Sort)
    preview: int = 0


class Saved(Value):
    """A list of one's own."""

    title: str
    choice: Choice


class Shelf:
    """Names the lists: the built-in ones as `View` does, a person's own by a name that never changes. What an own list
    holds is kept by ids, so that it goes with a customer or a person that is renamed or merged; `naming` turns them
    into names and back."""

    def __init__(self, held: object = None, naming: Naming | None = None) -> None:
        """`held` is what `as_plain` gave once; what of it cannot be understood is left out."""
        self.naming = Naming() if naming is None else naming
        known = held if isinstance(held, dict) else {}
        self._saved: dict[str, Saved] = {}
        for name, plain in _entries(known.get("saved")):
            if name.startswith(_OWN) and isinstance(plain, dict) and len(self._saved) < MOST:
                title = plain.get("title")
                if isinstance(title, str) and title.strip():
                    self._saved[name] = Saved(
                        " ".join(title.split())[:LONGEST_TITLE], self.naming.by_id(_choice(plain))
                    )
        every = [*(view.value for view in View if view.value != LAST), *self._saved, LAST]
        order = known.get("order")
        listed = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
        placed = [name for name in dict.fromkeys(listed) if name in every]
        self._order = [*placed, *(name for name in every if name not in placed)]
        self._looks = {name: _look(plain) for name, plain in _entries(known.get("looks")) if name in every}

    def as_plain(self) -> dict[str, Any]:
        return {
            "order": list(self._order),
            "saved": {
                name: {"title": saved.title, **_plain_choice(saved.choice)} for name, saved in self._saved.items()
            },
            "looks": {name: _plain_look(look) for name, look in self._looks.items()},
        }

    # What there is

    @property
    def names(self) -> tuple[str, ...]:
        """All lists, as the person arranged them."""
        return tuple(self._order)

    @property
    def end(self) -> int:
        """Where a new list comes: behind all but the one that is seldom seen, unless that was put elsewhere."""
        return len(self._order) - (self._order[-1] == LAST)

    def there(self, name: str) -> str:
        """The list itself, or where a deleted one leads: to the first."""
        return self._order[0] if name.startswith(_OWN) and name not in self._saved else name

    def is_own(self, name: str) -> bool:
        return name in self._saved

    def title(self, name: str) -> str:
        name = self.there(name)
        saved = self._saved.get(name)
        return wording.view(name) if saved is None else saved.title

    def choice(self, name: str) -> Choice:
        """What the list holds before anybody narrows it down further."""
        name = self.there(name)
        saved = self._saved.get(name)
        return Choice(View(name)) if saved is None else self.naming.by_name(saved.choice)

    def own(self) -> dict[str, Choice]:
        """The lists of one's own, with what they hold."""
        return {name: self.naming.by_name(saved.choice) for name, saved in self._saved.items()}

    def look(self, name: str) -> Look:
        name = self.there(name)
        found = self._looks.get(name)
        if found is not None:
            return found
        return Look(sort=Sort(descending=self.choice(name).view is View.RESOLVED))

    # What a person does

    def add(self, title: str, choice: Choice, look: Look) -> str:
        """A list of one's own at the end; gives its name. Refusal where the title will not do."""
        if len(self._saved) >= MOST:
            raise Refusal(f"The list was not saved: there are {MOST} of your own already. Delete one, then save again.")
        said = self._checked(title, of="")
        name = next(name for n in range(1, MOST + 2) if (name := f"{_OWN}{n}") not in self._saved)
        self._saved[name] = Saved(said, self.naming.by_id(choice))
        self._order.insert(self.end, name)
        self._looks[name] = look
        return name

    def rename(self, name: str, title: str) -> None:
        self._saved[name] = replace(self._saved[name], title=self._checked(title, of=name))

    def change(self, name: str, choice: Choice) -> None:
        """The list holds that from now on."""
        self._saved[name] = replace(self._saved[name], choice=self.naming.by_id(choice))

    def remove(self, name: str) -> Callable[[], None]:
        """Delete a list of one's own; gives what brings it back."""
        at, saved, look = self._order.index(name), self._saved.pop(name), self._looks.pop(name, None)
        self._order.remove(name)

        def bring_back() -> None:
            self._saved[name] = saved
            self._order.insert(at, name)
            if look is not None:
                self._looks[name] = look

        return bring_back

    def move(self, name: str, to: int) -> None:
        """To that place in the sidebar, from 0."""
        self._order.remove(name)
        self._order.insert(max(0, to), name)

    def keep_look(self, name: str, look: Look) -> None:
        self._looks[name] = look

    def _checked(self, title: str, *, of: str) -> str:
        said = " ".join(title.split())
        if not said:
            raise Refusal("The list has no name. Say in a few words what it holds.")
        if len(said) > LONGEST_TITLE:
            raise Refusal(f"The name is longer than {LONGEST_TITLE} characters. Shorten it.")
        if any(self.title(name).casefold() == said.casefold() for name in self._order if name != of):
            raise Refusal(f"There is a list called {said} already. Choose another name.")
        return said


def with_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """As they may stand: each once, how long is left first, the subject always there."""
    rest = [column for column in dict.fromkeys(columns) if column is not Column.REMAINING]
    if Column.SUBJECT not in rest:
        rest.append(Column.SUBJECT)
    return (Column.REMAINING, *rest)


def may_hide(column: Column) -> bool:
    return column not in _KEPT


def _plain_choice(choice: Choice) -> dict[str, Any]:
    return {
        "view": choice.view.value,
        "text": choice.text,
        "assignee": sorted(choice.assignee),
        "customer": sorted(choice.customer),
        "severity": [level.word for level in sorted(choice.severity)],
        "status": sorted(status.value for status in choice.status),
        "service": sorted(choice.service),
        "agreement": sorted(choice.agreement),
    }


def _choice(plain: Mapping[str, object]) -> Choice:
    levels = {level.word: level for level in Severity}
    return Choice(
        view=_member(View, plain.get("view")) or View.ALL,
        text=_text(plain.get("text")) or "",
        assignee=_texts(plain.get("assignee")),
        customer=_texts(plain.get("customer")),
        severity=frozenset(levels[word] for word in _texts(plain.get("severity")) & levels.keys()),
        status=frozenset(status for status in Status if status.value in _texts(plain.get("status"))),
        service=_texts(plain.get("service")),
        agreement=_texts(plain.get("agreement")),
    )


def _plain_look(look: Look) -> dict[str, Any]:
    return {
        "columns": None if look.columns is None else [column.value for column in look.columns],
        "sort": look.sort.column.value,
        "descending": look.sort.descending,
        "preview": look.preview,
    }


def _look(plain: object) -> Look:
    known = plain if isinstance(plain, dict) else {}
    listed = known.get("columns")
    columns = None
    if isinstance(listed, list):
        columns = with_columns(tuple(column for held in listed if (column := _member(Column, held)) is not None))
    width = known.get("preview")
    return Look(
        columns=columns,
        sort=Sort(_member(Column, known.get("sort")) or Column.DUE, known.get("descending") is True),
        preview=width if type(width) is int and 0 < width < 10_000 else 0,
    )


def _entries(held: object) -> list[tuple[str, object]]:
    return [(name, plain) for name, plain in held.items() if isinstance(name, str)] if isinstance(held, dict) else []


def _text(held: object) -> str | None:
    return held if isinstance(held, str) else None


def _texts(held: object) -> frozenset[str]:
    return frozenset(text for text in held if isinstance(text, str)) if isinstance(held, list) else frozenset()


def _member(kind: type[E], held: object) -> E | None:
    return next((member for member in kind if member.value == held), None)

"""What a person can be told.

A refusal is a whole answer: what happened, what is kept, what to do. Everything else that is raised is our mistake.
"""


class Refusal(Exception):
    """The request cannot be carried out; `str(refusal)` is the text for the person who asked.

    `command` is what the command line adds: a sentence with the command that helps.
    """

    def __init__(self, text: str, *, command: str = "") -> None:
        super().__init__(text)
        self.command = command

    def on_command_line(self) -> str:
        return f"{self} {self.command}".rstrip()


class AlreadySo(Refusal):
    """What is asked for is so already: nothing was to be done."""


class UsageRefusal(Refusal):
    """What was typed or handed in cannot be understood (exit code 2 on the command line)."""


class StoreRefusal(Refusal):
    """The store cannot be opened, read or written as it is."""

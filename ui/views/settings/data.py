"""Where the desk's data is."""

from PySide6.QtCore import Qt

from ui.views.settings.form import Form, Surroundings
from ui.widgets.label import Label
from ui.wording import say


class DataPage(Form):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        place = Label(str(around.engine.store), "body", "text", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ask(say("Data file"), place)
        self.finish()

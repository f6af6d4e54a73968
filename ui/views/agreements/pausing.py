"""Pausing rules, in the tab of hours: which waiting status stops which clock, by public and by internal targets."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from slaapp.domain.agreement import TIERS, Metric, Status, Tier
from ui import theme, wording
from ui.views.agreements.cell import TIERS as TIER_WORDS
from ui.views.agreements.tab import Tab
from ui.widgets.label import Hairline, Label
from ui.widgets.tick import Tick
from ui.wording import say

REASONS = (Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED)


class PausingRules:
    """Adds its rows to those of `tab`, and is told by it to fit and to refresh."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._names: list[Label] = []
        self.ticks: dict[tuple[Metric, Tier, Status], Tick] = {}
        tab.head(say("When clocks stand still"))
        tab.say(
            say(
                "A clock stands still while the ticket waits so. Outside business hours it does not count anyway: "
                "a pause over the night costs and gains nothing."
            )
        )
        for tier in TIERS:
            tab.rows.addWidget(Label(say("{tier} targets", tier=say(TIER_WORDS[tier])), "small_strong", "text2"))
            tab.rows.addSpacing(6)
            tab.rows.addWidget(self._table(tier))
            tab.rows.addSpacing(12)

    def fit(self) -> None:
        for name in self._names:
            name.setFixedWidth(theme.px(140))

    def _table(self, tier: Tier) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for place, status in enumerate(REASONS, start=1):
            grid.addWidget(Label(wording.status(status), "caption", "text3"), 0, place)
            grid.setColumnStretch(place, 1)
        for line, metric in enumerate(Metric):
            grid.addWidget(Hairline(), 2 * line + 1, 0, 1, len(REASONS) + 1)
            name = Label(wording.metric(metric), "strong")
            self._names.append(name)
            grid.addWidget(name, 2 * line + 2, 0)
            for place, status in enumerate(REASONS, start=1):
                tick = Tick(say("stops"))
                tick.setAccessibleName(
                    say(
                        "{status} stops {metric}, {tier}",
                        status=wording.status(status),
                        metric=wording.metric(metric).lower(),
                        tier=say(TIER_WORDS[tier]).lower(),
                    )
                )
                tick.clicked.connect(partial(self._set, metric, tier, status))
                self.ticks[metric, tier, status] = tick
                grid.addWidget(tick, 2 * line + 2, place, Qt.AlignmentFlag.AlignLeft)
        return table

    def _set(self, metric: Metric, tier: Tier, status: Status, _on: bool = False) -> None:
        pauses = dict(self._tab.editing.agreement.pauses)
        held = pauses[metric, tier]
        pauses[metric, tier] = held | {status} if self.ticks[metric, tier, status].isChecked() else held - {status}
        self._tab.editing.change(pauses=pauses)

    def refresh(self) -> None:
        self._tab.enable(list(self.ticks.values()))
        for (metric, tier, status), tick in self.ticks.items():
            tick.setChecked(status in self._tab.editing.agreement.pauses[metric, tier])

"""The charts of a report's workbook: drawn by the program that opens it, from the cells of the table beside them."""

from collections.abc import Iterator, Mapping, Sequence

import xlsxwriter
from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.worksheet import Worksheet

from slaapp.domain.value import Value
from slaapp.reports.table_words import TableWords
from slaapp.reports.tables import Table

INK = "#14171C"
GREYS = ("#3C434E", "#9AA1AC", "#D4D8DE", "#FFFFFF")
DASHES, MARKERS = ("solid", "dash", "round_dot", "long_dash"), ("circle", "square", "diamond", "triangle")
"""What tells series apart, in black and white too."""
BELOW = 2
"""So many rows below its table a chart begins."""


class Chart(Value, kw_only=True):
    """Of a table whose rows are named by those of the fields `names` that it has: the fields `series` as columns or
    lines, and one `over` them as a line. `percent`: of shares, so the scale ends at 100 %. `by_row`: every row is a
    line of its own, of all the columns of that series."""

    kind: str = "column"
    names: tuple[str, ...]
    series: tuple[str, ...] = ()
    over: str = ""
    stacked: bool = False
    percent: bool = False
    by_row: str = ""


CHARTS: Mapping[str, Chart] = {
    "trend": Chart(kind="line", names=("month",), series=("share", "goal"), percent=True),
    "attainment": Chart(names=("metric", "severity"), series=("share",), over="goal", percent=True),
    "weeks": Chart(names=("first_day",), series=("received", "resolved")),
    "backlog_bands": Chart(names=("from_days",), series=("urgent", "high", "normal", "low"), stacked=True),
    "reasons": Chart(names=("reason", "reason_code"), series=("targets",), over="running_total"),
    "curves": Chart(kind="line", names=("metric",), by_row="by_tenth_of_target"),
}


MAPS = frozenset({"arrivals_counts"})
"""The tables of counts, by a name in each row, whose cells are the darker the more they hold."""
LIGHT, DARK = "#FFFFFF", "#9AA1AC"
"""Of a map; black figures can be read on both."""


class Charts:
    """`months` is the format of a month in a cell."""

    def __init__(self, book: xlsxwriter.Workbook, say: TableWords, months: str) -> None:
        self._book, self._say, self._months = book, say, months

    def draw(self, sheet: Worksheet, table: Table) -> None:
        """Below the table, where there is a chart of it; a map is the table itself."""
        if table.name in MAPS:
            scale = {"type": "2_color_scale", "min_color": LIGHT, "max_color": DARK}
            sheet.conditional_format(1, 1, len(table.rows), len(table.columns) - 1, scale)
        chart = CHARTS.get(table.name)
        if chart is None:
            return
        drawing = self._book.add_chart(
            {"type": chart.kind, "subtype": "stacked"} if chart.stacked else {"type": chart.kind}
        )
        told = list(
            self._rows(drawing, sheet, table, chart) if chart.by_row else self._columns(drawing, sheet, table, chart)
        )
        drawing.set_title({"name": table.title, "overlay": False})
        formats = {"month": self._months, "first_day": "yyyy-mm-dd"}
        drawing.set_x_axis({"text_axis": True, "num_format": formats.get(chart.names[0], "General")})
        drawing.set_y_axis({"num_format": "0%", "min": 0, "max": 1} if chart.percent else {"min": 0})
        drawing.set_legend({"none": True} if len(told) == 1 else {"position": "bottom"})
        drawing.set_size({"width": 720, "height": 340})
        words = self._say.words("table.drawn", title=table.title, series=", ".join(told))
        sheet.insert_chart(len(table.rows) + BELOW, 0, drawing, {"description": words})

    def _columns(self, drawing: Drawing, sheet: Worksheet, table: Table, chart: Chart) -> Iterator[str]:
        """A series a column; gives their names."""
        last = len(table.rows)
        titles = [self._say.title(name) for name in chart.names]
        names = [table.columns.index(title) for title in titles if title in table.columns]
        categories = [sheet.name, 1, min(names), last, max(names)]
        for place, field in enumerate(chart.series):
            column = self._column(table, field)
            values = [sheet.name, 1, column, last, column]
            drawing.add_series(
                {
                    "name": [sheet.name, 0, column],
                    "categories": categories,
                    "values": values,
                    **_look(chart.kind, place),
                }
            )
            yield table.columns[column]
        if chart.over:
            column = self._column(table, chart.over)
            line = self._book.add_chart({"type": "line"})
            values = [sheet.name, 1, column, last, column]
            line.add_series(
                {"name": [sheet.name, 0, column], "categories": categories, "values": values, **_look("line", 1)}
            )
            drawing.combine(line)
            yield table.columns[column]

    def _rows(self, drawing: Drawing, sheet: Worksheet, table: Table, chart: Chart) -> Iterator[str]:
        """A series a row; gives their names."""
        head = self._say.title(chart.by_row)
        columns = [place for place, title in enumerate(table.columns) if title.startswith(f"{head} ")]
        name = self._column(table, chart.names[0])
        for row, cells in enumerate(table.rows, 1):
            drawing.add_series(
                {
                    "name": [sheet.name, row, name],
                    "categories": [sheet.name, 0, columns[0], 0, columns[-1]],
                    "values": [sheet.name, row, columns[0], row, columns[-1]],
                    **_look(chart.kind, row - 1),
                }
            )
            yield str(cells[name])

    def _column(self, table: Table, field: str) -> int:
        return table.columns.index(self._say.title(field))


def _look(kind: str, place: int) -> Mapping[str, object]:
    """Of the so-many-th series."""
    if kind == "line":
        line = {"color": INK, "width": 1.75, "dash_type": _of(DASHES, place)}
        return {"line": line, "marker": {"type": _of(MARKERS, place), "fill": {"color": "#FFFFFF"}}}
    return {"fill": {"color": _of(GREYS, place)}, "border": {"color": INK}}


def _of(looks: Sequence[str], place: int) -> str:
    return looks[place % len(looks)]

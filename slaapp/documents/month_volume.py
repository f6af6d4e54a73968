"""The tickets of the period week by week, and when they came in, as the template takes them."""

from slaapp.documents.month_front import Shown
from slaapp.reports import period_words
from slaapp.reports.facts import capital
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.texts import tidy


def volume(report: MonthlyReport) -> Shown:
    words = report.words
    return {
        "most": max((max(week.flow.received, week.flow.resolved) for week in report.weeks), default=0),
        "weeks": [
            {
                "days": period_words.days(week.days, words),
                "received": week.flow.received,
                "resolved": week.flow.resolved,
                "numbers": [
                    words.count(count)
                    for count in (
                        week.flow.reopened,
                        week.flow.left_otherwise,
                        week.not_measured,
                        week.flow.open_at_end,
                    )
                ],
            }
            for week in report.weeks
        ],
        "received_by": [
            {
                "title": words(f"section.volume.by_{one.by}"),
                "most": max((count for _, count in one.rows), default=0),
                "rows": [{"words": tidy(capital(label), longest=40), "count": count} for label, count in one.rows],
            }
            for one in report.received_by
        ],
    }


def arrivals(report: MonthlyReport) -> Shown:
    came, words = report.arrivals, report.words
    days = words.several("date.days")
    most = max(max(row) for row in came.counts)
    tickets = words.counted("count.ticket", came.tickets)
    return {
        "words": words("section.arrivals.outside", outside=came.tickets_outside, tickets=tickets),
        "rows": [
            {
                "day": days[day],
                "cells": [
                    {
                        "count": count,
                        "shade": -(-4 * count // most) if most else 0,
                        "open": came.opened[day][hour],
                        "outside": came.outside[day][hour] > 0,
                    }
                    for hour, count in enumerate(came.counts[day])
                ],
            }
            for day in range(7)
        ],
        "alt": "; ".join(
            words("section.arrivals.alt", day=days[day], hour=f"{hour:02}:00", count=count)
            for day in range(7)
            for hour, count in enumerate(came.counts[day])
            if count
        )
        or words("section.arrivals.none"),
    }

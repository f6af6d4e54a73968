"""What a new store begins with: one calendar, one agreement, in force from the beginning."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening, zone_info
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.services.holiday_lists import of_country
from slaapp.services.rulebook import save_agreement, save_line
from slaapp.storage import records
from slaapp.storage.database import Connection

CALENDAR = "Support hours"
AGREEMENT = "Standard support"

LENGTHS: dict[Severity, tuple[Seconds, Seconds, Seconds]] = {
    Severity.URGENT: (30 * MINUTE, 1 * HOUR, 4 * HOUR),
    Severity.HIGH: (1 * HOUR, 4 * HOUR, 8 * HOUR),
    Severity.NORMAL: (4 * HOUR, 8 * HOUR, 24 * HOUR),
    Severity.LOW: (8 * HOUR, 16 * HOUR, 40 * HOUR),
}
"""First response, next response and update, resolution: in working time."""


_PARTS = {"Europe/London": "ENG"}
"""Where a zone's capital lies in a part of its country that has bank holidays of its own."""


def fill(connection: Connection, *, zone: str, now: Instant, by: str) -> None:
    """Give an empty store its calendar, agreement and desk."""
    office = (Opening(9 * 60, 17 * 60),)
    calendar = Calendar(zone, (office, office, office, office, office, (), ()), public_holidays(zone, now))
    save_line(connection, CalendarLine.single(CALENDAR, calendar), now=now, by=by)
    save_agreement(connection, Agreement(AGREEMENT, 1, CALENDAR, targets(LENGTHS)), now=now, by=by)
    body = desk_body("Support desk")
    records.save(connection, kind="desk", id="desk", name="Support desk", body=body, now=now, by=by)


def desk_body(name: str, *, phone: str = "") -> dict[str, Any]:
    """What the desk's record holds as long as there is one calendar and one agreement."""
    return {"name": name, "address": [], "phone": phone, "default_agreement": AGREEMENT, "calendar": CALENDAR}


def targets(
    lengths: Mapping[Severity, tuple[Seconds, Seconds, Seconds]], *, internal: bool = True
) -> tuple[Target, ...]:
    """Public targets, and internal ones at three quarters of them where they are wanted."""
    return tuple(
        Target(metric, severity, tier, length if tier is Tier.PUBLIC else _earlier(length))
        for tier in (Tier if internal else (Tier.PUBLIC,))
        for severity, (response, update, resolution) in lengths.items()
        for metric, length in (
            (Metric.FIRST_RESPONSE, response),
            (Metric.NEXT_RESPONSE, update),
            (Metric.UPDATE, update),
            (Metric.RESOLUTION, resolution),
        )
    )


def _earlier(length: Seconds) -> Seconds:
    """Three quarters of it, as people promise: rounded down to five minutes, a short one to the minute."""
    exact = length * 3 // 4
    step = 5 * MINUTE if exact >= 15 * MINUTE else MINUTE
    return exact // step * step or exact


def public_holidays(zone: str, now: Instant) -> dict:  # type: ignore[type-arg]
    """The public holidays of the zone's country, from the year before to five years on; none where it is not known."""
    country = country_of(zone)
    return {} if country is None else holidays_of(country, zone, now)


def holidays_of(country: str, zone: str, now: Instant) -> dict:  # type: ignore[type-arg]
    """The same of a country by its two letters, and of the part of it that the zone names."""
    if not knows_holidays(country):
        return {}
    year = datetime.fromtimestamp(now, UTC).year
    part = _PARTS.get(zone, "") if country == country_of(zone) else ""
    return of_country(country, part, range(year - 1, year + 6))


def knows_holidays(country: str) -> bool:
    import holidays  # noqa: PLC0415 - some 20 ms of import that only a new store needs

    return country in holidays.list_supported_countries()


def countries() -> list[tuple[str, str]]:
    """Two letters and name of every country whose public holidays are known, by name."""
    import tzdata  # noqa: PLC0415 - as above

    table = Path(tzdata.__file__).parent / "zoneinfo" / "iso3166.tab"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return sorted(((code, name) for code, name in rows if knows_holidays(code)), key=lambda row: row[1])


def country_of(zone: str) -> str | None:
    """The country of a zone, by the table that comes with the time zones; None for a zone of several or of none."""
    import tzdata  # noqa: PLC0415

    table = Path(tzdata.__file__).parent / "zoneinfo" / "zone1970.tab"
    for line in table.read_text().splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and columns[2] == zone:
            return columns[0].split(",")[0]
    return None


def machine_zone(environment: str | None) -> str:
    """The zone of this machine by name: what the environment says, else what the system's own setting names."""
    candidates = [environment or ""]
    link = Path("/etc/localtime")
    if link.is_symlink():
        candidates.append(str(link.resolve()).partition("zoneinfo/")[2])
    setting = Path("/etc/timezone")
    if setting.is_file():
        candidates.append(setting.read_text().strip())
    for name in candidates:
        try:
            return zone_info(name.lstrip(":")).key
        except ValueError:
            continue
    return "UTC"

"""What a new store begins with: one calendar, one agreement, in force since ever."""

from datetime import UTC, datetime
from pathlib import Path

from slaapp.domain.agreement import Agreement, Metric, Severity, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening, zone_info
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.services.rulebook import save_agreement, save_line
from slaapp.storage import records
from slaapp.storage.database import Connection

CALENDAR = "Support hours"
AGREEMENT = "Standard support"

_LENGTHS: dict[Severity, tuple[Seconds, Seconds, Seconds]] = {
    Severity.URGENT: (30 * MINUTE, 1 * HOUR, 4 * HOUR),
    Severity.HIGH: (1 * HOUR, 4 * HOUR, 8 * HOUR),
    Severity.NORMAL: (4 * HOUR, 8 * HOUR, 24 * HOUR),
    Severity.LOW: (8 * HOUR, 16 * HOUR, 40 * HOUR),
}
"""First response, next response and update, resolution: in working time."""


_SUBDIVISIONS = {"Europe/London": "ENG"}
"""Where a zone's capital lies in a part of its country that has bank holidays of its own."""


def fill(connection: Connection, *, zone: str, now: Instant, by: str) -> None:
    """Give an empty store its calendar, agreement and desk."""
    office = (Opening(9 * 60, 17 * 60),)
    calendar = Calendar(zone, (office, office, office, office, office, (), ()), public_holidays(zone, now))
    save_line(connection, CalendarLine.single(CALENDAR, calendar), now=now, by=by)
    save_agreement(connection, Agreement(AGREEMENT, 1, CALENDAR, _targets()), now=now, by=by)
    body = {"name": "Support desk", "address": [], "phone": "", "default_agreement": AGREEMENT, "calendar": CALENDAR}
    records.save(connection, kind="desk", id="desk", name="Support desk", body=body, now=now, by=by)


def _targets() -> tuple[Target, ...]:
    """Public targets, and internal ones at three quarters of them."""
    return tuple(
        Target(metric, severity, tier, length if tier is Tier.PUBLIC else length * 3 // 4)
        for tier in Tier
        for severity, (response, update, resolution) in _LENGTHS.items()
        for metric, length in (
            (Metric.FIRST_RESPONSE, response),
            (Metric.NEXT_RESPONSE, update),
            (Metric.UPDATE, update),
            (Metric.RESOLUTION, resolution),
        )
    )


def public_holidays(zone: str, now: Instant) -> dict:  # type: ignore[type-arg]
    """The public holidays of the zone's country, from the year before to five years on; none where it is not known."""
    country = _country(zone)
    if country is None:
        return {}
    # Some 20 ms of import that only a new store needs.
    import holidays  # noqa: PLC0415

    if country not in holidays.list_supported_countries():
        return {}
    year = datetime.fromtimestamp(now, UTC).year
    subdivision = _SUBDIVISIONS.get(zone)
    return dict(
        sorted(
            holidays.country_holidays(
                country, subdiv=subdivision, years=range(year - 1, year + 6), observed=True
            ).items()
        )
    )


def _country(zone: str) -> str | None:
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

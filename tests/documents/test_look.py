"""The company's own look: a colour that can be read, a logo, templates of one's own whose faults are told."""

import struct
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.documents import Pages, render_month
from slaapp.documents.look import PLAIN, USUAL, Look, a_colour, a_logo, contrast_on_white, copy_templates
from slaapp.documents.typesetting import TemplateRefusal
from slaapp.domain.errors import UsageRefusal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from tests.reports.northgate import february


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    return build(february())


def png(width: int = 40, height: int = 20, colour: bytes = b"\xc0\x20\x20") -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress((b"\0" + colour * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def pixels(pdf: bytes) -> bytes:
    with Pages(pdf) as pages:
        return pages.image(0, 60).rgba


def test_the_usual_colour_is_within_the_limits() -> None:
    assert a_colour(USUAL) == USUAL
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#FFFFFF") == pytest.approx(1)


@pytest.mark.parametrize(("typed", "held"), [("0b6e4f", "#0B6E4F"), (" #0B6E4F ", "#0B6E4F")])
def test_a_dark_colour_is_taken_however_it_is_typed(typed: str, held: str) -> None:
    assert a_colour(typed) == held


@pytest.mark.parametrize(
    ("typed", "why"), [("#FFDD00", "too light for paper"), ("green", "no colour"), ("#12345", "no colour")]
)
def test_what_cannot_be_read_or_is_no_colour_is_refused(typed: str, why: str) -> None:
    with pytest.raises(UsageRefusal, match=why):
        a_colour(typed)


def test_the_colour_is_that_of_the_trend_alone_and_none_in_black_and_white(report: MonthlyReport) -> None:
    green = Look(colour="#0B6E4F")

    assert pixels(render_month(report, look=green)) != pixels(render_month(report))
    assert pixels(render_month(report, look=green, black_and_white=True)) == pixels(
        render_month(report, black_and_white=True)
    )


def test_a_logo_is_printed_beside_the_desks_name(report: MonthlyReport) -> None:
    look = Look(logo=png(), form=a_logo(png(), "logo.png"))

    found = pixels(render_month(report, look=look))

    assert b"\xc0\x20\x20\xff" in found
    assert b"\xc0\x20\x20\xff" not in pixels(render_month(report))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a" + bytes(40), "neither PNG nor JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither PNG nor JPEG"),
        (png()[:60], "cannot be read as a picture"),
        (png()[:12], "damaged"),
        (png(30_000, 1), "damaged or has more than 4000 pixels"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300_000), "a logo may have 256"),
    ],
    ids=["gif", "svg", "cut", "stump", "too wide", "no frame", "too large"],
)
def test_what_is_no_logo_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UsageRefusal, match=why):
        a_logo(data, "logo.png")


def test_own_templates_have_the_say(report: MonthlyReport, tmp_path: Path) -> None:
    copied = copy_templates(tmp_path)
    month = tmp_path / "month.typ"
    month.write_text(month.read_text("utf-8").replace("text(size: 12.75pt, fill: dark, d.month)", "[Our own month]"))

    with Pages(render_month(report, look=replace(PLAIN, templates=tmp_path))) as pages:
        assert "Our own month" in pages.text(0)
    assert "month.typ" in copied
    assert copy_templates(tmp_path) == []


def test_a_broken_template_says_where_and_nothing_else_is_used(report: MonthlyReport, tmp_path: Path) -> None:
    copy_templates(tmp_path)
    month = tmp_path / "month.typ"
    lines = month.read_text("utf-8").splitlines()
    lines.insert(11, "#no-such-thing()")
    month.write_text("\n".join(lines), "utf-8")

    with pytest.raises(TemplateRefusal) as refused:
        render_month(report, look=replace(PLAIN, templates=tmp_path))

    assert "month.typ:12:" in str(refused.value)
    assert "use the built-in one" in str(refused.value)
    assert "--built-in" in refused.value.command


def test_a_template_that_would_fetch_something_is_refused(report: MonthlyReport, tmp_path: Path) -> None:
    copy_templates(tmp_path)
    month = tmp_path / "month.typ"
    month.write_text('#import "@preview/cetz:0.3.0": canvas\n' + month.read_text("utf-8"), "utf-8")

    with pytest.raises(TemplateRefusal, match=r"month\.typ:1: packages would be fetched"):
        render_month(report, look=replace(PLAIN, templates=tmp_path))


def test_a_template_reads_no_file_outside_of_its_folder(report: MonthlyReport, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    folder = tmp_path / "documents"
    copy_templates(folder)
    month = folder / "month.typ"
    month.write_text(month.read_text("utf-8") + '\n#read("../secret.txt")\n', "utf-8")

    with pytest.raises(TemplateRefusal):
        render_month(report, look=replace(PLAIN, templates=folder))

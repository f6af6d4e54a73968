"""Own templates of agreements, amendments, reviews, sheets and slips have the say, and a broken one says where."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from slaapp.documents import Pages, Sheet, Table, render_review, render_sheet
from slaapp.documents.agreement import render_agreement
from slaapp.documents.amendment import render_amendment
from slaapp.documents.look import PLAIN, Look, copy_templates
from slaapp.documents.sheet import Column
from slaapp.documents.slips import render_slips
from slaapp.documents.typesetting import TemplateRefusal
from slaapp.reports.agreement_amendment import amendment
from slaapp.reports.review_data import Review
from tests.documents.test_agreement_pdf import AT, document
from tests.documents.test_look import png
from tests.reports import northgate

Render = Callable[[Look], bytes]


def an_agreement(look: Look) -> bytes:
    return render_agreement(document(northgate.agreement()), made_at=AT, look=look)


def an_amendment(look: Look) -> bytes:
    now = replace(northgate.agreement(), version=4, targets=northgate.agreement().targets[1:])
    sheet = amendment(northgate.agreement(), now, document(now))
    return render_amendment(sheet, made_at=AT, look=look)


def a_sheet(look: Look) -> bytes:
    table = Table((Column("When"),), [(["now"], False)])
    return render_sheet(Sheet("7 Printer", "", "Desk", "", (table,), look=look), made_at=AT, zone=ZoneInfo("UTC"))


def slips(look: Look) -> bytes:
    return render_slips((7,), desk="Desk", made_at=AT, templates=look.templates)


OUTPUTS: dict[str, Render] = {"agreement": an_agreement, "amendment": an_amendment, "sheet": a_sheet, "slips": slips}


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_broken_template_says_where_and_the_built_in_one_is_named(name: str, tmp_path: Path) -> None:
    copy_templates(tmp_path)
    own = tmp_path / f"{name}.typ"
    own.write_text("// one\n// two\n#no-such-thing\n" + own.read_text("utf-8"), "utf-8")

    with pytest.raises(TemplateRefusal) as refused:
        OUTPUTS[name](replace(PLAIN, templates=tmp_path))

    assert f"{name}.typ:3" in str(refused.value)
    assert "use the built-in one" in str(refused.value)
    with Pages(OUTPUTS[name](PLAIN)) as pages:
        assert len(pages)


@pytest.mark.parametrize("name", OUTPUTS)
def test_own_templates_have_the_say(name: str, tmp_path: Path) -> None:
    copy_templates(tmp_path)
    own = tmp_path / f"{name}.typ"
    own.write_text(own.read_text("utf-8") + "\nOur own words\n", "utf-8")

    with Pages(OUTPUTS[name](replace(PLAIN, templates=tmp_path))) as pages:
        assert "Our own words" in pages.text(len(pages) - 1)


@pytest.mark.parametrize("name", ["agreement", "amendment", "sheet"])
def test_a_logo_takes_no_page_more(name: str) -> None:
    look = Look(logo=png(), form="png")

    with Pages(OUTPUTS[name](look)) as with_logo, Pages(OUTPUTS[name](PLAIN)) as without:
        assert len(with_logo) == len(without)
        assert with_logo.image(0, 40).rgba != without.image(0, 40).rgba


def test_a_review_has_them_too(review: Review, tmp_path: Path) -> None:
    copy_templates(tmp_path)
    (tmp_path / "review.typ").write_text("#no-such-thing(", "utf-8")

    with pytest.raises(TemplateRefusal, match=r"review\.typ:1"):
        render_review(review, desk="Desk", look=replace(PLAIN, templates=tmp_path))

"""Pages as pictures: what the preview and printers without CUPS get."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdfium2 import PdfiumError

from slaapp.documents import Pages, render_month
from slaapp.domain.errors import Refusal
from slaapp.reports.monthly import build
from tests.reports.northgate import february


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_month(build(february()))


def test_pages_know_how_many_and_how_large_they_are(pdf: bytes) -> None:
    with Pages(pdf) as pages:
        assert len(pages) == 2
        assert [(round(width), round(height)) for width, height in pages.sizes] == [(595, 842)] * 2


def test_an_image_has_the_size_of_the_page_at_its_resolution(pdf: bytes) -> None:
    with Pages(pdf) as pages:
        image = pages.image(0, 96)

    assert (image.width, image.height) == (794, 1123)
    assert len(image.rgba) == 4 * image.width * image.height


def test_an_image_is_opaque_white_paper_with_the_blue_line(pdf: bytes) -> None:
    with Pages(pdf) as pages:
        image, back = pages.image(0, 72), pages.image(1, 72)

    pixels = set(zip(image.rgba[0::4], image.rgba[1::4], image.rgba[2::4], strict=True))
    assert image.rgba[:4] == b"\xff\xff\xff\xff"
    assert set(image.rgba[3::4]) == {255}
    assert any(blue > red + 100 for red, _green, blue in pixels)
    assert image.rgba != back.rgba


def test_a_grey_image_has_no_colour(pdf: bytes) -> None:
    with Pages(pdf) as pages:
        grey = pages.image(0, 72, grey=True)

    assert grey.rgba[0::4] == grey.rgba[1::4] == grey.rgba[2::4]
    assert min(grey.rgba[0::4]) < 60


def test_pages_can_be_drawn_from_several_threads(pdf: bytes) -> None:
    with Pages(pdf) as pages, ThreadPoolExecutor(4) as pool:
        alone = [pages.image(n % 2, 50).rgba for n in range(2)]
        together = list(pool.map(lambda n: pages.image(n % 2, 50).rgba, range(12)))

    assert together == [alone[n % 2] for n in range(12)]


def test_a_page_tells_its_words(pdf: bytes) -> None:
    with Pages(pdf) as pages:
        assert "Northgate School" in pages.text(0)
        assert "Sign-off" in pages.text(1)


def test_a_page_too_large_for_the_memory_is_refused_in_a_sentence(pdf: bytes) -> None:
    with Pages(pdf) as pages, pytest.raises(Refusal, match=r"^Page 2 cannot be drawn, there is not enough memory\."):
        pages.image(1, 720_000)


def test_a_page_that_cannot_be_read_is_not_said_to_lack_memory(pdf: bytes) -> None:
    with Pages(pdf) as pages, pytest.raises(PdfiumError, match=r"^Failed to load page"):
        pages.image(7, 72)

"""A PDF's pages as pictures: what the preview shows and what printers without CUPS get (the very PDF, not a copy)."""

from contextlib import closing
from threading import RLock
from types import TracebackType

import pypdfium2
from pypdfium2 import raw

from slaapp.domain.errors import Refusal
from slaapp.domain.value import Value

ONE_AT_A_TIME = RLock()
"""PDFium is not thread-safe, not even for two different documents. What it made is closed under the lock too: left to
Python, that would happen whenever and on whichever thread the last reference goes."""


class PageImage(Value):
    """`rgba`: width × height × 4 bytes, row by row from the top, without padding, opaque."""

    width: int
    height: int
    rgba: bytes


class Pages:
    """An open PDF; close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        with ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(self._document.get_page_size(n) for n in range(len(self._document)))
            """Width and height of each page in points (1/72 inch)."""

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, page: int, dpi: float, *, grey: bool = False) -> PageImage:
        """The page (from 0) at a resolution; `grey` as a black-and-white printer would show it.

        Raises Refusal when there is no memory for it.
        """
        with ONE_AT_A_TIME, closing(self._document[page]) as sheet:
            try:
                return _drawn(sheet, dpi / 72, grey=grey)
            except (MemoryError, pypdfium2.PdfiumError) as error:
                raise Refusal(
                    f"Page {page + 1} cannot be drawn, there is not enough memory. Nothing is lost. "
                    "Close other programs, then try again."
                ) from error

    def text(self, page: int) -> str:
        """The words of the page, for screen readers and for search."""
        with ONE_AT_A_TIME, closing(self._document[page]) as sheet, closing(sheet.get_textpage()) as words:
            return str(words.get_text_bounded())

    def close(self) -> None:
        with ONE_AT_A_TIME:
            self._document.close()

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _drawn(sheet: pypdfium2.PdfPage, scale: float, *, grey: bool) -> PageImage:
    picture = sheet.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_BGRA, rev_byteorder=True, grayscale=grey)
    with closing(picture) as bitmap:
        assert bitmap.stride == 4 * bitmap.width
        return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))

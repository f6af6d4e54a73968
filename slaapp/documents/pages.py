"""A PDF's pages as pictures: what the preview shows and what printers without CUPS get (the very PDF, not a copy)."""

from dataclasses import dataclass
from threading import RLock
from types import TracebackType

import pypdfium2
from pypdfium2 import raw

_ONE_AT_A_TIME = RLock()
"""PDFium is not thread-safe, not even for two different documents."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """`rgba`: width × height × 4 bytes, row by row from the top, without padding, opaque."""

    width: int
    height: int
    rgba: bytes


class Pages:
    """An open PDF; close it, or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(self._document.get_page_size(n) for n in range(len(self._document)))
            """Width and height of each page in points (1/72 inch)."""

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, page: int, dpi: float, *, grey: bool = False) -> PageImage:
        """The page (from 0) at a resolution; `grey` as a black-and-white printer would show it."""
        with _ONE_AT_A_TIME:
            bitmap = self._document[page].render(
                scale=dpi / 72, force_bitmap_format=raw.FPDFBitmap_BGRA, rev_byteorder=True, grayscale=grey
            )
            assert bitmap.stride == 4 * bitmap.width
            return PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer))

    def text(self, page: int) -> str:
        """The words of the page, for screen readers and for search."""
        with _ONE_AT_A_TIME:
            return str(self._document[page].get_textpage().get_text_bounded())

    def close(self) -> None:
        with _ONE_AT_A_TIME:
            self._document.close()

    def __enter__(self) -> "Pages":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

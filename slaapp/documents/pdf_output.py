"""A PDF file that is written object by object."""

import re
from io import BytesIO

from slaapp.documents.pdf_objects import Dictionary, Held, Object, Ref, Stream

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
"""The second line says that what follows is no text."""


def written(held: Held) -> bytes:
    match held:
        case Ref():
            return b"%d 0 R" % held.number
        case dict():
            return b"<<%b>>" % b" ".join(b"%b %b" % (written(key), written(inner)) for key, inner in held.items())
        case list():
            return b"[%b]" % b" ".join(map(written, held))
        case bytes() if re.fullmatch(rb"[ -~]*", held):
            return b"(%b)" % re.sub(rb"([\\()])", rb"\\\1", held)
        case bytes():
            return b"<%b>" % held.hex().upper().encode("ascii")
    return held.encode("latin-1")


def text_string(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be", "replace")


class Output:
    def __init__(self) -> None:
        self._file = BytesIO()
        self._file.write(HEADER)
        self._places: list[int] = []

    def new(self) -> Ref:
        """An object that is put later."""
        self._places.append(0)
        return Ref(len(self._places))

    def put(self, ref: Ref, held: Object) -> None:
        self._places[ref.number - 1] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % ref.number)
        if isinstance(held, Stream):
            self._file.write(written(held.head | {"/Length": str(len(held.data))}) + b"\nstream\n")
            self._file.write(held.data + b"\nendstream")
        else:
            self._file.write(written(held))
        self._file.write(b"\nendobj\n")

    def add(self, held: Object) -> Ref:
        ref = self.new()
        self.put(ref, held)
        return ref

    def so_far(self) -> memoryview:
        return self._file.getbuffer()

    def end(self, trailer: Dictionary) -> bytes:
        table, size = self._file.tell(), len(self._places) + 1
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self._file.writelines(b"%010d 00000 n \n" % place for place in self._places)
        self._file.write(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (written({"/Size": str(size), **trailer}), table))
        return self._file.getvalue()

"""The values of a PDF: what is written is read again, and what Typst writes is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaapp.documents.pdf_objects import Held, Ref, Stream, read, text_of
from slaapp.documents.pdf_output import Output, text_string, written

names = st.sampled_from(["/Type", "/A", "/U1x0", "/"])
words = st.sampled_from(["0", "-1.5", "true", "null"]) | names
values = st.recursive(
    st.binary(max_size=12) | words | st.builds(Ref, st.integers(1, 99)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def read_one(text: bytes) -> object:
    body = b"%PDF-1.7\n1 0 obj\n" + text + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f\r\n0000000009 00000 n\r\ntrailer\n<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return read(body + table % len(body)).held[1]


@given(values, values)
def test_what_is_written_is_read_again(first: Held, second: Held) -> None:
    out = Output()
    ref = out.add(first)
    stream = out.add(Stream({"/Kind": second}, b"\nendstream endobj (("))

    found = read(out.end({"/Root": ref}))

    assert found.held[ref.number] == first
    assert found.held[stream.number] == Stream({"/Kind": second, "/Length": "20"}, b"\nendstream endobj ((")
    assert found.trailer == {"/Size": "3", "/Root": ref}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"<</Title(One \\(a \\) \\))/Dest 53 0 R>>", {"/Title": b"One (a ) )", "/Dest": Ref(53)}),
        (b"(balanced (12 0 R) brackets)", b"balanced (12 0 R) brackets"),
        (b"(\\\\\\n\\101\\12)", b"\\\nA\n"),
        (b"<FEFF005A>", b"\xfe\xff\x00Z"),
        (b"[1 2 0 R 3/X(y)<</K[0]>>null]", ["1", Ref(2), "3", "/X", b"y", {"/K": ["0"]}, "null"]),
        (b"[68 0 R/XYZ 70.86 781 0]", [Ref(68), "/XYZ", "70.86", "781", "0"]),
        (b"[12 0 RG]", ["12", "0", "RG"]),
    ],
)
def test_what_typst_writes_is_understood(text: bytes, value: object) -> None:
    assert read_one(text) == value


def test_a_string_without_an_end_is_no_value() -> None:
    with pytest.raises(ValueError, match="endless string"):
        read_one(b"(one (two)")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_the_same_text_again(text: str) -> None:
    assert text_of(text_string(text)) == text


def test_half_a_character_is_no_reason_to_stop() -> None:
    assert text_of(text_string("a\ud800b")) == "a?b"


def test_a_string_is_written_so_that_anybody_can_read_it() -> None:
    assert written(b"a (b) \\") == b"(a \\(b\\) \\\\)"
    assert written(b"\xfe\xff\x00Z") == b"<FEFF005A>"

"""What comes with the program promises the same in each of its languages."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from slaapp.documents import own_words
from slaapp.domain.agreement import Agreement
from slaapp.languages import ENGLISH, LANGUAGES, words_of
from slaapp.services.agreement_templates import TEMPLATES, template

OTHERS = [code for code in LANGUAGES if code != ENGLISH]
VALUES = {"customer": "Acme", "provider": "Desk"}
ORDINALS = {
    "en": {"second": 2, "third": 3, "fourth": 4, "fifth": 5},
    "de": {f"{stem}{end}": n for n, stem in enumerate(("zwei", "drit", "vier", "fünf"), 2) for end in ("te", "ten")},
}


def texts(held: Agreement) -> Iterator[tuple[str, str]]:
    """Every text of the agreement's own, by its place."""
    yield from held.sections.items()
    for severity, meaning in held.meanings.items():
        yield severity.word, meaning.text
        yield from ((f"{severity.word} {place}", text) for place, text in enumerate(meaning.examples))


def counts(text: str, language: str) -> Counter[int]:
    """The figures in it, in letters too. One is an article as well, and is not looked for."""
    letters = {word: count for count, word in enumerate(words_of(language).several("number.words.all")) if count > 1}
    known = letters | ORDINALS[language]
    found = re.findall(r"\w+", text.casefold())
    return Counter(
        int(word) if word.isdecimal() else known[word] for word in found if word.isdecimal() or word in known
    )


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_rules_are_the_same(name: str, language: str) -> None:
    english, other = template(name), template(name, language)
    spoken = {"meanings": english.meanings, "sections": english.sections, "calendar": english.calendar}

    assert replace(other, **spoken) == english
    assert list(other.sections) == list(english.sections)
    assert {severity: bool(meaning.name) for severity, meaning in other.meanings.items()} == {
        severity: bool(meaning.name) for severity, meaning in english.meanings.items()
    }
    assert [place for place, _ in texts(other)] == [place for place, _ in texts(english)]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_text_has_the_same_figures_names_and_shape(name: str, language: str) -> None:
    english, other = dict(texts(template(name))), dict(texts(template(name, language)))

    def shape(text: str) -> list[tuple[str, int]]:
        return [(block["kind"], len(block.get("items", ()))) for block in own_words.blocks(text, VALUES)]

    for place, text in english.items():
        assert other[place] != text, place
        assert counts(other[place], language) == counts(text, ENGLISH), place
        assert shape(other[place]) == shape(text), place
        assert ("{provider}" in other[place]) == ("{provider}" in text), place
        assert ("{customer}" in other[place]) == ("{customer}" in text), place

"""A ticket is found by everything it says, open ones first, with the words that were looked for marked."""

from slaapp.services.finding import Excerpt, SearchHit
from tests.services.conftest import Work, at

NOON = at("03-03 12:00")


def numbers(desk: Work, text: str) -> list[int]:
    return [hit.number for hit in desk.engine.board.search(text)]


def excerpt(desk: Work, text: str) -> Excerpt | None:
    hits = desk.engine.board.search(text)
    return desk.engine.board.excerpts(hits, text).get(hits[0].number)


def brackets(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def test_everything_that_a_ticket_says_finds_it(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    number = desk.log("03-02 10:00", customer=clinic, text="Blue screen on the third floor")
    desk.engine.desk.note(number, "Ask Dupont about the toner", now=at("03-02 11:00"))
    desk.engine.desk.reply(number, "We bring a new drum tomorrow", now=at("03-02 12:00"))
    desk.engine.desk.edit(number, subject="Scanner", now=at("03-02 13:00"))
    desk.log("03-02 10:00")

    for words in ("scanner", "print jam clinic", "arbou", "blue floor", "dupont", "drum", "oner", str(number)):
        assert number in numbers(desk, words), words
    assert numbers(desk, "drum dupont harb") == [number]
    assert desk.sound()


def test_a_number_after_its_sign_is_that_ticket_alone(desk: Work) -> None:
    for _ in range(12):
        desk.log("03-02 10:00")
    desk.engine.desk.resolve(1, now=at("03-02 11:00"))

    assert numbers(desk, "#1") == [1]
    assert numbers(desk, " # 12 ") == [12]
    assert numbers(desk, "#99") == []
    assert numbers(desk, "#" + "9" * 30) == []
    assert numbers(desk, "1") == [1, 12, 11, 10]


def test_open_tickets_come_before_finished_ones(desk: Work) -> None:
    for _ in range(3):
        desk.log("03-02 10:00")
    desk.engine.desk.resolve(3, now=at("03-02 11:00"))
    before = numbers(desk, "printer")
    desk.engine.desk.reopen(3, now=at("03-02 12:00"))

    assert (before, numbers(desk, "printer")) == ([2, 1, 3], [3, 2, 1])
    assert desk.sound()


def test_a_hit_says_where_its_words_stand(desk: Work) -> None:
    clinic = desk.customer("Harbour Clinic")
    number = desk.log("03-02 10:00", customer=clinic)
    desk.engine.desk.reply(number, "It jams since the move.\n\nWe bring a drum.", now=at("03-02 12:00"))

    (hit,) = desk.engine.board.search("jam clin")
    assert brackets(hit.subject, hit.marks) == "Printer [jam]s"
    assert brackets(hit.customer, hit.customer_marks) == "Harbour [Clin]ic"
    assert excerpt(desk, "jam clin") is None
    found = excerpt(desk, "printer rum")
    assert found is not None
    assert (found.kind, brackets(found.text, found.marks)) == ("replied", "… since the move. We bring a d[rum].")


def test_hits_are_told_of_a_moment_as_they_were_then(desk: Work) -> None:
    number = desk.log("03-02 10:00")
    desk.engine.desk.edit(number, subject="Scanner dead", now=at("03-02 12:00"))
    desk.engine.desk.resolve(number, now=at("03-02 13:00"))

    def then(text: str, when: str) -> list[SearchHit]:
        return desk.engine.board.search(text, now=at(when))

    assert [(hit.subject, hit.open) for hit in then("rinter", "03-02 11:00")] == [("Printer jams", True)]
    assert then("scanner", "03-02 11:00") == []
    assert [(hit.subject, hit.open) for hit in then("canne", "03-02 14:00")] == [("Scanner dead", False)]
    assert then("#1", "03-01 11:00") == []
    assert [hit.subject for hit in then("#1", "03-02 11:00")] == ["Printer jams"]


def test_what_was_taken_away_since_is_found_as_it_was_then(desk: Work) -> None:
    number = desk.log("03-02 10:00")
    kim = desk.engine.catalogue.add_person("Kim L.", now=at("03-02 10:00"))
    desk.engine.desk.assign(number, kim, now=at("03-02 10:30"))
    desk.engine.desk.tag(number, "second floor", now=at("03-02 10:30"))
    desk.engine.desk.note(number, "The drum is worn", now=at("03-02 10:40"))

    desk.engine.desk.retract(number, None, now=at("03-02 12:00"))
    desk.engine.desk.assign(number, None, now=at("03-02 12:00"))
    desk.engine.desk.untag(number, "second floor", now=at("03-02 12:00"))

    def then(text: str, when: str) -> list[int]:
        return [hit.number for hit in desk.engine.board.search(text, now=at(when))]

    assert then("drum", "03-02 11:00") == []  # what was undone never was
    for words in ("Kim", "second"):
        assert (then(words, "03-02 11:00"), then(words, "03-02 13:00")) == ([number], []), words


def test_no_text_is_a_mistake(desk: Work) -> None:
    desk.log("03-02 10:00", text="<b>&amp;</b>")

    for text in ("", " ", "#", '"', "*", "<b>", "a AND", "\0", "\ud800", "%", "_"):
        desk.engine.board.excerpts(desk.engine.board.search(text), text)

    assert [hit.number for hit in desk.engine.board.search("<b>")] == [1]
    assert desk.engine.board.search("%") == desk.engine.board.search("_") == []

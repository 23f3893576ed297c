"""One module draws codes and one book holds them: whoever draws, a person has one code for a breach."""

from __future__ import annotations

import pytest

from exposure_check.clinic import codes
from exposure_check.clinic.patients import PatientFile, load_mapping
from exposure_check.errors import OptionError
from exposure_check.trust.code_book import CodeBook, entry
from tests.support.clinic import ADULTS, BREACH, patient

KEY = bytes(range(32))


@pytest.fixture
def draw(clinic):
    def run(rows, book=CodeBook(KEY), name="patients.csv"):  # noqa: B008  # frozen
        path = clinic.write_patients(rows, name)
        return codes.draw(PatientFile(path, load_mapping(None, "fi.hetu")), book, BREACH, allow_test=True)

    return run


def test_each_person_gets_one_code_however_often_drawn(draw):
    book, first = draw([patient(number) for number in [*ADULTS[:5], ADULTS[0]]])
    assert (first.rows, first.new, len(book.drawn)) == (6, 5, 5)
    again, second = draw([patient(number, address1="Muualla 2") for number in ADULTS[:7]], book, "other.csv")
    assert (second.new, len(again.drawn)) == (2, 7)
    assert again.codes(BREACH) > book.codes(BREACH)


def test_publisher_and_clinic_draw_the_same_with_one_book(clinic):
    before = clinic.book()
    clinic.write_patients([patient(number) for number in ADULTS[:5]])
    assert clinic.draw() == 0
    assert clinic.book() == before, "the publisher drew for all of them"


def test_refused_rows_are_named_by_line(draw):
    book, figures = draw([patient(ADULTS[0]), patient("010594Y9033"), patient("")])
    assert figures.refused.total() == 2
    assert sorted(line for lines in figures.lines.values() for line in lines) == [3, 4]
    assert len(book.drawn) == 1


def test_a_renewed_code_is_another_and_stays_so(draw):
    book, _ = draw([patient(ADULTS[0])])
    canonical = f"fi.hetu\0{ADULTS[0]}".encode()
    name = entry(KEY, canonical, BREACH)
    once, twice = book.renew(name), book.renew(name).renew(name)
    found = [each.code(canonical, BREACH) for each in (book, once, twice)]
    assert len(set(found)) == 3
    again, figures = draw([patient(ADULTS[0])], twice)
    assert figures.new == 1
    assert int(found[2]) in again.codes(BREACH)
    assert book.code(f"fi.hetu\0{ADULTS[1]}".encode(), BREACH) == twice.code(f"fi.hetu\0{ADULTS[1]}".encode(), BREACH)


def test_copies_of_a_book_are_put_together_and_two_books_are_not(draw):
    book, _ = draw([patient(ADULTS[0])])
    other, _ = draw([patient(ADULTS[1])], CodeBook(KEY))
    name = entry(KEY, f"fi.hetu\0{ADULTS[0]}".encode(), BREACH)
    merged = codes.merged(book.renew(name).renew(name), other.renew(name))
    assert len(merged.drawn) == 2
    assert merged.renewed == {name: 2}
    with pytest.raises(OptionError, match="not copies of one"):
        codes.merged(book, CodeBook(bytes(32)))


def test_the_name_of_an_entry_needs_the_key_and_says_no_code(draw):
    canonical = f"fi.hetu\0{ADULTS[0]}".encode()
    assert entry(KEY, canonical, BREACH) != entry(bytes(32), canonical, BREACH)
    assert entry(KEY, canonical, BREACH) != entry(KEY, canonical, "another-breach")
    assert CodeBook(KEY).code(canonical, BREACH)[:15] not in str(int(entry(KEY, canonical, BREACH), 16))


def test_who_is_taken_out_leaves_with_all_codes(draw):
    canonical = f"fi.hetu\0{ADULTS[0]}".encode()
    book, _ = draw([patient(ADULTS[0]), patient(ADULTS[1])])
    book, _ = draw([patient(ADULTS[0])], book.renew(entry(KEY, canonical, BREACH)))
    assert len(book.drawn) == 3
    left = book.without(canonical)
    assert (len(left.drawn), left.renewed) == (1, {})


def test_a_fingerprint_is_of_the_key_alone(draw):
    book, _ = draw([patient(ADULTS[0])])
    assert book.fingerprint() == CodeBook(KEY).fingerprint() != CodeBook(bytes(32)).fingerprint()
    assert len(book.fingerprint().replace(" ", "")) == 20

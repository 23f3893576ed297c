"""Editors are not programmers: each mistake is named by file, line and what to do."""

from __future__ import annotations

import pytest

from exposure_check.toml_file.places import line_of, parse_path

GOOD = """
[[source]]
id = "page"
name.en = "A page"
name.fi = "Sivu"
name.sv = "En sida"
url = "https://example.org/page"
supports = "Everything here."
reviewed = 2026-01-01
review_by = 2026-07-01
verified = true

[[action]]
id = "first"
urgency = "now"
order = 1
sources = ["page"]

[action.text.en]
title = "Do it"
why = "Because."
how = ["One step."]

[action.text.fi]
title = "Tee se"
why = "Siksi."
how = ["Yksi vaihe."]

[action.text.sv]
title = "Gör det"
why = "Därför."
how = ["Ett steg."]

[[action.link]]
url = "https://example.org/"
label.en = "Here"
label.fi = "Tässä"
label.sv = "Här"
"""


def line(text: str) -> int:
    return GOOD.splitlines().index(text) + 1


def test_a_file_in_order_has_no_problem(read):
    content = read(GOOD)
    assert content.problems == []
    assert list(content.actions) == ["first"]
    assert content.actions["first"].text["fi"].how == ("Yksi vaihe.",)


@pytest.mark.parametrize(
    ("written", "instead", "at", "says"),
    [
        ('urgency = "now"', 'urgency = "soon"', 'urgency = "now"', "soon is not one of the words"),
        ('why = "Siksi."', 'why = ""', 'why = "Siksi."', "the text is empty"),
        ('why = "Siksi."', 'why = "Siksi <b>"', 'why = "Siksi."', "an angle bracket"),
        ('why = "Siksi."', 'why = "Siksi \\u202e."', 'why = "Siksi."', "the text is empty or has"),
        ('how = ["Ett steg."]', "how = []", 'how = ["Ett steg."]', "at least 1 must stand here"),
        ('title = "Gör det"', f'title = "{"å" * 161}"', 'title = "Gör det"', "longer than 160 characters"),
        (
            'url = "https://example.org/page"',
            'url = "http://a.org/page"',
            'url = "https://example.org/page"',
            "https://",
        ),
        ("reviewed = 2026-01-01", 'reviewed = "soon"', "reviewed = 2026-01-01", "date"),
        ("order = 1", 'order = "1"', "order = 1", "the kind int is expected, not str"),
        ("order = 1\n", "", "[[action]]", "the field order is missing"),
        ("order = 1", "order = 1\nprice = 20", "[[action]]", "there is no field price"),
        ('id = "first"', 'id = "The First"', 'id = "first"', "small letters"),
        ('label.fi = "Tässä"\n', "", "[[action.link]]", "missing in fi"),
        ('name.sv = "En sida"\n', "", "[[source]]", "name: missing in sv"),
        ('name.fi = "Sivu"', 'name.fi = "<b>Sivu"', 'name.fi = "Sivu"', "an angle bracket"),
    ],
)
def test_a_mistake_is_named_by_its_line(read, written, instead, at, says):
    assert written in GOOD
    problems = read(GOOD.replace(written, instead)).problems
    assert len(problems) == 1
    assert says in problems[0].message
    assert problems[0].file == "actions.toml"
    assert problems[0].line == line(at)
    assert problems[0].advice.endswith(".")


def test_a_source_named_in_one_language_only_is_told_what_to_write(read):
    names = 'name.en = "A page"\nname.fi = "Sivu"\nname.sv = "En sida"'
    problem = read(GOOD.replace(names, 'name = "A page"')).problems[0]
    assert problem.message.startswith("source.name: a text for each language")
    assert problem.line == line(names.splitlines()[0])


def test_a_text_that_lacks_a_language_is_refused(read):
    spoilt = GOOD.replace("[action.text.sv]", "[action.text.no]")
    assert [problem.message for problem in read(spoilt).problems] == ["action: text: missing in sv."]


def test_languages_that_differ_in_their_steps_are_refused(read):
    spoilt = GOOD.replace('["Ett steg."]', '["Ett steg.", "Ett till."]')
    assert "languages differ in the number of steps" in read(spoilt).problems[0].message


def test_a_category_that_does_not_exist_is_named(read):
    spoilt = GOOD.replace("order = 1", 'order = 1\ncategories = ["passwords"]')
    assert "'passwords' is not one; they are name, postal_address" in read(spoilt).problems[0].message


def test_a_missing_quotation_mark_is_named_by_its_line(read):
    problem = read(GOOD.replace('"Do it"', '"Do it')).problems[0]
    assert problem.line == line('title = "Do it"')
    assert "quotation mark" in problem.advice


def test_one_mistake_does_not_hide_another(read):
    second = GOOD[GOOD.index("[[action]]") :].replace('id = "first"', 'id = "second"').replace('"now"', '"later"')
    content = read(GOOD.replace('"now"', '"soon"') + second)
    assert [problem.message.split(":")[1].split()[0] for problem in content.problems] == ["soon", "later"]
    assert content.problems[1].line > content.problems[0].line


def test_an_id_used_twice_is_named(read):
    twice = GOOD + GOOD[GOOD.index("[[action]]") :]
    problem = read(twice).problems[0]
    assert "'first' is used twice" in problem.message
    assert problem.line > line('id = "first"')


def test_an_unknown_table_is_named(read):
    problem = read(GOOD + "\n[[acton]]\nid = 'x'\n").problems[0]
    assert "'acton' is not a table" in problem.message
    assert problem.line == len(GOOD.splitlines()) + 2


def test_deep_nesting_is_a_problem_and_no_crash(read):
    assert read("a = " + "[" * 100_000).problems[0].message


def test_bytes_that_are_no_text_are_a_problem():
    from exposure_check.guidance.content import Content, read_bytes

    content = Content()
    read_bytes(b"\xff\xfe\x00", "x.toml", content)
    assert content.problems[0].advice == "Save it with the encoding UTF-8."


def test_a_review_date_before_the_review_is_refused(read):
    spoilt = GOOD.replace("review_by = 2026-07-01", "review_by = 2025-07-01")
    assert "review_by: must be later" in read(spoilt).problems[0].message


def test_lines_are_found_within_repeated_tables():
    text = "[[a]]\nx = 1\n[a.t.en]\ny = 2\n[[a]]\nx = 3\n[a.t.en]\ny = 4\n[[a.link]]\nz = 5\n[[a.link]]\nz = 6\n"
    assert line_of(text, ("a", 0, "t", "en", "y")) == 4
    assert line_of(text, ("a", 1, "t", "en", "y")) == 8
    assert line_of(text, ("a", 1, "link", 1, "z")) == 12
    assert line_of(text, ("a", 1, "missing")) == 5
    assert line_of(text, ("b",)) is None
    assert parse_path("$.a[1].t") == ("a", 1, "t")

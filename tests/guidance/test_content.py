"""The bundled advice, read as a frightened reader would: kind, whole, sourced and easy."""

from __future__ import annotations

import re
from datetime import date
from statistics import median

import pytest

from exposure_check.guidance import ContactKind, load, load_labels
from exposure_check.guidance.content import read_folder
from exposure_check.guidance.guide import countries, root
from exposure_check.guidance.reading_ease import lix
from exposure_check.guidance.report import reading_ease, reading_table, source_table
from exposure_check.guidance.review import check, texts
from exposure_check.protocol.catalogue import CATEGORIES
from exposure_check.resources import LANGUAGES

FOLDERS = ("common", "eu", "fi", "gb", "se", "us")
COUNTRIES = FOLDERS[1:]

# Our own list, apart from the one that editors get: each is a stem, looked for anywhere in a text.
BANNED = {
    "en": (
        "good news", "congratulat", "you are safe", "you're safe", "pwned", "victim", "compromised", "dark web",
        "you were a client", "you should have", "calm down", "your secrets", "hacker", "act fast", "hurry up",
        "countdown", "shocking", "identity stolen", "leaked forever", "don't worry", "as you know",
    ),
    "fi": (
        "hyviä uutisia", "onneksi olkoon", "olet turvassa", "uhri", "pimeä verkko", "pimeään verkkoon", "olit asiakas",
        "olisi pitänyt", "rauhoitu", "salaisuu", "hakkeri", "järkyttäv", "älä huoli", "vaarantunut",
    ),
    "sv": (
        "goda nyheter", "grattis", "du är säker", "du är trygg", "brottsoffret", "ett offer", "offret", "mörka nätet",
        "darknet", "du var klient", "du var kund", "borde ha", "lugna ner", "hemlighet", "hackare", "chockerande",
        "oroa dig inte", "komprometter",
    ),
}  # fmt: skip
ILLNESSES = {
    "en": (
        "depress",
        "anxiet",
        "psychos",
        "bipolar",
        "schizo",
        "addict",
        "hiv",
        "cancer",
        "abortion",
        "suicid",
        "psych",
    ),
    "fi": ("masennu", "ahdistunei", "psykoos", "kaksisuuntai", "skitso", "päihde", "hiv", "syöpä", "itsemurh", "psyk"),
    "sv": ("depress", "ångestst", "psykos", "bipolär", "schizo", "missbruksvård", "hiv", "cancer", "självmord", "psyk"),
}
NUMBER = {
    "en": r"(identity (number|code)|personal (number|identity)|social security|national insurance|nhs|your number)",
    "fi": r"(henkilötunnu|henkilönumero|tunnusnumero|sosiaaliturvatunnu|numerosi)",
    "sv": r"(personbeteckning|personnummer|identitetsnummer|social security-nummer|ditt nummer)",
}
CHANGE = {
    "en": r"\b(change|replace|renew|get a new|new)\b",
    "fi": r"\b(vaihd|vaihta|muut(a|ta)\b|uusi(?! passi)|uuden)",
    "sv": r"\b(byt|byta|ändra|ny|nytt)\b",
}
# A title is read by everyone who opens all the advice, whatever a lookup found.
STATED = {
    "en": r"^(?!If\b).*\b(is|are|was|were|has been|have been) (now )?(known|taken|stolen|leaked|exposed|out)\b",
    "fi": r"^(?!Jos\b).*\b(tunnetaan|vietiin|on viety|vuoti|on vuotanut|on vuotaneet|on varastettu|paljastui)\b",
    "sv": r"^(?!Om\b).*\b(är (nu )?känd|är (nu )?känt|togs|har tagits|läckte|har läckt|har stulits)",
}


def all_texts(folder: str) -> list[tuple[str, str, str]]:
    return list(texts(read_folder(root() / folder)))


def own_names() -> set[str]:
    """The names of organisations, which are theirs to choose."""
    contacts = [contact for folder in FOLDERS for contact in read_folder(root() / folder).contacts.values()]
    return {name for contact in contacts for name in contact.name.values()}


def test_the_folders_are_those_that_the_tests_read():
    assert countries() == COUNTRIES
    assert sorted(path.name for path in root().iterdir()) == list(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_files_are_in_order(folder):
    assert [problem.as_line() for problem in check(root() / folder)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_text_frightens_blames_or_promises(folder):
    names = own_names()
    found = [
        (key, text)
        for key, language, text in all_texts(folder)
        for word in BANNED[language]
        if word in text.lower() and text not in names
    ]
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_text_names_an_illness(folder):
    found = [
        (key, text)
        for key, language, text in all_texts(folder)
        for word in ILLNESSES[language]
        if re.search(rf"\b{word}", text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_advises_changing_the_identity_number(folder):
    found = [
        (key, sentence)
        for key, language, text in all_texts(folder)
        for sentence in re.split(r"(?<=[.!?])\s", text)
        if re.search(NUMBER[language], sentence, re.IGNORECASE) and re.search(CHANGE[language], sentence, re.IGNORECASE)
    ]
    assert found == []


def test_the_test_for_changing_the_number_would_notice_it():
    for language, sentence in {
        "en": "Change your identity number.",
        "fi": "Vaihda henkilötunnuksesi.",
        "sv": "Byt din personbeteckning.",
    }.items():
        assert re.search(NUMBER[language], sentence, re.IGNORECASE)
        assert re.search(CHANGE[language], sentence, re.IGNORECASE)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_states_an_exposure_that_nobody_found(country, language):
    titles = [action.title for action in load(country).actions(language)]
    assert [title for title in titles if re.search(STATED[language], title)] == []


def test_the_test_for_stated_exposures_would_notice_them():
    for language, title in {
        "en": "Your number is known: let unknown calls wait",
        "fi": "Läheisesi tiedot on viety",
        "sv": "Ditt nummer är känt: låt okända samtal vänta",
    }.items():
        assert re.search(STATED[language], title)
    assert not re.search(STATED["fi"], "Jos läheisesi tietoja on viety")


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_telephone_number_is_not_taken_for_the_identity_number(country):
    texts_of_actions = [
        (action.title, action.why)
        for language in LANGUAGES
        for action in load(country).actions(language)
        if "identity_number" not in action.categories
    ]
    bare = r"\b(numerosi|numeroasi|ditt nummer|your number)\b"
    assert [text for texts in texts_of_actions for text in texts if re.search(bare, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_there_is_no_exclamation_and_no_shouting(folder):
    shouted = [text for _, _, text in all_texts(folder) if "!" in text or re.search(r"\b[A-ZÅÄÖ]{5,}\b", text)]
    assert [text for text in shouted if not re.search("MIELI", text)] == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_action_has_a_source_a_review_and_every_language(country):
    by_language = {language: load(country).actions(language) for language in LANGUAGES}
    assert len({tuple(action.id for action in actions) for actions in by_language.values()}) == 1
    for actions in by_language.values():
        for action in actions:
            assert action.source_url.startswith("https://")
            assert date(2026, 1, 1) <= action.reviewed
            assert action.verified
            assert action.title
            assert action.why
            assert action.how
    titles = [
        {actions[position].title for actions in by_language.values()} for position in range(len(by_language["en"]))
    ]
    assert all(len(title) == 3 for title in titles)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_contact_can_be_reached_and_has_a_source(country):
    contacts = load(country).contacts("fi")
    assert {ContactKind.EMERGENCY, ContactKind.POLICE, ContactKind.TALK} <= {contact.kind for contact in contacts}
    for contact in contacts:
        assert contact.lines or contact.links
        assert all(source.url.startswith("https://") for source in contact.sources)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_emergency_number_is_only_for_danger_right_now(country, language):
    about = [contact.about for contact in load(country).contacts(language) if contact.kind is ContactKind.EMERGENCY]
    now = {"en": "in danger right now", "fi": "vaarassa juuri nyt", "sv": "i fara just nu"}
    assert about
    assert all(now[language] in text for text in about)


def test_a_source_bears_the_institutions_name_in_the_readers_language():
    ban = {
        language: next(action for action in load("fi").actions(language) if action.id == "credit-ban")
        for language in LANGUAGES
    }
    assert ban["en"].sources[0].name.startswith("Finnish Tax Administration: ")
    assert ban["fi"].sources[0].name == "Verohallinto: vapaaehtoinen luottokielto"
    assert ban["sv"].sources[0].name.startswith("Skatteförvaltningen: ")


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_english_name_of_a_source_is_left_on_finnish_and_swedish_pages(folder):
    """An institution may keep its name; what its page is about is said in the reader's language."""
    english = r"\b(the|of|what|your|data breach|personal data|in Finnish|in Swedish)\b"
    pages = [
        (source.name[language].rpartition(": ")[2], source.id)
        for source in read_folder(root() / folder).sources.values()
        for language in ("fi", "sv")
    ]
    assert [page for page in pages if re.search(english, page[0])] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_source_is_used(folder):
    """A source that nothing rests on would be reviewed for nothing."""
    everything = [read_folder(root() / name) for name in FOLDERS]
    used = {source for content in everything for action in content.actions.values() for source in action.sources}
    used |= {source for content in everything for contact in content.contacts.values() for source in contact.sources}
    assert set(read_folder(root() / folder).sources) - used == set()


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_has_words(country, language):
    words = load_labels(country, language)
    for category in CATEGORIES:
        assert words.category(category).name
        assert re.fullmatch(r"[^.]+\.", words.category(category).meaning)


def test_the_identity_number_is_called_what_people_call_it():
    names = {country: load_labels(country, "sv").category("identity_number").name for country in ("eu", "fi", "se")}
    assert names == {"eu": "Personbeteckning", "fi": "Personbeteckning", "se": "Personnummer"}
    assert load_labels("fi", "fi").category("identity_number").name == "Henkilötunnus"
    assert load_labels("fi", "fi").label("why") == "Miksi"


def test_finnish_advice_uses_the_official_words():
    titles = {language: {a.id: a.title for a in load("fi").actions(language)} for language in LANGUAGES}
    assert "vapaaehtoinen luottokielto" in titles["fi"]["credit-ban"].replace("vapaaehtoisen", "vapaaehtoinen").lower()
    assert "frivilligt kreditförbud" in titles["sv"]["credit-ban"]
    assert "voluntary credit ban" in titles["en"]["credit-ban"]


LIMITS = {"en": 40, "fi": 50, "sv": 40}


def ease(country: str, language: str) -> list[float]:
    return [reading_ease(action) for action in load(country).actions(language)]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_easy_to_read(country, language):
    assert median(ease(country, language)) <= LIMITS[language]
    assert max(ease(country, language)) <= LIMITS[language] + 20


def test_lix_is_the_index_of_bjornsson():
    assert lix("") == 0
    assert lix("One two three. Four five six.") == 3
    assert lix("Elephants remember. Cats do not.") == pytest.approx(2.5 + 100 * 2 / 5)
    assert lix("Äitiyspakkaus on laatikko.") == pytest.approx(3 + 100 * 2 / 3)


def test_the_tables_for_reviewers_are_those_of_the_content():
    """Where this fails, put what `exposure-check guidance tables assets/guidance` prints into the page."""
    page = (root().parent.parent / "docs" / "guidance-review.md").read_text()
    assert "\n".join(reading_table(root())) in page
    assert "\n".join(source_table(root())) in page


IN_WORDS = {
    "en": {"fi": "in Finnish", "sv": "in Swedish"},
    "fi": {"sv": "ruotsiksi", "en": "englanniksi"},
    "sv": {"fi": "på finska", "en": "på engelska"},
}


def language_of(url):
    """The language that an address gives away, by its path or else by its country."""
    if re.search(r"/en(/|-|$)|languageId=en|/guides/|/citizen/", url):
        return "en"
    if re.search(r"/sv(/|$)", url):
        return "sv"
    return {"fi": "fi", "se": "sv"}.get(url.split("/")[2].rpartition(".")[2], "en")


@pytest.mark.parametrize("country", countries())
@pytest.mark.parametrize("language", IN_WORDS)
def test_a_link_to_a_page_in_another_language_says_so_before(country, language):
    guide = load(country)
    links = [link for each in (*guide.actions(language), *guide.contacts(language)) for link in each.links]
    elsewhere = [link for link in links if language_of(link.url) != language]
    assert [link.label for link in elsewhere if IN_WORDS[language][language_of(link.url)] not in link.label] == []

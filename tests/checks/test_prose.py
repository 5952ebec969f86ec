"""What a sentence gives away of those interviewed: METHODS §8's sentences, and our own."""

import os
import re
import unicodedata
from pathlib import Path

import pytest

from fivec.checks.prose import about_people, dated, of_group, tell_tales
from tests.conftest import steps

COUNTED, VAGUE, VOICE = "counted-interviewees", "vague-majority", "single-voice"
OFFICE, QUOTED, DATED = "single-office", "quoted-words", "dated-interview"
CONTACT, MARK, NAMED = "contact-detail", "classification-mark", "named-interviewee"


def codes(text, language=""):
    return {*about_people(text, language), *tell_tales(text, interview=True)}


# METHODS §8: CF01 to CF03 are one code here, for one cause is one finding.
METHODS = [
    ("80% van de geïnterviewden vond dat Nederland invloed had.", {COUNTED}),
    ("80 percent of the interviewees felt that NL was influential.", {COUNTED}),
    ("Acht van de tien respondenten noemden de non-papers.", {COUNTED}),
    ("Three of our interviewees pointed to Germany.", {COUNTED}),
    ("Zeven diplomaten gaven aan dat Nederland zichtbaar was.", {COUNTED}),
    ("Five officials said that the draft was Dutch in spirit.", {COUNTED}),
    ("De meeste respondenten zien Nederland als constructief.", {VAGUE}),
    ("Over de hele linie geven veel van onze respondenten aan dat dit beter kan.", {VAGUE}),
    ("Zo vertelde een Nederlandse EU-medewerker wekelijks aan te sluiten.", {VOICE}),
    ("According to one diplomat the text was a Dutch success.", {VOICE}),
    ("Medewerkers zeggen: “Nederland had de pen vast en dat merkte iedereen”.", {QUOTED}),
    ("Zij hebben het idee ‘buiten het zicht van Den Haag’ te zitten.", {QUOTED}),
    ("Bron: j.jansen@minbuza.nl", {CONTACT}),
    ("Zie NATO SECRET verslag van de Raad.", {MARK}),
    ("Dit staat in een stuk met de rubricering Stg. GEHEIM.", {MARK}),
    ("Interview met mw. Anna de Vries", {NAMED}),
    ("De Permanente Vertegenwoordiger gaf aan dat de instructie laat kwam.", {OFFICE}),
    ("Interview met een medewerker van de PV EU, 12 maart 2024.", {DATED}),
    ("Interviews met medewerkers van het Ministerie van BZ en de PV bij de NAVO.", set()),
    ("De ruim 120 interviews omvatten gesprekken met medewerkers van diverse organisaties.", set()),
    ("Nederland stelde een non-paper op dat door twintig landen werd ondertekend.", set()),
    ("Nederland organiseerde met Duitsland een seminar.", set()),
    ("De ‘hybride toolbox’ is mede op initiatief van Nederland tot stand gekomen.", set()),
    ("In the period 2016-2023 NL was a relatively influential member state.", set()),
    ("Nederland leverde 150 mariniers voor de EU-vredesmacht.", set()),
    ("Uit interne documenten blijkt dat posities vooraf zijn bepaald.", set()),
]  # fmt: skip

FRENCH = [
    ("80 % des personnes interrogées estiment que les Pays-Bas ont pesé.", {COUNTED}),
    ("80 pour cent des interlocuteurs le pensent.", {COUNTED}),
    ("Huit répondants sur dix ont cité les non-papiers.", {COUNTED}),
    ("Trois de nos interlocuteurs ont cité l’Allemagne.", {COUNTED}),
    ("Sept diplomates ont dit que les Pays-Bas étaient visibles.", {COUNTED}),
    ("La plupart des répondants jugent les Pays-Bas constructifs.", {VAGUE}),
    ("Beaucoup de nos interlocuteurs le regrettent.", {VAGUE}),
    ("Un diplomate néerlandais a raconté qu’il y participe chaque semaine.", {VOICE}),
    ("Selon un fonctionnaire européen, le texte est un succès.", {VOICE}),
    ("Ils disent : « Les Pays-Bas tenaient la plume et tous l’ont vu ».", {QUOTED}),
    ("Source : a.dupont@diplomatie.example", {CONTACT}),
    ("Voir le compte rendu RESTREINT UE.", {MARK}),
    ("Entretien avec Mme Anne Dupont", {NAMED}),
    ("Le représentant permanent a indiqué que l’instruction était tardive.", {OFFICE}),
    ("Entretien avec un agent de la représentation, le 12 mars 2024.", {DATED}),
    ("Entretiens avec des agents du ministère.", set()),
    ("Les quelque 120 entretiens menés couvrent diverses organisations.", set()),
    ("Les Pays-Bas ont rédigé un texte signé par vingt pays.", set()),
    ("La « boîte à outils » est née à leur initiative.", set()),
    ("Entre 2016 et 2023, les Pays-Bas étaient un État influent.", set()),
]

OWN = [
    # counted, in figures and in words, with what may stand between
    ("Acht respondenten", {COUNTED}),
    ("Acht\rgeïnterviewden", {COUNTED}),
    ("8 van de 10 geïnterviewden", {COUNTED}),
    ("Eén van de gesprekspartners wees op Duitsland.", {COUNTED}),
    ("Beide diplomaten gaven aan dat het laat was.", {COUNTED}),
    ("Both officials confirmed it.", {COUNTED}),
    ("Tweeëntwintig respondenten noemden het.", {COUNTED}),
    ("Twenty-two interviewees mentioned it.", {COUNTED}),
    ("Quatre-vingt-dix-neuf répondants l’ont cité.", {COUNTED}),
    ("Onze répondants ont cité l’Allemagne.", {COUNTED}),
    ("Volgens drie ambtenaren was de inzet tijdig.", {COUNTED}),
    ("The help was real, according to four senior officials.", {COUNTED}),
    ("De helft van de geïnterviewden zag dat niet.", {COUNTED}),
    ("Two thirds of the respondents saw it.", {COUNTED}),
    ("Two-thirds of the respondents saw it.", {COUNTED}),
    ("Un tiers des personnes interrogées l’a vu.", {COUNTED}),
    ("In zeven van de negen gesprekken kwam het terug.", {COUNTED}),
    ("Een tiental respondenten bevestigde dit.", {COUNTED}),
    ("A couple of interviewees disagreed.", {COUNTED}),
    ("Een van de ambtenaren die erbij waren.", {COUNTED}),
    ("Three EU-officials said so.", {COUNTED}),
    ("Three non-EU-officials said so.", {COUNTED}),
    ("Drie topambtenaren gaven aan dat het laat was.", {COUNTED}),
    ("Three people we spoke to saw it.", {COUNTED}),
    ("Vingt-et-un répondants l’ont cité.", {COUNTED}),
    ("Acht collega's gaven aan dat het laat was.", {COUNTED}),
    ("Acht collega’s gaven aan dat het laat was.", {COUNTED}),
    # most of them, few of them
    ("Een ruime meerderheid van de ambtenaren deelde dat beeld.", {VAGUE}),
    ("Vrijwel alle gesprekspartners zijn positief.", {VAGUE}),
    ("Nearly all of our interviewees agreed.", {VAGUE}),
    ("Most of the diplomats saw a Dutch hand.", {VAGUE}),
    ("Only a few respondents disagreed.", {VAGUE}),
    ("Slechts enkele respondenten waren kritisch.", {VAGUE}),
    ("Presque tous les répondants sont positifs.", {VAGUE}),
    # one of them
    ("A senior diplomat at the Dutch PR said that it came late.", {VOICE}),
    ("Aldus een betrokken ambtenaar.", {VOICE}),
    ("Een diplomaat bij de PV EU merkte op dat de instructie laat kwam.", {VOICE}),
    ("One of the texts was praised, said an official.", {VOICE}),
    ("De ambassadeur vertelde dat het stuk laat kwam.", {OFFICE}),
    ("The Director-General noted that it came late.", {OFFICE}),
    ("Volgens de ambassadeur kwam het laat.", {OFFICE}),
    # words of theirs
    ("Zij noemen het “veel te laat gekomen”.", {QUOTED}),
    ("De “hybride toolbox” was toen nieuw: “dat merkte iedereen echt wel”.", {QUOTED}),
    ("Zij schreven: ‘Nederland had de pen vast’.", {QUOTED}),
    ("‘Nederland had de pen vast’, zeiden zij.", {QUOTED}),
    ("‘Nederland had de pen vast’, vonden zij.", {QUOTED}),
    # names
    ("Mevr. A. de Vries, PV EU", {NAMED}),
    ("Dat zei dhr. Jansen tegen ons.", {NAMED}),
    ("Anna de Vries told us that it came late.", {NAMED}),
    ("Gesprek met Jan Jansen", {NAMED}),
    ("Gesprek met Jan van ’t Hof", {NAMED}),
    # ways to reach somebody
    ("Tel. 070 348 6486", {CONTACT}),
    ("Bel 06-12345678", {CONTACT}),
    ("+31 (0)70 348 64 86", {CONTACT}),
    ("+49 30 1817 2000", {CONTACT}),
    ("030 18172000", {CONTACT}),
    ("+32 2 555 12 12", {CONTACT}),
    ("0475/12.34.56", {CONTACT}),
    ("01.23.45.67.89", {CONTACT}),
    # markings
    ("Dep. VERTROUWELIJK", {MARK}),
    ("stg. Confidentieel", {MARK}),
    ("SECRET UE/EU SECRET", {MARK}),
    ("VS-NfD", {MARK}),
    # and what is none of it
    ("Onze respondenten noemden de non-papers.", set()),
    ("Respondents from several member states praised the Dutch role.", set()),
    ("In 2022 zagen diplomaten meer Nederlandse stukken.", set()),
    ("Representatives of 27 member states met in Brussels.", set()),
    ("Diplomaten van zes landen vormden een kopgroep.", set()),
    ("Twee non-papers zijn door ambtenaren opgesteld.", set()),
    ("The most senior officials of the ministry were involved.", set()),
    ("Een medewerker extra maakte verschil voor de werkdruk.", set()),
    ("The NATO Secretary General visited The Hague.", set()),
    ("Interview with the European Commission", set()),
    ("Gesprek met Buitenlandse Zaken", set()),
    ("Interviews with staff of the Permanent Representation", set()),
    ("KST 28676-408, 8 juni 2022", set()),
    ("ST 07371 2022 INIT; 2021/0045678; ISBN 0-19-829432-8", set()),
    ("De zogenoemde ‘EU cyber diplomacy toolbox’ kwam er.", set()),
    ("Het heet ‘Europese cyber diplomatie gereedschapskist’.", set()),
    ("They used the term ‘strategic autonomy’.", set()),
    ("Dat heet “de zogenoemde autonomie”.", set()),
    ("EU-based respondents noted it.", set()),
    ("The top-ten diplomats said so.", set()),
    ("Interviews with Visegrad Council's staff", set()),
    ("Interviews with Visegrad Council’s staff", set()),
    ("Zie @minbuza op het net.", set()),
    ("The Netherlands’ paper and Germany’s paper were both discussed at length in the group.",
     set()),
    ("Nederland stuurde twee ambtenaren naar Brussel.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*METHODS, *FRENCH, *OWN])
def test_a_sentence_is_known_for_what_it_gives_away(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(("text", "expected"), [*METHODS, *OWN])
def test_it_is_known_in_whatever_form_it_is_written(text, expected):
    for form in (
        unicodedata.normalize("NFD", text),
        "\u200b".join(text),
        text.replace(" ", "\u00a0"),
        f"Dat was zo. {text}",
    ):
        assert codes(form) >= expected


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("A diplomat of another state", "group-of-one"),
        ("An external expert", "group-of-one"),
        ("De ambassadeur", "group-of-one"),
        ("The head of PV", "group-of-one"),
        ("Het hoofd van de PV", "group-of-one"),
        ("Le directeur général", "group-of-one"),
        ("One of the diplomats", "group-of-one"),
        ("Eight of the ten diplomats", "counted-people"),
        ("80% of officials", "counted-people"),
        ("80% of the ministry", "counted-people"),
        ("Most officials", "counted-people"),
        ("Beide ambtenaren", "counted-people"),
        ("Jan de Vries", "named-interviewee"),
        ("J. de Vries", "named-interviewee"),
        ("J. van de Velde", "named-interviewee"),
        ("Staff of the ministry", ""),
        ("The officials involved", ""),
        ("Ambassadors of member states", ""),
        ("Permanent Representatives", ""),
        ("Think tanks", ""),
        ("Medewerkers van de directeur-generaal", ""),
        ("Université de Genève", ""),
        ("Die Stadt", ""),
    ],
)
def test_a_group_is_several_people(group, code):
    assert of_group(group, "") == code


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # In Dutch it is "this", in French somebody says it.
        ("Titre ‘Paris dit oui demain matin’", "nl", set()),
        ("Titre ‘Paris dit oui demain matin’", "fr", {QUOTED}),
        ("Titre ‘Paris dit oui demain matin’", "fr-BE", {QUOTED}),
        # "Our", or eleven.
        ("Onze diplomates disent non.", "nl", set()),
        ("Onze diplomates disent non.", "fr", {COUNTED}),
        # Words of another language are known all the same.
        ("Eight respondents said so.", "nl", {COUNTED}),
        ("Eight respondents said so.", "de", {COUNTED}),
    ],
)
def test_a_word_is_read_in_the_language_that_the_file_says(text, language, expected):
    assert set(about_people(text, language)) == expected


def test_a_group_is_read_in_its_language_too():
    assert of_group("Onze diplomates", "nl") == ""
    assert of_group("Onze diplomates", "fr") == "counted-people"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 maart 2024", True),
        ("le 1er juin 2022", True),
        ("March 12, 2024", True),
        ("2024-03-12", True),
        ("12/3/2024", True),
        ("12\u200b maart 20\u200b24", True),
        ("maart 2024", False),
        ("2016-2023", False),
        ("KST 28676-408", False),
    ],
)
def test_a_day_is_known_in_each_language(text, expected):
    assert dated(text) is expected


def test_a_name_without_an_interview_is_left_alone():
    for text in (
        "Minister Ollongren presented the paper in parliament.",
        "K. Lassoen, Realising the EU Hybrid Toolbox, Clingendael Institute, 2021",
        "Dr. Anna de Vries, The Small State, 2019",
        "Volgens Jan Jansen waren de gesprekken nuttig.",
    ):
        assert set(tell_tales(text)) == set()
    assert set(tell_tales("Interview met mw. Anna de Vries")) == {NAMED}


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "a.", "0 ", "00", "1.", "‘a ", "“", "een ", "8 van de ", "A. ", "Aa ", "interview ",
     "a@", "-", "een respondent ", "Interview with Aa "],
)  # fmt: skip
def test_a_long_text_takes_as_long_as_it_is_long(piece):
    def took(times):
        text = piece * (times // len(piece))
        return steps(lambda: codes(text))

    import time

    took(100)
    started = time.process_time()
    took(200_000)
    # A pattern that goes back over what it read would take minutes.
    assert time.process_time() - started < 15


REPORT = os.environ.get("FIVEC_REPORT", "")


@pytest.mark.skipif(not REPORT, reason="the report's own text is not ours to ship")
def test_over_the_report_three_sentences_are_hit_and_no_others():
    lines = Path(REPORT).read_text(encoding="utf-8").split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("4.1 ") and at > 1000)
    last = next(at for at, line in enumerate(lines) if line.startswith("5.2 ") and at > first)
    hits = []
    for text, line in _sentences(lines[first:last], first + 1):
        # A metaphor of the report's own: no interview is behind it.
        if "het braafste jongetje" not in text:
            hits += [(line, code) for code in about_people(text, "nl")]
    assert hits == [(1864, VOICE), (1870, QUOTED), (1897, VAGUE)]


def _sentences(lines, number):
    """Yield each sentence of the body with the line on which it begins: no heads, no footnotes."""
    note = re.compile(r"\d{1,3} [A-ZÀ-Ý‘\[]")
    kept, footnotes = [], False
    for at, line in enumerate(lines, start=number):
        # A page begins with a space, and its footnotes stand at its foot.
        footnotes = footnotes and not line.startswith(" ")
        text = line.strip()
        if note.match(text):
            footnotes = True
        if footnotes or re.match(r"\d\.\d", text):
            continue
        kept.append((at, text))
    whole, starts = "", []
    for at, text in kept:
        starts.append((len(whole), at))
        whole += f"{text} " if text else "\n"
    begin = 0
    for end in [*(match.end() for match in re.finditer(r"[.?!:]\d{0,3}\s+(?=[A-Z‘“])|\n", whole)),
                len(whole)]:  # fmt: skip
        text = whole[begin:end].strip()
        place = max(at for start, at in starts if start <= begin + len(whole[begin:end]) -
                    len(whole[begin:end].lstrip()))  # fmt: skip
        if text:
            yield text, place
        begin = end

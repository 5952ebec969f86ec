"""The words by which a text betrays who was interviewed, a table a language.

Every word has a sign, and a text becomes a line of signs in which patterns are looked for. What a
language has no sign for is any other word; its commonest words stand here as such, so that a text
is known by them and none is taken for a word of another language.
"""

from __future__ import annotations

from functools import cache
from itertools import product

# one, a number of two and more, both, a share, per cent; a determiner, a preposition of belonging;
# most of, "most", many, only, nearly; those interviewed (several, one), those who hold an office of
# which there are many (several, one), an office that one person holds, interviews; a verb of
# saying, one that only persons do, and what names the speaker; the end of a sentence, other words.
ONE, NUMBER, BOTH, PART, PER_CENT = "a", "N", "B", "H", "%"
DETERMINER, OF = "D", "O"
MAJORITY, MOST, MANY, ONLY, NEARLY = "Q", "M", "m", "l", "n"
ASKED, ASKED_ONE, STAFF, STAFF_ONE, OFFICE, TALKS = "R", "r", "P", "p", "F", "i"
SAYS, TELLS, ACCORDING = "S", "t", "C"
STOP, OTHER = ".", "w"

WORDS: dict[str, dict[str, str]] = {
    "en": {
        ONE: "a an one 1",
        NUMBER: "two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"
        " eighty ninety hundred dozen dozens couple",
        BOTH: "both",
        PART: "half third thirds quarter quarters fifth fifths",
        PER_CENT: "percent per_cent",
        DETERMINER: "the our all these those their its",
        OF: "of out_of among",
        MAJORITY: "majority minority bulk",
        MOST: "most",
        MANY: "many few",
        ONLY: "only",
        NEARLY: "nearly almost virtually",
        ASKED: "respondents interviewees informants people_interviewed people_we_spoke",
        ASKED_ONE: "respondent interviewee informant interlocutor",
        STAFF: "diplomats officials officers colleagues experts representatives insiders sources"
        " employees policymakers negotiators interlocutors civil_servants staff_members"
        " policy_officers",
        STAFF_ONE: "diplomat official officer colleague expert insider employee policymaker"
        " negotiator civil_servant staff_member policy_officer",
        OFFICE: "ambassador director director-general secretary-general permanent_representative"
        " deputy_permanent_representative military_representative head_of deputy_head_of"
        " chief_negotiator",
        TALKS: "interviews conversations talks",
        TELLS: "told said says say",
        SAYS: "stated noted feel feels felt reported mention mentions mentioned emphasise"
        " emphasises emphasised emphasize emphasizes emphasized think thinks thought believe"
        " believes believed argue argues argued claim claims claimed confirm confirms"
        " confirmed explain explains explained indicate indicates indicated pointed praise"
        " praises praised complain complains complained describe describes described recall"
        " recalls recalled admit admits admitted agree agrees agreed stressed see sees saw"
        " remark remarks remarked acknowledge acknowledges acknowledged add adds added called",
        ACCORDING: "according_to",
        OTHER: "and or in to was were is that which not by with for from on at as it be has had"
        " have this we they but who of_course no yes think_tank think_tanks",
    },
    "nl": {
        ONE: "een één eén 1",
        NUMBER: "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
        " zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig"
        " tachtig negentig honderd dozijn tiental tientallen twintigtal paar",
        BOTH: "beide allebei",
        PART: "helft derde kwart vijfde",
        PER_CENT: "procent",
        DETERMINER: "de het onze alle die deze hun haar zijn",
        OF: "van onder",
        MAJORITY: "meeste merendeel meerderheid minderheid gros",
        MANY: "veel vele enkele weinig",
        ONLY: "slechts alleen",
        NEARLY: "vrijwel bijna nagenoeg",
        ASKED: "respondenten geïnterviewden geinterviewden gesprekspartners informanten"
        " ondervraagden",
        ASKED_ONE: "respondent geïnterviewde geinterviewde gesprekspartner informant ondervraagde",
        STAFF: "diplomaten ambtenaren medewerkers functionarissen vertegenwoordigers collega's"
        " collegas experts deskundigen bronnen onderhandelaars gedetacheerden betrokkenen",
        STAFF_ONE: "diplomaat ambtenaar medewerker medewerkster functionaris collega expert"
        " deskundige onderhandelaar gedetacheerde betrokkene",
        OFFICE: "ambassadeur directeur directeur-generaal secretaris-generaal"
        " plaatsvervangend_pv permanent_vertegenwoordiger permanente_vertegenwoordiger"
        " militair_vertegenwoordiger hoofd_van hoofdonderhandelaar",
        TALKS: "interviews gesprekken",
        TELLS: "vertelde vertelden vertelt vertellen zei zeiden zegt zeggen",
        SAYS: "gaf gaven geeft geven aangaf aangaven aangeeft aangeven vond vonden vindt vinden"
        " stelde stelden stelt stellen noemde noemden noemt noemen benadrukte benadrukten benadrukt"
        " benadrukken meende meenden meent menen verklaarde verklaarden verklaart verklaren wees"
        " wezen wijst wijzen merkte merkten merkt merken erkende erkenden erkent erkennen"
        " bevestigde bevestigden bevestigt bevestigen dacht dachten denkt denken zag zagen ziet"
        " zien ervaart ervaren ervoer ervoeren beschrijft beschrijven beschreef beschreven klaagde"
        " klaagden klaagt klagen prees prezen prijst prijzen signaleerde signaleerden signaleert"
        " signaleren schetste schetsten meldde meldden meldt melden legde legden herinnerde",
        ACCORDING: "volgens aldus",
        OTHER: "en of in op dat dit niet met voor door te om er is was werd wordt worden als ook"
        " aan bij uit naar zich nog wij ze zij heeft hebben had men maar over",
    },
    "fr": {
        ONE: "un une 1",
        NUMBER: "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize vingt trente quarante cinquante soixante septante quatre-vingts octante nonante"
        " cent dizaine dizaines douzaine quinzaine vingtaine trentaine centaine",
        PART: "moitié tiers quart",
        PER_CENT: "pour_cent",
        DETERMINER: "le la les l nos ces tous toutes leurs ses",
        OF: "de des du d parmi sur",
        MAJORITY: "plupart majorité minorité",
        MANY: "beaucoup nombre quelques peu",
        ONLY: "seuls seules seulement",
        NEARLY: "presque quasiment",
        ASKED: "répondants répondantes interviewés interviewées interrogés interrogées"
        " interlocuteurs informateurs enquêtés personnes_interrogées personnes_interviewées"
        " personnes_rencontrées",
        ASKED_ONE: "répondant répondante interviewé interviewée interlocuteur interlocutrice"
        " informateur informatrice enquêté personne_interrogée",
        STAFF: "diplomates fonctionnaires collaborateurs collègues experts expertes représentants"
        " agents négociateurs",
        STAFF_ONE: "diplomate fonctionnaire collaborateur collaboratrice collègue expert experte"
        " agent négociateur",
        OFFICE: "ambassadeur ambassadrice directeur directrice directeur-général"
        " directeur_général secrétaire_général représentant_permanent représentante_permanente"
        " chef_de représentant_militaire",
        TALKS: "entretiens entrevues",
        TELLS: "dit dits disent disait raconte racontent raconté",
        SAYS: "déclare déclarent déclaré affirme affirment affirmé estime estiment estimé explique"
        " expliquent expliqué souligne soulignent souligné indique indiquent indiqué mentionne"
        " mentionnent mentionné pense pensent pensé trouve trouvent trouvé confirme confirment"
        " confirmé note notent noté reconnaît reconnaissent reconnu loue louent loué cite citent"
        " cité juge jugent jugé considère considèrent considéré voit voient signale signalent"
        " signalé rapporte rapportent rapporté",
        ACCORDING: "selon d_après",
        OTHER: "et ou à au aux que qui ne pas par pour dans avec est était sont ont a en ce il elle"
        " se plus mais nous",
    },
}
# What a word may end in that is made of two: an EU-medewerker is one too.
ENDINGS: dict[str, str] = {
    "medewerkers": STAFF, "medewerker": STAFF_ONE, "ambtenaren": STAFF, "ambtenaar": STAFF_ONE,
    "diplomaten": STAFF, "diplomaat": STAFF_ONE,
}  # fmt: skip
# What begins with a capital and is no name of a person.
_NO_NAMES = (
    "Gemeente Ville Cour Justice Chambre Bank Banque Assemblée Nations Naties "
    "Affaires Affairs Agency Agentschap Algemene Allied Ambassade Ambassador Atlantic"
    " Auditors Baltic Baltische Belgian Belgische British Britse Brussel Brussels Bruxelles"
    " Buitenlands Buitenlandse Bureau Cabinet Centraal Central Chief Clingendael Command"
    " Commissie Commission Compass Concept Conseil Coordinator Council Court Defence Defense"
    " Defensie Defensieacademie Den Denktank Deputy Diplomaten Diplomats Directie Director"
    " Directoraat Directorate Duitse Duitsland Dutch Défense East Economic Economische Eerste"
    " Embassy European Europees Europese Force Foreign Former Foundation France Franse French"
    " General German Germany Groep Group Haag Hague Head High Hoge Institute Instituut"
    " Intelligence International Internationale Justitie Kabinet Kamer Kingdom Kompas"
    " Koninkrijk Lidstaten Medewerkers Member Members Midden Militaire Military Minister"
    " Ministerie Ministry Ministère Nationaal National Nationale Nato Navo Nederland"
    " Nederlandse Netherlands Noord North Office Officials Oost Parlement Parliament Pays-Bas"
    " Permanent Permanente Permanents Policy Political Politiek Raad Rekenkamer Representation"
    " Representative Representatives Représentation Rijks Secretariaat Secretariat Secrétariat"
    " Security Senior South Staf Staff Staten States Stichting Strategic Strategisch Task The"
    " Think Tweede Unie Union United Universiteit University Université Veiligheid Verenigd"
    " Verenigde Vertegenwoordiger Vertegenwoordigers Vertegenwoordiging West Zaken Zuid"
    " Étrangères"
)
# Keys that say who was interviewed, when and where; and keys that say how many were.
_PERSONAL = (
    "name names full_name first_name last_name surname person persons interviewee interviewees"
    " respondent respondents email e_mail mail phone telephone mobile tel address date day time"
    " place location venue naam voornaam achternaam functie datum plaats telefoon nom prenom lieu"
    " telephone courriel"
)
_COUNTING = (
    "n n_interviewees n_interviews n_respondents interviewees_count number count share percentage"
    " percent total aantal aandeel nombre part times"
)
# In one word with a dash, these stand between the parts of a number.
JOINTS = frozenset({"and", "et", "en"})
LANGUAGES = tuple(WORDS)


@cache
def signs(language: str) -> dict[str, str]:
    """Return the sign of each word, or of words with ``_`` between them, of a language."""
    table = {word: sign for sign, words in WORDS[language].items() for word in words.split()}
    if language == "nl":
        table |= dict.fromkeys(_dutch_numbers(), NUMBER)
    return table


def _dutch_numbers() -> list[str]:
    """Return the numbers of 21 to 99 that are one word, with and without their trema."""
    ones = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
    tens = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
    return [
        f"{one}{joint}{ten}"
        for one, ten in product(ones, tens)
        for joint in (("ën", "en") if one in ("twee", "drie") else ("en",))
    ]


@cache
def tell_tale() -> frozenset[str]:
    """Return the words of which a text must have one for any pattern of signs to be in it."""
    people = frozenset({ASKED, ASKED_ONE, STAFF, STAFF_ONE, OFFICE, TALKS})
    named = {
        part
        for language in LANGUAGES
        for words, sign in signs(language).items()
        if sign in people
        for part in words.split("_")
    }
    return frozenset(named | set(ENDINGS))


@cache
def no_names() -> frozenset[str]:
    """Return words with a capital that are no name of a person."""
    return frozenset(_NO_NAMES.split())


@cache
def personal_keys() -> frozenset[str]:
    """Return keys that say who was interviewed, when or where."""
    return frozenset(_PERSONAL.split())


@cache
def counting_keys() -> frozenset[str]:
    """Return keys that say how many stand behind something."""
    return frozenset(_COUNTING.split())

"""Tabellen van anderen: wat ervan gelezen is, geïmporteerde casussen en de ranglijst."""

WORDS: dict[str, str] = {
    "import.head": "Gemaakt door fivec import uit {file}, SHA-256 {sha256}.",
    "import.only-issues": "Er staan alleen kwesties in: voeg bewijs, waarderingen, toegeschreven invloed en toetsen toe.",
    "import.rule": "niet voor alle kwesties samen gegeven",
    "import.outcome": "schrijf hier outcome: … zodra de uitkomst bekend is",
    "import.nothing": "{actor} doet in {file} aan geen enkele kwestie mee die meetelt.",
    "import.no-actor": '"{name}" is geen actor van dit bestand{guess} Kies uit: {names}.',
    "import.too-large": "er is niets geschreven: de casus zou groter worden dan een casus mag zijn. Haal kwesties of actoren uit de tabel, of kort hun namen in.",
    "import.count": "Kwesties geschreven: {count}; weggelaten: {left}.",
    "league.title": "{file}: actoren naast elkaar",
    "league.absent": "Niet in de ranglijst, want ze doen aan geen kwestie mee die meetelt: {names}.",
    "league.actor": "Actor",
    "league.issues": "Kwesties",
    "league.attainment": "Doelbereik",
    "league.luck": "Geluk",
    "league.excess": "Boven geluk",
    "league.relative": "Relatief",
    "league.plain": "ongewogen",
    "league.note": "De actoren deden mee aan verschillende kwesties: wees voorzichtig met vergelijken. Gemiddelden zijn gewogen naar het belang dat elke actor aan de kwesties hecht; ongewogen telt elke kwestie even zwaar. Kwesties met belang 0 tellen voor die actor niet mee. Relatief: ten opzichte van het gemiddelde van de anderen.",
    "league.drawn": "Tussen haakjes de middelste 95% van {draws} bootstraptrekkingen van kwesties (seed {seed}).",
    "league.none": "In deze tabel telt geen enkele kwestie: de uitkomst moet bekend zijn en er moeten er drie of meer hebben meegedaan.",
    "league.error": "Het gewogen compromis van allen zit er gemiddeld {error} van 100 naast (kwesties: {count}).",
    "import.read": "{file}: gelezen met {delimiter} tussen de cellen.",
    "import.halves": "Telt als afwezig, want er is een positie zonder belang, of andersom ({count}): {names}.",
    "import.unread": "Kolommen met getallen die niet worden gelezen, want hun naam begint met p noch s: {names}.",
    "import.no-points": "Van deze schaal is geen punt beschreven; aangenomen is dat zij van 0 tot 100 loopt: {names}.",
    "import.by-place": "Geen letter van deze namen kan in een id staan; ze heten naar hun plaats in het bestand: {names}.",
    "import.alike": "Namen die op dezelfde id uitkomen, kregen een nummer: {names}.",
    "delimiter.tab": "tabs",
    "delimiter.semicolon": "puntkomma's",
    "delimiter.comma": "komma's",
    "delimiter.none": "geen tab, puntkomma of komma",
    "what.rows": "rijen",
    "what.columns": "kolommen",
    "what.cells": "cellen",
    "what.p": "de standpunten",
    "what.out": "de uitkomsten",
    "what.s": "de belangen",
    "why.quote": "een aanhalingsteken sluit niet, of sluit midden in een cel",
    "why.rows": "er begint een andere rij in",
    "why.cells": "een cel ontbreekt",
    "why.numbers": "na de kwestie volgen meer dan drie getallen: standpunt, belang en macht",
    "mend.scale": "Standpunten, belangen, referentiepunten en uitkomsten lopen van 0 tot 100.",
    "mend.power": "Macht is 0 of meer.",
    "mend.number": "Controleer het getal.",
    "mend.empty": "Laat de cel leeg waar niets bekend is.",
    "mend.needed": "De rij kan niet zonder.",
}

FINDINGS: dict[str, tuple[str, str]] = {
    "missing-column": (
        "de tabel heeft geen kolom {column}",
        "De eerste regel noemt de kolommen; gelezen met {delimiter} tussen de cellen heeft zij er {count}. Is dit de tabel van DEU III, met tabs, puntkomma's of komma's tussen de cellen?",
    ),
    "lone-column": (
        'de kolom "{column}" staat alleen: er is geen "{partner}" naast',
        "Een actor heeft twee kolommen, p… met zijn standpunten en s… met zijn belangen. Herstel de naam, voeg de andere kolom toe, of geef haar een naam die anders begint.",
    ),
    "nameless-column": (
        "kolom {number} heeft waarden en geen naam",
        "Geef haar op de eerste regel een naam, of maak haar leeg.",
    ),
    "duplicate-column": (
        "de tabel heeft kolom {column} twee keer: cel {first} en {second} van de eerste regel",
        "Haal er een weg, of geef die een eigen naam; hoofdletters en spaties maken geen verschil.",
    ),
    "ragged-row": (
        "de rij heeft {got} cellen, en de eerste regel noemt {wanted} kolommen",
        "Zoek de cel te veel of te weinig, want alles erachter staat onder de verkeerde naam. Tussen de cellen staan {delimiter}; een tekst waar er een in staat, staat tussen dubbele aanhalingstekens.",
    ),
    "ragged-heads": (
        "de eerste regel noemt {wanted} kolommen, en elke rij heeft {got} cellen",
        "Noem elke kolom, en niets anders. Tussen de cellen staan {delimiter}; een tekst waar er een in staat, staat tussen dubbele aanhalingstekens.",
    ),
    "table-too-large": (
        "bevat meer dan {limit} {what}",
        "Splits het bestand, of haal weg wat niet nodig is.",
    ),
    "nameless-issue": (
        "de rij heeft geen nummer van een kwestie (isnr)",
        "Geef er een, of haal de rij weg.",
    ),
    "not-a-number": (
        '"{value}" is geen getal dat {column} kan hebben',
        "Schrijf een getal als {such}. {mend}",
    ),
    "missing-mark": (
        '"{value}" staat misschien voor wat niet bekend is; cellen ermee: {count}',
        'Maak de cellen leeg, schrijf de getallen, of roep aan met --missing "{value}".',
    ),
    "ambiguous-number": (
        '"{value}" in {column} kan om decimalen of om duizenden gaan',
        "Schrijf {first} of {second}.",
    ),
    "out-of-bounds": ("{column} is {value}, en moet van {low} tot {high} liggen", "{mend}"),
    "runs-to-one": (
        "{what} lopen tot {highest} en niet tot 100",
        "Vermenigvuldig ze met 100: op een schaal tot 100 lijken ze allemaal hetzelfde.",
    ),
    "broken-row": ("de rij is niet te lezen: {why}", "Vergelijk haar met de rij erboven."),
    "unknown-row": (
        'een rij kan niet met "{id}" beginnen',
        "Rijen beginnen met #A, #P, #M, #D, of #/ voor een opmerking.",
    ),
    "apart-by-commas": (
        "tussen de cellen staan komma's",
        "Zet er tabs of puntkomma's: een komma kan ook decimalen afscheiden.",
    ),
    "undefined-name": (
        '"{id}" is hierboven niet gedefinieerd',
        "Definieer actoren met #A en kwesties met #P, erboven; hoofdletters tellen.",
    ),
    "salience-above-one": (
        "salience (belang) is {value}, en loopt hier van 0 tot 1; cellen boven 1: {count}",
        "Deel door 100: 0.5 staat voor 50 van 100.",
    ),
    "outside-points": (
        'het standpunt {value} ligt buiten de beschreven punten van "{id}", {low} tot {high}',
        "Herstel het standpunt, of beschrijf het einde van de schaal in een rij #M.",
    ),
    "single-point": (
        'van "{id}" is maar één punt beschreven, {at}: de schaal heeft geen lengte',
        "Beschrijf beide einden, elk in een rij #M.",
    ),
    "undescribed-scale": (
        'van "{id}" is geen punt beschreven, en de standpunten lopen van {low} tot {high}',
        "Zonder rijen #M loopt een schaal van 0 tot 100. Beschrijf beide einden, elk in een rij #M.",
    ),
    "no-positions": ("bevat geen standpunten (#D)", "Is dit het bestand?"),
}

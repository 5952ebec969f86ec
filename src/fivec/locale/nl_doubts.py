"""Nederlands: wat gezegd wordt van een casus die zichzelf tegenspreekt, of waarvan iets niet telt."""

WORDS = {
    "side.contribution": "de bijdrage",
    "side.rival": "wat ermee wedijvert",
}

FINDINGS: dict[str, tuple[str, str]] = {
    "too-many-items": (
        "{key} telt {count} onderdelen, en fivec leest er {limit}",
        "Maak er verscheidene bestanden van, of zeg in minder onderdelen wat ze gemeen hebben.",
    ),
    "weightless-others": (
        'geen van de anderen bij "{id}" heeft gewicht: er is geen compromis, en uit standpunten volgt niet wat zij toch al hadden gegeven',
        "Gewicht is power maal salience. Geef een van hen beide, of laat de anderen weg.",
    ),
    "alike-ids": (
        '"{id}" verschilt van "{other}" op regel {line} alleen in hoofdletters of streepje: beide tellen',
        "Laat er een weg als het dezelfde zijn, of geef ze namen die meer verschillen.",
    ),
    "group-twice": (
        "de groep van regel {line} staat hier nog eens, over hetzelfde: zij telt dubbel",
        "Houd per groep één toeschrijving, of zeg waarin de groepen verschillen.",
    ),
    "share-among-hundreds": (
        '"{key}" is hier {value} en elders tot {most}; tussen 0 en 1: {count} in totaal',
        "Schrijf een aandeel als getal van 0 tot 100.",
    ),
    "low-levels": (
        "het hoogste niveau van het beoordelingskader heeft de waarde {value}, en scores lopen tot 100",
        "Geef de niveaus van het beoordelingskader waarden van 0 tot 100; rangnummers, zoals 1 tot 5, zijn dat niet.",
    ),
    "shared-by-tests": (
        'het bewijs "{id}" telt al in de toets "{test}": het verschuift de kans twee keer',
        "Geef beide toetsen één cluster, waarvan de sterkste telt, of noem ander bewijs.",
    ),
    "shared-by-issues": (
        "deze kwesties steunen op hetzelfde bewijs ({evidence}), en elk heeft een eigen gewicht: {ids}",
        "Gaat één passage over één wens, maak er dan delen van één kwestie van (part_of): die delen haar gewicht.",
    ),
    "shared-by-sides": (
        'het bewijs "{id}" spreekt namens betrokkenen en buitenstaanders: dat zij het eens zijn, volgt er niet uit',
        "Zoek wat buitenstaanders zelf zeggen; is er niet meer, schrijf dat dan in een note.",
    ),
    "weightless-groups": (
        "elke toeschrijving door {by} heeft gewicht 0: die kant zegt niets",
        "Geef een groep een gewicht boven 0, of laat deze toeschrijvingen weg.",
    ),
    "weightless-parts": (
        'niets waaruit "{id}" bestaat heeft een gewicht boven 0: het krijgt geen score',
        "Geef er in het beoordelingskader een een gewicht boven 0.",
    ),
    "adjudicated-left-out": (
        "de beslissende codering laat weg wat anderen waardeerden, en dat heeft nu geen bewijs: {ids}",
        "Neem de waarderingen over die blijven staan; of schrijf ze als null, met een reden.",
    ),
    "parts-untouched": (
        'achter de waardering van "{indicator}" staat bewijs, en geen rij noemt een onderdeel (er zijn er {count})',
        "Zeg in bears_on over welke onderdelen een rij gaat: {{direction: …, parts: […]}}.",
    ),
    "silent-but-told": (
        'de kwestie "{id}" zwijgt, en "{other}" is gegeven',
        "Codeer de kwestie, of zeg dat alleen de andere kant ervan zwijgt.",
    ),
    "not-blocked": (
        'bij "{id}" is alignment blocked, en de actor kreeg alles wat hij wilde',
        "Blocked is wie verandering wilde en een tegenstander trof. Bezie de alignment, of wat is bereikt.",
    ),
    "actor-among-others": (
        '"{actor}" is de actor van deze casus, en staat tussen de anderen',
        "Het eigen standpunt is dat van de kwestie; haal het uit others, anders telt de actor mee bij wat de anderen toch al hadden gegeven.",
    ),
    "settled-priors": (
        "de priors laten {side} geen kans: geen toets kan dat veranderen",
        "Een prior van 0 of 1 is een conclusie. Geef elke kant iets van de 1.",
    ),
    "idle-test": (
        'de toets "{id}" is onder elke hypothese even waarschijnlijk: hij zegt niets',
        "Heroverweeg de waarschijnlijkheden, of laat de toets weg.",
    ),
    "period-order": (
        "de periode loopt van {low} terug naar {high}",
        "Zet de vroegste datum voorop.",
    ),
}

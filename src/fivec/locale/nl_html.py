"""Nederlands: wat een pagina in een browser zegt naast het rapport zelf."""

WORDS: dict[str, str] = {
    "html.skip": "Direct naar het rapport",
    "html.contents": "Inhoud",
    "html.proof": "1 rij bewijs",
    "html.proofs": "{count} rijen bewijs",
    "html.data": "De figuur in woorden",
    "html.description": "Rapport gemaakt met fivec: {title}",
    "html.foot": "Gemaakt met fivec {version}. Dit bestand staat op zichzelf: het haalt niets op en voert geen script uit.",
}

FINDINGS: dict[str, tuple[str, str]] = {}

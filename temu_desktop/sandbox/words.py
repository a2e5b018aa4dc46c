"""Words that the seeded shop and its customers are made of: names in many scripts, places, goods.

All persons and addresses are invented; towns and country names are real, because the spelling of
countries is what a client has to cope with.
"""

from __future__ import annotations

GOODS_NAMES: tuple[str, ...] = (
    "Keramiktasse Morgenröte",
    "Kuscheldecke Bärenhöhle",
    "LED-Lichterkette Sternennacht",
    "Edelstahl-Trinkflasche Gipfelstürmer",
    "Kinderrucksack Füchslein",
    "Gewürzmühle Pfefferprinz",
    "Yogamatte Ruhepol",
    "Fahrradklingel Ding-Dong",
    "Schneidebrett Bambushain",
    "Wanduhr Zeitgeist",
    "Pflanztopf Übergröße",
    "Handyhülle Straßenkunst",
    "Küchenwaage Gramm-genau",
    "Regenschirm Wolkenbruch",
    "Kissenbezug Süße Träume",
    "Werkzeugset Heimwerkerglück",
)
FOREIGN_GOODS_NAMES: tuple[str, ...] = (
    "Kubek ceramiczny „Łąka” z łyżeczką",
    "Κεραμική κούπα «Ανατολή»",
    "陶瓷杯 晨光 350ml",
    "Кружка «Утренняя заря»",
    "كوب سيراميك «الفجر»",
    "Ceașcă din ceramică „Răsărit” și farfurioară",
    "マグカップ 朝焼け ☕",
    "🎁 Geschenkset „Alles Gute“ 🎉✨",
    "Tasse ⟨Größe XL⟩ — 100 % Freude 😀",
    "Hrnek „Žluťoučký kůň“ 🐴",
)
CODE_WORDS: tuple[str, ...] = (
    "TASSE", "DECKE", "LICHT", "FLASCHE", "RUCKSACK", "MUEHLE", "MATTE", "KLINGEL",
    "BRETT", "UHR", "TOPF", "HUELLE", "WAAGE", "SCHIRM", "KISSEN", "SET",
)  # fmt: skip
SPECS: tuple[str, ...] = (
    "Blau", "Rot", "Grün", "Weiß", "Anthrazit", "Größe M", "Größe L", "2er-Pack",
    "Türkis / 30 cm", "Sand", "Rosé 🌸", "Schwarz, matt",
)  # fmt: skip

FIRST_NAMES: tuple[str, ...] = (
    "Anna", "Jürgen", "Zoë", "François", "Søren", "Łukasz", "Ștefan", "Björk", "Giulia", "Íñigo",
    "Агата", "Γιώργος", "明", "محمد", "Siobhán", "Đặng", "Wiebke", "Ömer", "Chloé 🌻",
    "Maria-Magdalena",
)  # fmt: skip
LAST_NAMES: tuple[str, ...] = (
    "Müller", "Weiß", "Åkesson", "Đorđević", "Łoś", "Ștefănescu", "García Ñíguez", "D’Angelo",
    "Kovács-Nagy", "Παπαδόπουλος", "Иванова", "王", "الحسن", "O'Neill", "van der Groß", "Çelik",
    "Schmidt & Söhne <Lager>", "Żółć", "Ångström", "Freifrau von Hohenzollern-Sigmaringen",
)  # fmt: skip
STREETS: tuple[str, ...] = (
    "Lindenstraße 12", "Rue de l'Église 3 bis", "Via Garibaldi 7/A", "Calle Mayor 21, 3º izq.",
    "ul. Święty Marcin 40", "Kärntner Ring 5–7", "Grote Markt 1", "Václavské náměstí 9",
    "Strada Ștefan cel Mare 18", "Οδός Ερμού 33", "Am alten Güterbahnhof 104a",
)  # fmt: skip

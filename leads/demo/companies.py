"""Names and places of companies that do not exist."""

import random
from dataclasses import dataclass

_KINDS = {
    "DE": ("Gasthof", "Wirtshaus", "Hotel", "Restaurant", "Feinkost", "Weinstube", "Landhotel", "Brauhaus", "Catering"),
    "CH": ("Gasthaus", "Restaurant", "Hotel", "Beiz", "Grotto", "Bankett", "Traiteur", "Berghotel"),
    "AT": ("Gasthof", "Beisl", "Hotel", "Heuriger", "Kaffeehaus", "Landgasthaus", "Buschenschank", "Catering"),
}
_NAMES = (
    "Zum Goldenen Hirschen",
    "Grüner Baum",
    "Zur Alten Mühle",
    "Sonnenhof",
    "Drei Könige",
    "Weißes Rössl",
    "Zum Löwen",
    "Kürbiskern",
    "Am Seeufer",
    "Bärenklause",
    "Zur Post",
    "Rebstock",
    "Zum Schwarzen Adler",
    "Lindenhof",
    "Zur Krone",
    "Fischerstüberl",
    "Schlossblick",
    "Zum Äpfelchen",
    "Hopfengarten",
    "Zur Schönen Aussicht",
    "Edelweiß",
    "Zum Spargelbauern",
    "Ölmühle",
    "Steinbock",
    "Zum Wilden Mann",
    "Panorama",
)
_PLACES = {
    "DE": (
        ("80331", "München"),
        ("97070", "Würzburg"),
        ("50667", "Köln"),
        ("79098", "Freiburg im Breisgau"),
        ("01067", "Dresden"),
        ("20095", "Hamburg"),
        ("68723", "Schwetzingen"),
        ("54470", "Bernkastel-Kues"),
        ("89073", "Ulm"),
        ("99084", "Erfurt"),
    ),
    "CH": (("8001", "Zürich"), ("3011", "Bern"), ("4051", "Basel"), ("6003", "Luzern"), ("7000", "Chur")),
    "AT": (("1010", "Wien"), ("5020", "Salzburg"), ("8010", "Graz"), ("6020", "Innsbruck"), ("4020", "Linz")),
}
_STREETS = ("Hauptstraße", "Marktplatz", "Bahnhofstraße", "Am Mühlbach", "Kirchgasse", "Gartenweg")


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    street: str
    postal_code: str
    city: str
    territory: str
    phone: str
    website: str


def invent(count: int, dice: random.Random) -> list[Company]:
    """So many different companies, most in Germany; the same dice give the same ones."""
    made: dict[tuple[str, str], Company] = {}
    prefixes = {"DE": "+49", "CH": "+41", "AT": "+43"}
    while len(made) < count:
        territory = dice.choices(("DE", "CH", "AT"), (6, 2, 2))[0]
        code, city = dice.choice(_PLACES[territory])
        name = f"{dice.choice(_KINDS[territory])} {dice.choice(_NAMES)}"
        number = dice.randrange(1, 90)
        made.setdefault(
            (name, city),
            Company(
                name=name,
                street=f"{dice.choice(_STREETS)} {number}",
                postal_code=code,
                city=city,
                territory=territory,
                phone=f"{prefixes[territory]} {dice.randrange(20, 99)} {dice.randrange(100000, 999999)}",
                website=f"https://www.haus-{len(made)}.example",
            ),
        )
    return list(made.values())

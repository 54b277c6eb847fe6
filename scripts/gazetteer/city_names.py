"""Which of GeoNames' names of a city are names in our languages.

GeoNames tells no language. A name is taken where its letters tell one, and of
several with the same letters those that are in use.
"""
import re
import unicodedata
from functools import lru_cache

from . import everyday, letters
from .text import clean, fold, script

# Of each language at most.
MOST = {"ar": 3, "ru": 2, "zh": 2, "he": 2, "fa": 1, "ur": 1, "en": 5}
# What is no city's name: a part of one, a station, a district, two names.
DEBRIS = re.compile(r"[,،(（/;:|0-9]|\b(?:محافظة|ولاية|قضاء|مطار|بلدية|مركز|ناحية|حي|كونتية|مقاطعة|دائرة|"
                    r"منطقة|لواء|شهرستان|استان|район|город|городской|округ|аэропорт|область|"
                    r"שדה|מחוז|נפת|хот|Ног|балһсн)\b|街道$|路$|自治县$|特别行政区$")
CITY_WORD = re.compile(r"^(?:مدينة|مدينه|شهر|עיר|העיר|г\.) ")
# Countries where a language's alphabet is the country's own.
PERSIAN_SPEAKING = {"IR", "AF"}
URDU_SPEAKING = {"PK"}
ARABIC_SPEAKING = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())


def names(city):
    """(language, name), the likeliest of each language first."""
    found = [("en", name) for name in _english(city)]
    sorted_names = sorted({clean(CITY_WORD.sub("", clean(name))) for name in city["alternatenames"]})
    by_language = {}
    for name in sorted_names:
        if name and not DEBRIS.search(name):
            for language in letters.languages(name):
                by_language.setdefault(language, []).append(name)
    for language, candidates in by_language.items():
        found += [(language, name) for name in _chosen(candidates, language, city["countrycode"])]
    return found


def _english(city):
    """The main name, and in Arab countries how else its letters are written."""
    name = city["name"]
    if script(name) != "latin" or re.search(r"[0-9,(]", name):
        return []
    plain = re.sub(r" City$", "", unicodedata.normalize("NFC", name))
    # Not the International City of Dubai.
    chosen = [name] if plain == name or everyday.is_word(plain, "en") else [plain, name]
    if city["countrycode"] in ARABIC_SPEAKING:
        wanted = letters.skeleton(fold(plain))
        for other in sorted(city["alternatenames"]):
            if other.isascii() and other[:1].isupper() and not other.isupper() and len(other) > 4 \
                    and letters.skeleton(fold(other)) == wanted and len(wanted) > 2:
                chosen.append(other)
    return _different(chosen)[: MOST["en"]]


def _chosen(candidates, language, country):
    candidates = _different(candidates)
    if language == "zh":
        bare = {re.sub("(?<=..)[市区县區縣镇鎮]$", "", name) for name in candidates if len(name) < 8}
        candidates = _different(sorted(bare))
    else:
        candidates = [name for name in candidates if not any(
            f" {other} " in f" {fold(name)} " for other in map(fold, candidates)
            if other != fold(name))]
    if language == "fa" and country not in PERSIAN_SPEAKING:
        candidates = [name for name in candidates if _in_use(name, "fa")]
    if language == "ur" and country not in URDU_SPEAKING:
        candidates = [name for name in candidates if _in_use(name, "ur")
                      and set(name) & letters.URDU_ONLY]
    if language == "ar":
        # The program takes off the article: what has one is written with it.
        candidates = [name for name in candidates if fold(f"ال{name}") not in map(fold, candidates)]
    usage = {name: _in_use(name, language) for name in candidates}
    if any(usage.values()):
        most = max(usage.values())
        candidates = [name for name in candidates if usage[name] * 20 >= most]
    elif language in ("ru", "he") and len(candidates) > 1:
        # Bulgarian, Serbian or Yiddish beside the right one: nobody knows which.
        candidates = candidates[:1] if country in ("RU", "BY", "KZ", "IL") else []
    candidates.sort(key=lambda name: (-usage[name], not _looks_arabic(name), len(name), name))
    return candidates[: MOST[language]]


def _looks_arabic(name):
    return bool(set(name) & set("أإةىئؤ")) or name.startswith("ال")


@lru_cache(maxsize=None)
def _in_use(name, language):
    """How frequent the name is, 0 for unknown; of several words the rarest."""
    return min(everyday.frequency(word, language) for word in name.replace("-", " ").split() or [""])


def _different(names):
    """The first of those that fold alike."""
    seen, kept = set(), []
    for name in names:
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return kept

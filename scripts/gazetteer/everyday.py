"""Whether a name is also an everyday word or a person's name. A filter only:
nothing of these sources is in the data, and a list of ours goes before it.

English words: Debian's wamerican. People: the United States' census, from
PyPI `names`. How common a word is in a language: PyPI `wordfreq`.
"""
from functools import lru_cache
from importlib import resources
from pathlib import Path

import wordfreq

from . import paths
from .text import fold, script

DICTIONARY = Path("/usr/share/dict/american-english")
# Zipf frequency from which a word of a language is too common to be a far
# town's name alone: 3 is once in a million words.
COMMON = {"ar": 3.0, "en": 4.0, "fr": 3.7, "es": 3.7, "de": 3.7, "tr": 3.7, "ru": 3.5,
          "fa": 3.3, "he": 3.3, "ur": 3.3, "zh": 3.3}
# A word that stands in every other article.
EVERYWHERE = 4.5
# Times as often as in English that a city may be named in another language.
FAMOUS = 5
# A name of a city of a million people may be as frequent as this.
LARGE_CITY = 4.8
# A town at home may be more frequent than a far one by this; in Latin letters
# it may be as frequent as that.
MORE_AT_HOME, AT_HOME = 0.7, 4.9
# Languages without capitals, in which a name hides among the words.
CASELESS = ("ar", "fa", "ur", "he", "zh")
LATIN = ("en", "fr", "es", "de", "tr")
# Of the census' surnames, so many of the most frequent.
SURNAMES = 12000
# And of women's names.
GIVEN = 2000


@lru_cache(maxsize=None)
def _english():
    """Words that the dictionary writes small, without their genitives."""
    words = DICTIONARY.read_text(encoding="utf-8").split()
    return {fold(word) for word in words if word[0].islower() and "'" not in word}


def _census(file, most=None):
    text = resources.files("names").joinpath(file).read_text(encoding="utf-8")
    return {fold(line.split()[0]) for line in text.splitlines()[:most] if line.strip()}


@lru_cache(maxsize=None)
def _given():
    """The census has 5,500; the last of them are rare, and places as often."""
    found = _census("dist.male.first") | _census("dist.female.first", GIVEN)
    for path in sorted(paths.DATA.glob("given-names*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found |= {fold(line.split("\t")[0]) for line in lines if line and line[0] != "#"}
    return found


@lru_cache(maxsize=None)
def _people():
    return _given() | _census("dist.female.first") | _census("dist.all.last", SURNAMES)


def is_given(name):
    """Whether people are called so: `Vladimir` is in every article about Russia."""
    return fold(name) in _given()


@lru_cache(maxsize=None)
def _listed():
    """common-words.txt: folded word → the note it makes."""
    text = (paths.LISTS / "common-words.txt").read_text(encoding="utf-8")
    words = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {fold(word): "guarded" if word.startswith("?") else "silent" for word in words}


def note(name):
    """`silent` or `guarded`, as common-words.txt says of a name; else None."""
    return _listed().get(fold(name))


@lru_cache(maxsize=None)
def _frequencies(language):
    """Folded word → how much of all text it is."""
    found = {}
    for word, frequency in wordfreq.get_frequency_dict(language).items():
        key = fold(word)
        found[key] = max(frequency, found.get(key, 0))
    return found


def frequency(word, language):
    return _frequencies(language).get(fold(word), 0)


def is_common(word, language, least=0):
    """`least` is a Zipf frequency: the decimal logarithm of uses in 10^9 words."""
    return frequency(word, language) >= 10 ** ((least or COMMON[language]) - 9)


def is_everywhere(word, language):
    return is_common(word, language, EVERYWHERE) or \
        language == "ar" and fold(word).startswith("ال") and is_common(word[2:], "ar", EVERYWHERE)


def is_famous(name, language, english):
    """Whether a city is named about as often as English names it, and so is
    what the frequent word means. Not where the English name is a word itself."""
    key = fold(english)
    if len(fold(name)) < 4 or key in _english() or key in _people():
        return False
    in_english = min(frequency(word, "en") for word in key.split())
    return frequency(name, language) <= FAMOUS * in_english


def is_word(word, language):
    """Whether it is a word of the language beside a name."""
    if script(word) == "latin":
        return fold(word) in _english()
    return is_common(word, language, LARGE_CITY)


@lru_cache(maxsize=None)
def is_doubtful(name, language, home=None):
    """Whether a name of one word may well be meant otherwise. In the country's
    own language, `home`, its towns are frequent for what they are."""
    key = fold(name)
    if " " in key:
        return False
    if len(key) < 4 and language != "zh":
        return True
    if key in _people():
        return True
    if script(name) == "latin":
        return key in _english() or any(
            is_common(name, other, AT_HOME if other == home else 0) for other in LATIN)
    if language == "ar" and key.startswith("ال") and is_common(name[2:], "ar"):
        return True
    return is_common(name, language, COMMON[language] + (MORE_AT_HOME if language == home else 0))

"""Names as text: cleaned for people, folded for comparison."""
import re
import unicodedata
from functools import lru_cache

from . import paths

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

# Letters whose relation no decomposition knows; Sources/Analysis/Text/
# ScalarFolding.swift has the same.
SPELLED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
           "ı": "i", "İ": "i", "ħ": "h", "ς": "σ", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"}
for variants, letter in (("آأإٱٲٳٵ", "ا"), ("ؤئٶٸ", "ء"), ("ىیېےۍێۓ", "ي"), ("کڪڭګ", "ك"),
                         ("ةہھۀۂۃە", "ه"), ("ڤ", "ف"), ("ں", "ن")):
    SPELLED.update(dict.fromkeys(variants, letter))
KEPT_WHOLE = {"й", "Й"}


def _simplified():
    pairs = {}
    for line in paths.CHINESE.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and len(columns) >= 2:
            pairs.update((other, columns[0]) for other in columns[1] if other != columns[0])
    return pairs


SIMPLIFIED = _simplified()


def clean(name):
    """No invisible signs, one space between words, composed letters."""
    name = INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    return re.sub(r"\s+", " ", name).strip()


@lru_cache(maxsize=None)
def fold(name):
    """The key that all spellings of a name share, words parted by a space.
    Agrees with what the program folds, as far as names need it."""
    folded = []
    for letter in unicodedata.normalize("NFC", name.replace("\u200c", "")):
        if letter not in SPELLED and len(letter.lower()) == 1:
            letter = letter.lower()
        if letter in SPELLED:
            folded.append(SPELLED[letter])
        elif letter in KEPT_WHOLE:
            folded.append(letter)
        elif letter in SIMPLIFIED:
            folded.append(SIMPLIFIED[letter])
        elif letter in "ʾʿـ׳״":
            continue
        elif letter in "ʻʼ" or not letter.isalnum() and not unicodedata.combining(letter):
            folded.append(" ")
        else:
            for part in unicodedata.normalize("NFKD", letter):
                if not unicodedata.combining(part):
                    folded.append(SPELLED.get(part, part.lower()))
    return " ".join("".join(folded).split())


def slug(name):
    name = unicodedata.normalize("NFKD", name.replace("&", "and"))
    name = "".join(c for c in name if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


@lru_cache(maxsize=None)
def script(name):
    """`latin`, `arabic`, `cyrillic`, `hebrew`, `han`, `other`, or `mixed`."""
    found = set()
    for letter in name:
        if not letter.isalpha():
            continue
        kind = unicodedata.name(letter, "").split(" ")[0]
        found.add({"LATIN": "latin", "ARABIC": "arabic", "CYRILLIC": "cyrillic",
                   "HEBREW": "hebrew", "CJK": "han"}.get(kind, "other"))
    return found.pop() if len(found) == 1 else "mixed"

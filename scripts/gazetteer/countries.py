"""Names of countries, areas and groups from CLDR."""
import re

from . import cldr
from .names import LANGUAGES

# Where CLDR's short form is what people expect to read.
SHOWN_SHORT = {"HK", "MM", "MO", "PS", "BA"}
# "Myanmar (Burma)" is two names, "Congo (DRC)" is none of its own.
SECOND_NAMES = re.compile("Burma|بورما|Birmanie|برمه|Birmania|Бирма|בורמה|برما")


def add(names, codes):
    """The first form of a code in a language is what we show."""
    for language in LANGUAGES:
        territories = cldr.territories(language)
        for code in codes.areas + codes.countries:
            forms = territories.get(code, [])
            for index, form in enumerate(_ordered(code, forms)):
                notes = {"shown"} if index == 0 else set()
                if "(" in form:
                    notes.add("silent")
                if "silent" not in notes or "shown" in notes:
                    names.add(form, code, language, codes.kind(code), 1, notes)
                for part in _parts(form):
                    names.add(part, code, language, codes.kind(code))
    for group in codes.groups:
        for language, name in group.shown.items():
            names.add(name, group.code, language, "area", 1, {"shown"})


def _ordered(code, forms):
    shown = [form for alt, form in forms if alt is None]
    short = [form for alt, form in forms if alt == "short"]
    if code in SHOWN_SHORT and short:
        shown = short + shown
    shown.sort(key=lambda form: "(" in form)
    return shown + [form for alt, form in forms
                    if alt in ("short", "variant") and form not in shown]


def _parts(name):
    """What CLDR packs into one name: parentheses, `&`, `St.`, ` - `."""
    inner = re.match(r"^(.*?)\s*[(（](.*)[)）]$", name)
    found = []
    if inner:
        if SECOND_NAMES.fullmatch(inner[2]):
            found = [inner[1], inner[2]]
        elif not inner[2].isupper() and len(inner[1].split()) > 1:
            found = [inner[1]]
    if "&" in name:
        found.append(name.replace("&", "and"))
    if "St. " in name:
        found.append(name.replace("St. ", "Saint "))
    if re.search(r" [-–] ", name):
        found.append(re.sub(r" [-–] ", " ", name))
    return found

"""People and adjectives in all their forms."""
import re

from . import cldr, european, lists, paths


def add(names, codes, problems):
    """demonyms.txt: code and weight; Arabic; English; French. Then the last
    column of each language's own list."""
    path = paths.LISTS / "demonyms.txt"
    for line in lists.lines(path, problems, 2, 4):
        for language, column in zip(("ar", "en", "fr"), line.columns[1:]):
            _add(names, codes, line, language, column, problems)
    for stem, language in sorted(lists.LANGUAGE_LISTS.items()):
        path = paths.LISTS / f"{stem}.txt"
        if path.exists():
            for line in lists.lines(path, problems, 2, 3):
                _add(names, codes, line, language, "".join(line.columns[2:]), problems)


def _add(names, codes, line, language, column, problems):
    code, weight = lists.code_and_weight(line.columns[0], line.where, problems)
    if not code or not codes.check(code, line.where, problems):
        return
    for mark in lists.marks(column, line.where, problems):
        word = mark.text
        if word == "-":
            word = _arabic_by_rule(code)
            if not word:
                problems.add(line.where, f"the rule makes no adjective for '{code}'")
                continue
        forms = [word] if mark.is_plain or language not in FORMS else FORMS[language](word)
        for index, form in enumerate(forms):
            # An accusative may be a country: ليبيا, بولينيزيا.
            if index == 0 or language not in ("ar", "he") or not names.is_place(form, language):
                names.add(form, code, language, "demonym", weight, mark.notes, "names-demonyms")


def _arabic_by_rule(country):
    """The adjective of a country's name: the article and the last ة or ا go, ي comes."""
    name = cldr.territories("ar")[country][0][1]
    if " " in name:
        return None
    stem = re.sub(r"(اء|[ةا])$", "", re.sub(r"^ال", "", name))
    return stem if stem.endswith("ي") else stem + "ي"


ARABIC_ENDINGS = ("", "ة", "ون", "ين", "ات", "ا", "ان", "تان", "تين", "و")


def _arabic(word):
    """Masculine, feminine, plurals, accusative, duals and construct of an
    adjective in -ي. Of two words both bend, the second with the article or
    without; a direction stands still."""
    if " " not in word:
        return [word + ending for ending in ARABIC_ENDINGS]
    first, second = word.split(" ", 1)
    if first in ("جنوب", "شمال", "وسط", "شرق", "غرب"):
        return [f"{first} {form}" for form in _arabic(second)]
    pairs = list(zip(_arabic(first), _arabic(second)))
    return [f"{a} {b}" for a, b in pairs] + [f"{a} ال{b}" for a, b in pairs]


def _hebrew(word):
    """Feminine and plurals of an adjective in -י; of two words the second
    bends, and the first unless it is a direction."""
    if " " in word:
        first, second = word.split(" ", 1)
        if first in ("דרום", "צפון", "מזרח", "מערב", "מרכז"):
            return [f"{first} {form}" for form in _hebrew(second)]
        return [f"{a} {b}" for a, b in zip(_hebrew(first), _hebrew(second))]
    if not word.endswith("י"):
        return [word]
    return [word, word + "ת", word + "ם", word + "ים", word[:-1] + "יות"]


def _english(word):
    word, slash, plural = word.partition("/")
    if slash:
        return [word] + ([plural] if plural else [])
    return [word, word + "s"]


def _french(word):
    word, _, feminine = word.partition("/")
    if not feminine:
        for ending, replacement in (("ien", "ienne"), ("éen", "éenne"), ("en", "enne"),
                                    ("e", "e"), ("", "e")):
            if word.endswith(ending):
                feminine = word[: len(word) - len(ending)] + replacement
                break
    plural = word if word.endswith(("s", "x")) else word + "s"
    return [word, feminine, plural, feminine + "s"]


FORMS = {"ar": _arabic, "en": _english, "fr": _french, "he": _hebrew,
         "es": european.spanish, "de": european.german, "ru": european.russian}

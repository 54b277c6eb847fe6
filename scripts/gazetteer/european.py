"""The forms of Spanish, German and Russian words for people and adjectives.

The lists below regions-lists/ hold one word for each; these make the others.
Where a word does not follow the rule the list writes it out behind `=`, and
nobody asks here.
"""

VOWELS = "аеёиоуыэюя"

# Endings of the masculine, and what takes their place.
SPANISH = (
    ("o", ("o", "a", "os", "as")),
    ("és", ("és", "esa", "eses", "esas")),
    ("ís", ("ís", "isa", "ises", "isas")),
    ("án", ("án", "ana", "anes", "anas")),
    ("ón", ("ón", "ona", "ones", "onas")),
    ("ín", ("ín", "ina", "ines", "inas")),
    ("l", ("l", "la", "les", "las")),
    ("í", ("í", "íes", "ís")),
    ("ú", ("ú", "úes", "ús")),
    ("r", ("r", "res")),
)


def spanish(word):
    """`sirio`: sirio siria sirios sirias."""
    for ending, forms in SPANISH:
        if word.endswith(ending):
            return [word.removesuffix(ending) + form for form in forms]
    return [word, word + "s"]


def german(word):
    """`syrisch`: with every ending; `Syrer`: Syrers Syrern Syrerin Syrerinnen;
    a feminine with an umlaut stands behind a slash: `Franzose/Französin`."""
    if word[0].islower():
        return [word + ending for ending in ("", "e", "em", "en", "er", "es")]
    word, _, feminine = word.partition("/")
    if word[-1] in "aiou":
        return [word, word + "s"]
    feminine = feminine or word.removesuffix("e") + "in"
    if word.endswith("e"):
        cases = ["n"]
    elif word.endswith("er"):
        cases = ["s", "n"]
    else:
        cases = ["n"] if word.endswith("r") else ["en"]
    return [word] + [word + case for case in cases] + [feminine, feminine + "nen"]


def russian(word):
    """What the stemmer does not lead back to the word: the plural of a man
    (`сириец`, `сирийцы`), the genitive plural of a woman (`сирийка`, `сириек`)."""
    if word.endswith("ец"):
        stem = word[:-2]
        joint = "й" if stem[-1] in VOWELS else "ь" if stem[-1] == "л" else ""
        return [word, stem + joint + "цы"]
    if word.endswith("нин"):
        return [word, word[:-2] + "е", word[:-2]]
    if word.endswith(("йка", "лька")):
        return [word, word[:-3] + "ек"]
    if word.endswith(("шка", "чка", "жка")):
        return [word, word[:-2] + "ек"]
    if word.endswith("ка"):
        return [word, word[:-2] + "ок"]
    if word[-1] in "кгхшчж":
        return [word, word + "и"]
    if word[-1] in "бвдзлмнпрст":
        return [word, word + "ы"]
    return [word]


FORMS = {"es": spanish, "de": german, "ru": russian}

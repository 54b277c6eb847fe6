"""Names of subdivisions, ISO 3166-2: CLDR's, and subdivisions.txt before it.

A bare name (حلب) is looked for as it stands where it says one thing only. An
everyday word or the name of a country is shown and not looked for, and counts
with the word for what it is before it (محافظة الوسطى); a doubtful one is guarded.
"""
import re
from dataclasses import dataclass
from functools import lru_cache

from . import cldr, everyday, lists, paths
from .names import LANGUAGES
from .text import clean, fold, script

# Where bare names are known to desks, and our lists say which are doubtful.
NEAR = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE IL TR IR".split())

# Languages beside Arabic, English and French in which a country's own
# subdivisions are named.
SPOKEN = {
    "es": "ES AR BO CL CO CR CU DO EC GT HN MX NI PA PE PY SV UY VE GQ".split(),
    "ru": "RU BY KZ KG UA".split(),
    "zh": "CN TW HK MO SG".split(),
    "fa": "IR AF TJ".split(),
    "he": "IL PS LB SY JO EG".split(),
    "tr": "TR CY SY IQ AZ".split(),
    "ur": "PK IN AF".split(),
    "de": "DE AT CH LI IT".split(),
}

# Where a frequent word is the place itself, in the country's first language.
FIRST = {"ru": ["RU"], "zh": ["CN", "TW"], "de": ["DE", "AT", "CH"], "tr": ["TR"], "fa": ["IR"],
         "he": ["IL"], "ur": ["PK"]}

# Languages in which division-words.txt has a word.
WORDS_BEFORE = ("ar", "en", "fr")

# What stands before or behind a subdivision's own name.
BEFORE = {
    "ar": "محافظة ولاية إمارة منطقة بلدية شعبية جهة إقليم مقاطعة لواء عمالة دائرة أوبلاست جمهورية كانتون قضاء مديرية",
    "en": "Governorate_of Province_of Emirate_of Region_of District_of State_of Canton_of County_of Republic_of Department_of",
    "fr": "gouvernorat province wilaya district préfecture émirat région comté canton département État état arrondissement municipalité oblast",
    "es": "provincia departamento estado región comunidad_autónoma municipio distrito gobernación",
    "fa": "استان ولایت ایالت",
    "ur": "صوبہ محافظہ ریاست ضلع",
    "he": "מחוז נפת",
    "de": "Gouvernement Provinz Kanton Bezirk Distrikt Region Departamento",
}
BEHIND = {
    "en": "Governorate Province Region District Wilaya Prefecture County Oblast Krai Parish Division Department Municipality State Canton Republic Emirate Division Zone Area",
    "tr": "ili ilı valiliği Eyaleti Vilayeti ili Bölgesi eyaleti Cumhuriyeti Oblastı Krayı",
    "zh": "省 市 州 县 區 区 自治区 自治州 特别行政区",
    "ru": "область край провинция губернаторство мухафаза район",
    "ur": "صوبہ",
    "de": "(Provinz) (Kanton) (Bezirk)",
}
OF = {"fr": r"(?: de la | de l’| de l'| du | des | de | d’| d')", "es": r" (?:de la|del|de los|de) "}

# Words by which one cannot tell a country.
DIRECTIONS = {fold(word) for word in """
    north south east west central northern southern eastern western centre center capital middle
    northeast northwest southeast southwest upper lower islands island federal district the of and
    nord sud est ouest centrale orientale occidentale du le la les de
    الشمال الجنوب الشرق الغرب الوسط شمال جنوب شرق غرب وسط الشمالية الجنوبية الشرقية الغربية
    الوسطى المركزية الشمالي الجنوبي الشرقي الغربي العليا السفلى العاصمة المنطقة مركزي
    norte sur este oeste central oriental occidental""".split()}


@dataclass(frozen=True)
class DivisionWord:
    """What a country calls its subdivisions: `ولاية`, `Province`, `province`."""
    ar: str
    en: str
    fr: str

    def before(self, bare, language):
        if language == "ar":
            return f"{self.ar} {bare}"
        if language == "en":
            return f"{bare} {self.en}"
        joint = "d’" if fold(bare)[:1] in tuple("aeiouy") else "de "
        return f"{self.fr} {joint}{bare}"


# Zipf frequency of a word that is not even guarded for a far subdivision's name.
HIDING = 4.0
# How likely a name is meant that a place of our own lists, at 1, has as well.
NEAR_WEIGHT, FAR_WEIGHT = 0.9, 0.5


def add(names, codes, problems):
    words = _division_words(codes, problems)
    own = _own_names(codes, problems)
    taken = _taken(names, codes)
    # What is near has its names before what is far.
    for code in sorted(codes.subdivisions, key=lambda code: (code[:2] not in NEAR, code)):
        word = words.get(code[:2]) or words["*"]
        for language in LANGUAGES:
            form = _form(code, language, own.get(code, {}))
            if form:
                is_own = language in own.get(code, {})
                _add(names, form, code, language, word, taken, is_own, codes.above(code))


def _form(code, language, own):
    """The name in our list, else in CLDR."""
    if language not in ("ar", "en", "fr") and code[:2] not in SPOKEN[language]:
        return None
    if language in own or "en" in own:
        return own.get(language)
    form = cldr.subdivisions(language).get(code)
    if form and language == "ar":
        form = form.translate(str.maketrans("یک", "يك"))
    return form


def _add(names, form, code, language, word, taken, is_own, above):
    table = "names-subdivisions"
    bare = form if is_own else _bare(form, language)
    if bare != form and fold(bare) in _whole_names(language, code[:2]):
        # The oblast of Moscow beside the city.
        bare = form
    is_near = code[:2] in NEAR
    weight = NEAR_WEIGHT if is_near else FAR_WEIGHT
    others = taken.setdefault((fold(bare), language), set())
    is_taken = bool((taken.get(fold(bare), set()) | (set() if is_near else others)) - {code[:2]})
    note = "silent" if is_taken else _doubt(bare, code, language)
    if is_near:
        others.add(code[:2])
    spellings = [(bare, ["shown", note] if note else ["shown"])]
    if language in WORDS_BEFORE and (is_near or note and not is_taken and not _is_generic(bare)):
        typed = word.before(bare, language)
        # Of Sanaa the governorate is called so, not the capital's own.
        if typed == form or fold(typed) not in _whole_names(language, code[:2]):
            spellings.append((typed, []))
    if "(" not in form and fold(form) != fold(bare):
        spellings.append((form, []))
    # Far capitals stand for their countries: Moscow is Russia.
    kinds = ("city", "capital") if is_near else ("city",)
    for spelling, notes in spellings:
        names.move_city(spelling, above, code, language, kinds)
        names.add(spelling, code, language, "area", weight, notes, table)


@lru_cache(maxsize=None)
def _whole_names(language, country):
    """Folded names of the country's subdivisions, as CLDR has them."""
    return {fold(form) for code, form in cldr.subdivisions(language).items()
            if code[:2] == country}


def _bare(form, language):
    """Without the word for what it is."""
    bare = clean(re.sub(r"\s*[(（][^)）]*[)）]", "", form)) or form
    for word in BEFORE.get(language, "").split():
        word = word.replace("_", " ")
        joint = OF.get(language, " ")
        stripped = re.sub(rf"^{word}{joint}", "", bare, flags=re.I)
        if stripped and stripped != bare:
            bare = stripped
            break
    for word in BEHIND.get(language, "").split():
        gap = "" if language == "zh" else " "
        if bare.endswith(gap + word) and len(bare) > len(word) + 1 + (language != "zh"):
            bare = bare[: -len(gap + word)]
            break
    return re.sub(r" الفلسطينية$", "", bare.strip())


def _taken(names, codes):
    """Folded names of our lists → the countries that they are in. A country's
    own name is no part's: Luxembourg, Mexico."""
    taken = {}
    for name in names:
        owner = codes.country(name.code) or name.code
        if name.kind in ("country", "demonym"):
            owner = f"{owner} itself"
        taken.setdefault(fold(name.text), set()).add(owner)
    return taken


def _is_generic(bare):
    words = fold(bare).split()
    return all(word in DIRECTIONS or len(word) < 3 for word in words)


def _doubt(bare, code, language):
    """`silent` or `guarded` for a name that also says something else; else None."""
    if everyday.note(bare):
        return everyday.note(bare)
    if _is_generic(bare) or "(" in bare:
        return "silent"
    if sum(letter.isalpha() for letter in bare) < (2 if script(bare) == "han" else 3):
        return "silent"
    if code[:2] in (NEAR if language in WORDS_BEFORE else FIRST.get(language, [])):
        return None
    if not everyday.is_doubtful(bare, language):
        return None
    if language != "en" and everyday.is_famous(
            bare, language, _bare(cldr.subdivisions("en").get(code, bare), "en")):
        return None
    hides = language in everyday.CASELESS and everyday.is_common(bare, language, HIDING)
    return "silent" if hides else "guarded"


def _division_words(codes, problems):
    """division-words.txt: countries or `*`; Arabic; English; French."""
    found = {}
    for line in lists.lines(paths.LISTS / "division-words.txt", problems, 4, 4):
        for country in line.columns[0].split():
            if country == "*" or codes.check(country, line.where, problems):
                found[country] = DivisionWord(*line.columns[1:])
    if "*" not in found:
        problems.add("division-words.txt", "no line for '*'")
        found["*"] = DivisionWord("محافظة", "Province", "province")
    return found


def _own_names(codes, problems):
    """subdivisions.txt: code; what it lies in; names in our languages, in order."""
    own = {}
    for line in lists.lines(paths.LISTS / "subdivisions.txt", problems, 3, 2 + len(LANGUAGES)):
        code = line.columns[0]
        if codes.check(code, line.where, problems):
            if code in own:
                problems.add(line.where, f"'{code}' stands twice")
            own[code] = {language: name for language, name in zip(LANGUAGES, line.columns[2:]) if name}
    return own

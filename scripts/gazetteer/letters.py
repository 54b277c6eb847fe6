"""Which language a name is written in, by its letters, as far as that is sure."""
import re

from .text import script

ARABIC = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
PERSIAN = ARABIC - set("ةكيىإ") | set("پچژگکی")
URDU = PERSIAN - set("أ") | set("ٹڈڑںےہھۂۃئؤ")
RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
HEBREW = set("אבגדהוזחטיכךלמםנןסעפףצץקרשת")
# Letters that only these write.
PERSIAN_ONLY = set("پچژگکی")
URDU_ONLY = set("ٹڈڑںےہھ")
# Marks and signs that stand between letters.
BETWEEN = set(" -‏‌'’׳״\"")


def languages(name):
    """Those of ours whose letters the name has, and no others."""
    letters = {letter for letter in name.lower() if letter not in BETWEEN}
    kind = script(name)
    if kind == "han":
        return ["zh"] if all("\u4e00" <= letter <= "\u9fff" for letter in letters) else []
    if kind == "hebrew":
        # Yiddish has points, and three letters of two.
        return ["he"] if letters <= HEBREW and "וו" not in name[:2] else []
    if kind == "cyrillic":
        return ["ru"] if letters <= RUSSIAN else []
    if kind != "arabic":
        return []
    found = []
    if letters <= ARABIC:
        found.append("ar")
    if letters <= PERSIAN and letters & PERSIAN_ONLY:
        found.append("fa")
    if letters <= URDU and letters & (URDU_ONLY | PERSIAN_ONLY):
        found.append("ur")
    return found


VOWELS = re.compile("[aeiouyw]")
ARTICLE = re.compile(r"^(?:al|el|ad|ed|an|en|ar|er|as|es|ash|ech|esh|at|et|az|ez|ath|adh)[ -]")


def skeleton(name):
    """The consonants of an Arabic name in Latin letters: the same for Mansoura,
    El Mansurah and Al Mansura."""
    name = name.replace("ch", "sh").replace("dj", "j").replace("kh", "x").replace("gh", "g")
    name = re.sub(r"[`'’‘ʼʻ]", "", name)
    words = [re.sub(r"(.)\1+", r"\1", VOWELS.sub("", re.sub(r"h$", "", ARTICLE.sub("", word))))
             for word in [name]]
    return " ".join(words).replace("q", "k").replace("c", "k").replace(" ", "")

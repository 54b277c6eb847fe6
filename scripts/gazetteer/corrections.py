"""What corrections.txt says of names that come from outside."""
from dataclasses import replace

from . import lists, paths
from .names import LANGUAGES

WHATS = ["silent", "guarded", "person", "located", "drop"]


def apply(names, codes, problems):
    """code; language; names; what. A name that is not there is a mistake, for its
    source has changed; one to be dropped may be gone already."""
    for line in lists.lines(paths.LISTS / "corrections.txt", problems, 4, 4):
        code, language, column, what = line.columns
        if not codes.check(code, line.where, problems):
            continue
        if language not in LANGUAGES or what not in WHATS:
            problems.add(line.where, f"'{language}; {what}' is no language and one of {' '.join(WHATS)}")
            continue
        for mark in lists.marks(column, line.where, problems):
            found = names.change(mark.text, code, language, lambda name: _changed(name, what))
            if not found and what != "drop":
                problems.add(line.where, f"{code} has no name '{mark.text}' in {language}")


def _changed(name, what):
    """What is never looked for and never shown is not there."""
    if what == "drop" or what == "silent" and "shown" not in name.notes:
        return None
    if what == "located":
        return replace(name, notes=name.notes - {"silent"} | {what})
    return replace(name, notes=name.notes | {what})

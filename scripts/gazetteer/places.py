"""Names from our own lists: places of a theme, and one list a language."""
from . import lists, paths
from .names import LANGUAGES

# Whose names no stemmer may touch: the word forms read their table.
STEMMED = {"countries", "places", "exonyms"}
# Of regions that no source outside names: the first name is the one to show.
SHOWING = {"groups", "regions"}


def add(names, codes, problems):
    for path in lists.place_lists():
        for line in lists.lines(path, problems, 3, 2 + len(LANGUAGES)):
            table = "names" if path.stem in STEMMED else "names-places"
            _add_places(names, codes, line, problems, table, path.stem in SHOWING)
    for stem, language in sorted(lists.LANGUAGE_LISTS.items()):
        path = paths.LISTS / f"{stem}.txt"
        if path.exists():
            for line in lists.lines(path, problems, 2, 3):
                _add_language(names, codes, line, language, problems)


def _add_places(names, codes, line, problems, table, is_showing):
    """code or codes; kind and weight; names in every language, in order."""
    listed = line.columns[0].replace("*", " ").split()
    every = ["shared"] if "*" in line.columns[0] or len(listed) > 1 else []
    kind = lists.kind_and_weight(line.columns[1], line.where, problems)
    known = [code for code in listed if codes.check(code, line.where, problems)]
    if not listed:
        problems.add(line.where, "no code")
    for language, column in zip(LANGUAGES, line.columns[2:]):
        for mark in lists.marks(column, line.where, problems):
            for code in known if kind else []:
                shown = ["shown"] if is_showing and not names.is_shown(code, language) else []
                names.set(mark.text, code, language, *kind, [*mark.notes, *every, *shown], table)


def _add_language(names, codes, line, language, problems):
    code, weight = lists.code_and_weight(line.columns[0], line.where, problems)
    if codes.check(code, line.where, problems):
        for mark in lists.marks(line.columns[1], line.where, problems):
            names.set(mark.text, code, language, codes.kind(code), weight, mark.notes)

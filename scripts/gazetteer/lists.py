"""How our lists are read: lines of columns parted by `;`, names by `,`."""
from dataclasses import dataclass

from . import paths
from .names import KINDS
from .text import fold

# A list in one language each: code; names beside CLDR's; people and adjectives.
LANGUAGE_LISTS = {"spanish": "es", "russian": "ru", "chinese": "zh", "persian": "fa",
                  "hebrew": "he", "turkish": "tr", "urdu": "ur", "german": "de"}


@dataclass(frozen=True)
class Line:
    # `file:line`
    where: str
    columns: list


@dataclass(frozen=True)
class Mark:
    """A name of a list with what stands before it."""
    text: str
    notes: tuple = ()
    # As it stands: no forms are made of it.
    is_plain: bool = False


def lines(path, problems, least=1, most=99):
    """Every line that says something, its columns trimmed. A line with fewer or
    more columns than told is a mistake, and left out."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        where = f"{path.name}:{number}"
        columns = [column.strip() for column in text.split(";")]
        while len(columns) > most and not columns[-1]:
            columns.pop()
        if not least <= len(columns) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            problems.add(where, f"{len(columns)} columns where {wanted} belong")
            continue
        yield Line(where, columns)


def marks(column, where, problems):
    """The names of a column: `?` guarded, `!` also a given name, `=` as it stands."""
    found, seen = [], set()
    for part in column.split(","):
        text, notes, plain = part.strip(), [], False
        while text[:1] in ("?", "!", "="):
            if text[0] == "=":
                plain = True
            else:
                notes.append("guarded" if text[0] == "?" else "person")
            text = text[1:].strip()
        if not text:
            if part.strip():
                problems.add(where, f"a mark without a name: '{part.strip()}'")
            continue
        if not fold(text) and text != "-":
            problems.add(where, f"'{text}' is no name")
        elif text in seen:
            problems.add(where, f"'{text}' stands twice")
        else:
            seen.add(text)
            found.append(Mark(text, tuple(notes), plain))
    return found


def kind_and_weight(column, where, problems):
    """`city 0.4`; None for what is wrong."""
    kind, weight = _weighted(column, where, problems)
    if kind in KINDS:
        return kind, weight
    problems.add(where, f"unknown kind '{kind}', expected one of {' '.join(KINDS)}")
    return None


def code_and_weight(column, where, problems):
    """`CD 0.6`"""
    return _weighted(column, where, problems)


def _weighted(column, where, problems):
    word, _, weight = column.partition(" ")
    try:
        number = float(weight or 1)
    except ValueError:
        number = 0
    if not 0 < number <= 1:
        problems.add(where, f"'{weight}' is not a weight above 0 and up to 1")
        number = 1
    return word, number


def place_lists():
    """Countries, places, then the themes in the order of their names."""
    first = [paths.LISTS / f"{stem}.txt" for stem in ("countries", "places")]
    return [path for path in first if path.exists()] + sorted((paths.LISTS / "places").glob("*.txt"))

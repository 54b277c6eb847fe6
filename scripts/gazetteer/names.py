"""The table of names while it is made."""
from dataclasses import dataclass, field, replace

from .text import clean, fold

LANGUAGES = ["ar", "en", "fr", "es", "ru", "zh", "fa", "he", "tr", "ur", "de"]
KINDS = ["country", "demonym", "capital", "city", "area", "metonym", "site", "feature"]
NOTES = ["shown", "silent", "guarded", "located", "person", "shared"]


@dataclass(frozen=True)
class Name:
    text: str
    code: str
    language: str
    kind: str
    weight: float = 1
    notes: frozenset = frozenset()
    # Which table of tables.py it goes to.
    table: str = field(default="names", compare=False)

    @property
    def key(self):
        # `siria` is an adjective, `Siria` the country.
        return fold(self.text), self.code, self.language, self.kind == "demonym"

    @property
    def row(self):
        notes = " ".join(note for note in NOTES if note in self.notes)
        return (self.text, self.code, self.language, self.kind, f"{self.weight:.4g}", notes)


class Names:
    """One line for each name of a region in a language; names that fold alike
    are one."""

    def __init__(self):
        self._names = {}
        self._shown = set()
        self._owners = {}

    def add(self, text, code, language, kind, weight=1.0, notes=(), table="names"):
        """The first to say something of a name is right; shown it may be besides."""
        name = self._made(text, code, language, kind, weight, notes, table)
        if not name:
            return
        if "shown" in name.notes and self.is_shown(code, language):
            name = replace(name, notes=name.notes - {"shown"})
        old = self._names.get(name.key)
        if not old:
            self._keep(name)
        elif "shown" in name.notes:
            self._keep(replace(old, notes=old.notes | {"shown"}))

    def set(self, text, code, language, kind, weight=1.0, notes=(), table="names"):
        """What our own lists say is right; what is shown stays shown, as it was
        spelled."""
        name = self._made(text, code, language, kind, weight, notes, table)
        if not name:
            return
        old = self._names.get(name.key)
        if old and "shown" in old.notes:
            name = replace(name, text=old.text, notes=name.notes | {"shown"})
        self._keep(name)

    def change(self, text, code, language, change):
        """Puts `change(name)` in its place, or takes it out for None; False if
        there is none."""
        keys = [key for people in (False, True)
                if (key := (fold(text), code, language, people)) in self._names]
        for key in keys:
            changed = change(self._names.pop(key))
            if changed:
                self._names[key] = changed
        return bool(keys)

    def move_city(self, text, codes, code, language, kinds):
        """Gives a city that our lists have under one of `codes` to a finer one,
        unless it is several regions' at once."""
        for other in codes:
            name = self._names.get((fold(text), other, language, False))
            if name and name.kind in kinds and "shared" not in name.notes:
                del self._names[name.key]
                self.set(name.text, code, language, name.kind, name.weight, name.notes, name.table)

    def is_place(self, text, language):
        """Whether a region, no people, has this name."""
        return bool(self._owners.get((fold(text), language)))

    def is_shown(self, code, language):
        return (code, language) in self._shown

    def __iter__(self):
        return iter(self._names.values())

    def __len__(self):
        return len(self._names)

    def _made(self, text, code, language, kind, weight, notes, table):
        text = clean(text)
        if not fold(text):
            return None
        return Name(text, code, language, kind, weight, frozenset(notes), table)

    def _keep(self, name):
        if "shown" in name.notes:
            self._shown.add((name.code, name.language))
        self._names[name.key] = name
        if name.kind != "demonym":
            self._owners.setdefault((fold(name.text), name.language), set()).add(name.code)

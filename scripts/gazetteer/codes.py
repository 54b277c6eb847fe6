"""codes.tsv and retired.tsv: what regions there are."""
import re
from dataclasses import dataclass
from functools import cached_property

from . import cldr, lists, paths
from .text import fold, slug

# Names of M49 areas by which the United Nations know them and CLDR does not.
AREA_SLUGS = {
    "035": "south-eastern-asia", "053": "australia-and-new-zealand", "057": "micronesia",
    "419": "latin-america-and-the-caribbean",
}


@dataclass(frozen=True)
class Group:
    code: str
    # Language → name that is shown.
    shown: dict


class Codes:
    """Every code, and what it lies in."""

    def __init__(self, problems):
        members = cldr.containment()
        self.areas = sorted(members)
        self.countries = sorted({m for listed in members.values() for m in listed if m.isalpha()}
                                | {"AQ"})
        parents = self._corrected(cldr.subdivision_parents(), problems)
        # Subdivision → what it lies right in.
        self.subdivisions = {code: above for code, above in sorted(parents.items())
                             if code[:2] in self.countries}
        self._members = members
        self.known = set(self.areas) | set(self.countries) | set(self.subdivisions)
        self.groups = self._groups(problems)

    @cached_property
    def by_english_name(self):
        """(country, folded English name) → the one subdivision of that name."""
        found = {}
        for code in self.subdivisions:
            key = code[:2], fold(cldr.subdivisions("en").get(code, ""))
            found.setdefault(key, []).append(code)
        return {key: codes[0] for key, codes in found.items() if len(codes) == 1}

    def country(self, code):
        """The country that a code lies in by its letters; None for areas."""
        if code in ("gaza-strip", "west-bank"):
            return "PS"
        return code[:2] if code in self.countries or code in self.subdivisions else None

    def above(self, code):
        """What a subdivision lies in up to its country, the nearest first."""
        found = []
        while code in self.subdivisions:
            code = self.subdivisions[code]
            found.append(code)
        return found

    def kind(self, code):
        """Of a name that is the region's own."""
        return "country" if code in self.countries else "area"

    def check(self, code, where, problems):
        if code in self.known:
            return True
        problems.add(where, f"unknown code '{code}'")
        return False

    def rows(self):
        rows = []
        for area in self.areas:
            english = cldr.territories("en")[area][0][1]
            above = [a for a in self.areas if area in self._members[a]]
            rows.append((area, "area", AREA_SLUGS.get(area, slug(english)), "", "", " ".join(above)))
        table = cldr.country_codes()
        for country in self.countries:
            alpha3, numeric = table.get(country, ("", ""))
            above = [a for a in self.areas if country in self._members[a]] or ["001"]
            rows.append((country, "country", "", alpha3, numeric, " ".join(above)))
        for code, above in self.subdivisions.items():
            rows.append((code, "subdivision", "", "", "", above))
        return rows

    def retired_rows(self):
        rows = []
        for code, now in sorted(cldr.retired().items()):
            now = [n for n in now if n in self.known]
            asked = re.fullmatch("[A-Z]{2}|[0-9]{3}|[A-Z]{2}-[A-Z0-9]{1,4}", code)
            # `UK` is what people write for GB.
            if asked and now and code not in self.known and code != "UK":
                rows.append((code, " ".join(now)))
        return rows

    def _groups(self, problems):
        groups = []
        path = paths.DATA / "groups.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) < 8:
                problems.add(f"groups.tsv:{number}", f"{len(columns)} columns where 9 belong")
                continue
            self.known.add(columns[0])
            groups.append((number, columns))
        for number, columns in groups:
            for member in columns[7].split():
                self.check(member, f"groups.tsv:{number}", problems)
        return [Group(columns[0], dict(zip(("en", "ar", "fr", "fa"), columns[3:7])))
                for _, columns in groups]

    @staticmethod
    def _corrected(parents, problems):
        """With what subdivisions.txt says lies elsewhere."""
        path = paths.LISTS / "subdivisions.txt"
        if path.exists():
            for line in lists.lines(path, problems, 2, 13):
                if line.columns[1]:
                    parents[line.columns[0]] = line.columns[1]
        return parents

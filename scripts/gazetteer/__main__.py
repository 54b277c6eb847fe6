"""The order in which the gazetteer is made: codes, then names, those that say
most first, since the first to say something of a name is right."""
from . import cities, corrections, countries, demonyms, places, subdivisions, tables
from .codes import Codes
from .names import Names
from .problems import Problems


def main():
    problems, names = Problems(), Names()
    codes = Codes(problems)
    countries.add(names, codes)
    places.add(names, codes, problems)
    demonyms.add(names, codes, problems)
    subdivisions.add(names, codes, problems)
    cities.add(names, codes, problems)
    corrections.apply(names, codes, problems)
    for code in sorted(codes.known):
        if not names.is_shown(code, "en"):
            problems.add("CLDR and our lists", f"{code} has no English name")
    problems.stop()
    tables.write(names, codes)


main()

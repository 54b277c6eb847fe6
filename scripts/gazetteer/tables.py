"""What is written."""
from . import paths
from .names import LANGUAGES

COLUMNS = ("name", "code", "language", "kind", "weight", "note")
TABLES = {
    "names": "countries, areas, groups, and cities that news names",
    "names-places": "other places of our own lists",
    "names-demonyms": "people and adjectives",
    "names-subdivisions": "subdivisions of countries, ISO 3166-2",
    "names-cities": "cities, from GeoNames (CC BY 4.0)",
}


def write(names, codes):
    _write("codes.tsv", ("code", "kind", "slug", "alpha3", "numeric", "within"), codes.rows())
    _write("retired.tsv", ("code", "now"), codes.retired_rows())
    sizes = 0
    for table, about in TABLES.items():
        rows = [name.row for name in sorted((n for n in names if n.table == table), key=_order)]
        if rows:
            sizes += _write(f"{table}.tsv", COLUMNS, rows, about)
    print(f"{len(names)} names, {sizes:,} bytes")


def _order(name):
    return (name.code, LANGUAGES.index(name.language), "shown" not in name.notes,
            name.kind, name.text, name.weight)


def _write(file, columns, rows, about=""):
    lines = ["\t".join(("# " + columns[0],) + columns[1:])]
    if about:
        lines.append(f"# {about}; made by scripts/make-gazetteer, not to be edited")
    lines += ["\t".join(row) for row in rows]
    text = "\n".join(lines) + "\n"
    (paths.DATA / file).write_text(text, encoding="utf-8")
    print(f"{file}: {len(rows)} lines")
    return len(text.encode())

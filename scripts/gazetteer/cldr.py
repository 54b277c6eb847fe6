"""How CLDR is read."""
import xml.etree.ElementTree as ET
from functools import lru_cache

from . import paths
from .text import clean

# CLDR's own additions to ISO 3166-1 that no desk asks for.
NOT_COUNTRIES = {"AC", "CP", "DG", "EA", "IC", "QO", "TA", "EU", "EZ", "UN"}


@lru_cache(maxsize=None)
def _supplemental(name):
    return ET.parse(paths.CLDR / f"supplemental/{name}.xml").getroot()


def _names(path, element):
    """type → [(alt, name)], in CLDR's order."""
    found = {}
    if path.exists():
        for node in ET.parse(path).getroot().iter(element):
            text = clean(node.text or "")
            if text and text != "↑↑↑":
                found.setdefault(node.get("type"), []).append((node.get("alt"), text))
    return found


@lru_cache(maxsize=None)
def territories(language):
    return _names(paths.CLDR / f"main/{language}.xml", "territory")


@lru_cache(maxsize=None)
def subdivisions(language):
    """Code as ISO writes it → name."""
    found = _names(paths.CLDR / f"subdivisions/{language}.xml", "subdivision")
    return {iso(code): forms[0][1] for code, forms in found.items()}


def iso(code):
    """`syhl` → `SY-HL`; a country's code stays."""
    code = code.upper()
    return code if len(code) == 2 else f"{code[:2]}-{code[2:]}"


def containment():
    """M49 area → what lies right in it: areas and countries."""
    members = {}
    for group in _supplemental("supplementalData").iter("group"):
        kind = group.get("type")
        if group.get("status") != "deprecated" and kind and kind.isdigit():
            listed = (group.get("contains") or "").split()
            members.setdefault(kind, []).extend(m for m in listed if m not in NOT_COUNTRIES)
    # CLDR keeps islands without people in a group of its own; M49 has it in Oceania.
    members["009"] = [m for m in members["009"] if not m.startswith("Q")]
    return {kind: listed for kind, listed in members.items() if listed}


def country_codes():
    """Country → (alpha3, numeric)."""
    return {m.get("type"): (m.get("alpha3", ""), m.get("numeric", ""))
            for m in _supplemental("supplementalData").iter("territoryCodes")}


def subdivision_parents():
    """Subdivision → the country or subdivision that it lies right in."""
    parents = {}
    for group in _supplemental("subdivisions").iter("subgroup"):
        for member in group.get("contains").split():
            parents[iso(member)] = iso(group.get("type"))
    return parents


def retired():
    """Code that was given up → those that took its place."""
    found = {}
    metadata = _supplemental("supplementalMetadata")
    for element in ("territoryAlias", "subdivisionAlias"):
        for alias in metadata.iter(element):
            if alias.get("reason") == "deprecated":
                found[iso(alias.get("type"))] = [iso(c) for c in alias.get("replacement").split()]
    return found

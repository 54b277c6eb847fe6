"""Where everything lies."""
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = ROOT / "Sources/Analysis/Data/regions-lists"
DATA = ROOT / "Sources/Analysis/Data/regions"
CHINESE = ROOT / "Sources/Analysis/Data/chinese-characters.tsv"

# Debian's unicode-cldr-core.
CLDR = Path("/usr/share/unicode/cldr/common")

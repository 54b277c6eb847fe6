"""When slots come, by Python's zoneinfo: reads lines of a zone, a tab and a civil
time, and prints a line each, `UTC local offset-in-seconds`. PYTHONTZPATH names the
folder. The rule is RFC 5545's and Python's own for fold=0: where clocks show the
time twice the first moment, where they skip it the one by the offset before."""
import datetime
import sys
import zoneinfo

UTC = datetime.timezone.utc

for line in sys.stdin:
    name, civil = line.rstrip("\n").split("\t")[:2]
    zone = zoneinfo.ZoneInfo(name)
    at = datetime.datetime.fromisoformat(civil).replace(tzinfo=zone).astimezone(UTC)
    local = at.astimezone(zone)
    print(at.strftime("%Y-%m-%dT%H:%M:%SZ"), local.isoformat(), int(local.utcoffset().total_seconds()))

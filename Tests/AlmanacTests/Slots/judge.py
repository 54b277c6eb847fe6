"""When slots come, by Python's zoneinfo: reads lines of a zone, a tab and a civil
time, and prints a line each, `UTC local offset-in-seconds`. PYTHONTZPATH names the
folder. The rule: where clocks show the time twice the first moment, where they
skip it the first moment after the gap."""
import datetime
import sys
import zoneinfo

UTC = datetime.timezone.utc
SECOND = datetime.timedelta(seconds=1)


def moment(civil, zone):
    first = civil.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == civil:
        return first
    # Skipped: fold=0 counts by the offset before the gap and lands behind its
    # end, fold=1 by the one after and lands before it. Halve what is between.
    after = civil.replace(tzinfo=zone, fold=1)
    low, high = after.astimezone(UTC), first
    while high - low > SECOND:
        middle = low + (high - low) // 2 // SECOND * SECOND
        if middle.astimezone(zone).utcoffset() == after.utcoffset():
            high = middle
        else:
            low = middle
    return high


for line in sys.stdin:
    name, civil = line.rstrip("\n").split("\t")[:2]
    zone = zoneinfo.ZoneInfo(name)
    at = moment(datetime.datetime.fromisoformat(civil), zone)
    local = at.astimezone(zone)
    print(at.strftime("%Y-%m-%dT%H:%M:%SZ"), local.isoformat(), int(local.utcoffset().total_seconds()))

"""Runs the measurements that are named, by default all, and prints one table in Markdown."""

import platform
import signal
import sys
import tempfile
from pathlib import Path

from measurements import ALL, OURS, say

COLUMNS = [OURS, "PM2", "supervisor", "runit"]


def cell(row, name):
    """The figure with its unit, and how many times ours it is."""
    if name not in row.values:
        return "–"
    value, ours = row.values[name], row.values[OURS]
    text = f"{value:.0f}" if row.unit in ("", "MiB") else f"{value:.2f}"
    ratio = f" ({value / ours:.1f}×)" if name != OURS and ours else ""
    return f"{text} {row.unit}{ratio}".replace("  ", " ").strip()


def verdict(row):
    if row.most is None:
        return "–"
    met = row.values[OURS] <= row.most
    return f"≤ {row.most:g} {row.unit}".strip() + (" ✓" if met else " ✗")


def main(names):
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"bench/supervision: no measurement {', '.join(unknown)}; there are {', '.join(ALL)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench/supervision: out of time"))
    print(f"| figure ({platform.node()}) | asked | " + " | ".join(COLUMNS) + " | load |")
    print("|---|---|" + "---|" * len(COLUMNS) + "---|", flush=True)
    for name in names or ALL:
        say(f"Measuring {name} …")
        with tempfile.TemporaryDirectory(prefix="bench-") as home:
            for row in ALL[name](Path(home)):
                cells = " | ".join(cell(row, column) for column in COLUMNS)
                print(f"| {row.what} | {verdict(row)} | {cells} | {row.load:.1f} |", flush=True)


main(sys.argv[1:])

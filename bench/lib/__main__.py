"""Runs the measurements that are named, by default all, and prints one table in Markdown."""

import signal
import sys
import tempfile
from pathlib import Path

from measurements import ALL
from table import OURS, print_head, print_row, say

COLUMNS = [OURS, "PM2", "supervisor", "runit"]


def main(names):
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"bench/supervision: no measurement {', '.join(unknown)}; there are {', '.join(ALL)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench/supervision: out of time"))
    print_head(COLUMNS)
    for name in names or ALL:
        say(f"Measuring {name} …")
        with tempfile.TemporaryDirectory(prefix="bench-") as home:
            for row in ALL[name](Path(home)):
                print_row(row, COLUMNS)


main(sys.argv[1:])

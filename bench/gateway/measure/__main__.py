"""Runs the parts that are named, by default all, and prints one table in Markdown."""

import signal
import sys
import tempfile
from pathlib import Path

from gateways import ALL
from parts import PARTS
from table import print_head, print_row, say


def main(names):
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"bench/gateway/run: no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench/gateway/run: out of time"))
    columns = [kind.name for kind in ALL]
    print_head(columns)
    for name in names or PARTS:
        say(f"Measuring {name} …")
        with tempfile.TemporaryDirectory(prefix="bench-") as home:
            for row in PARTS[name](Path(home)):
                print_row(row, columns)


main(sys.argv[1:])

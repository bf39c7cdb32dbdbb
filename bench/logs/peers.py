"""How long PM2 and supervisor take until their file has all that one child prints: peers.py WRITER LINES."""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))

import processes
from daemons import Pm2, Server, Supervisor

LIMIT = 120  # seconds
QUIET = 3  # seconds without a further byte: what is missing then is lost


def log_of(daemon):
    found = [*daemon.home.glob("logs/writer-out*.log"), *daemon.home.glob("writer-stdout*")]
    return found[0] if found else None


def tail(path, size):
    with open(path, "rb") as file:
        file.seek(max(0, size - 64))
        return file.read()


def measure(kind, writer, lines, home):
    with kind(home) as daemon:
        server = Server("writer", [writer, "0", "lines", lines, "stay"])
        daemon.up([server], started=False)
        cpu = processes.cpu_seconds(daemon.pid)
        began = time.monotonic()
        daemon.start_all()
        size, grown, ended = 0, began, False
        while not ended and time.monotonic() - grown < QUIET and time.monotonic() - began < LIMIT:
            path = log_of(daemon)
            now = path.stat().st_size if path else 0
            if now > size:
                size, grown = now, time.monotonic()
                ended = tail(path, size).endswith(b" end\n")
            time.sleep(0.005)
        cpu = processes.cpu_seconds(daemon.pid) - cpu
        with open(path, "rb") as file:
            kept = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
        print(
            f"{kind.name}: {grown - began:.2f} s until the file has all it gets of {int(lines):,} lines, "
            f"{kept:,} are there; {cpu:.2f} s of its CPU",
            flush=True,
        )


for each in (Pm2, Supervisor):
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        measure(each, sys.argv[1], sys.argv[2], Path(directory))

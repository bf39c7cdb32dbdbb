"""What /proc tells about processes."""

import os
import signal
import time
from pathlib import Path

MARK = "MCP_BENCH"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    """The fields after the command's name, which may hold blanks; None when there is no such process or a dead one."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields


def marked(mark):
    """The living processes, as (pid, start time), whose environment has the mark."""
    wanted = f"{MARK}={mark}".encode()
    found = set()
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                environment = Path(entry.path, "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            fields = _stat(entry.name) if wanted in environment else None
            if fields:
                found.add((int(entry.name), int(fields[19])))
    return found


def cpu_seconds(pid):
    """User and system time so far."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def rss_mib(pid):
    """Resident memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {pid} has no memory")


def end(pid):
    """Sends SIGKILL; a process that has just ended is fine."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait_until(condition, seconds, what):
    """Looks every 10 ms."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.01)

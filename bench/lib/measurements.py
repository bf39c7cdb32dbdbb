"""The measurements: each returns rows of the table."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import processes
from daemons import PATIENCE, PROJECT, McpManager, Pm2, Runit, Server, Supervisor
from table import OURS, row, say


def percentile(values, share):
    """The smallest value that is at least as large as that share of them."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


class Beacons:
    """Hears of each start of a server that is a beacon, see beacon.c."""

    def __init__(self, home):
        self.path = home / "beacons"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))
        self.socket.settimeout(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.socket.close()

    def server(self, name):
        return Server(name, [os.environ["BEACON"], str(self.path), name])

    def next(self):
        """Name, pid and CLOCK_MONOTONIC nanoseconds of the next start."""
        name, pid, started = self.socket.recv(128).decode().split()
        return name, int(pid), int(started)


def crash(home):
    """SIGKILL to a server's process until its replacement runs: 50 servers in turn, one at a time."""
    p50, p99, worst = {}, {}, {}
    for kind, kills in ((McpManager, 400), (Pm2, 400), (Runit, 400), (Supervisor, 50)):
        directory = home / kind.name
        directory.mkdir()
        with Beacons(directory) as beacons, kind(directory) as daemon:
            servers = [beacons.server(f"b{i}") for i in range(50)]
            daemon.up(servers, started=True)
            pids = {}
            while len(pids) < len(servers):
                name, pid, _ = beacons.next()
                pids[name] = pid
            time.sleep(2)
            times = []
            for i in range(kills):
                victim = f"b{i % len(servers)}"
                began = time.monotonic_ns()
                os.kill(pids[victim], signal.SIGKILL)
                name, pids[victim], started = beacons.next()
                assert name == victim, f"{name} started although {victim} was killed"
                times.append((started - began) / 1e6)
                time.sleep(0.05)
        say(f"crash {kind.name}: p50 {percentile(times, 0.5):.1f} ms of {kills}")
        p50[kind.name], p99[kind.name], worst[kind.name] = percentile(times, 0.5), percentile(times, 0.99), max(times)
    return [
        row("crash to replacement process, p50", "ms", p50, 5),
        row("crash to replacement process, p99", "ms", p99, 50),
        row("crash to replacement process, worst", "ms", worst),
    ]


def sleepers(count):
    return [Server(f"sleep{i}", ["sleep", "3600"]) for i in range(count)]


def fleet(home):
    """100 servers started and stopped, until all run, until nothing of them lives; 5 rounds."""
    starts, stops = {}, {}
    for kind in (McpManager, Pm2, Supervisor):
        with kind(home) as daemon:
            daemon.up(sleepers(100), started=False)
            starts[kind.name], stops[kind.name] = [], []
            for _ in range(5):
                for act, count, times in ((daemon.start_all, 100, starts), (daemon.stop_all, 0, stops)):
                    began = time.monotonic()
                    act()
                    took = time.monotonic() - began
                    if len(daemon.living()) != count:
                        daemon.await_living(count)
                        took = time.monotonic() - began
                    times[kind.name].append(took)
                    time.sleep(1)
        say(f"fleet {kind.name}: starts {starts[kind.name]}, stops {stops[kind.name]}")
    medians = [{name: statistics.median(times) for name, times in each.items()} for each in (starts, stops)]
    firsts = [{name: times[0] for name, times in each.items()} for each in (starts, stops)]
    return [
        row("100 servers started, median of 5", "s", medians[0], 1),
        row("100 servers started, first time", "s", firsts[0]),
        row("100 servers stopped, median of 5", "s", medians[1], 0.5),
        row("100 servers stopped, first time", "s", firsts[1]),
    ]


def idle(home):
    """Memory and CPU of the daemon alone, with 100 servers that do nothing, all daemons side by side."""
    with ExitStack() as stack:
        daemons = [stack.enter_context(kind(home)) for kind in (McpManager, Pm2, Supervisor)]
        for daemon in daemons:
            daemon.up(sleepers(100), started=True)
        time.sleep(10)
        before = {daemon.name: processes.cpu_seconds(daemon.pid) for daemon in daemons}
        time.sleep(60)
        cpu = {daemon.name: (processes.cpu_seconds(daemon.pid) - before[daemon.name]) / 60 * 100 for daemon in daemons}
        memory = {daemon.name: processes.rss_mib(daemon.pid) for daemon in daemons}
    return [
        row("memory (RSS) with 100 idle servers", "MiB", memory, 160, digits=0),
        row("CPU of one core with 100 idle servers, over 60 s", "%", cpu, 1),
    ]


def startup(home):
    """From exec to the first 200 of /healthz, median of 10, on a data directory that exists."""
    with McpManager(home) as daemon:
        daemon.up([], started=False)
        java = Path(f"/proc/{daemon.pid}/cmdline").read_text().split("\0")
        data = daemon.home / "data"
    java = java[: java.index("up")]
    commands = {
        "java with its start-up cache": (java, 0.6),
        "java without the cache": ([word for word in java if not word.startswith("-XX:AOTCache=")], None),
        "./mcp-manager": ([str(PROJECT / "mcp-manager")], None),
    }
    rows = []
    for what, (command, most) in commands.items():
        times = [_first_answer(command, data) for _ in range(10)]
        rows.append(row(f"start to first 200, {what}, median of 10", "s", {OURS: statistics.median(times)}, most))
    return rows


def _first_answer(command, data):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    manager = subprocess.Popen(
        [*command, "up", "--port", str(port), "--data-dir", data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.monotonic() - began < PATIENCE:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.002)
            finally:
                connection.close()
        raise TimeoutError(f"{command[0]} does not answer")
    finally:
        manager.terminate()
        manager.wait(PATIENCE)


# Each makes at least two processes that live: itself and a child that a naive manager misses.
TREES = [
    ("wrapper", "sleep 3600 & exec sleep 3600", 2),
    ("session", "setsid sleep 3600 & exec sleep 3600", 2),
    ("double-fork", "(sleep 3600 &); exec sleep 3600", 2),
    ("deaf", "(trap '' TERM; sleep 3600 & wait) & exec sleep 3600", 3),
]


def kill(home):
    """SIGKILL to the daemon with 20 servers that are trees, then its start: what is left over, and what runs."""
    before, orphans, after, times = {}, {}, {}, {}
    servers = [
        Server(f"{name}{i}", ["/bin/sh", "-c", script], count) for i in range(5) for name, script, count in TREES
    ]
    for kind, rounds in ((McpManager, 10), (Pm2, 1), (Supervisor, 1)):
        with kind(home) as daemon:
            daemon.up(servers, started=True)
            expected = daemon.expected()
            left, took = [], []
            for _ in range(rounds):
                old = daemon.living()
                daemon.kill()
                began = time.monotonic()
                daemon.up_again()
                processes.wait_until(lambda: len(daemon.living() - old) == expected, PATIENCE, "all servers again")
                took.append(time.monotonic() - began)
                time.sleep(2)
                left.append(len(daemon.living() & old))
                after[kind.name] = max(after.get(kind.name, 0), len(daemon.living()))
        before[kind.name], orphans[kind.name], times[kind.name] = expected, sum(left), statistics.median(took)
        say(f"kill {kind.name}: {rounds} rounds, orphans {left}")
    return [
        row("20 server trees: processes before kill -9 of the daemon", "", before, digits=0),
        row("… orphans after its restart (ours: sum of 10 rounds)", "", orphans, 0, digits=0),
        row("… processes after its restart (ours: most of 10 rounds)", "", after, expected, digits=0),
        row("… start of the daemon until all run again (ours: median of 10)", "s", times),
    ]


ALL = {measure.__name__: measure for measure in (crash, fleet, idle, startup, kill)}

"""The parts of the measurement: each yields rows of the table."""

import json
import statistics
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import processes
from gateways import ALL, BUILT, ECHOD, PATIENCE, Joined, McpManager, Remote, WithoutRecord, pinned
from table import OURS, row, say

LOAD = Path(__file__).resolve().parents[1] / "load"
RUNS = 3
CLIENTS = 32
LARGE = 100_000
SESSIONS = 2_000
WARM_UP = {64: 200_000, LARGE: 10_000}  # calls by payload, until the JVM's compilers have little left to do


def _node(program, **options):
    words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    return ["node", str(LOAD / program), *words]


def _load(argv, seconds=10 * PATIENCE):
    """What the program prints; what did not work is said, and is an error."""
    result = subprocess.run(argv, timeout=seconds, stdout=subprocess.PIPE, text=True)
    if result.returncode:
        raise RuntimeError(f"{' '.join(argv)} failed")
    return json.loads(result.stdout)


def _calls(gateway, era, **options):
    command = _node("calls.mjs", url=gateway.url, token=gateway.token, era=era, pid=gateway.pid, **options)
    figures = _load(pinned(command))
    if figures["failures"]:
        raise RuntimeError(f"{gateway.name}, {era}: {figures['failures']}")
    return figures


def _speed(home, era):
    """Latency, throughput and CPU of every gateway that speaks the era, in turns."""
    kinds = [kind for kind in ALL if era in kind.eras]
    direct, single, many, large = [], {}, {}, {}
    with ExitStack() as stack:
        gateways = [stack.enter_context(kind(home)) for kind in kinds]
        for gateway in gateways:
            for payload, calls in WARM_UP.items():
                _calls(gateway, era, clients=CLIENTS, payload=payload, calls=calls, seconds=20 if gateway.name == OURS else 2)
        for _ in range(RUNS):
            direct.append(_load(pinned(_node("calls.mjs", stdio=ECHOD, warm_up=0.5, seconds=0.5)))["p50"])
            for gateway in gateways:
                each = gateway.name
                single.setdefault(each, []).append(_calls(gateway, era, clients=1, warm_up=0.5, seconds=1))
                many.setdefault(each, []).append(_calls(gateway, era, clients=CLIENTS, warm_up=0.5, seconds=2.5))
                large.setdefault(each, []).append(
                    _calls(gateway, era, clients=CLIENTS, warm_up=0.5, seconds=1.5, payload=LARGE)
                )
                say(f"{era}, {each}: {single[each][-1]['p50']:.3f} ms, {many[each][-1]['callsPerSecond']:.0f} calls/s")

    def medians(runs, figure):
        return {each: statistics.median(run[figure] for run in results) for each, results in runs.items()}

    floor = statistics.median(direct)
    added = {each: p50 - floor for each, p50 in medians(single, "p50").items()}
    yield row(f"{era} client: added p50, 1 client", "ms", added, 0.15, digits=3)
    calls = medians(many, "callsPerSecond")
    yield row(f"{era} clients, {CLIENTS}: calls a second", "", calls, least=14_500, digits=0)
    yield row("… p99", "ms", medians(many, "p99"), 6)
    yield row("… CPU of the gateway a call", "µs", medians(many, "gatewayCpu"), 56, digits=1)
    yield row("… CPU of gateway, server and load a call", "µs", medians(many, "allCpu"), digits=1)
    yield row("… 100 KB: CPU of the gateway a call", "µs", medians(large, "gatewayCpu"), 400, digits=0)
    yield row("… 100 KB: calls a second", "", medians(large, "callsPerSecond"), digits=0)


def legacy(home):
    yield from _speed(home, "legacy")


def modern(home):
    yield from _speed(home, "modern")


def sessions(home):
    """New sessions on a server that is warm, and what sessions that do nothing cost."""
    with McpManager(home) as ours:
        _calls(ours, "legacy", clients=CLIENTS, seconds=5)
        runs = [_load(pinned(_node("sessions.mjs", url=ours.url, token=ours.token))) for _ in range(RUNS)]
        yield row("new session, p50", "ms", {OURS: statistics.median(run["p50"] for run in runs)}, 1)
        yield row("… p99", "ms", {OURS: statistics.median(run["p99"] for run in runs)})
        for streams, what in (("no", "without a stream"), ("yes", "each with its stream")):
            rss, heap = _idle(ours, streams)
            yield row(f"{SESSIONS:,} idle sessions, {what}: memory (RSS)", "MB", {OURS: rss}, 60, digits=1)
            yield row("… heap", "MB", {OURS: heap}, digits=1)


def _idle(ours, streams):
    """By how many MB memory and heap have grown while the sessions are open."""
    heap, rss = ours.heap_mib(), processes.rss_mib(ours.pid)
    command = _node("idle.mjs", url=ours.url, token=ours.token, sessions=SESSIONS, streams=streams)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        load.stdout.readline()
        grown_rss = processes.rss_mib(ours.pid) - rss
        grown_heap = ours.heap_mib() - heap
        load.stdin.close()
    if load.returncode:
        raise RuntimeError("the idle sessions failed")
    return grown_rss * 1.048576, grown_heap * 1.048576


def record(home):
    """What the record of calls takes of the throughput: two managers, one without it, in turns."""
    runs = {}
    with ExitStack() as stack:
        managers = []
        for kind in (McpManager, WithoutRecord):
            (own := home / kind.__name__).mkdir()
            managers.append(stack.enter_context(kind(own)))
        for manager in managers:
            _calls(manager, "legacy", clients=CLIENTS, calls=2 * WARM_UP[64], seconds=40)
        for _ in range(2 * RUNS + 1):
            for manager in managers:
                run = _calls(manager, "legacy", clients=CLIENTS, warm_up=0.5, seconds=2.5)
                runs.setdefault(type(manager), []).append(run)

    def median(kind, figure):
        return statistics.median(run[figure] for run in runs[kind])

    kept = median(McpManager, "callsPerSecond") / median(WithoutRecord, "callsPerSecond")
    cpu = median(McpManager, "gatewayCpu") - median(WithoutRecord, "gatewayCpu")
    yield row("record of calls: throughput that it takes", "%", {OURS: 100 * (1 - kept)}, 5, digits=1)
    yield row("… CPU of the gateway a call", "µs", {OURS: cpu}, digits=2)


def heap(home):
    """The heap after full collections, over a million calls of both eras."""
    with McpManager(home, pin=False) as ours:
        done, used = 0, {}
        for target in (100_000, 500_000, 1_000_000):
            options = {"clients": CLIENTS, "calls": target - done, "seconds": 10 * PATIENCE}
            command = _node("calls.mjs", url=ours.url, token=ours.token, era="both", **options)
            failures = _load(command)["failures"]
            if failures:
                raise RuntimeError(f"{failures}")
            done, used[target] = target, ours.heap_mib() * 1.048576
            yield row(f"heap after a full collection, after {target:,} calls", "MB", {OURS: used[target]}, digits=1)
        yield row("… growth from the first to the last", "MB", {OURS: used[1_000_000] - used[100_000]}, 1)


def crash(home):
    """kill -9 to the server under load, 20 times."""
    with McpManager(home, pin=False) as ours:
        _load(_node("calls.mjs", url=ours.url, token=ours.token, clients=CLIENTS, seconds=5))
        time.sleep(1)
        options = {"status": ours.status, "notes": ours.notes, "clients": CLIENTS}
        seen = _load(_node("crash.mjs", url=ours.url, token=ours.token, **options))
    say(f"crash: {seen['failures']}")
    yield row(f"server killed, 20 times: calls in flight that failed, of {20 * CLIENTS}", "", {OURS: seen["inFlight"]}, digits=0)
    yield row("… after, p50", "ms", {OURS: seen["failed"]})
    yield row("… after, worst", "ms", {OURS: seen["failedWorst"]})
    yield row("… kill to the replacement's first answer, p50", "ms", {OURS: seen["replaced"]})
    yield row("… from then to the first call of a session that works, p50", "ms", {OURS: seen["works"]})
    yield row("… worst", "ms", {OURS: seen["worksWorst"]}, 50)


def joined(home):
    """A hundred servers at one address: their list, and what a call there costs more than at the server's own."""
    with Joined(home) as ours:
        address = {"token": ours.token, "warm_up": 0.5, "seconds": 1, "clients": 1}
        for era in ours.eras:
            _load(pinned(_node("lists.mjs", url=ours.all, token=ours.token, era=era, requests=2000)))
            runs = [_load(pinned(_node("lists.mjs", url=ours.all, token=ours.token, era=era))) for _ in range(RUNS)]
            what = f"{era} client: tools/list of 100 servers, {runs[0]['tools']:,} tools, {runs[0]['bytes'] // 1000} kB"
            yield row(f"{what}: p50", "ms", {OURS: statistics.median(run["p50"] for run in runs)}, 20)
            yield row("… p99", "ms", {OURS: statistics.median(run["p99"] for run in runs)})
            both = {ours.url: "echo", ours.all: "echod__echo"}
            for url, tool in both.items():
                _load(_node("calls.mjs", url=url, token=ours.token, era=era, tool=tool, calls=WARM_UP[64], seconds=20))
            added = []
            for _ in range(2 * RUNS + 1):
                own, every = (
                    _load(pinned(_node("calls.mjs", url=url, era=era, tool=tool, **address)))["p50"]
                    for url, tool in both.items()
                )
                added.append(every - own)
            yield row("… a call at /mcp: added p50 against /mcp/{name}", "ms", {OURS: statistics.median(added)}, 0.05, digits=3)


def http(home):
    """A server over HTTP: what a call costs more than at the server's own address, and how many go through."""
    with Remote(home, [BUILT / "httpfloor"]) as ours:
        _calls(ours, "legacy", clients=CLIENTS, calls=WARM_UP[64], seconds=40)
        added, many = [], []
        for _ in range(2 * RUNS + 1):
            one = {"clients": 1, "warm_up": 0.5, "seconds": 1}
            direct = _load(pinned(_node("calls.mjs", url=ours.server_url, **one)))["p50"]
            added.append(_calls(ours, "legacy", **one)["p50"] - direct)
            many.append(_calls(ours, "legacy", clients=CLIENTS, warm_up=0.5, seconds=2.5))

    def median(figure):
        return statistics.median(run[figure] for run in many)

    yield row("server over HTTP: added p50, 1 client", "ms", {OURS: statistics.median(added)}, 0.3, digits=3)
    yield row(f"… calls a second, {CLIENTS} clients", "", {OURS: median("callsPerSecond")}, least=8_000, digits=0)
    yield row("… p99", "ms", {OURS: median("p99")})
    yield row("… CPU of the gateway a call", "µs", {OURS: median("gatewayCpu")}, digits=1)


def stream(home):
    """A gigabyte in one event stream of a server over HTTP, to a client that reads as fast as it can, and to a slow one."""
    with Remote(home, ["node", LOAD / "streamer.mjs"]) as ours:
        for megabytes, rate, what in ((100, 0, ""), (1000, 0, "1 GB event stream"), (200, 20, "200 MB to a client that takes 20 MB/s")):
            command = _node("stream.mjs", url=ours.url, token=ours.token, pid=ours.pid, megabytes=megabytes, rate=rate)
            seen = _load(command)
            if seen["missing"]:
                raise RuntimeError(f"{seen['missing']} events are missing")
            if what:
                yield row(f"{what}: seconds", "s", {OURS: seen["seconds"]}, digits=1)
                yield row("… memory (RSS) before it", "MB", {OURS: seen["before"]}, digits=0)
                yield row("… most that it grew by", "MB", {OURS: seen["most"] - seen["before"]}, digits=0)


PARTS = {part.__name__: part for part in (legacy, modern, record, sessions, heap, crash, http, stream)} | {"all": joined}

"""Times starts and stops of 20 containers, asked for side by side over the REST API, as a table in Markdown."""

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

SERVERS = 20
ROUNDS = 3
SCRIPTS = {
    "obey SIGTERM": "exec sleep 3600",
    "ignore SIGTERM, grace 10 s": "trap '' TERM; while :; do sleep 1; done",
}


def main(command):
    with tempfile.TemporaryDirectory() as data:
        options = ["up", "--port", "0", "--no-auth", "--data-dir", data]
        manager = subprocess.Popen(command + options, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            url = re.search(r"http://[^/]+", manager.stdout.readline()).group()
            print("| 20 containers that … | started, best of 3 | stopped, best of 3 |\n|---|---|---|")
            for what, script in SCRIPTS.items():
                started, stopped = measure(url, what, script)
                print(f"| {what} | {min(started):.2f} s | {min(stopped):.2f} s |", flush=True)
        finally:
            manager.terminate()
            manager.wait(30)


def measure(url, what, script):
    names = [f"{what.split()[0]}-{i}" for i in range(SERVERS)]
    for name in names:
        launch = {"command": "sh", "args": ["-c", script], "transport": "http"}
        post(f"{url}/api/servers", {"name": name, "type": "container", "image": "mcp-manager-test/shell:1", **launch})
    started, stopped = [], []
    for _ in range(ROUNDS):
        started.append(timed(url, names, "start"))
        stopped.append(timed(url, names, "stop"))
    return started, stopped


def timed(url, names, verb):
    began = time.monotonic()
    with ThreadPoolExecutor(SERVERS) as pool:
        list(pool.map(lambda name: post(f"{url}/api/servers/{name}/{verb}", None), names))
    return time.monotonic() - began


def post(url, body):
    data = b"" if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method="POST")
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


main(sys.argv[1:])

"""MCP Manager's gateway and its peers behind one interface, each in front of echod and pinned to one core."""

import http.client
import json
import os
import re
import socket
import subprocess
from pathlib import Path

import processes
from table import OURS

PROJECT = Path(__file__).resolve().parents[3]
BUILT = Path(os.environ["GATEWAY_BENCH"])
ECHOD = BUILT / "echod"
CORE = str(os.cpu_count() - 1)
PATIENCE = 60  # seconds for any one step


def pinned(argv):
    return ["taskset", "-c", CORE, *argv]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Gateway:
    """Serves echod at `url`. A context manager: its process is ended in the end."""

    path = "/mcp"
    eras = ("legacy",)
    token = ""

    def __init__(self, home, pin=True):
        self.home = home
        self.pin = pin
        self.port = _free_port()

    def __enter__(self):
        with open(self.home / f"{type(self).__name__}.log", "ab") as log:
            argv = pinned(self.command()) if self.pin else self.command()
            self.child = subprocess.Popen(argv, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            processes.wait_until(self._listens, PATIENCE, f"{self.name} on port {self.port}")
            self.opened()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure):
        self.child.terminate()
        try:
            self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def _listens(self):
        if self.child.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self.child.returncode}, see {self.home}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def opened(self):
        """Called when it listens."""

    @property
    def pid(self):
        return self.child.pid

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.path}"


class McpManager(Gateway):
    name = OURS
    path = "/mcp/echod"
    eras = ("legacy", "modern")

    record_calls = True

    def command(self):
        """As a user starts it."""
        settings = f"MCP_MANAGER_RECORD_CALLS={str(self.record_calls).lower()}"
        return ["env", settings, PROJECT / "mcp-manager", "up", "--port", str(self.port), "--data-dir", self.home / "data"]

    @property
    def notes(self):
        """Where echod notes its starts."""
        return self.home / "notes"

    @property
    def status(self):
        return f"http://127.0.0.1:{self.port}/api/servers/echod/status"

    def opened(self):
        self.token = (self.home / "data" / "token").read_text().strip()
        restart = {"policy": "always", "backoff": "1ms", "maxBackoff": "1ms", "maxFailures": 1000}
        server = {"name": "echod", "type": "command", "command": str(ECHOD), "args": [str(self.notes)]}
        self._post("/api/servers", server | {"restart": restart})
        self._post("/api/servers/echod/start", None)

    def _post(self, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", path, json.dumps(body) if body else None, headers)
        reply = connection.getresponse()
        content = reply.read().decode()
        connection.close()
        if reply.status >= 300:
            raise RuntimeError(f"{path}: {reply.status} {content}")

    def heap_mib(self):
        """What is in use after a full collection."""
        self._jcmd("GC.run")
        used = re.findall(r"total +\d+K, used (\d+)K", self._jcmd("GC.heap_info"))
        return sum(int(each) for each in used) / 1024

    def _jcmd(self, command):
        jcmd = Path(os.environ["JAVA_HOME"], "bin", "jcmd")
        return subprocess.run(
            [jcmd, str(self.pid), command], check=True, timeout=PATIENCE, stdout=subprocess.PIPE, text=True
        ).stdout


class Joined(McpManager):
    """Has 99 further servers of 20 tools each."""

    further = 99
    tools = 20

    def opened(self):
        super().opened()
        script = PROJECT / "src/test/resources/servers/small.sh"
        for number in range(self.further):
            name = f"small-{number}"
            self._post("/api/servers", {"name": name, "type": "command", "command": "sh", "args": [str(script), name, str(self.tools)]})
            self._post(f"/api/servers/{name}/start", None)

    @property
    def all(self):
        """The address of all servers."""
        return f"http://127.0.0.1:{self.port}/mcp"


class Remote(McpManager):
    """Has a server over HTTP: httpfloor, or bench/gateway/load/streamer.mjs."""

    def __init__(self, home, program):
        super().__init__(home)
        self.program = program

    def opened(self):
        port = _free_port()
        self.server_url = f"http://127.0.0.1:{port}/mcp"
        self.server = subprocess.Popen(pinned([*self.program, str(port)]), stdin=subprocess.DEVNULL)
        self.token = (self.home / "data" / "token").read_text().strip()
        self._post("/api/servers", {"name": "echod", "type": "remote", "url": self.server_url})
        self._post("/api/servers/echod/start", None)

    def __exit__(self, *failure):
        super().__exit__(*failure)
        self.server.terminate()
        self.server.wait(PATIENCE)


class WithoutRecord(McpManager):
    record_calls = False


class McpProxy(Gateway):
    name = "mcp-proxy"
    eras = ("legacy", "modern")

    def command(self):
        program = BUILT / "peers/node_modules/.bin/mcp-proxy"
        return [program, "--host", "127.0.0.1", "--port", str(self.port), "--server", "stream", "--", ECHOD]


class Supergateway(Gateway):
    name = "supergateway --stateful"

    def command(self):
        program = BUILT / "peers/node_modules/.bin/supergateway"
        options = ["--outputTransport", "streamableHttp", "--stateful", "--logLevel", "none"]
        return [program, "--stdio", ECHOD, *options, "--port", str(self.port)]


class Floor(Gateway):
    """No gateway: answers itself, and knows no eras."""

    name = "no gateway"
    eras = ("legacy", "modern")

    def command(self):
        return [BUILT / "httpfloor", str(self.port)]


ALL = [McpManager, McpProxy, Supergateway, Floor]

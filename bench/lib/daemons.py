"""MCP Manager and its peers behind one interface, each with a home directory of its own."""

import http.client
import json
import os
import shlex
import signal
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import processes
from table import OURS

PROJECT = Path(__file__).resolve().parents[2]
DEBIAN = Path(os.environ["DEBIAN_PEERS"])
PATIENCE = 60  # seconds for any one command


@dataclass(frozen=True)
class Server:
    name: str
    argv: list[str]
    processes: int = 1


class Daemon:
    """Runs servers. A context manager: whatever of it or of its servers lives at the end is killed."""

    def __init__(self, home):
        self.home = home / self.name.lower().replace(" ", "-")
        self.home.mkdir(parents=True)
        self.mark = uuid.uuid4().hex
        self.environment = {processes.MARK: self.mark}
        self.servers = []
        self.child = None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        try:
            self.down()
        finally:
            if self.child and self.child.poll() is None:
                self.child.kill()
                self.child.wait()
            for pid, _ in self.living():
                processes.end(pid)

    @property
    def pid(self):
        return self.child.pid

    def living(self):
        """The processes of its servers, as (pid, start time)."""
        return processes.marked(self.mark)

    def expected(self):
        return sum(server.processes for server in self.servers)

    def await_living(self, count):
        processes.wait_until(lambda: len(self.living()) == count, PATIENCE, f"{self.name} with {count} processes")

    def up(self, servers, started):
        """Starts the daemon with these servers; they run when `started`."""
        self.servers = servers
        self.boot(started)
        if started:
            self.await_living(self.expected())

    def kill(self):
        """SIGKILL to the daemon alone."""
        processes.end(self.pid)
        self.child.wait()

    def _spawn(self, argv, **options):
        with open(self.home / "daemon.log", "ab") as log:
            self.child = subprocess.Popen(argv, stderr=log, start_new_session=True, **{"stdout": log, **options})

    def _run(self, argv, **environment):
        return subprocess.run(
            argv,
            env={**os.environ, **environment},
            check=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
        ).stdout


class McpManager(Daemon):
    name = OURS

    def boot(self, started):
        self.up_again()
        self._post([("/api/servers", self._definition(server)) for server in self.servers])
        if started:
            self.start_all()

    def up_again(self):
        """Starts it, as a user does, on what its home holds."""
        command = [PROJECT / "mcp-manager", "up", "--port", "0", "--data-dir", self.home / "data"]
        self._spawn(command, stdout=subprocess.PIPE, text=True)
        url = self.child.stdout.readline().split()[-1]
        address, _, self.token = url.partition("/#token=")
        self.address = address.removeprefix("http://")

    def start_all(self):
        self._each("start")

    def stop_all(self):
        self._each("stop")

    def down(self):
        if self.child:
            self.child.terminate()
            self.child.wait(PATIENCE)
            self.child.stdout.close()

    def _each(self, verb):
        self._post([(f"/api/servers/{server.name}/{verb}", None) for server in self.servers])

    def _definition(self, server):
        return {
            "name": server.name,
            "type": "command",
            "command": server.argv[0],
            "args": server.argv[1:],
            "transport": "http",
            "environment": self.environment,
            "restart": {"policy": "always", "stableAfter": "10ms", "maxFailures": 1000},
        }

    def _post(self, requests):
        """Sends all requests side by side, each on a connection of its own, then reads the replies."""
        connections = []
        for path, body in requests:
            connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
            connections.append(connection)
            headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
            connection.request("POST", path, json.dumps(body) if body else None, headers)
        for connection in connections:
            reply = connection.getresponse()
            content = reply.read()
            connection.close()
            if reply.status >= 300:
                raise RuntimeError(f"{reply.status} {content.decode()}")


class Pm2(Daemon):
    name = "PM2"

    def boot(self, started):
        apps = [
            {
                "name": server.name,
                "script": server.argv[0],
                "args": server.argv[1:],
                "interpreter": "none",
                "exec_mode": "fork",
                "env": self.environment,
                "max_restarts": 1000,
            }
            for server in self.servers
        ]
        (self.home / "ecosystem.json").write_text(json.dumps({"apps": apps}))
        self._pm2("ping")
        if started:
            self.start_all()
            self._pm2("save")

    @property
    def pid(self):
        return int((self.home / "pm2.pid").read_text())

    def up_again(self):
        self._pm2("resurrect")

    def start_all(self):
        self._pm2("start", self.home / "ecosystem.json")

    def stop_all(self):
        self._pm2("stop", "all")

    def kill(self):
        processes.end(self.pid)

    def down(self):
        self._pm2("kill")

    def _pm2(self, *arguments):
        self._run([os.environ["PM2_COMMAND"], "--silent", *arguments], PM2_HOME=str(self.home))


class Supervisor(Daemon):
    name = "supervisor"
    python = {"PYTHONPATH": str(DEBIAN / "usr/lib/python3/dist-packages")}

    def boot(self, started):
        socket = self.home / "socket"
        programs = [
            f"[program:{server.name}]\n"
            f"command={' '.join(shlex.quote(word) for word in server.argv)}\n"
            f'environment={processes.MARK}="{self.mark}"\n'
            f"autostart={'true' if started else 'false'}\n"
            "autorestart=true\n"
            "stdout_logfile_maxbytes=0\n"
            for server in self.servers
        ]
        self.configuration = self.home / "supervisord.conf"
        self.configuration.write_text(
            f"[supervisord]\nnodaemon=true\nuser=root\npidfile={self.home}/pid\nlogfile={self.home}/log\n"
            f"childlogdir={self.home}\n"
            f"[unix_http_server]\nfile={socket}\n"
            f"[supervisorctl]\nserverurl=unix://{socket}\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n" + "".join(programs)
        )
        self.up_again()
        processes.wait_until(socket.exists, PATIENCE, "supervisord's socket")

    def up_again(self):
        command = ["/usr/bin/python3", DEBIAN / "usr/bin/supervisord", "-c", self.configuration]
        self._spawn(command, env={**os.environ, **self.python})

    def start_all(self):
        self._control("start", "all")

    def stop_all(self):
        self._control("stop", "all")

    def down(self):
        if self.child:
            self.child.terminate()
            self.child.wait(PATIENCE)

    def _control(self, *arguments):
        command = ["/usr/bin/python3", DEBIAN / "usr/bin/supervisorctl", "-c", self.configuration]
        self._run([*command, *arguments], **self.python)


class Runit(Daemon):
    """Only for crashes: it has no group start, and a runsv for each server outlives a killed runsvdir by design."""

    name = "runit"

    def boot(self, started):
        assert started
        for server in self.servers:
            service = self.home / "services" / server.name
            service.mkdir(parents=True)
            run = service / "run"
            command = " ".join(shlex.quote(word) for word in server.argv)
            run.write_text(f"#!/bin/sh\nexport {processes.MARK}={self.mark}\nexec {command}\n")
            run.chmod(0o755)
        path = f"{DEBIAN / 'usr/bin'}:{os.environ['PATH']}"
        self._spawn([DEBIAN / "usr/bin/runsvdir", self.home / "services"], env={**os.environ, "PATH": path})

    def down(self):
        if self.child:
            # at SIGHUP it ends its runsv, and these their servers
            self.child.send_signal(signal.SIGHUP)
            self.child.wait(PATIENCE)

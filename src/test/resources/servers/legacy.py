"""A legacy MCP server with one tool, which misbehaves as its arguments say."""

import json
import os
import sys
import time

habits = sys.argv[1:]


def send(message):
    print(json.dumps(message), flush=True)


def answer(request):
    method = request["method"]
    if method == "initialize":
        if "mute" in habits:
            return
        result = {
            "protocolVersion": "2025-11-25",
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "hostile", "version": "1"},
        }
    elif method == "tools/list":
        result = {"tools": [{"name": "ping", "inputSchema": {"type": "object"}}]}
    elif method == "tools/call":
        result = {"content": [{"type": "text", "text": "pong"}]}
    else:
        if "strict" in habits and method == "server/discover":
            sys.exit("expected initialize, got " + method)
        send({"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "no such method"}})
        return
    send({"jsonrpc": "2.0", "id": request["id"], "result": result})


if "garbage" in habits:
    sys.stdout.buffer.write(bytes(range(256)) * 40 + b"\n{\"jsonrpc\": \n[1, 2]\nWelcome!\n")
if "flood" in habits:
    for _ in range(100):
        sys.stdout.buffer.write(b"x" * 1_000_000)
        sys.stderr.buffer.write(b"y" * 1_000_000)
    sys.stdout.buffer.write(b"\n")
if "deaf" in habits:
    os.close(1)
    time.sleep(600)
for line in sys.stdin:
    message = json.loads(line)
    if "id" in message and "method" in message:
        answer(message)

"""A Streamable HTTP server for the integration tests, at /mcp on the port in PORT."""

import os

from mcp.server import MCPServer

MCPServer("python-test-server").run("streamable-http", port=int(os.environ["PORT"]))

"""A Streamable HTTP server for the integration tests, at /mcp on the port in PORT."""

import os

from mcp.server import MCPServer
from mcp.server.mcpserver import Context

server = MCPServer("python-test-server")


@server.tool()
def echo(message: str) -> str:
    """Returns its message."""
    return message


@server.tool()
def fail() -> str:
    """Always fails."""
    raise ValueError("failed as it should")


@server.tool()
async def steps(count: int, ctx: Context) -> str:
    """Reports progress at each step."""
    for step in range(count):
        await ctx.report_progress(step + 1, count)
    return f"{count} steps"


@server.resource("test://greeting")
def greeting() -> str:
    """Greets."""
    return "grüezi"


@server.prompt()
def review(code: str) -> str:
    """Asks for a review."""
    return f"Review {code}"


server.run("streamable-http", port=int(os.environ["PORT"]))

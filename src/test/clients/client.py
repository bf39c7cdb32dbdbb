"""The client of PyPI mcp: client.py URL TOKEN MODE <SCENARIO, like the others. MODE: legacy, auto or a revision."""

import json
import sys
from contextlib import AsyncExitStack

import anyio
import httpx2
import mcp_types as types
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

PATIENCE = 10
URL, TOKEN, MODE = sys.argv[1:]
SCENARIO = json.load(sys.stdin)
ANSWERS = SCENARIO["answers"]


def wire(model):
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


class Run:
    """Takes the steps of the scenario with one client and remembers what came of each."""

    def __init__(self):
        self.client = None
        self.outcome = {}
        self.heard = set()
        self.listening = AsyncExitStack()

    async def sample(self, context, params):
        return types.CreateMessageResult.model_validate(ANSWERS["sampling/createMessage"])

    async def elicit(self, context, params):
        by_url = isinstance(params, types.ElicitRequestURLParams)
        return types.ElicitResult.model_validate(ANSWERS["elicitation/create url" if by_url else "elicitation/create"])

    async def roots(self, context):
        return types.ListRootsResult.model_validate(ANSWERS["roots/list"])

    async def hear(self, message):
        if not isinstance(message, Exception):
            self.heard.add(message.method)

    async def every(self, member, list_page):
        items, cursor = [], None
        while True:
            page = wire(await list_page(cursor=cursor))
            items += page[member]
            cursor = page.get("nextCursor")
            if cursor is None:
                return {member: items}

    async def call(self, params, step):
        async def progress(done, total, message):
            self.outcome["progress"] += 1

        with anyio.fail_after(step.get("timeout", 60_000) / 1000):
            result = await self.client.call_tool(
                params["name"],
                params["arguments"],
                progress_callback=progress if "progress" in step else None,
                meta=params.get("_meta"),
            )
        # this client runs callbacks beside the answer, which may overtake the last of them
        with anyio.move_on_after(5):
            while self.outcome["progress"] < step.get("progress", 0):
                await anyio.sleep(0.01)
        return result

    async def subscribe(self, uri):
        if self.client.protocol_version not in MODERN_PROTOCOL_VERSIONS:
            return await self.client.subscribe_resource(uri)
        listen = self.client.listen(resource_subscriptions=[uri], resources_list_changed=True)
        return (await self.listening.enter_async_context(listen)).honored

    async def unsubscribe(self, uri):
        if self.client.protocol_version not in MODERN_PROTOCOL_VERSIONS:
            return await self.client.unsubscribe_resource(uri)
        await self.listening.aclose()
        return types.EmptyResult()

    async def take(self, step):
        client, params = self.client, step.get("params", {})
        match step["method"]:
            case "ping":
                return await client.send_ping()
            case "tools/list":
                return await self.every("tools", client.list_tools)
            case "tools/call":
                return await self.call(params, step)
            case "resources/list":
                return await self.every("resources", client.list_resources)
            case "resources/templates/list":
                return await self.every("resourceTemplates", client.list_resource_templates)
            case "resources/read":
                return await client.read_resource(params["uri"])
            case "resources/subscribe":
                return await self.subscribe(params["uri"])
            case "resources/unsubscribe":
                return await self.unsubscribe(params["uri"])
            case "prompts/list":
                return await self.every("prompts", client.list_prompts)
            case "prompts/get":
                return await client.get_prompt(params["name"], params["arguments"])
            case "completion/complete":
                of_prompt = params["ref"]["type"] == "ref/prompt"
                model = types.PromptReference if of_prompt else types.ResourceTemplateReference
                context = params.get("context", {}).get("arguments")
                return await client.complete(model.model_validate(params["ref"]), params["argument"], context)
            case "logging/setLevel":
                return await client.set_logging_level(params["level"])

    async def take_all(self):
        outcomes = {}
        for step in SCENARIO["steps"]:
            self.heard = set()
            self.outcome = outcomes[step["name"]] = {"progress": 0}
            try:
                result = await self.take(step)
                self.outcome["result"] = result if isinstance(result, dict) else wire(result)
                with anyio.fail_after(PATIENCE):
                    while "await" in step and step["await"] not in self.heard:
                        await anyio.sleep(0.01)
            except Exception as error:
                self.outcome["error"] = {"message": repr(error)}
        return outcomes


async def main():
    run = Run()
    http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60)
    async with http, Client(
        streamable_http_client(URL, http_client=http),
        mode=MODE,
        cache=None,
        sampling_callback=run.sample,
        elicitation_callback=run.elicit,
        list_roots_callback=run.roots,
        message_handler=run.hear,
    ) as run.client:
        outcomes = await run.take_all()
        print(json.dumps({"protocolVersion": run.client.protocol_version, "outcomes": outcomes}))


anyio.run(main)

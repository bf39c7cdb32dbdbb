// A server of 2025-11-25 with the fixtures of the conformance suite, over HTTP where PORT is given. It asks the client in the middle of a call.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import * as protocol from '@modelcontextprotocol/sdk/types.js';
import { randomUUID } from 'node:crypto';
import { serve } from '../modern/serve.mjs';
import { capabilities, completion, identity, lists, prompts, read } from './fixtures.mjs';
import { tools } from './tools.mjs';

const RESOURCE_NOT_FOUND = -32002;

/** The client's answers to all rounds, by key. */
async function answersTo({ rounds = () => [], optional }, args, { sendRequest }) {
  const answers = {};
  for (const round of rounds(args)) {
    // sent together: none waits for another's answer
    const asked = Object.entries(round).map(async ([key, request]) => {
      answers[key] = await sendRequest(request, protocol.ResultSchema);
    });
    await (optional ? Promise.allSettled(asked) : Promise.all(asked));
  }
  return answers;
}

function newServer() {
  const server = new Server(identity, { capabilities });

  async function run(fixtures, { name, arguments: args = {}, _meta }, extra) {
    const fixture = fixtures[name];
    if (!fixture) {
      throw new protocol.McpError(protocol.ErrorCode.InvalidParams, `${name} does not exist`);
    }
    return fixture.run({
      args,
      answers: await answersTo(fixture, args, extra),
      log: (data) =>
        extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } }),
      progressToken: _meta?.progressToken,
      notify: extra.sendNotification,
      changed: (list) =>
        list === 'tools' ? server.sendToolListChanged() : server.sendPromptListChanged(),
    });
  }

  const on = (schema, handler) => server.setRequestHandler(schema, handler);
  on(protocol.ListToolsRequestSchema, () => lists.tools);
  on(protocol.CallToolRequestSchema, ({ params }, extra) => run(tools, params, extra));
  on(protocol.ListPromptsRequestSchema, () => lists.prompts);
  on(protocol.GetPromptRequestSchema, ({ params }, extra) => run(prompts, params, extra));
  on(protocol.ListResourcesRequestSchema, () => lists.resources);
  on(protocol.ListResourceTemplatesRequestSchema, () => lists.templates);
  on(protocol.ReadResourceRequestSchema, ({ params: { uri } }) => {
    const contents = read(uri);
    if (!contents) {
      throw new protocol.McpError(RESOURCE_NOT_FOUND, 'Resource not found', { uri });
    }
    return { contents: [contents] };
  });
  on(protocol.SubscribeRequestSchema, () => ({}));
  on(protocol.UnsubscribeRequestSchema, () => ({}));
  on(protocol.CompleteRequestSchema, () => completion);
  return server;
}

const sessions = new Map();

/** Opens a session for an initialize, and serves each in its own. */
async function answer(request) {
  const id = request.headers.get('mcp-session-id');
  if (id) {
    return sessions.get(id)?.handleRequest(request) ?? new Response(null, { status: 404 });
  }
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (opened) => sessions.set(opened, transport),
  });
  await newServer().connect(transport);
  return transport.handleRequest(request);
}

if (process.env.PORT) {
  serve(answer);
} else {
  // requests that the client never answered would keep it alive for their minute
  process.stdin.on('end', () => process.exit());
  await newServer().connect(new StdioServerTransport());
}

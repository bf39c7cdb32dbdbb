// A server of 2026-07-28 with the fixtures of the conformance suite, over HTTP where PORT is given. It answers a call with what it asks of the
// client, and keeps nothing: the answers so far travel in the signed request state.
import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  createMcpHandler,
  createRequestStateCodec,
  inputRequired,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { randomBytes } from 'node:crypto';
import { capabilities, completion, identity, lists, prompts, read } from './fixtures.mjs';
import { serve } from '../modern/serve.mjs';
import { tools } from './tools.mjs';

const NEEDED = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
};

const state = createRequestStateCodec({ key: randomBytes(32) });

/** The requests of the first round that is not answered yet, or undefined where all are. */
function open({ rounds = () => [], optional }, args, answers, declared) {
  for (const round of rounds(args)) {
    const requests = Object.entries(round)
      .filter(([key]) => !answers[key])
      .filter(([, { method }]) => !optional || declared[NEEDED[method]]);
    if (requests.length > 0) {
      return Object.fromEntries(requests);
    }
  }
  return undefined;
}

function newServer() {
  const server = new Server(identity, { capabilities, requestState: { verify: state.verify } });

  async function run(fixtures, { name, arguments: args = {} }, { mcpReq }) {
    const fixture = fixtures[name];
    if (!fixture) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${name} does not exist`);
    }
    const answers = { ...mcpReq.requestState(), ...mcpReq.inputResponses };
    const declared = mcpReq.envelope['io.modelcontextprotocol/clientCapabilities'];
    const inputRequests = open(fixture, args, answers, declared);
    if (inputRequests) {
      return inputRequired({ inputRequests, requestState: await state.mint(answers) });
    }
    return fixture.run({
      args,
      answers,
      log: (data) => mcpReq.log('info', data),
      progressToken: mcpReq._meta?.progressToken,
      notify: mcpReq.notify,
      changed: (list) =>
        list === 'tools' ? server.sendToolListChanged() : server.sendPromptListChanged(),
    });
  }

  const on = (method, handler) => server.setRequestHandler(method, handler);
  on('tools/list', () => lists.tools);
  on('tools/call', ({ params }, context) => run(tools, params, context));
  on('prompts/list', () => lists.prompts);
  on('prompts/get', ({ params }, context) => run(prompts, params, context));
  on('resources/list', () => lists.resources);
  on('resources/templates/list', () => lists.templates);
  on('resources/read', ({ params: { uri } }) => {
    const contents = read(uri);
    if (!contents) {
      throw new ResourceNotFoundError(uri);
    }
    return { contents: [contents] };
  });
  on('completion/complete', () => completion);
  return server;
}

if (process.env.PORT) {
  const handler = createMcpHandler(newServer, { legacy: 'reject' });
  serve((request) => handler.fetch(request));
} else {
  serveStdio(newServer, { legacy: 'reject' });
}

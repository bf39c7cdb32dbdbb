// The client of npm @modelcontextprotocol/sdk, which speaks up to 2025-11-25; MODE is not read.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTaskStore } from '@modelcontextprotocol/sdk/experimental/tasks';
import {
  CallToolResultSchema,
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { answer, hear, run, token, url } from './steps.mjs';

const tasks = new InMemoryTaskStore();
const client = new Client(
  { name: 'sdk', version: '1' },
  {
    capabilities: {
      sampling: {},
      elicitation: { form: {}, url: {} },
      roots: {},
      tasks: { requests: { sampling: { createMessage: {} }, elicitation: { create: {} } } },
    },
    taskStore: tasks,
  },
);

/** Where the server asks for a task, the answer is in the task. */
async function answerOrTask(request, { taskStore }) {
  if (!request.params.task) {
    return answer(request);
  }
  const task = await taskStore.createTask({ ttl: 60_000 });
  await taskStore.storeTaskResult(task.taskId, 'completed', answer(request));
  return { task };
}

async function callTool(params, options, step) {
  if (!step.task) {
    return client.callTool(params, CallToolResultSchema, options);
  }
  for await (const message of client.experimental.tasks.callToolStream(params)) {
    if (message.type === 'result') {
      return message.result;
    }
    if (message.type === 'error') {
      throw message.error;
    }
  }
}

client.setRequestHandler(CreateMessageRequestSchema, answerOrTask);
client.setRequestHandler(ElicitRequestSchema, answerOrTask);
client.setRequestHandler(ListRootsRequestSchema, answer);
client.fallbackNotificationHandler = hear;
const transport = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { Authorization: `Bearer ${token}` } },
});
await client.connect(transport);
const outcomes = await run(client, { 'tools/call': callTool });
console.log(JSON.stringify({ protocolVersion: transport.protocolVersion, outcomes }));
await transport.terminateSession();
await client.close();
tasks.cleanup();

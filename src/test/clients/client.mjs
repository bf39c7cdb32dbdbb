// The client of npm @modelcontextprotocol/client. MODE: legacy (its default), auto, or a revision that it insists on.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { answer, hear, mode, run, token, url } from './steps.mjs';

const client = new Client(
  { name: 'client', version: '2' },
  {
    capabilities: { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} },
    versionNegotiation: { mode: ['legacy', 'auto'].includes(mode) ? mode : { pin: mode } },
  },
);
client.setRequestHandler('sampling/createMessage', answer);
client.setRequestHandler('elicitation/create', answer);
client.setRequestHandler('roots/list', answer);
client.fallbackNotificationHandler = hear;
const transport = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { Authorization: `Bearer ${token}` } },
});
await client.connect(transport);

let subscription;
const listening = {
  async 'resources/subscribe'({ uri }) {
    subscription = await client.listen({ resourceSubscriptions: [uri], resourcesListChanged: true });
    return subscription.honored;
  },
  'resources/unsubscribe': () => subscription.close(),
};
const outcomes = await run(client, client.getProtocolEra() === 'modern' ? listening : {});
console.log(JSON.stringify({ protocolVersion: client.getNegotiatedProtocolVersion(), outcomes }));
if (client.getProtocolEra() === 'legacy') {
  await transport.terminateSession();
}
await client.close();

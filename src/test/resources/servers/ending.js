// A server of 2026-07-28 that ends the first subscription as soon as it has honoured it, and tells of a change in the next.
const readline = require('node:readline');

const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const tell = (method, subscription) => send({ method, params: { _meta: { [SUBSCRIPTION]: subscription } } });
const cached = { resultType: 'complete', ttlMs: 0, cacheScope: 'public' };
let subscriptions = 0;

const methods = {
  'server/discover': (id) => {
    const capabilities = { tools: { listChanged: true } };
    send({ id, result: { ...cached, supportedVersions: ['2026-07-28'], capabilities } });
  },
  'tools/list': (id) => send({ id, result: { ...cached, tools: [], subscriptions } }),
  'subscriptions/listen': (id) => {
    tell('notifications/subscriptions/acknowledged', id);
    if (++subscriptions === 1) send({ id, result: { resultType: 'complete', _meta: { [SUBSCRIPTION]: id } } });
    else tell('notifications/tools/list_changed', id);
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  methods[method]?.(id);
});

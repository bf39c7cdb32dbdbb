// For the conformance suite, which calls tools and prompts by names of its own: node --import prefix.mjs SUITE
// Puts PREFIX before the name in a request, unless it was read from a list and so has it.
const { PREFIX } = process.env;
const NAMED = ['tools/call', 'prompts/get', 'completion/complete'];
const { fetch } = globalThis;

globalThis.fetch = (url, init) => {
  const message = init?.body ? JSON.parse(init.body) : {};
  const named = NAMED.includes(message.method) ? (message.params.ref ?? message.params) : {};
  if (!named.name || named.name.startsWith(PREFIX)) {
    return fetch(url, init);
  }
  named.name = PREFIX + named.name;
  const headers = new Headers(init.headers);
  if (headers.has('mcp-name')) {
    headers.set('mcp-name', PREFIX + headers.get('mcp-name'));
  }
  return fetch(url, { ...init, headers, body: JSON.stringify(message) });
};

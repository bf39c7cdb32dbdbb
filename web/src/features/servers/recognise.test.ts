import { expect, test } from 'vitest';
import { recognise } from './recognise';

const EVERYTHING = { command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything'] };

test.each([
  ['a client’s file', JSON.stringify({ mcpServers: { everything: EVERYTHING } }), { everything: EVERYTHING }],
  [
    'VS Code’s file',
    JSON.stringify({ servers: { a: { url: 'https://a.example/mcp' } } }),
    { a: { url: 'https://a.example/mcp' } },
  ],
  ['VS Code’s settings', JSON.stringify({ mcp: { servers: { everything: EVERYTHING } } }), { everything: EVERYTHING }],
  [
    'comments and trailing commas',
    '{"mcpServers": { // mine\n "a": {"command": "x", "args": ["//not, ]a comment",],}, }}',
    { a: { command: 'x', args: ['//not, ]a comment'] } },
  ],
  [
    'a part of a file',
    '"everything": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-everything"]},',
    { everything: EVERYTHING },
  ],
  ['one entry without its name', JSON.stringify(EVERYTHING), { everything: EVERYTHING }],
  ['npx', 'npx -y @modelcontextprotocol/server-everything', { everything: EVERYTHING }],
  [
    'uvx with a version',
    '$ uvx mcp-server-time@2025.1 --local-timezone "Europe/Paris"',
    { time: { command: 'uvx', args: ['mcp-server-time@2025.1', '--local-timezone', 'Europe/Paris'] } },
  ],
  [
    'docker run over lines',
    'docker run -i --rm \\\n  mcp/fetch',
    { fetch: { command: 'docker', args: ['run', '-i', '--rm', 'mcp/fetch'] } },
  ],
  [
    'docker run with variables',
    'docker run -i -e API_KEY=x ghcr.io/github/github-mcp-server:1.0',
    { github: { command: 'docker', args: ['run', '-i', '-e', 'API_KEY=x', 'ghcr.io/github/github-mcp-server:1.0'] } },
  ],
  [
    'variables before a command',
    "TOKEN='a b' node /srv/weather.js",
    { weather: { command: 'node', args: ['/srv/weather.js'], env: { TOKEN: 'a b' } } },
  ],
  [
    'docker run with a limit, by its image and not by the limit',
    'docker run -i --rm -v /tmp/a:/a:ro --memory 512m --name=box mcp/fetch --flag',
    {
      fetch: {
        command: 'docker',
        args: ['run', '-i', '--rm', '-v', '/tmp/a:/a:ro', '--memory', '512m', '--name=box', 'mcp/fetch', '--flag'],
      },
    },
  ],
  [
    'what a README shows within a fence',
    '```json\n{"mcpServers": {"a": {"command": "x"}}}\n```',
    { a: { command: 'x' } },
  ],
  [
    'a line for Claude Code',
    'claude mcp add weather -e KEY=1 --scope user -- npx -y weather-mcp',
    { weather: { command: 'npx', args: ['-y', 'weather-mcp'], env: { KEY: '1' } } },
  ],
  ['a URL', 'https://mcp.example.com/mcp', { 'example-com': { url: 'https://mcp.example.com/mcp' } }],
])('recognises %s', (_, text, servers) => {
  expect(recognise(text)).toEqual({ servers });
});

test.each([
  ['nothing', '  ', 'Paste'],
  ['half of a file', '{"mcpServers": {', 'cannot be read'],
  ['JSON of something else', '{"a": {"b": 1}}', 'No server'],
  ['a list', '[{"command": "npx"}]', 'No server'],
  ['a comma that is missing', '{"mcpServers": {"a": {"args": ["-y" "a"]}}}', 'position'],
  ['what needs a shell', 'export A=1 && npx thing', '“&&” needs a shell'],
  ['an open quotation', 'npx "a', 'not closed'],
])('says what is wrong with %s', (_, text, words) => {
  expect(recognise(text)).toEqual({ problem: expect.stringContaining(words) as string });
});

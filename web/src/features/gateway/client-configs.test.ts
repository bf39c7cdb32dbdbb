import { expect, test } from 'vitest';
import { clientConfigs } from './client-configs';

const CONFIGS = clientConfigs({ name: 'time', url: 'http://127.0.0.1:8420/mcp/time', token: 't0ken' });

test('each configuration names the server, its address and the token', () => {
  for (const { client, text } of CONFIGS) {
    for (const part of ['time', 'http://127.0.0.1:8420/mcp/time', 'Bearer t0ken']) expect(text, client).toContain(part);
  }
});

test('what is to be JSON is JSON', () => {
  const files = CONFIGS.filter(({ language }) => language === 'json');
  expect(files.map(({ text }) => Object.keys(JSON.parse(text) as object)[0])).toEqual([
    'mcpServers',
    'mcpServers',
    'servers',
    'mcpServers',
    'context_servers',
    'mcpServers',
    'mcpServers',
  ]);
});

test('an address with a question mark is quoted for the shell', () => {
  const [, code] = clientConfigs({ name: 'work', url: 'http://127.0.0.1:8420/mcp?profile=work', token: 't' });
  expect(code?.text).toContain(' "http://127.0.0.1:8420/mcp?profile=work" ');
});

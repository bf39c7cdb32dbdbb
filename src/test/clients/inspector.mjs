// The CLI of npm @modelcontextprotocol/inspector, a process for each step. MODE: legacy, auto or modern.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mode, run, token, url } from './steps.mjs';

const program = fileURLToPath(new URL('../node_modules/.bin/mcp-inspector', import.meta.url));

async function inspect(method, ...options) {
  const to = ['--server-url', url, '--transport', 'http', '--protocol-era', mode];
  const how = ['--header', `Authorization: Bearer ${token}`, '--format', 'json', '--quiet'];
  const args = [program, '--cli', ...to, ...how, '--method', method, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => {
    // a tool's error is printed as any result, with an exit code of its own
    if (error.stdout) {
      return error;
    }
    throw JSON.parse(error.stderr).error;
  });
  return JSON.parse(stdout).result;
}

const list = (method) => [method, () => inspect(method)];
const pairs = (values) => Object.entries(values).flatMap(([name, value]) => ['--prompt-args', `${name}=${value}`]);

const outcomes = await run(undefined, {
  ...Object.fromEntries(['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'].map(list)),
  'tools/call': ({ name, arguments: values }) =>
    inspect('tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(values)),
  'resources/read': ({ uri }) => inspect('resources/read', '--uri', uri),
  'prompts/get': ({ name, arguments: values }) => inspect('prompts/get', '--prompt-name', name, ...pairs(values)),
  'logging/setLevel': ({ level }) => inspect('logging/setLevel', '--log-level', level),
});
const { protocolVersion } = await inspect('initialize');
console.log(JSON.stringify({ protocolVersion, outcomes }));

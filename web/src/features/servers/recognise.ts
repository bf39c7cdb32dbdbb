import { parseLoosely, whyNot } from './parse-loosely';
import { splitWords } from './split-words';

/** One server as clients write it in their configuration. */
export type ClientEntry = { command: string; args?: string[]; env?: Record<string, string> } | { url: string } | object;

/** What a pasted text is about: servers by name, in the shape that the manager imports. */
export type Recognised = { servers: Record<string, ClientEntry> } | { problem: string };

const CONTAINERS = ['mcpServers', 'servers', 'context_servers', 'mcp_servers'];
/** As texts on the web show what is to be copied. */
const FENCE = /^```\w*\n([\s\S]*?)\n?```$/;
const SHELL = ['&&', '||', '|', ';', '>', '<', '&'];
const SWITCHES =
  /^(-[itdP]+|--(rm|init|interactive|tty|detach|privileged|read-only|publish-all|quiet|no-healthcheck))$/;
const HINT =
  'Paste the JSON of a client, a line such as "npx -y some-server", "uvx some-server" or "docker run …", or a URL.';

/** Recognises configurations of clients (Claude, Cursor, VS Code, Zed, …), command lines and URLs. */
export function recognise(text: string): Recognised {
  const trimmed = text.trim().replace(FENCE, '$1').trim();
  if (!trimmed) return { problem: HINT };
  if (/^https?:\/\/\S+$/.test(trimmed)) return { servers: { [nameOf(hostOf(trimmed))]: { url: trimmed } } };
  if (/^["{[]/.test(trimmed)) return fromJson(trimmed);
  return fromLine(trimmed);
}

function fromJson(text: string): Recognised {
  const value = parseLoosely(text) ?? parseLoosely(`{${text.replace(/,$/, '')}}`);
  if (value === undefined) return { problem: `This begins like JSON, but cannot be read as such: ${whyNot(text)}` };
  if (!isObject(value)) return { problem: 'No server is described in this JSON.' };
  const root = isObject(value.mcp) ? value.mcp : value;
  const found = CONTAINERS.map((key) => root[key]).find(isObject) ?? root;
  if (isEntry(found)) return { servers: { [entryName(found)]: found } };
  const servers = Object.entries(found).filter((pair): pair is [string, ClientEntry] => isEntry(pair[1]));
  return servers.length > 0
    ? { servers: Object.fromEntries(servers) }
    : { problem: 'No server is described in this JSON.' };
}

function fromLine(line: string): Recognised {
  const words = splitWords(line.replace(/^\$\s+/, '').replace(/\\\r?\n/g, ' '));
  if (!words) return { problem: 'A quotation mark is not closed.' };
  const env: Record<string, string> = {};
  while (words[0] && /^[A-Za-z_]\w*=/.test(words[0])) {
    const [name = '', ...value] = (words.shift() ?? '').split('=');
    env[name] = value.join('=');
  }
  const [command, ...args] = words;
  if (!command) return { problem: HINT };
  const shell = words.find((word) => SHELL.includes(word));
  if (shell)
    return { problem: `“${shell}” needs a shell: paste only what starts the server, or give it all to sh -c.` };
  if (command === 'claude' && args.includes('--')) return fromClaude(args, env);
  const entry = { command, args, ...(Object.keys(env).length > 0 && { env }) };
  return { servers: { [entryName(entry)]: entry } };
}

/** `claude mcp add <name> [options] -- <command>`. */
function fromClaude(args: string[], env: Record<string, string>): Recognised {
  const end = args.indexOf('--');
  const [command = '', ...rest] = args.slice(end + 1);
  const options = args.slice(2, end);
  for (const [index, option] of options.entries()) {
    const [name = '', ...value] = (options[index + 1] ?? '').split('=');
    if (option === '-e' || option === '--env') env[name] = value.join('=');
  }
  const name = options.find((word, index) => !word.startsWith('-') && !options[index - 1]?.startsWith('-'));
  const entry = { command, args: rest, ...(Object.keys(env).length > 0 && { env }) };
  return { servers: { [name ?? entryName(entry)]: entry } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is ClientEntry {
  return isObject(value) && ['command', 'url', 'serverUrl', 'httpUrl'].some((key) => typeof value[key] === 'string');
}

/** Of the package, image or program that is started. */
function entryName(entry: object): string {
  const { command, args, url } = { command: '', args: [] as unknown[], url: '', ...entry };
  if (url) return nameOf(hostOf(url));
  const words = args.filter((word): word is string => typeof word === 'string');
  if (/^(docker|podman)$/.test(command)) return nameOf(imageOf(words) ?? command);
  const program = /^(npx|uvx|bunx|pnpm|node|python3?|uv)$/.test(command.replace(/^.*\//, ''))
    ? words.find(
        (word) =>
          !word.startsWith('-') && !['run', 'dlx', 'exec'].includes(word) && /[a-z]/i.test(word) && !word.includes('='),
      )
    : command;
  return nameOf(program ?? command);
}

/** The image of `docker run`: the first word that is neither an option nor the value of one. */
function imageOf(words: string[]): string | undefined {
  const options = words.slice(words.indexOf('run') + 1);
  return options.find((word, index) => !word.startsWith('-') && !takesValue(options[index - 1] ?? ''));
}

const takesValue = (option: string): boolean =>
  option.startsWith('-') && !option.includes('=') && !SWITCHES.test(option);

const hostOf = (url: string): string => url.replace(/^\w+:\/\//, '').replace(/[:/?#].*$/, '');

/** A legal name out of a package, an image or a path: of `@scope/server-files@1.2` it is `files`. */
function nameOf(text: string): string {
  const last =
    text
      .replace(/(?<=.)@[^/]*$/, '')
      .replace(/:[^/]*$/, '')
      .split('/')
      .filter(Boolean)
      .at(-1) ?? '';
  const plain = last
    .toLowerCase()
    .replace(/\.(js|mjs|cjs|ts|py|sh)$/, '')
    .replace(/^(mcp[-_.])?server[-_.]|^mcp[-_.]|[-_.]mcp([-_.]server)?$|[-_.]server$/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 63) || 'server';
}

/** How a client is told of a server: which file or command, and what goes there. */
export interface ClientConfig {
  client: string;
  where: string;
  language: 'json' | 'toml' | 'shell';
  text: string;
}

interface Target {
  name: string;
  /** Address of the server for clients. */
  url: string;
  /** Of the manager. */
  token: string;
}

/** An address with a question mark is a pattern to some shells. */
const shellWord = (url: string): string => (url.includes('?') ? `"${url}"` : url);
const json = (value: object): string => JSON.stringify(value, null, 2);

/** Ready configurations for the clients that people use, and for any other. */
export function clientConfigs({ name, url, token }: Target): ClientConfig[] {
  const Authorization = `Bearer ${token}`;
  const headers = { Authorization };
  // the header comes from the environment, since some clients split arguments at spaces
  const bridge = {
    command: 'npx',
    args: ['-y', 'mcp-remote', url, '--header', 'Authorization:${AUTHORIZATION}'],
    env: { AUTHORIZATION: Authorization },
  };
  return [
    {
      client: 'Claude Desktop',
      where: 'claude_desktop_config.json (Settings, Developer, Edit Config)',
      language: 'json',
      text: json({ mcpServers: { [name]: bridge } }),
    },
    {
      client: 'Claude Code',
      where: 'In a terminal',
      language: 'shell',
      text: `claude mcp add --transport http ${name} ${shellWord(url)} --header "Authorization: ${Authorization}"`,
    },
    {
      client: 'Cursor',
      where: '~/.cursor/mcp.json, or .cursor/mcp.json of a project',
      language: 'json',
      text: json({ mcpServers: { [name]: { url, headers } } }),
    },
    {
      client: 'VS Code',
      where: '.vscode/mcp.json, or the command “MCP: Open User Configuration”',
      language: 'json',
      text: json({ servers: { [name]: { type: 'http', url, headers } } }),
    },
    {
      client: 'Codex',
      where: '~/.codex/config.toml',
      language: 'toml',
      text: `[mcp_servers.${name}]\nurl = "${url}"\nhttp_headers = { "Authorization" = "${Authorization}" }`,
    },
    {
      client: 'Gemini CLI',
      where: '~/.gemini/settings.json',
      language: 'json',
      text: json({ mcpServers: { [name]: { httpUrl: url, headers } } }),
    },
    {
      client: 'Zed',
      where: 'settings.json (command “zed: open settings file”)',
      language: 'json',
      text: json({ context_servers: { [name]: { url, headers } } }),
    },
    {
      client: 'Any, over HTTP',
      where: 'Clients that take the address of a Streamable HTTP server',
      language: 'json',
      text: json({ mcpServers: { [name]: { type: 'http', url, headers } } }),
    },
    {
      client: 'Any, over stdio',
      where: 'Clients that only start commands; the bridge is the npm package mcp-remote',
      language: 'json',
      text: json({ mcpServers: { [name]: bridge } }),
    },
  ];
}

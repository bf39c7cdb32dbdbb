/** Servers that run as they are, for those who have none yet. */
export const EXAMPLES = [
  { name: 'Everything: one of each feature', line: 'npx -y @modelcontextprotocol/server-everything' },
  { name: 'Time', line: 'uvx mcp-server-time' },
  { name: 'Files in /tmp', line: 'npx -y @modelcontextprotocol/server-filesystem /tmp' },
  { name: 'Fetch, in a container', line: 'docker run -i --rm mcp/fetch' },
];

// An MCP server at /mcp on the port in PORT that demands tokens, and the authorization server that issues them, on the port
// in ISSUER_PORT. TOKEN_SECONDS is how long an access token lives, CLIENTS how clients become known (registered, documents,
// configured), MANAGER where documents at https://manager.test are.
//   POST /test/expire  every token accepted so far is refused by the MCP server
//   POST /test/forget  no refresh token is accepted any more
//   POST /test/open    no token is demanded any more
//   GET /test/seen     counts: tokens issued, renewed and revoked, clients registered
import express from 'express';
import { Provider } from 'oidc-provider';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

const { PORT, ISSUER_PORT, TOKEN_SECONDS = '600', CLIENTS = 'registered', MANAGER } = process.env;
const resource = `http://127.0.0.1:${PORT}/mcp`;
const issuer = `http://127.0.0.1:${ISSUER_PORT}`;
const metadata = `http://127.0.0.1:${PORT}/.well-known/oauth-protected-resource/mcp`;
const seen = { issued: 0, renewed: 0, revoked: 0, registered: 0 };
const accepted = new Set();
const refused = new Set();
let forgotten = false;
let open = false;

const provider = new Provider(issuer, {
  scopes: ['offline_access', 'mcp:tools', 'mcp:admin'],
  clients: [
    {
      client_id: 'configured',
      client_secret: 'configured-hunter2',
      redirect_uris: [`${MANAGER}/oauth/callback`],
      grant_types: ['authorization_code', 'refresh_token'],
      application_type: 'native',
    },
  ],
  clientAuthMethods: ['none', 'client_secret_basic'],
  ttl: { AccessToken: Number(TOKEN_SECONDS), RefreshToken: 86_400, Grant: 86_400, Session: 86_400, Interaction: 600 },
  rotateRefreshToken: true,
  findAccount: (_, id) => (forgotten ? undefined : { accountId: id, claims: () => ({ sub: id }) }),
  features: {
    devInteractions: { enabled: true },
    registration: { enabled: CLIENTS === 'registered' },
    revocation: { enabled: true, allowedPolicy: () => true },
    clientIdMetadataDocument: { enabled: CLIENTS === 'documents', ack: 'draft-02' },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (_, indicator) => {
        if (indicator !== resource) throw new Error(`asked for ${indicator}`);
        return { scope: 'mcp:tools mcp:admin', accessTokenTTL: Number(TOKEN_SECONDS), accessTokenFormat: 'opaque' };
      },
    },
  },
  // its own would not ask loopback
  fetch: (url, { method, headers }) => fetch(String(url).replace('https://manager.test', MANAGER), { method, headers }),
});
provider.on('access_token.issued', () => seen.issued++);
provider.on('refresh_token.consumed', () => seen.renewed++);
provider.on('grant.revoked', () => seen.revoked++);
provider.on('registration_create.success', () => seen.registered++);
provider.on('server_error', (_, error) => console.error(error));
provider.listen(Number(ISSUER_PORT), '127.0.0.1');

const verifier = {
  async verifyAccessToken(text) {
    const token = await provider.AccessToken.find(text);
    if (!token || refused.has(text) || token.aud !== resource) {
      throw new InvalidTokenError('not accepted');
    }
    accepted.add(text);
    return { token: text, clientId: token.clientId, scopes: token.scope.split(' '), expiresAt: token.exp };
  },
};
const anyUser = requireBearerAuth({ verifier, requiredScopes: ['mcp:tools'], resourceMetadataUrl: metadata });
const admin = requireBearerAuth({ verifier, requiredScopes: ['mcp:admin'], resourceMetadataUrl: metadata });

function newServer() {
  const server = new Server({ name: 'protected', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: ['echo', 'admin'].map((name) => ({ name, inputSchema: { type: 'object' } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => ({
    content: [{ type: 'text', text: `did ${params.name}` }],
  }));
  return server;
}

const app = express();
app.use(express.json());
app.get('/.well-known/oauth-protected-resource/mcp', (_, res) =>
  res.json({ resource, authorization_servers: [issuer], scopes_supported: ['mcp:tools', 'mcp:admin'] }),
);
app.post('/test/expire', (_, res) => {
  accepted.forEach((text) => refused.add(text));
  res.end();
});
app.post('/test/forget', (_, res) => {
  forgotten = true;
  res.end();
});
app.post('/test/open', (_, res) => {
  open = true;
  res.end();
});
app.get('/test/seen', (_, res) => res.json(seen));
app.all('/mcp', (req, res, next) =>
  open ? next() : (req.body?.params?.name === 'admin' ? admin : anyUser)(req, res, next),
);
app.all('/mcp', async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  res.on('close', () => transport.close());
  await newServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(Number(PORT), '127.0.0.1');

import { healthOf } from './health.js';
import { logPanel } from './log.js';
import { webhooksPanel } from './webhooks.js';

const find = (id) => document.getElementById(id);
const rows = new Map();
const health = new Map();
let listening = false;
let socket;
const log = logPanel(find, call, (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message)));
const webhooks = webhooksPanel(find, call, tell);

/** Calls the API; throws an Error with the problem's detail, status and stderr. */
async function call(method, path, body) {
  const response = await fetch('/api' + path, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  const reply = response.status === 204 ? {} : await response.json();
  if (response.ok) return reply.data;
  if (response.status === 401) find('sign-in').hidden = false;
  throw Object.assign(new Error(reply.detail), { status: response.status, stderr: reply.stderr ?? [] });
}

function tell(element, text) {
  element.textContent = text ?? '';
  element.hidden = !text;
}

function show(id, { status, error, processId }) {
  const row = rows.get(id);
  const state = row.querySelector('.status');
  state.textContent = processId ? `${status} · pid ${processId}` : status;
  state.dataset.status = status;
  tell(row.querySelector('.problem'), error);
  tell(row.querySelector('pre'), '');
  const up = status !== 'stopped' && status !== 'error';
  row.querySelector('[data-action=start]').disabled = up;
  row.querySelector('[data-action=stop]').disabled = status === 'stopped';
  row.querySelector('[data-action="health/check"]').disabled = status !== 'running';
}

function add(server) {
  const row = find('server').content.firstElementChild.cloneNode(true);
  row.querySelector('h2').textContent = server.name;
  row.querySelector('.hint').textContent =
    server.url ?? server.image ?? [server.command, ...server.args].join(' ');
  for (const button of row.querySelectorAll('button')) {
    button.setAttribute('aria-label', `${button.textContent} ${server.name}`);
    button.addEventListener('click', () => act(server.id, row, button.dataset.action));
  }
  rows.set(server.id, row);
  health.set(server.id, healthOf(row, server, call));
  find('servers').append(row);
}

async function act(id, row, action) {
  try {
    await call('POST', `/servers/${id}/${action}`);
  } catch (problem) {
    tell(row.querySelector('.problem'), problem.message);
    tell(row.querySelector('pre'), problem.stderr?.join('\n'));
    if (problem.status === 404) await load();
  }
}

async function load() {
  const servers = await call('GET', '/servers');
  find('sign-in').hidden = true;
  tell(find('problem'), '');
  find('empty').hidden = servers.length > 0;
  log.servers(servers);
  const ids = new Set(servers.map((server) => server.id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.remove();
      rows.delete(id);
      health.delete(id);
    }
  }
  for (const server of servers) {
    if (!rows.has(server.id)) add(server);
    const wrong = server.status === 'error' || server.status === 'restarting' || server.healthStatus === 'unhealthy';
    const why = wrong ? await call('GET', `/servers/${server.id}/status`) : server;
    show(server.id, { ...server, ...why });
    health.get(server.id).show({ status: server.healthStatus, reason: why.healthReason });
  }
}

/** Tells of a full disk and the like. */
async function look() {
  const { logs } = await call('GET', '/system');
  tell(find('log-problem'), logs.paused ? `Lines cannot be stored: ${logs.reason}` : '');
}

function listen(wait = 1000) {
  listening = true;
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  socket.onopen = () => {
    wait = 1000;
    find('connection').textContent = 'live';
    load().catch(fail);
    socket.send(JSON.stringify({ subscribe: ['servers', 'health'] }));
    log.follow();
  };
  socket.onmessage = ({ data }) => {
    const { type, data: news } = JSON.parse(data);
    if (type === 'health:update') return health.get(news.serverId)?.show(news);
    if (news.topic) return log.received(type, news);
    const unknown = type === 'server:status' && !rows.has(news.serverId);
    const defined = type === 'server:event' && ['created', 'changed', 'deleted'].includes(news.kind);
    if (unknown || defined || type === 'gap') load().catch(fail);
    else if (type === 'server:status') show(news.serverId, { ...news, processId: news.pid });
  };
  socket.onclose = () => {
    find('connection').textContent = 'disconnected, trying again …';
    setTimeout(() => listen(Math.min(wait * 2, 10_000)), wait);
  };
}

function fail(problem) {
  tell(find('problem'), problem.status === 401 ? '' : problem.message);
}

async function open() {
  try {
    await load();
    if (listening) return;
    find('log').hidden = false;
    await Promise.all([log.show(), webhooks.show(), look()]);
    setInterval(() => look().catch(fail), 10_000);
    listen();
  } catch (problem) {
    fail(problem);
  }
}

find('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await call('POST', '/session', { token: find('token').value.trim() });
    find('token').value = '';
    await open();
  } catch (problem) {
    tell(find('problem'), problem.message);
  }
});

addEventListener('focus', () => rows.size > 0 && load().catch(fail));

const token = new URLSearchParams(location.hash.slice(1)).get('token');
if (token) {
  history.replaceState(null, '', location.pathname);
  await call('POST', '/session', { token }).catch(fail);
}
await open();

import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ErrorPage } from '@/components/error-page';
import { focusHeading } from '@/components/focus';
import { Loading } from '@/components/loading';
import { NotFound } from '@/components/not-found';
import { healthSearch } from '@/features/health/health-range';
import { logsSearch } from '@/features/logs/logs-search';
import { serversSearch } from '@/features/servers/servers-search';
import { Shell } from './shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('@/routes/home')),
});
const servers = createRoute({
  getParentRoute: () => root,
  path: '/servers',
  validateSearch: serversSearch,
  component: lazyRouteComponent(() => import('@/routes/servers')),
});
const add = createRoute({
  getParentRoute: () => root,
  path: '/add',
  // the server to make a copy of
  validateSearch: ({ from }: Record<string, unknown>) => (typeof from === 'string' ? { from } : {}),
  component: lazyRouteComponent(() => import('@/routes/add')),
});
const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: logsSearch,
  component: lazyRouteComponent(() => import('@/routes/logs')),
});
const connect = createRoute({
  getParentRoute: () => root,
  path: '/connect',
  component: lazyRouteComponent(() => import('@/routes/connect')),
});
const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => import('@/routes/alerts')),
});
const system = createRoute({
  getParentRoute: () => root,
  path: '/system',
  component: lazyRouteComponent(() => import('@/routes/system')),
});

const server = createRoute({
  getParentRoute: () => root,
  path: '/servers/$name',
  component: lazyRouteComponent(() => import('@/routes/server')),
});
const overview = createRoute({
  getParentRoute: () => server,
  path: '/',
  component: lazyRouteComponent(() => import('@/routes/server-overview')),
});
const serverHealth = createRoute({
  getParentRoute: () => server,
  path: '/health',
  validateSearch: healthSearch,
  component: lazyRouteComponent(() => import('@/routes/server-health')),
});
const serverLogs = createRoute({
  getParentRoute: () => server,
  path: '/logs',
  validateSearch: logsSearch,
  component: lazyRouteComponent(() => import('@/routes/server-logs')),
});
const serverTools = createRoute({
  getParentRoute: () => server,
  path: '/tools',
  component: lazyRouteComponent(() => import('@/routes/server-tools')),
});
const serverCalls = createRoute({
  getParentRoute: () => server,
  path: '/calls',
  component: lazyRouteComponent(() => import('@/routes/server-calls')),
});
const serverEvents = createRoute({
  getParentRoute: () => server,
  path: '/events',
  component: lazyRouteComponent(() => import('@/routes/server-events')),
});
const serverConnect = createRoute({
  getParentRoute: () => server,
  path: '/connect',
  component: lazyRouteComponent(() => import('@/routes/server-connect')),
});
const serverSettings = createRoute({
  getParentRoute: () => server,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/routes/server-settings')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    servers,
    add,
    logs,
    connect,
    alerts,
    system,
    server.addChildren([
      overview,
      serverHealth,
      serverLogs,
      serverTools,
      serverCalls,
      serverEvents,
      serverConnect,
      serverSettings,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
  // what was followed is gone
  if (fromLocation && pathChanged && document.activeElement === document.body) focusHeading();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

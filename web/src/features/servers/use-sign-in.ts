import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { createElement } from 'react';
import { Failure } from '@/components/failure';
import { api, body, data, type Server } from '@/lib/api';

const path = ({ id }: Server) => ({ params: { path: { id } } });

/** Opens what a server has its users sign in with, in a tab of its own; the live socket tells when that is done. */
export function useSignIn(server: Server) {
  return useMutation({
    mutationFn: async () => {
      // opened before anything is waited for, or the browser would take it for a pop-up
      const tab = window.open('about:blank');
      try {
        const { url } = await data(api.POST('/api/servers/{id}/sign-in', path(server)));
        if (!tab) throw new Error('The browser does not let this page open a tab: allow pop-ups for it.');
        tab.opener = null;
        tab.location.href = url;
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
    onError: (error) => tell(`Nobody can sign in to ${server.name}`, error),
  });
}

export function useSignOut(server: Server) {
  return useMutation({
    mutationFn: () => body(api.DELETE('/api/servers/{id}/sign-in', path(server))),
    onError: (error) => tell(`Not signed out of ${server.name}`, error),
  });
}

function tell(title: string, error: Error): void {
  notifications.show({ title, message: createElement(Failure, { error }), color: 'red', autoClose: 15_000 });
}

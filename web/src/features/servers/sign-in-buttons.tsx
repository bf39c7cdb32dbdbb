import { Button } from '@mantine/core';
import { IconExternalLink, IconLogout } from '@tabler/icons-react';
import type { Server } from '@/lib/api';
import { useSignIn, useSignOut } from './use-sign-in';

/** Signs in to a server that wants it; nothing for another. */
export function SignInButton({ server }: { server: Server }) {
  const { mutate, isPending } = useSignIn(server);
  if (!server.signIn?.needed) return null;
  return (
    <Button
      size="compact-sm"
      leftSection={<IconExternalLink size={14} aria-hidden />}
      aria-label={`Sign in to ${server.name}`}
      loading={isPending}
      onClick={() => mutate()}
    >
      Sign in
    </Button>
  );
}

/** Signs out of a server to which somebody has signed in; nothing for another. */
export function SignOutButton({ server }: { server: Server }) {
  const { mutate, isPending } = useSignOut(server);
  if (!server.signIn?.signedIn) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconLogout size={14} aria-hidden />}
      aria-label={`Sign out of ${server.name}`}
      title={`Signed in by ${server.signIn.issuer}`}
      loading={isPending}
      onClick={() => mutate()}
    >
      Sign out
    </Button>
  );
}

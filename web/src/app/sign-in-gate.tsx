import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CentredPage } from '@/components/centred-page';
import { Failure } from '@/components/failure';
import { sessionQuery } from '@/lib/session';
import { LiveProvider } from './live-provider';
import { SignIn } from './sign-in';

/** Shows what is within to those who are signed in, and the form to others. */
export function SignInGate({ children }: { children: ReactNode }) {
  const { data: signedIn, error, refetch } = useQuery(sessionQuery);
  if (signedIn) return <LiveProvider>{children}</LiveProvider>;
  if (signedIn === false) return <SignIn />;
  return <CentredPage>{error && <Failure error={error} retry={() => void refetch()} />}</CentredPage>;
}

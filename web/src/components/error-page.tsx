import type { ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from './failure';

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <Failure
      title="This page could not be shown"
      error={error instanceof Error ? error : new Error(String(error))}
      retry={reset}
    />
  );
}

import { Badge, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { RunningCall } from './running-call';
import { type Perform, useTrial } from './use-trial';
import type { JsonSchema } from './tool';
import { TrialForm } from './trial-form';
import { Trials } from './trials';

/** Something that a server offers, in the shape that all three kinds share. */
export interface Offered {
  key: string;
  title: string;
  description: string | undefined;
  schema: JsonSchema;
  badges: string[];
  /** To be shown with it. */
  control?: ReactNode;
  perform: Perform;
}

interface OfferProps {
  serverId: string;
  kind: string;
  action: string;
  offered: Offered;
}

/** One of the things that a server offers: what it is, a form to try it, and what came of it. */
export function Offer({ serverId, kind, action, offered }: OfferProps) {
  const { key, title, description, schema, badges, control, perform } = offered;
  const { trials, tryIt, isPending, events } = useTrial([serverId, kind, key], perform);
  return (
    <Stack component="section" aria-label={title}>
      <div>
        <Group gap="xs">
          <Title order={2}>{title}</Title>
          {badges.map((badge) => (
            <Badge key={badge} variant="light">
              {badge}
            </Badge>
          ))}
        </Group>
        {title !== key && <Code>{key}</Code>}
        {description && (
          <Text mt="xs" size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {description}
          </Text>
        )}
      </div>
      {control}
      <TrialForm schema={schema} action={action} busy={isPending} onSubmit={tryIt} />
      {isPending && <RunningCall serverId={serverId} events={events} />}
      <Trials trials={trials} />
    </Stack>
  );
}

import { Button, CopyButton, Drawer, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFocusBack } from '@/components/focus';
import { Result } from '@/components/result';
import { clockTime } from './clock-time';
import classes from './context-drawer.module.css';
import { contextQuery } from './context-query';
import { LevelLabel } from './level-label';
import { LogText } from './log-text';
import { parseAt } from './logs-search';
import type { Matcher } from './matcher';

const FEW = 20;
const MANY = 200;

interface ContextDrawerProps {
  at: string;
  serverName: string | undefined;
  match: Matcher | undefined;
  onClose: () => void;
}

/** A line among those that its server printed before and after it. */
export function ContextDrawer({ at, serverName, match, onClose }: ContextDrawerProps) {
  useFocusBack();
  const { serverId = '', sequence = 0 } = parseAt(at) ?? {};
  const [around, setAround] = useState(FEW);
  const query = useQuery(contextQuery(serverId, sequence, around));
  return (
    <Drawer.Root opened onClose={onClose} position="right" size="xl">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body pt="md">
          <Group justify="space-between" mb="sm">
            <Drawer.Title fw={600}>Around a line of {serverName ?? 'a server'}</Drawer.Title>
            <Drawer.CloseButton aria-label="Close" />
          </Group>
          <Group mb="sm" gap="xs">
            {around === FEW && (
              <Button size="xs" variant="default" onClick={() => setAround(MANY)}>
                Show {MANY} lines before and after
              </Button>
            )}
            <CopyButton value={location.href}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy link to this line'}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Result query={query}>
            {(lines) => (
              <ol className={classes.lines}>
                {lines.map((line) => (
                  <li key={line.sequence} aria-current={line.sequence === sequence || undefined}>
                    <span className={classes.time}>{clockTime(line.timestamp)}</span>{' '}
                    <span className={classes.level}>
                      <LevelLabel level={line.level} />
                    </span>{' '}
                    <bdi>
                      <LogText text={line.message} match={line.sequence === sequence ? match : undefined} />
                    </bdi>
                  </li>
                ))}
              </ol>
            )}
          </Result>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

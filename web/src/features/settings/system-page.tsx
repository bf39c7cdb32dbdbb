import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { formatBytes, formatDateTime, formatDuration } from '@/lib/format';
import { systemQuery } from '@/lib/system';
import { ExportConfig } from './export-config';

/** The manager itself. */
export function SystemPage() {
  const query = useQuery(systemQuery);
  return (
    <Page title="System">
      <Result query={query}>
        {({ version, javaVersion, pid, startTime, uptime, dataDirectory, storage, logs, containerEngineError }) => (
          <Stack gap="xl">
            <Facts
              facts={[
                ['Version', version],
                ['Java', javaVersion],
                ['Process', pid],
                ['Started', formatDateTime(startTime)],
                ['Uptime', formatDuration(uptime)],
                ['Data directory', dataDirectory],
                ['Container engine', containerEngineError ?? 'no trouble'],
              ]}
            />
            <section>
              <Title order={2} mb="sm">
                Disk
              </Title>
              <Facts
                facts={[
                  ['Database', formatBytes(storage.size)],
                  ['Changes', storage.failing ? storage.lastError : 'are stored'],
                  ['Logs', formatBytes(logs.size)],
                  ['Lines', logs.paused ? logs.reason : 'are stored'],
                  ['Lines lost for a slow disk', logs.droppedLines],
                  ['Damaged blocks', logs.damagedBlocks],
                ]}
              />
            </section>
            <section>
              <Title order={2} mb="sm">
                Retention of logs
              </Title>
              <Facts
                facts={[
                  ['Kept for', formatDuration(logs.retention.maxAge)],
                  ['Kept up to', formatBytes(logs.retention.maxSize)],
                  ['Last removal', logs.retention.lastRemoval && formatDateTime(logs.retention.lastRemoval.at)],
                  ['Removed then', logs.retention.lastRemoval && formatBytes(logs.retention.lastRemoval.bytes)],
                ]}
              />
            </section>
            <section>
              <Title order={2} mb="xs">
                Take your servers elsewhere
              </Title>
              <Text size="sm" c="dimmed" mb="sm">
                All servers as the configuration of a client. Secrets become {'${NAME}'}.
              </Text>
              <ExportConfig />
            </section>
          </Stack>
        )}
      </Result>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { formatBytes, formatDuration } from '@/lib/format';
import { systemQuery } from '@/lib/system';

export function SystemPage() {
  const query = useQuery(systemQuery);
  return (
    <Page title="System">
      <Result query={query}>
        {({ version, javaVersion, pid, uptime, dataDirectory, storage, logs }) => (
          <Facts
            facts={[
              ['Version', version],
              ['Java', javaVersion],
              ['Process', pid],
              ['Uptime', formatDuration(uptime)],
              ['Data directory', dataDirectory],
              ['Database', formatBytes(storage.size)],
              ['Logs', formatBytes(logs.size)],
              [
                'Logs are kept',
                `${formatDuration(logs.retention.maxAge)}, at most ${formatBytes(logs.retention.maxSize)}`,
              ],
            ]}
          />
        )}
      </Result>
    </Page>
  );
}

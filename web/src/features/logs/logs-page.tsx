import { useQuery } from '@tanstack/react-query';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { LatestLines } from './latest-lines';
import { allLatestLinesQuery } from './latest-lines-query';

export function LogsPage() {
  const query = useQuery(allLatestLinesQuery);
  return (
    <Page title="Logs">
      <Result query={query}>{(lines) => <LatestLines lines={lines} />}</Result>
    </Page>
  );
}

import { Page } from '@/components/page';
import { type LogAddress, LogView } from './log-view';

export function LogsPage(address: LogAddress) {
  return (
    <Page title="Logs">
      <LogView {...address} />
    </Page>
  );
}

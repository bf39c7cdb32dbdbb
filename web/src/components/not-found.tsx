import { IconMapSearch } from '@tabler/icons-react';
import { Empty } from './empty';
import { TextLink } from './text-link';

export function NotFound() {
  return (
    <Empty icon={IconMapSearch} title="There is nothing here">
      <TextLink to="/servers">All servers</TextLink>
    </Empty>
  );
}

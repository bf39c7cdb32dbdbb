import { ActionIcon, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy, IconDotsVertical, IconDownload } from '@tabler/icons-react';
import { stripAnsi } from '@/lib/ansi';
import { exportHref, FORMATS } from './export-href';
import type { LogTail } from './log-tail';
import type { LogsFilter } from './logs-search';
import { WireTraceItem } from './wire-trace-item';

interface LogMenuProps {
  serverId: string | undefined;
  filter: LogsFilter;
  tail: LogTail;
  wraps: boolean;
  onWraps: (wraps: boolean) => void;
}

/** What else can be done with the lines that are shown. */
export function LogMenu({ serverId, filter, tail, wraps, onWraps }: LogMenuProps) {
  const { copy } = useClipboard();
  const copyRows = () => {
    const lines = tail.getState().rows.flatMap((row) => (row.kind === 'lines' ? row.lines : []));
    copy(lines.map(({ timestamp, level, message }) => `${timestamp} ${level} ${stripAnsi(message)}`).join('\n'));
    notifications.show({ message: `Copied ${lines.length.toLocaleString()} lines`, icon: <IconCheck size={16} /> });
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="More for these lines">
          <IconDotsVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem checked={wraps} onChange={onWraps}>
          Wrap long lines
        </Menu.CheckboxItem>
        {serverId && <WireTraceItem serverId={serverId} />}
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copyRows}>
          Copy the loaded lines
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Export all that match</Menu.Label>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportHref(serverId, filter, format)}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

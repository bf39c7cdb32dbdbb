import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { serversQuery } from '@/lib/servers';
import type { Member } from './profiles';
import { toolsQuery } from './queries';

interface MemberToolsProps {
  member: Member;
  onChange: (member: Member) => void;
}

/** Which tools of a server a profile has. Those of a server that runs are proposed once they are wanted. */
export function MemberTools({ member: { server, tools }, onChange }: MemberToolsProps) {
  const [wanted, setWanted] = useState(false);
  const { data: servers } = useQuery(serversQuery);
  const id = servers?.find(({ name }) => name === server)?.id ?? server;
  const { data: offered } = useQuery({ ...toolsQuery(id), enabled: wanted });
  return (
    <TagsInput
      label={`Tools of ${server}`}
      placeholder={tools ? (tools.length === 0 ? 'none' : undefined) : 'all'}
      data={offered?.map(({ name }) => name) ?? []}
      value={tools ?? []}
      onChange={(chosen) => onChange(chosen.length === 0 ? { server } : { server, tools: chosen })}
      onFocus={() => setWanted(true)}
      acceptValueOnBlur
      clearable
    />
  );
}

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, data, type Schemas } from '@/lib/api';

export type Profile = Schemas['Profile'];

/** A server of a profile, with all of its tools unless some are named. */
export type Member = Profile['servers'][number];

export const profilesQuery = queryOptions({
  queryKey: ['profiles'],
  queryFn: ({ signal }) => data(api.GET('/api/profiles', { signal })),
});

/** Adds a profile, or gives the one of the name other servers and tools. */
export function useSaveProfile(isNew: boolean) {
  return useProfileMutation(({ name, servers }: Pick<Profile, 'name' | 'servers'>) =>
    isNew
      ? data(api.POST('/api/profiles', { body: { name, servers } }))
      : data(api.PATCH('/api/profiles/{name}', { params: { path: { name } }, body: { servers } })),
  );
}

export function useRemoveProfile() {
  return useProfileMutation((name: string) => body(api.DELETE('/api/profiles/{name}', { params: { path: { name } } })));
}

/** The servers of these names; one that was a member before keeps its choice of tools. */
export function membersOf(names: string[], before: Member[]): Member[] {
  return names.map((server) => before.find((member) => member.server === server) ?? { server });
}

function useProfileMutation<T, R>(mutationFn: (variables: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: profilesQuery.queryKey }),
  });
}

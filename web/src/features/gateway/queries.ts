import { queryOptions } from '@tanstack/react-query';
import { api, data, ProblemError } from '@/lib/api';
import type { Prompt, Resource, Tool } from './tool';

const path = (id: string) => ({ path: { id } });
// what a stopped server offers is not known, which asking again does not change
const common = { retry: (failures: number, error: Error) => failures < 1 && !(error instanceof ProblemError) };

export const toolsQuery = (id: string) =>
  queryOptions({
    ...common,
    queryKey: ['server', id, 'offers', 'tools'],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/servers/{id}/tools', { params: path(id), signal }))) as unknown as Tool[],
  });

export const resourcesQuery = (id: string) =>
  queryOptions({
    ...common,
    queryKey: ['server', id, 'offers', 'resources'],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/servers/{id}/resources', { params: path(id), signal }))) as unknown as Resource[],
  });

export const promptsQuery = (id: string) =>
  queryOptions({
    ...common,
    queryKey: ['server', id, 'offers', 'prompts'],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/servers/{id}/prompts', { params: path(id), signal }))) as unknown as Prompt[],
  });

import { Alert, Stack, Text } from '@mantine/core';
import { ContentView, Lines, ResourceView } from './content-view';
import type { Content } from './tool';

/** A result of a tool, resource or prompt, part by part. */
export function ResultView({ result }: { result: Record<string, unknown> }) {
  const { content, contents, messages, structuredContent, isError } = result as {
    content?: Content[];
    contents?: NonNullable<Content['resource']>[];
    messages?: { role: string; content: Content }[];
    structuredContent?: unknown;
    isError?: boolean;
  };
  return (
    <Stack gap="xs">
      {isError && <Alert color="red" title="The tool says that it failed" p="xs" />}
      {content?.map((part, index) => (
        <ContentView key={index} content={part} />
      ))}
      {contents?.map((resource, index) => (
        <ResourceView key={index} {...resource} />
      ))}
      {messages?.map(({ role, content: part }, index) => (
        <div key={index}>
          <Text size="xs" c="dimmed">
            {role}
          </Text>
          <ContentView content={part} />
        </div>
      ))}
      {structuredContent !== undefined && (
        <div>
          <Text size="xs" c="dimmed">
            Structured content
          </Text>
          <Lines text={JSON.stringify(structuredContent, null, 2)} />
        </div>
      )}
    </Stack>
  );
}

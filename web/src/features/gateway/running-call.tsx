import { Code, Progress, Stack, Text } from '@mantine/core';
import type { CallMessage } from '@/lib/live-messages';
import { callState } from './call-state';
import { QuestionForm } from './question-form';

/** What happens in a call while it runs: how far it is, what the server says, and what it asks. */
export function RunningCall({ serverId, events }: { serverId: string; events: CallMessage[] }) {
  const { progress, logs, questions } = callState(events);
  return (
    <Stack gap="sm" component="section" aria-label="Running call">
      {progress && (
        <div>
          <Text size="sm">
            {progress.message ?? 'Progress'}: {progress.progress}
            {progress.total !== undefined && ` of ${progress.total}`}
          </Text>
          {progress.total !== undefined && (
            <Progress value={(100 * progress.progress) / progress.total} aria-label="Progress" />
          )}
        </div>
      )}
      {logs.length > 0 && <Code block>{logs.join('\n')}</Code>}
      {questions.map((question) => (
        <QuestionForm key={question.question} serverId={serverId} asked={question} />
      ))}
    </Stack>
  );
}

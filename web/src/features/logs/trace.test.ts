import { expect, test } from 'vitest';
import { logLines } from '@/testing/log-lines';
import { RowBuffer } from './row-buffer';

/** Each trace as a program prints it; all its lines are one row. */
const TRACES = {
  java: `java.lang.IllegalStateException: pool is closed
\tat com.acme.Pool.take(Pool.java:41)
\tSuppressed: java.io.IOException: x
\t\tat com.acme.Pool.close(Pool.java:9)
Caused by: java.io.IOException: connection reset
\t... 3 more`,
  node: `TypeError: x is not a function
    at run (/app/index.js:3:5)
    at node:internal/main/run_main_module:28:49`,
  python: `ERROR:root:job 7 failed
Traceback (most recent call last):
  File "/app/worker.py", line 3, in run
    {}['missing']
    ~~^^^^^^^^^^^
KeyError: 'missing'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/worker.py", line 9, in <module>
    raise RuntimeError
RuntimeError`,
  go: `panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
main.main()
\t/app/main.go:8 +0x1d
exit status 2`,
};

test.each(Object.entries(TRACES))('a trace of %s is one row', (language, trace) => {
  const buffer = new RowBuffer(true);
  const lines = language === 'go' ? trace.split('\n').slice(0, -1) : trace.split('\n');
  buffer.append(logLines([...lines, 'next']));
  expect(buffer.rows.map((row) => row.kind === 'lines' && row.lines.length)).toEqual([lines.length, 1]);
});

test('two errors of Python one after the other are two rows', () => {
  const trace = ['Traceback (most recent call last):', '  File "a.py", line 1', '    f()', 'ValueError: x'];
  const buffer = new RowBuffer(true);
  buffer.append(logLines([...trace, ...trace]));
  expect(buffer.rows).toHaveLength(2);
});

test.each([{ serverId: 'S2' }, { run: 2 }, { source: 'stdout' as const }])(
  '%j does not go on with the line before',
  (other) => {
    const buffer = new RowBuffer(true);
    buffer.append(logLines(['Error: x']));
    buffer.append(logLines(['    at f (a.js:1:1)'], { sequence: 2, ...other }));
    expect(buffer.rows).toHaveLength(2);
  },
);

test('indented lines that follow an ordinary one stay apart', () => {
  const buffer = new RowBuffer(true);
  buffer.append(logLines(['Options:', '  --help', '  --version'], { level: 'info' }));
  expect(buffer.rows).toHaveLength(3);
});

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PROJECT } from '../index/support.ts';

const writer = path.join(PROJECT, 'tests', 'cli', 'fixtures', 'write-lines.ts');
/** Runs the writer with its output sent to a place, as a shell does it. */
const shell = (to: string) =>
  promisify(execFile)('bash', [
    '-c',
    `"${process.execPath}" --import tsx "${writer}" ${to}; echo "exit \${PIPESTATUS[0]}" >&2`,
  ]);

test.runIf(process.platform === 'linux')(
  'a full disk behind the output is one line and a failure',
  async () => {
    const { stderr } = await shell('> /dev/full');
    expect(stderr).toMatch(/^The output could not be written \(ENOSPC: [^\n]*\)\. [^\n]*\nexit 1\n$/);
  },
);

test.skipIf(process.platform === 'win32')('a reader that goes away ends it quietly', async () => {
  expect(await shell('| head -n 1')).toEqual({ stdout: 'line 0\n', stderr: 'exit 0\n' });
});

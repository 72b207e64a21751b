import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('./fixtures/open-and-leave.ts', import.meta.url));

function leave(way: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', script, way];
    execFile(process.execPath, args, { timeout: 15_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
  });
}

test('a program that opens and closes the models ends by itself', async () => {
  expect(await leave('close')).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
});

test('a program that forgets to close them ends by itself too', async () => {
  expect(await leave('forget')).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
});

test('a program that exits while a model runs ends with its own code, not with an abort', async () => {
  expect(await leave('exit')).toEqual({ code: 3, stdout: 'done\n', stderr: '' });
});

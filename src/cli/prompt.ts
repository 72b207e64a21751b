import { createInterface } from 'node:readline/promises';
import type { Verbatim } from '../verbatim.ts';
import type { Terminal } from './ask.ts';
import { renderAnswer } from './render-answer.ts';
import { processTerminal } from './terminal.ts';

/**
 * Answers questions typed at the terminal (or piped in, one a line) until the input ends, `exit` is typed or the
 * signal stops it. A rebuilt index is taken over between questions.
 */
export async function runPrompt(
  verbatim: Verbatim,
  options: { readonly noColor: boolean; readonly signal?: AbortSignal },
  terminal: Terminal = processTerminal(options.noColor),
): Promise<void> {
  const interactive = process.stdin.isTTY === true && terminal.stdin === process.stdin;
  const lines = createInterface({
    input: terminal.stdin,
    ...(interactive && { output: process.stdout, prompt: 'Ask> ' }),
    ...(options.signal && { signal: options.signal }),
  });
  lines.on('SIGINT', () => lines.close());
  const { size } = verbatim.index().documents;
  await terminal.write(
    `Ask about the ${size === 1 ? 'document' : `${size} documents`}; an empty line or "exit" ends.\n`,
  );
  if (interactive) lines.prompt();
  for await (const line of lines) {
    const question = line.trim();
    if (question === '' || question === 'exit') break;
    await verbatim.refresh();
    await terminal.write(`\n${renderAnswer(await verbatim.ask(question), terminal.style)}\n`);
    if (interactive) lines.prompt();
  }
  lines.close();
}

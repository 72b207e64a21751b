import context from './buttons/context.ts';
import feedback from './buttons/feedback.ts';
import more from './buttons/more.ts';
import share from './buttons/share.ts';
import sourcesPage from './buttons/sources.ts';
import type { Button, Command } from './command.ts';
import ask from './commands/ask.ts';
import checkSources from './commands/check-sources.ts';
import help from './commands/help.ts';
import sources from './commands/sources.ts';

/** Every command there is, in the order of `/help`. Dispatch, deployment and `/help` all read this list. */
export const commands: readonly Command[] = [ask, sources, help, checkSources];

/** Every button there is. */
export const buttons: readonly Button[] = [context, more, share, feedback, sourcesPage];

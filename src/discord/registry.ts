import afresh from './buttons/afresh.ts';
import context from './buttons/context.ts';
import dismiss from './buttons/dismiss.ts';
import feedback from './buttons/feedback.ts';
import more from './buttons/more.ts';
import passages from './buttons/passages.ts';
import pinAnswer from './buttons/pin-answer.ts';
import pinCard from './buttons/pin-card.ts';
import pinNote from './buttons/pin-note.ts';
import pinReplace from './buttons/pin-replace.ts';
import pinVerify from './buttons/pin-verify.ts';
import pinsPage from './buttons/pins.ts';
import post from './buttons/post.ts';
import rebind from './buttons/rebind.ts';
import search from './buttons/search.ts';
import share from './buttons/share.ts';
import sourcesPage from './buttons/sources.ts';
import unansweredPage from './buttons/unanswered.ts';
import unpin from './buttons/unpin.ts';
import type { Button, Command, Form, Menu } from './command.ts';
import ask from './commands/ask.ts';
import checkSources from './commands/check-sources.ts';
import forget from './commands/forget.ts';
import help from './commands/help.ts';
import pinSourcedAnswer from './commands/pin-sourced-answer.ts';
import pins from './commands/pins.ts';
import reindex from './commands/reindex.ts';
import sources from './commands/sources.ts';
import status from './commands/status.ts';
import unanswered from './commands/unanswered.ts';
import pinAnswerForm from './forms/pin-answer.ts';
import pinNoteForm from './forms/pin-note.ts';
import postForm from './forms/post.ts';
import searchForm from './forms/search.ts';
import choose from './menus/choose.ts';

/** Every command there is, in the order of `/help`. Dispatch, deployment and `/help` all read this list. */
export const commands: readonly Command[] = [
  ask,
  sources,
  help,
  checkSources,
  forget,
  pins,
  unanswered,
  status,
  reindex,
  pinSourcedAnswer,
];

/** Every button there is. */
export const buttons: readonly Button[] = [
  context,
  more,
  share,
  feedback,
  sourcesPage,
  afresh,
  pinAnswer,
  post,
  passages,
  search,
  rebind,
  pinsPage,
  pinCard,
  pinNote,
  pinVerify,
  pinReplace,
  unpin,
  unansweredPage,
  dismiss,
];

/** Every menu of fixed options. */
export const menus: readonly Menu[] = [choose];

/** Every form. */
export const forms: readonly Form[] = [pinAnswerForm, postForm, pinNoteForm, searchForm];

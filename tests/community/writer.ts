/**
 * A bot that pins without end, to be killed: `node writer FOLDER RUN`. Says `started` once the remains of the
 * last run are reconciled, and a message's id once its pin is confirmed.
 */
import path from 'node:path';
import { openCommunity } from '../../src/community/open.ts';
import { pinInTwoPhases, reconcile } from '../../src/community/reconcile.ts';
import { fileBoard } from './board.ts';
import { embeddingAlong, newPin } from './samples.ts';

const [, , folder = '.', run = '0'] = process.argv;
const board = fileBoard(path.join(folder, 'board.txt'));
const store = await openCommunity({ databaseUrl: 'file:bot.db' }, { as: 'bot', cwd: folder });
await reconcile(store, board);
process.stdout.write('started\n');
for (let i = 0; ; i += 1) {
  const messageId = `${run}${String(i).padStart(9, '0')}`;
  await pinInTwoPhases(store, board, newPin({ messageId, embedding: embeddingAlong(i) }));
  process.stdout.write(`${messageId}\n`);
}

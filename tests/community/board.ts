import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { PinBoard } from '../../src/community/reconcile.ts';

/** Discord's pins as a file: what is pinned stays pinned whatever becomes of the process that asked for it. */
export function fileBoard(file: string): PinBoard {
  return {
    pinned: async () => new Map(pinnedOnBoard(file).map((id) => [id, ''])),
    pin: async (_channelId, messageId) => appendFileSync(file, `${messageId}\n`),
    unpin: async () => {
      throw new Error('this board only pins');
    },
  };
}

export function pinnedOnBoard(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** Discord's pins in memory, whose next answer can be made to fail before or after it took effect. */
export class MemoryBoard implements PinBoard {
  readonly messages = new Map<string, Set<string>>();
  /** What the messages show. */
  readonly texts = new Map<string, string>();
  /** `before`: refused. `after`: done, but the answer is lost. `silent`: refused, and cannot be asked either. */
  nextFailure: 'before' | 'after' | 'silent' | null = null;
  unreachable = false;

  async pinned(channelId: string): Promise<ReadonlyMap<string, string> | null> {
    if (this.unreachable) throw new Error('Discord cannot be reached');
    const ids = this.messages.get(channelId);
    return ids === undefined ? null : new Map([...ids].map((id) => [id, this.texts.get(id) ?? '']));
  }

  async pin(channelId: string, messageId: string): Promise<void> {
    const failure = this.nextFailure;
    this.nextFailure = null;
    if (failure === 'silent') this.unreachable = true;
    if (failure === 'before' || failure === 'silent') throw new Error('Missing Permissions');
    const channel = this.messages.get(channelId) ?? new Set();
    this.messages.set(channelId, channel.add(messageId));
    if (failure === 'after') throw new Error('socket hang up');
  }

  async unpin(channelId: string, messageId: string): Promise<void> {
    this.messages.get(channelId)?.delete(messageId);
  }
}

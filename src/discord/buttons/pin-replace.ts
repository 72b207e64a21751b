import { checkEvidence, type ExcerptEvidence } from '../../community/evidence.ts';
import type { PinnedExcerpt } from '../../community/types.ts';
import type { Index } from '../../index/types.ts';
import type { Button } from '../command.ts';
import { findPin } from '../moderation/find-pin.ts';
import { passagesFor } from '../moderation/passages-for.ts';
import { rebindPin } from '../moderation/rebind-pin.ts';

/** Puts the new text in the place of the old; where nothing answers any more, shows passages to choose from. */
export default {
  action: 'pin-replace',
  moderators: 'where-pinned',
  async execute(interaction, [id = '', revision = ''], bot) {
    const seen = Number.parseInt(revision, 36);
    await bot.responder.update(interaction, async () => {
      const pin = await findPin(interaction, id, 'pin-replace', bot);
      const { documents } = bot.verbatim.index();
      const evidence = checkEvidence(pin.excerpts, documents);
      const [first = null, ...others] = evidence.excerpts.map((one) => replacement(one, documents));
      // The first quote is the one that answers; what stood beside it is no answer without it.
      if (first === null) return passagesFor(interaction, { kind: 'pin', id, revision: seen }, bot);
      const excerpts = [first, ...others.filter((excerpt) => excerpt !== null)];
      return rebindPin(pin.id, excerpts, seen, bot);
    });
  },
} satisfies Button;

function replacement(evidence: ExcerptEvidence, documents: Index['documents']): PinnedExcerpt | null {
  if (evidence.status !== 'stale') return evidence.excerpt;
  const { excerpt, newText } = evidence;
  const document = documents.get(excerpt.documentId);
  if (newText === null || document === undefined) return null;
  const { start, end, text, highlights } = newText;
  return { documentId: document.id, sha256: document.sha256, start, end, quote: text, highlights };
}

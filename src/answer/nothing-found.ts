import type { Index } from '../index/types.ts';
import type { QuestionProfile } from './profile.ts';
import type { RankedDocument } from './types.ts';

/** The confidence from which the nearest documents are worth a look. */
const WORTH_NAMING = 0.05;

/** A greeting or thanks and nothing else. */
const SMALL_TALK =
  /^(?:hi|hello|hey|hiya|howdy|thanks?|thank you|thx|good (?:morning|afternoon|evening|night|bye)|bye)(?: (?:there|bot|verbatim|all|everyone|a lot|so much|very much))*[!.\s]*$/iu;
/** Questions that ask the bot about itself, as a whole: "what can you do about spam" asks something else. */
const ABOUT_THE_BOT =
  /^(?:so |hey |hi |hello )?(?:(?:who|what) (?:are|r) (?:you|u)|what(?: else)? (?:can|do) you do|what(?:['’]?s| is) your (?:name|job|purpose)|are you (?:a |an )?(?:real|human|person|bot|robot|ai|machine|verbatim)|how do you work|who (?:made|built|created|wrote|programmed) you|how can you help(?: me)?|(?:what|which) (?:documents|sources) do you (?:know|have|use))(?: (?:bot|verbatim|exactly|really))?[?!.\s]*$/iu;

/** Whether a question is to the bot itself, or no question at all; no document speaks for it, however well one seems to answer. */
export function asksAboutTheBot(question: string): boolean {
  return ABOUT_THE_BOT.test(question) || SMALL_TALK.test(question);
}

/** What a person reads who asks the bot about itself. */
export function introduction({ documents }: Pick<Index, 'documents'>): string {
  return `I am a bot that answers with verbatim quotes from ${countOf(documents.size)} I was given, and says so when they hold no answer. Ask about something in them.`;
}

/** What a person reads when nothing answers: where was searched, what comes nearest, and what to do. */
export function nothingFound(
  index: Pick<Index, 'documents' | 'searchWords'>,
  { text }: QuestionProfile,
  nearest: readonly RankedDocument[],
  confidence: number,
  documentId: string | undefined,
): string {
  const { documents } = index;
  const searched = documentId === undefined ? countOf(documents.size) : `only ${documentId}`;
  const found = `I found nothing that answers this (searched ${searched}).`;
  if (index.searchWords(text, 1, documentId === undefined ? {} : { documentId }).length === 0) {
    return `${found} None of its words occurs there; ask in the language and the words of the documents.`;
  }
  const names = nearest.map(({ document }) => `“${documents.get(document)?.metadata.title ?? document}”`);
  const related =
    confidence >= WORTH_NAMING && documentId === undefined && names.length > 0
      ? ` Related, but not an answer: ${names.join(', ')}.`
      : '';
  return `${found}${related} Ask a whole question about one thing, in the words of the documents.`;
}

function countOf(documents: number): string {
  return documents === 1 ? 'the 1 document' : `all ${documents} documents`;
}

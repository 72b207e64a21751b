import { URL_LENGTH } from './limits.ts';
import { readable } from './text.ts';

/** A longer sentence is named by its beginning and its end, which also keeps the address short. */
const WHOLE_SENTENCE = 100;
const WORDS_AT_EACH_END = 6;
const CHARACTERS_AT_EACH_END = 60;

/**
 * The address that opens a page at a sentence, or null when the document's URL is none that Discord would link.
 * A browser that finds the sentence scrolls to it and marks it; any other just opens the page.
 *
 * The fragment follows "URL Fragment Text Directives" (WICG): `#:~:text=start` or `#:~:text=start,end`, with
 * everything percent-encoded that means something there (`-`, `,`, `&`).
 */
export function linkToSentence(url: string | null, sentence: string): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const page = new URL(url);
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return null;
  // Discord refuses a whole message for an embed that links to a host without a domain ("http://wiki/rules").
  if (!page.hostname.includes('.')) return null;
  const plain = page.href;
  if (plain.length > URL_LENGTH) return null;
  const directive = textDirective(sentence);
  if (directive === null) return plain;
  const withText = `${plain}${page.hash === '' && !plain.endsWith('#') ? '#' : ''}:~:text=${directive}`;
  return withText.length > URL_LENGTH ? plain : withText;
}

function textDirective(sentence: string): string | null {
  const text = readable(sentence).replace(/\s+/g, ' ').trim();
  if (text === '') return null;
  if (text.length <= WHOLE_SENTENCE) return encode(text);
  const words = text.split(' ');
  const start = words.slice(0, WORDS_AT_EACH_END).join(' ');
  const end = words.slice(-WORDS_AT_EACH_END).join(' ');
  // Overlapping ends would not be found; a text without spaces has no words to name it by.
  if (words.length < 2 * WORDS_AT_EACH_END || start.length > CHARACTERS_AT_EACH_END) return null;
  return end.length > CHARACTERS_AT_EACH_END ? encode(start) : `${encode(start)},${encode(end)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[-()'!*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

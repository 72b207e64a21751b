const CURRENCY: Readonly<Record<string, string>> = {
  $: 'usd',
  us$: 'usd',
  usd: 'usd',
  dollars: 'usd',
  bucks: 'usd',
  c$: 'cad',
  ca$: 'cad',
  a$: 'aud',
  au$: 'aud',
  nz$: 'nzd',
  '€': 'eur',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  '£': 'gbp',
  gbp: 'gbp',
  pounds: 'gbp',
  '¥': 'jpy',
  jpy: 'jpy',
  yen: 'jpy',
  chf: 'chf',
  '₹': 'inr',
  inr: 'inr',
  rupees: 'inr',
  // Of which currency they are is seldom said.
  cents: 'cent',
};
const CODE = '(?:USD|EUR|GBP|JPY|CHF|INR)';

/** What stands before an amount of money: `$`, `C$`, `EUR `. Only what stands close to its `$` names its country: "a $5 fee". */
export const MONEY = String.raw`(?:US\s?\\?\$|\b(?:CA?|AU?|NZ)\\?\$|\b${CODE}\s*\\?\$?|\\?\$|[€£¥₹])\s*`;
/** The sign of a percentage or of a currency after a number. */
export const UNIT = String.raw`\s*%|\s*per\s?cent(?:age points?)?\b|\s*(?:[€£¥₹](?!\s*\d)|${CODE}\b)|\s+(?:dollars|euros?|pounds|yen|rupees|bucks|cents)\b`;

/** The unit that the two make: `%`, a currency such as `usd`, or null for a plain number. */
export function unitOf(money: string | undefined, after: string | undefined): string | null {
  const suffix = (after ?? '').trim().toLowerCase();
  if (suffix === '%' || suffix.startsWith('per')) return '%';
  if (suffix !== '') return CURRENCY[suffix] ?? null;
  if (money === undefined) return null;
  return CURRENCY[money.toLowerCase().replace(/[\\\s]/gu, '')] ?? 'usd';
}

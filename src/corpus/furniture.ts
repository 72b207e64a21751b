import { shortLink } from './post-tails.ts';
import type { SentenceDraft } from './sentences.ts';
import type { BlockKind, Document } from './types.ts';

/**
 * Which sentences are page furniture: what a web page says about itself (share, subscribe, donate, navigation,
 * credits, legal notices) and not about its subject. Such sentences are never retrieved or quoted, so a rule
 * fires only on a combination of signs: what the sentence asks for, the words of the web, whether it stands
 * alone, and where in the document it is. `Donate 5 dollars to enter the raffle` has one sign and stays.
 *
 * Captions: one that names itself as a photo, or that is a label ending in its credit, describes an image that
 * the reader of a quote does not see, and goes. A caption that is a full sentence stays; only its credit goes.
 *
 * Returns one flag for each sentence. `sentences` are in order, each with the block it is in.
 */
export function furnitureOf(document: Document, sentences: readonly SentenceDraft[]): boolean[] {
  const groups = groupByBlock(document, sentences);
  const flags: boolean[] = [];
  let previous: boolean | undefined;
  for (const group of groups) {
    const own = flagsOfGroup(group, previous === true);
    flags.push(...own);
    previous = own.every(Boolean);
  }
  return flags;
}

/** A block's sentences, as plain words without markup. */
interface Group {
  readonly kind: BlockKind;
  /** The block as it stands, cut off at a length that no line of furniture reaches. */
  readonly raw: string;
  readonly words: string;
  readonly sentences: readonly string[];
  /** Among the first or last blocks of the document, where pages have their furniture. */
  readonly atEdge: boolean;
  readonly last: boolean;
}

/** Legal notices run to some 1,200 characters; nothing longer is looked at. */
const LONGEST = 2_000;
/** Blocks from either end of a document that count as its edge; at least a fifth of them. */
const EDGE_BLOCKS = 4;

function groupByBlock(document: Document, sentences: readonly SentenceDraft[]): Group[] {
  const blocks = new Map<number, string[]>();
  for (const { block, start, end } of sentences) {
    const text = plainWords(document.text.slice(start, Math.min(end, start + LONGEST)));
    const list = blocks.get(block);
    if (list === undefined) blocks.set(block, [text]);
    else list.push(text);
  }
  const edge = Math.max(EDGE_BLOCKS, Math.ceil(document.blocks.length / 5));
  return [...blocks].map(([index, list]) => {
    const block = document.blocks[index];
    const raw =
      block === undefined ? '' : document.text.slice(block.start, Math.min(block.end, block.start + LONGEST));
    return {
      kind: block?.kind ?? 'paragraph',
      raw,
      words: plainWords(raw),
      sentences: list,
      atEdge: index < edge || index >= document.blocks.length - edge,
      last: index === document.blocks.length - 1,
    };
  });
}

/** Without Markdown's links and emphasis, white space as single spaces. */
function plainWords(text: string): string {
  return text
    .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,300}\)/g, '$1')
    .replace(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function flagsOfGroup(group: Group, afterFurniture: boolean): boolean[] {
  if (group.kind === 'code' || group.kind === 'table') return group.sentences.map(() => false);
  if (isFurnitureBlock(group)) return group.sentences.map(() => true);
  const flags = group.sentences.map((sentence) => isFurnitureSentence(sentence, group));
  const wordless = group.sentences.map((sentence) => !/[\p{L}\p{N}]/u.test(sentence));
  // An appeal: a block below a line of furniture that leads up to its own call at the end.
  if (afterFurniture && group.atEdge && flags.at(-1) === true && flags.length <= 3)
    return flags.map(() => true);
  // Marks without a word (a lone asterisk, emoji above a link) are furniture only where nothing else stands.
  const onlyFurniture = flags.every((flag, index) => flag || wordless[index] === true);
  return onlyFurniture ? flags.map(() => true) : flags;
}

const navigation =
  /^(?:skip to (?:the )?(?:main )?content|skip (?:to )?navigation|view (?:the )?featured image|(?:back to|scroll to) (?:the )?top|(?:read|learn|show|load|see) more|continue reading|toggle navigation|leave a (?:comment|reply)|post a comment|(?:no|\d+) comments|(?:previous|next) (?:post|article|story)|(?:related|recent|popular) (?:posts|articles|stories)|you may also like|(?:share|print|email|e-mail|like|tweet|pin)(?: this)?(?: (?:article|post|page|story|on \w+))?|advertisement|sponsored(?: content)?|table of contents|log ?in|sign in|accept (?:all )?cookies|cookie (?:settings|policy|notice)|privacy policy|terms (?:of (?:use|service)|and conditions))\W*$/i;
const imageCredit =
  /^(?:(?:above|below|featured|cover|header|lead|top)[ -](?:photo|image|picture|photograph)\b\s?(?::|is from|by|from|courtesy|credit)|(?:photo|image|photograph|picture)s? (?:credits?|sources?|by|courtesy(?: of)?)\s?:|(?:photo|image|photograph|picture)s?:.*(?:getty|reuters|\bap\b|afp|wikimedia|flickr|creative commons|public domain|shutterstock|courtesy|©))/i;
const creditAtEnd =
  /\((?:source|photo|image|credit|photo credit|image credit|ap photo|photo by|image by)\b[^()]{0,120}\)$/i;
const linkedLabel = /^[^\s:][^:\n]{0,30}:\s*(?:\[[^[\]\n]{1,300}\]\([^()\s]{0,300}\)[,;|\s]*)+$/;
const label =
  /^(?:regions?|themes?|topics?|tags?|categor(?:y|ies)|sections?|filed under|posted (?:in|under|on)|articles by|more (?:by|from|on)|related|share|author archive|series)\b/i;
const wholeLink = /^\[[^[\]\n]{1,200}\]\([^()\s]{0,300}\)\W*$/;
const callInLink =
  /^(?:comment|become|subscribe|sign up|join|donate|share|follow|support|click|tweet|print|read|view|download the app|get|listen)\b/i;
const copyright = /^(?:copyright\b|©|\(c\) ?\d{4})/i;
const rights = /©|\(c\)|\d{4}|all rights reserved/i;
const disclaimer = /^(?:legal )?(?:disclaimer|fair use notice|copyright notice)\b/i;
const pageItself =
  /\b(?:this|these|the) (?:article|post|site|website|web ?site|page|publication|blog|content)s?\b|\bour (?:readers|site|website)\b|\bwww\.\S/i;
const noticeWords = [
  /\bresponsib/i,
  /\binaccura/i,
  /\bviews (?:and opinions )?expressed/i,
  /\bcopyrighted material/i,
  /\bcopyright owner/i,
  /\bfair use\b/i,
  /\bwithout profit\b/i,
  /\bpermission (?:from|to) /i,
  /\ball rights reserved\b/i,
  /\bre-?publish|\bcross-post|\brepost/i,
];
const inquiries =
  /^for (?:all )?(?:media|press|advertising|licensing) (?:inquir|enquir|quer)\w+:?\s*(?:please )?(?:contact|email|e-mail)?:?\s*\S+@\S+$/i;

function isFurnitureBlock(group: Group): boolean {
  const { raw, words } = group;
  const short = words.length <= 240;
  if (short) {
    if (navigation.test(words)) return true;
    if (imageCredit.test(words)) return true;
    if (creditAtEnd.test(words) && !/[.!?]\s/.test(words.replace(creditAtEnd, ''))) return true;
    if (linkedLabel.test(raw) && label.test(words)) return true;
    if (wholeLink.test(raw) && callInLink.test(words)) return true;
    if (/^the original source of this (?:article|post|story|text|page)\b/i.test(words)) return true;
    if (
      /^(?:originally|first) published (?:by|on|in|at)\b/i.test(words) &&
      group.atEdge &&
      group.sentences.length === 1
    )
      return true;
    if (copyright.test(words) && rights.test(words) && group.sentences.length <= 2) return true;
    if (inquiries.test(words) && group.atEdge) return true;
  }
  const notices = noticeWords.filter((word) => word.test(words)).length;
  return pageItself.test(words) && notices >= (disclaimer.test(words) ? 1 : 3) && group.atEdge;
}

const seeThis =
  /^\(?(?:see|read|watch|listen to|more|via)(?: also)? (?:this|here|more)(?: (?:link|article|post))?\)?\W*$/i;
const signature = /^[—–-]{1,2}\s?.{1,100}\(@\w{1,30}\)(?:\s.{0,30})?$/;
const onlyShortLinks = new RegExp(`^(?:${shortLink.source}\\s*)+$`);
const lead =
  /^(?:note to readers:?|readers:|to (?:receive|get) [^,]{1,120},|if you (?:like|liked|enjoy|enjoyed|value) [^,]{1,80},|please|and|also|don['’]t forget to)\s+/i;
const call =
  /^(?:click|tap|sign up|subscribe|follow us|join (?:us|our)|like us|find us|share (?:this|our)|donate|support (?:us|our)|make a donation|become a|register (?:for|to) (?:our|the) (?:newsletter|mailing)|feel free to (?:share|repost|re-?publish)|(?:repost|forward|tweet|email|print) (?:this|and)|help us|get (?:our|the latest)|comment on)\b/i;
const delivery =
  /\b(?:newsletters?|digest|inbox|mailing list|rss|podcast|patreon|paypal|e-?mail (?:updates|list)|facebook|instagram|twitter|telegram|youtube|whatsapp|tiktok|substack|latest (?:news|updates|articles))\b/i;
const publication =
  /\b(?:this (?:article|post|page|story)|(?:our|all|these) (?:[\w-]+ ){0,3}(?:articles|posts|stories|journalism|reporting|work)|(?:[A-Z]\w+ )+articles|independent (?:media|journalism))\b/;
const selfReference = /\b(?:us|our|we)\b/i;
const control =
  /\b(?:share|like|subscribe|follow|donate|translate)\b[^.]{0,30}\b(?:button|icon|link|widget)s?\b[^.]{0,20}\b(?:above|below|at the (?:top|bottom))\b/i;
const clickHere = /\bclick here\b\W*$/i;
const cookies =
  /\b(?:this|our|we) ?(?:site|website|web site|page)? uses? cookies\b|\bby (?:continuing|using) (?:to (?:use|browse) )?(?:this|our) (?:site|website)\b/i;

function isFurnitureSentence(sentence: string, group: Group): boolean {
  if (sentence.length > 400) return false;
  if (seeThis.test(sentence) || signature.test(sentence) || onlyShortLinks.test(sentence)) return true;
  if (imageCredit.test(sentence) && sentence.length <= 160) return true;
  if (cookies.test(sentence)) return true;
  let bare = sentence.replace(lead, '');
  if (bare !== sentence) bare = bare.replace(lead, '');
  let signs = 0;
  if (call.test(bare)) signs += 2;
  if (clickHere.test(sentence)) signs += 1;
  if (delivery.test(sentence)) signs += 1;
  if (control.test(sentence)) signs += 2;
  if (publication.test(sentence)) signs += 1;
  if (selfReference.test(sentence)) signs += 1;
  if (group.atEdge) signs += 1;
  const asks =
    call.test(bare) || control.test(sentence) || (clickHere.test(sentence) && delivery.test(sentence));
  return asks && signs >= 4;
}

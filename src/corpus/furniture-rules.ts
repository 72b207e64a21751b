import { shortLink } from './post-tails.ts';
import type { BlockKind } from './types.ts';

/** A block as the rules see it. All texts are cut at a length that no furniture reaches. */
export interface PageBlock {
  readonly kind: BlockKind;
  /** As it stands in the document. */
  readonly raw: string;
  /** Without markup, white space as single spaces. */
  readonly words: string;
  /** The block's sentences, as `words` are. */
  readonly sentences: readonly string[];
  /** Among the first or last blocks of the document, where pages have their furniture. */
  readonly atEdge: boolean;
}

/** Longest line of navigation, credit or copyright, in code units. */
const LONGEST_LINE = 240;

// Lines that say nothing else, whatever they stand next to.
const navigation =
  /^(?:skip to (?:the )?(?:main )?content|skip (?:to )?navigation|view (?:the )?featured image|(?:back to|scroll to) (?:the )?top|(?:read|show|load|see) more|continue reading|toggle navigation|leave a (?:comment|reply)|post a comment|(?:no|\d+) comments|(?:previous|next) (?:post|article|story)|(?:related|recent|popular) (?:posts|articles|stories)|you may also like|(?:share|like|tweet|pin) this(?: (?:article|post|page|story))?|share on \w+|accept (?:all )?cookies|cookie settings|sponsored content)\W*$/i;
// Lines that may as well head a section of a handbook; they count only where they do not.
const menu =
  /^(?:share|print|e-?mail|tweet|log ?in|sign in|menu|advertisement|privacy policy|cookie policy|terms of (?:use|service))\W*$/i;

const photo = '(?:photo|image|picture|photograph)';
const imageCredit = new RegExp(
  `^(?:(?:above|below|featured|cover|header|lead|top)[ -]${photo}\\b ?(?::|is from\\b|by\\b|from\\b|courtesy\\b|credit)` +
    `|${photo}s? (?:credits?|sources?|by|courtesy(?: of)?) ?:` +
    `|${photo}s?:.{0,200}(?:\\bgetty|reuters|\\bap\\b|\\bafp\\b|wikimedia|flickr|creative commons|public domain|shutterstock|courtesy|©))`,
  'i',
);
const photographer = /^(?:Photo|Image|Picture|Photograph)s? (?:by|via|courtesy of) [A-Z][^.!?]{0,60}$/;
const creditAtEnd =
  /\((?:source|photo|image|credit|photo credit|image credit|ap photo|photo by|image by)\b[^()]{0,120}\)$/i;

const linkedLabel = /^[^\s:[\]][^:[\]\n]{0,30}:\s*(?:\[[^[\]\n]{1,300}\]\([^()\s]{0,300}\)[,;|\s]*)+$/;
const label =
  /^(?:regions?|themes?|topics?|tags?|categor(?:y|ies)|sections?|filed under|posted (?:in|under|on)|articles by|more (?:by|from|on)|related|share|series)\b/i;
const wholeLink = /^\[[^[\]\n]{1,200}\]\([^()\s]{0,300}\)\W*$/;
const callInLink =
  /^(?:comment on|become a|subscribe|sign up|donate|share|follow us|support us|tweet|print)\b/i;

const copyright = /^(?:copyright )?(?:©|\(c\))|^copyright,? \d{4}/i;
const rights = /\b\d{4}\b|all rights reserved/i;
const original = /^the original source of this (?:article|post|story|text|page) is\b/i;
const inquiries =
  /^for (?:all )?(?:media|press|advertising|licensing) (?:inquir|enquir|quer)\w+:? ?(?:please )?(?:contact|e-?mail)?:? ?\S+@\S+$/i;

/** A block that is one line of furniture as a whole: navigation, labels, credits, copyright. */
export function lineOfFurniture(block: PageBlock, afterFurniture: boolean): boolean {
  const { kind, raw, words, sentences } = block;
  if (words.length > LONGEST_LINE) return false;
  if (navigation.test(words) || (kind !== 'heading' && menu.test(words))) return true;
  if (imageCredit.test(words) || photographer.test(words) || isCaption(kind, words)) return true;
  if (linkedLabel.test(raw) && label.test(words)) return true;
  if (wholeLink.test(raw) && callInLink.test(words)) return true;
  if (original.test(words)) return true;
  if (copyright.test(words) && rights.test(words) && sentences.length <= 2) return true;
  return inquiries.test(words) && afterFurniture && block.atEdge;
}

/** A label (no sentence, no figure) that ends in the credit of its image. */
function isCaption(kind: BlockKind, words: string): boolean {
  return kind === 'paragraph' && creditAtEnd.test(words) && !/[.!?:\d]/.test(words.replace(creditAtEnd, ''));
}

const disclaimer = /^(?:legal )?disclaimer\b/i;
const ofThePage = /\b(?:this|the) (?:article|post|site|web ?site|page|publication|blog)\b/i;
const ofTheSite = /\bour (?:readers|site|web ?site)\b|\b(?:this|the) (?:site|web ?site|blog)\b|\bwww\.\w/i;
const noticeWords: readonly RegExp[] = [
  /\bresponsib/i,
  /\binaccura/i,
  /\bviews (?:and opinions )?expressed/i,
  /\bcopyrighted material/i,
  /\bcopyright owner/i,
  /\bfair use\b/i,
  /\bwithout profit\b/i,
  /\bpermission (?:from|to) /i,
  /\ball rights reserved\b/i,
  /\b(?:re-?publish|cross-post|repost)/i,
];

/** A legal notice that a site puts below every page: a disclaimer, or a notice of fair use or copyright. */
export function isNotice(block: PageBlock): boolean {
  const { words, atEdge } = block;
  if (!atEdge) return false;
  const signs = noticeWords.filter((word) => word.test(words)).length;
  return disclaimer.test(words) ? ofThePage.test(words) && signs >= 2 : ofTheSite.test(words) && signs >= 3;
}

const seeThis = /^\(?(?:see|read|watch|via)(?: also)? (?:this|here|more)(?: (?:link|article|post))?\)?\W*$/i;
const signature = /^[—–-]{1,2} ?.{1,100}\(@\w{1,30}\)(?: .{0,30})?$/;
const onlyShortLinks = new RegExp(`^(?:${shortLink.source}\\s*)+$`);
const cookies =
  /\b(?:this|our) (?:site|web ?site|page) uses cookies\b|\bwe use cookies\b|\bby continuing to (?:use|browse) (?:this|our) (?:site|web ?site)\b/i;

const lead =
  /^(?:note to readers:?|dear readers?[,:]|to (?:receive|get) [^,]{1,120},|if you (?:like|liked|enjoy|enjoyed|value) [^,]{1,80},|please|and|also|don['’]t forget to) /i;
const call =
  /^(?:click|tap|sign up|subscribe|follow us|join us|like us|find us|share (?:this|our)|donate|support (?:us|our)|make a donation|become a|feel free to (?:share|repost|re-?publish)|(?:repost|tweet) this|get our|comment on)\b/i;
const delivery =
  /\b(?:newsletters?|digest|inbox|mailing list|rss|patreon|paypal|facebook|instagram|twitter|telegram|youtube|whatsapp|tiktok|substack|latest (?:news|articles))\b/i;
const publication =
  /\b(?:[Tt]his (?:article|post|story)|(?:[Oo]ur|[Aa]ll|[Tt]hese) (?:[\w-]+ ){0,3}(?:articles|stories|journalism|reporting)|(?:[A-Z]\w+ ){1,4}articles)\b/;
const ourselves = /\b(?:us|our|we)\b/i;
const control =
  /\b(?:share|like|subscribe|follow|donate|translate)\b[^.]{0,30}\b(?:button|icon|link)s?\b[^.]{0,20}\b(?:above|below|at the (?:top|bottom))\b/i;
const controlAlone = new RegExp(`${control.source}\\W*$`, 'i');
const clickHere = /\bclick here\W*$/i;
/** A day, a time or a price: an appeal to everybody has none, an announcement has. */
const particulars =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|[$€£] ?\d|\b\d+ (?:euros?|dollars?|pounds?)\b/i;

/**
 * A sentence that is furniture by itself (a post's signature, `See this`), or a call to share, subscribe,
 * follow or pay. A call counts four signs: the verb it begins with is two; a way of delivery, the publication's
 * own articles, `us` or `our`, a button's place and the edge of the document are one each; a day, a time or a
 * price takes two away. Without a way of delivery, an article or a bare button it is about something else.
 */
export function sentenceOfFurniture(sentence: string, atEdge: boolean): boolean {
  if (sentence.length > 400) return false;
  if (seeThis.test(sentence) || signature.test(sentence) || onlyShortLinks.test(sentence)) return true;
  if (sentence.length <= LONGEST_LINE && imageCredit.test(sentence)) return true;
  if (cookies.test(sentence)) return true;
  const bare = sentence.replace(lead, '').replace(lead, '');
  const asks = call.test(bare);
  const buttons = control.test(sentence);
  const published = publication.test(sentence);
  const delivered = delivery.test(sentence);
  if (!asks && !buttons) return false;
  if (!published && !delivered && !controlAlone.test(sentence)) return false;
  const signs = [buttons, buttons && published, published, delivered, ourselves.test(sentence), atEdge];
  signs.push(clickHere.test(sentence));
  const count = signs.filter(Boolean).length + (asks ? 2 : 0) - (particulars.test(sentence) ? 2 : 0);
  return count >= 4;
}

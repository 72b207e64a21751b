/** The limits of a message that the specification's schema does not hold. Pure: a body in, problems out. */
import { Limit, MessageFlag } from '../constants.ts';
import type { Problem } from '../errors.ts';
import { type JsonObject, lengthOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { MessageContent } from '../message.ts';
import { componentProblems } from './components.ts';

/** Flags that an application may set on what it sends. */
const settable = MessageFlag.SuppressEmbeds | MessageFlag.SuppressNotifications | MessageFlag.IsComponentsV2;

/**
 * What is wrong with a message as it would be shown.
 *
 * @param message the whole message: for an edit, what stays merged with what changes.
 */
export function messageProblems(message: MessageContent): Problem[] {
  const problems: Problem[] = [];
  if (lengthOf(message.content) > Limit.content) {
    problems.push({
      path: 'content',
      rule: 'content-length',
      message: `must be ${Limit.content} or fewer in length`,
    });
  }
  problems.push(...embedProblems(message.embeds));
  const v2 = (message.flags & MessageFlag.IsComponentsV2) !== 0;
  if (v2) {
    for (const [path, used] of [
      ['content', message.content !== ''],
      ['embeds', message.embeds.length > 0],
    ] as const) {
      if (used) {
        problems.push({
          path,
          rule: 'components-v2-mixed',
          message: 'cannot be used when the IS_COMPONENTS_V2 flag is set',
        });
      }
    }
  }
  problems.push(...componentProblems(message.components, v2));
  return problems;
}

/** Nothing to show: Discord refuses it with 50006. Blank text counts as nothing. */
export function isEmptyMessage(message: MessageContent, files: number): boolean {
  const parts = [message.embeds, message.components, message.attachments];
  return message.content.trim() === '' && files === 0 && parts.every((part) => part.length === 0);
}

/** Flags that a request may not set here. */
export function flagProblems(flags: number, ephemeralAllowed: boolean): Problem[] {
  const allowed = ephemeralAllowed ? settable | MessageFlag.Ephemeral : settable;
  const extra = flags & ~allowed;
  if (extra === 0) return [];
  return [{ path: 'flags', rule: 'flags', message: `bits ${extra} cannot be set here` }];
}

function embedProblems(embeds: readonly JsonObject[]): Problem[] {
  const problems: Problem[] = [];
  let total = 0;
  embeds.forEach((embed, index) => {
    const texts = embedTexts(embed);
    total += texts.reduce((sum, text) => sum + lengthOf(text), 0);
    const pictures = ['image', 'thumbnail', 'url'].some(
      (key) => embed[key] !== undefined && embed[key] !== null,
    );
    if (texts.every((text) => text.trim() === '') && !pictures) {
      problems.push({ path: `embeds.${index}`, rule: 'embed-empty', message: 'shows nothing' });
    }
    objectsOf(embed['fields']).forEach((field, at) => {
      for (const key of ['name', 'value']) {
        if (textOf(field[key]).trim() !== '') continue;
        const path = `embeds.${index}.fields.${at}.${key}`;
        problems.push({ path, rule: 'embed-field-empty', message: 'this field is required' });
      }
    });
  });
  if (total > Limit.embedsTotal) {
    const message = `the embeds hold ${total} characters together, more than ${Limit.embedsTotal}`;
    problems.push({ path: 'embeds', rule: 'embed-total', message });
  }
  return problems;
}

function embedTexts(embed: JsonObject): string[] {
  return [
    textOf(embed['title']),
    textOf(embed['description']),
    textOf(objectOf(embed['author'])['name']),
    textOf(objectOf(embed['footer'])['text']),
    ...objectsOf(embed['fields']).flatMap((field) => [textOf(field['name']), textOf(field['value'])]),
  ];
}

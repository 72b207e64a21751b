import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { BUTTONS_IN_ROW, CONTENT_LENGTH } from './limits.ts';
import { escapeText, shorten } from './text.ts';

/** A message as the renderers make it: plain data, complete but for its visibility. */
export interface Payload {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
}

export interface ButtonSpec {
  readonly label: string;
  readonly customId: string;
  readonly disabled?: boolean;
}

/** A message that is one sentence of the bot's own, which may name things that people or documents named. */
export function notice(sentence: string): Payload {
  // Escaping makes a text at most twice as long, so this is within the limit whatever it holds.
  return { content: escapeText(shorten(sentence, CONTENT_LENGTH / 2)) };
}

/** Buttons in rows of at most five; no row for no buttons. */
export function buttonRows(
  ...groups: readonly (readonly ButtonSpec[])[]
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      type: ComponentType.ActionRow,
      components: group.slice(0, BUTTONS_IN_ROW).map(button),
    }));
}

function button({ label, customId, disabled = false }: ButtonSpec): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: customId, disabled };
}

import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { MAX_QUESTION_CHARACTERS } from '../../answer/question.ts';
import { shorten } from '../text.ts';

/** One line, so that it never outweighs the quotes that it stands beside. */
const LINE_LENGTH = 300;
const LINE = 'line';
const WORDS = 'words';

/** Asks for the line that a moderator may add in their own name. */
export function lineForm(
  customId: string,
  title: string,
  line: string | null,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title,
    components: [
      {
        type: ComponentType.Label,
        label: 'Your line (optional)',
        description: 'Shown with your name, above the quotes and never as one of them',
        component: {
          type: ComponentType.TextInput,
          custom_id: LINE,
          style: TextInputStyle.Short,
          max_length: LINE_LENGTH,
          required: false,
          ...(line === null ? {} : { value: shorten(line, LINE_LENGTH) }),
        },
      },
    ],
  };
}

/** What was filled in, on one line; null for nothing. */
export function lineIn(interaction: ModalSubmitInteraction): string | null {
  const line = interaction.fields.getTextInputValue(LINE).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}

/** Asks for other words to search for. */
export function searchForm(customId: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: 'Search the sources',
    components: [
      {
        type: ComponentType.Label,
        label: 'What to search for',
        component: {
          type: ComponentType.TextInput,
          custom_id: WORDS,
          style: TextInputStyle.Short,
          max_length: MAX_QUESTION_CHARACTERS,
        },
      },
    ],
  };
}

export function wordsIn(interaction: ModalSubmitInteraction): string {
  return interaction.fields.getTextInputValue(WORDS);
}

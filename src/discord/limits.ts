/**
 * Discord's limits for messages, in UTF-16 code units (Discord counts code points, which are never more).
 * Source: Discord's API reference, "Message" and "Embed limits".
 */
export const CONTENT_LENGTH = 2_000;
export const EMBEDS_LENGTH = 6_000;
export const DESCRIPTION_LENGTH = 4_096;
export const URL_LENGTH = 2_048;
export const BUTTONS_IN_ROW = 5;
export const CHOICES = 25;
export const CHOICE_LENGTH = 100;

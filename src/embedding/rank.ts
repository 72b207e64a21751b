/**
 * What goes first when several tasks wait. A question that is already being answered is finished before a new
 * one is begun, and people wait for no passage but the one under way.
 */
export const rank = { close: 0, open: 1, read: 1, window: 1, question: 2, count: 3, passage: 4 } as const;

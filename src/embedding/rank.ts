/**
 * What goes first when several tasks wait. A question that is already being answered is finished before a new
 * one is begun, and people wait for no passage but the one under way.
 */
export const rank = { read: 0, question: 1, count: 2, passage: 3 } as const;

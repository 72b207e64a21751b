/** Files that are named; a folder of pictures must not fill the screen. */
const NAMED = 5;

/** Names the files that were left out because nothing reads their format; null when there are none. */
export function describeIgnored(files: readonly string[]): string | null {
  if (files.length === 0) return null;
  const shown = files.slice(0, NAMED).join(', ');
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  return `Left out, since their format is not known: ${shown}${more}. Convert them to .txt, .md or .jsonl.`;
}

import { type Document, isScalar, parseDocument, visit } from 'yaml';

/**
 * What a block of YAML states. Numbers and the like stay as they are written: a title can be 1984, and a date 2023.
 * Blank is an empty mapping.
 *
 * @throws Error with the line of the file, where the block begins on its second.
 */
export function yamlValues(source: string): unknown {
  const document = readYaml(source);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = (error.linePos?.[0].line ?? 0) + 1;
    throw new Error(`line ${line}: ${error.message.replace(/ at line \d+, column \d+:[\s\S]*$/, '')}`);
  }
  return document.toJS() ?? {};
}

/** Whether a block looks like TOML, rather than text between two lines of `+++`. */
export function looksLikeToml(source: string): boolean {
  const first = source.split('\n').find((line) => !/^\s*(?:#|$)/.test(line));
  return first === undefined || /^\s*(?:[\w."'-]+[ \t]*=|\[)/.test(first);
}

/**
 * What the simple lines of a block of TOML state: a key and a text, a number, a date or a list of texts in one line,
 * above the first table. Such a value is written as in YAML. What is not simple is left out.
 */
export function tomlValues(source: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const line of source.split(/\r?\n/)) {
    // The lines of a table or of a longer text are not the document's own.
    if (/^\s*\[|"""|'''/.test(line)) break;
    const [, key, written] = /^\s*([A-Za-z]+)\s*=(.{1,1000})$/.exec(line) ?? [];
    if (key === undefined || written === undefined) continue;
    const document = readYaml(written);
    const value = document.errors.length > 0 ? undefined : document.toJS();
    if (typeof value === 'string' || Array.isArray(value)) values[key] ??= value;
  }
  return values;
}

function readYaml(source: string): Document.Parsed {
  const document = parseDocument(source, { logLevel: 'silent' });
  visit(document, (_, node) => {
    if (!isScalar(node) || node.value === null || node.source === undefined) return;
    if (typeof node.value !== 'string') node.value = node.source;
  });
  return document;
}

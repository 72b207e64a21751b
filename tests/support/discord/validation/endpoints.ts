/** Finding which endpoint of a specification a path belongs to. */

export interface Endpoint {
  /** As the specification writes it: `/channels/{channel_id}/messages`. */
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly template: string;
  readonly parts: readonly string[];
}

/**
 * Paths by method. A literal part wins over a parameter, so `/messages/pins` is not a message called "pins" and
 * `/messages/@original` not one called "@original".
 */
export class Endpoints {
  readonly #byMethod = new Map<string, Pattern[]>();

  /** @param paths templates by upper-case method. */
  constructor(paths: Iterable<readonly [method: string, templates: readonly string[]]>) {
    for (const [method, templates] of paths) {
      const patterns = templates.map((template) => ({ template, parts: template.split('/') }));
      patterns.sort((a, b) => literals(b.parts) - literals(a.parts));
      this.#byMethod.set(method, patterns);
    }
  }

  /** @param path decoded, without the `/api/v10` in front. */
  find(method: string, path: string): Endpoint | null {
    const parts = path.split('/');
    for (const pattern of this.#byMethod.get(method) ?? []) {
      const params = match(pattern.parts, parts);
      if (params !== null) return { template: pattern.template, params };
    }
    return null;
  }
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = parts[index] ?? '';
    if (expected.startsWith('{')) {
      if (actual === '') return null;
      params[expected.slice(1, -1)] = actual;
    } else if (expected !== actual) return null;
  }
  return params;
}

function literals(parts: readonly string[]): number {
  return parts.filter((part) => !part.startsWith('{')).length;
}

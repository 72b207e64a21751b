import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Dependencies point one way: discord, playground, cli, evaluation, bench -> verbatim.ts -> answer -> index,
 * reading -> corpus, embedding. What stands here is read from the source files; docs/design.md says why.
 */
const root = path.resolve(import.meta.dirname, '..');

interface SourceFile {
  /** From the project's root, with `/`. */
  readonly name: string;
  readonly text: string;
  /** What it imports: files from the project's root, packages by their name. */
  readonly imports: readonly string[];
  /** Those of them that are there at run time too: no types alone. */
  readonly loaded: readonly string[];
}

/** What each folder or top file of src may import beside itself. */
const BASE = ['errors.ts'];
const MODELS = ['corpus', ...BASE];
const ENGINE = ['answer', 'index', 'embedding', 'reading', ...MODELS];
const PROGRAM = ['verbatim.ts', 'community', 'config.ts', 'logging.ts', ...ENGINE];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'dot-env.ts': BASE,
  'config.ts': ['dot-env.ts', ...BASE],
  'logging.ts': ['config.ts', ...BASE],
  corpus: BASE,
  // One layer: both models run in one thread, since the runtime can be loaded only once.
  embedding: ['reading', ...MODELS],
  reading: ['embedding', ...MODELS],
  index: ['embedding', ...MODELS],
  answer: ['index', 'embedding', 'reading', ...MODELS],
  community: ['index', 'embedding', 'config.ts', ...MODELS],
  'verbatim.ts': ['config.ts', ...ENGINE],
  evaluation: ['verbatim.ts', 'config.ts', ...ENGINE],
  bench: ['evaluation', ...PROGRAM],
  cli: PROGRAM,
  discord: PROGRAM,
  playground: ['discord', ...PROGRAM],
};

/** Packages that one folder keeps to itself, so that it can be replaced alone. The bench measures them bare. */
const OWN_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['discord'],
  '@xenova/transformers': ['embedding', 'reading'],
  vectra: ['index'],
  kysely: ['community'],
  libsql: ['community', 'index'],
  pg: ['community'],
};

function readSources(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs)$/.test(entry.name))
    .map((entry) => {
      const absolute = path.join(entry.parentPath, entry.name);
      const text = readFileSync(absolute, 'utf8');
      const resolve = (specifier: string) =>
        specifier.startsWith('.') ? nameOf(path.resolve(path.dirname(absolute), specifier)) : specifier;
      const imports = specifiersIn(text).map(resolve);
      const loaded = specifiersIn(text.replace(/\b(?:import|export) type\b[^;]*;/g, '')).map(resolve);
      return { name: nameOf(absolute), text, imports, loaded };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every module that a source names: static and dynamic imports, re-exports and the scripts of workers. */
function specifiersIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements =
    /(?:^|[\s;}])(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+\.(?:ts|mjs))['"]/g;
  return [...code.matchAll(statements)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function nameOf(absolute: string): string {
  return path.relative(root, absolute).split(path.sep).join('/');
}

/** `answer` of `src/answer/values/dates.ts`, `config.ts` of `src/config.ts`. */
const unitOf = (name: string) => name.split('/')[1] ?? '';
const isOurs = (imported: string) => imported.startsWith('src/');

const sources = readSources('src');
const entryPoints = readSources('scripts');
const faultsOf = (fault: (file: SourceFile, imported: string) => string | null) =>
  sources.flatMap((file) => file.imports.flatMap((imported) => fault(file, imported) ?? []));

describe('the source files', () => {
  test('are found with their imports, of every form', () => {
    expect(sources.length).toBeGreaterThan(100);
    const imported = new Set(sources.flatMap(({ imports }) => imports));
    for (const known of [
      'src/errors.ts',
      'node:crypto',
      'discord.js',
      'src/embedding/start-model-worker.mjs',
    ])
      expect([...imported]).toContain(known);
    expect(
      specifiersIn(
        `import 'a';\nimport type { B } from 'b';\nexport * from "c";\nconst d = await import('d');\n// import 'e';\nimport {\n  f,\n} from './f.ts';`,
      ).sort(),
    ).toEqual(['./f.ts', 'a', 'b', 'c', 'd']);
  });

  test('stand in folders that have a place in the order', () => {
    const unknown = [...new Set(sources.map(({ name }) => unitOf(name)))].filter(
      (unit) => MAY_IMPORT[unit] === undefined,
    );
    expect(unknown, 'give the folder a line in MAY_IMPORT').toEqual([]);
  });
});

describe('imports', () => {
  test('point one way', () => {
    const faults = faultsOf(({ name }, imported) => {
      const unit = unitOf(name);
      if (isOurs(imported) && unitOf(imported) !== unit && !MAY_IMPORT[unit]?.includes(unitOf(imported)))
        return `${name} imports ${imported}, but ${unit} may not know ${unitOf(imported)}`;
      return imported.startsWith('..') || /^(?:scripts|tests)\//.test(imported)
        ? `${name} imports ${imported}, which is outside src`
        : null;
    });
    expect(faults).toEqual([]);
  });

  test('make no circle between folders', () => {
    const layerOf = (unit: string) => (unit === 'reading' ? 'embedding' : unit);
    const edges = new Map<string, Set<string>>();
    for (const { name, imports } of sources) {
      const from = layerOf(unitOf(name));
      for (const imported of imports.filter(isOurs)) {
        const to = layerOf(unitOf(imported));
        if (to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
    expect(circleIn(edges)).toBeNull();
  });

  test('make no circle between files, except by types', () => {
    const edges = new Map(sources.map(({ name, loaded }) => [name, new Set(loaded.filter(isOurs))]));
    expect(circleIn(edges)).toBeNull();
  });

  test('of packages stay in the folder that is made for them', () => {
    const faults = faultsOf(({ name }, imported) => {
      const homes = OWN_PACKAGES[imported];
      if (homes === undefined || [...homes, 'bench'].includes(unitOf(name))) return null;
      return `${name} imports ${imported}, which belongs in ${homes.join(', ')}`;
    });
    expect(faults).toEqual([]);
  });
});

describe('answering', () => {
  test('knows no file system, no network, no clock and no Discord: of Node.js only the hashes', () => {
    const faults = faultsOf(({ name }, imported) => {
      const fromOutside = imported.startsWith('node:') || imported === 'discord.js';
      const allowed = unitOf(name) !== 'answer' || !fromOutside || imported === 'node:crypto';
      return allowed ? null : `${name} imports ${imported}`;
    });
    const effects = /\b(?:Date\.now|new Date\(\)|performance\.now|Math\.random|setTimeout|fetch)\b/;
    const impure = sources
      .filter(({ name, text }) => unitOf(name) === 'answer' && effects.test(text))
      .map(({ name, text }) => `${name} uses ${effects.exec(text)?.[0]}`);
    expect([...faults, ...impure]).toEqual([]);
  });
});

describe('the environment', () => {
  test('is read by src/config.ts and by nothing else', () => {
    const reads =
      /\bprocess\s*(?:\?\.|\.|\[\s*['"])\s*env\b|\benv\b[^\n;]*\}\s*=\s*process\b|\benv\b[^\n;]*from 'node:process'/;
    const readers = [...sources, ...entryPoints]
      .filter(({ text }) => reads.test(text))
      .map(({ name }) => name);
    expect(readers).toEqual(['src/config.ts']);
  });
});

/** A circle as `a -> b -> a`, or null when there is none. */
function circleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string | null => {
    const at = way.indexOf(node);
    if (at !== -1) return [...way.slice(at), node].join(' -> ');
    if (done.has(node)) return null;
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...way, node]);
      if (circle !== null) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of edges.keys()) {
    const circle = visit(node, []);
    if (circle !== null) return circle;
  }
  return null;
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusHash, loadCorpus, MAX_FILE_BYTES } from '../../src/corpus/load.ts';
import { UserError } from '../../src/errors.ts';
import { corpusFolder } from './folder.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Ids and problems of a folder, each problem on one line that names its file and ends with the next step. */
async function load(dir: string): Promise<{ ids: string[]; problems: string[]; ignored: readonly string[] }> {
  const { documents, problems, ignored } = await loadCorpus(dir);
  for (const { file, message } of problems) {
    expect(message).toContain(file);
    expect(message).toMatch(/^[^\n]+\.$/);
  }
  return { ids: documents.map(({ id }) => id), problems: problems.map(({ message }) => message), ignored };
}

describe('loadCorpus', () => {
  it('reads every known format in the folder and below it, by id in order', async () => {
    const dir = await corpusFolder({
      'b.txt': 'Two.',
      'a/c.md': '# Three',
      'Z.TXT': 'One.',
      'd.jsonl': '{"id": "zebra", "text": "Five."}\n{"id": "M", "text": "Four."}',
    });
    expect(await load(dir)).toEqual({
      ids: ['M', 'Z.TXT', 'a/c.md', 'b.txt', 'zebra'],
      problems: [],
      ignored: [],
    });
  });

  it('keeps the text and its hash, and where the document is from', async () => {
    const dir = await corpusFolder({ 'a/b.txt': '\ufeffOne\u00a0line.\r\n' });
    expect((await loadCorpus(dir)).documents).toEqual([
      {
        id: 'a/b.txt',
        file: 'a/b.txt',
        text: 'One\u00a0line.\r\n',
        sha256: sha256('One\u00a0line.\r\n'),
        metadata: { title: null, author: null, publisher: null, published: null, url: null },
        blocks: [{ kind: 'paragraph', start: 0, end: 9, line: 1 }],
        linesFollowText: true,
      },
    ]);
  });

  it('leaves out hidden files, and lists files of unknown formats', async () => {
    const dir = await corpusFolder({
      'a.txt': 'x',
      '.hidden.txt': 'x',
      '.git/b.txt': 'x',
      'c.odt': 'x',
      'd/e': 'x',
    });
    expect(await load(dir)).toEqual({ ids: ['a.txt'], problems: [], ignored: ['c.odt', 'd/e'] });
  });

  it('reads an empty folder as an empty corpus', async () => {
    expect(await load(await corpusFolder({}))).toEqual({ ids: [], problems: [], ignored: [] });
  });

  it('says that a folder is missing, and what to do', async () => {
    const dir = path.join(await corpusFolder({}), 'nowhere');
    const failure = loadCorpus(dir);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toMatchObject({ identifier: 'corpus-missing' });
    await expect(failure).rejects.toThrow(`The corpus folder ${dir} does not exist; create it`);
  });

  it('says that the folder is a file', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x' });
    await expect(loadCorpus(path.join(dir, 'a.txt'))).rejects.toMatchObject({
      identifier: 'corpus-unreadable',
    });
  });
});

describe('bad files', () => {
  it.each([
    ['an empty file', '', 'bad.txt is empty; add its text or remove the file.'],
    ['a blank file', ' \n', 'bad.txt is empty; add its text or remove the file.'],
    [
      'a binary file',
      Uint8Array.from([80, 75, 3, 4, 0, 0]),
      'bad.txt is binary (it contains NUL bytes); replace it with a text file or remove it.',
    ],
    [
      'a file in Latin-1',
      Uint8Array.from([99, 97, 102, 0xe9]),
      'bad.txt is not UTF-8 (line 1); save it as UTF-8.',
    ],
    [
      'a file in UTF-16',
      Uint8Array.from([0xff, 0xfe, 72, 0]),
      'bad.txt is encoded as UTF-16; save it as UTF-8.',
    ],
  ])('%s is one problem, and the others load', async (_, content, problem) => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'bad.txt': content, 'c.txt': 'x' });
    expect(await load(dir)).toEqual({ ids: ['a.txt', 'c.txt'], problems: [problem], ignored: [] });
  });

  it('does not read a file that is too large', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'large.txt': '' });
    // A sparse file: it has the size but no blocks on the disk.
    await truncate(path.join(dir, 'large.txt'), 200 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect(await load(dir)).toEqual({
      ids: ['a.txt'],
      problems: ['large.txt has 200 MB, more than the 50 MB a .txt file may have; divide it.'],
      ignored: [],
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_FILE_BYTES);
  });

  it('names both files of a duplicate id, and keeps the first by path', async () => {
    const dir = await corpusFolder({
      'b.jsonl': '{"id": "x", "text": "second"}\n{"id": "a.txt", "text": "third"}',
      'a.jsonl': '{"id": "x", "text": "first"}',
      'a.txt': 'text',
    });
    const { documents, problems } = await loadCorpus(dir);
    expect(documents.map(({ id, text }) => [id, text])).toEqual([
      ['a.txt', 'text'],
      ['x', 'first'],
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'b.jsonl line 1 has the id "x", which a.jsonl line 1 has already; give one of them another id.',
      'b.jsonl line 2 has the id "a.txt", which a.txt has already; give one of them another id.',
    ]);
  });

  it('does not wait for a pipe that looks like a document', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x' });
    execFileSync('mkfifo', [path.join(dir, 'pipe.txt')]);
    expect((await load(dir)).problems).toEqual(['pipe.txt is neither a file nor a folder; remove it.']);
  });

  it.runIf(process.platform === 'linux')('refuses names that cannot be shown or are not text', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'b\n\u001b[31m.txt': 'x', 'c\u2028/d.txt': 'x' });
    await writeFile(Buffer.concat([Buffer.from(`${dir}/latin`), Buffer.of(0xe9), Buffer.from('.txt')]), 'x');
    expect(await load(dir)).toEqual({
      ids: ['a.txt'],
      problems: [
        String.raw`"b\n\u001b[31m.txt" has a control character or a line break in its name; rename it.`,
        '"c\u2028" has a control character or a line break in its name; rename it.',
        'latin\ufffd.txt has a name that is not UTF-8; rename it.',
      ],
      ignored: [],
    });
  });

  it('takes less of a format that costs more', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'large.md': '' });
    await truncate(path.join(dir, 'large.md'), 6 * 1024 * 1024);
    expect((await load(dir)).problems).toEqual([
      'large.md has 6 MB, more than the 5 MB a .md file may have; divide it.',
    ]);
  });

  it('survives Markdown that nests deeper than the stack', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'deep.md': `${'>'.repeat(20_000)} x` });
    const { ids, problems } = await load(dir);
    expect(ids).toContain('a.txt');
    expect(ids.length + problems.length).toBe(2);
  });
});

describe('links', () => {
  it('follows those that stay inside the folder', async () => {
    const dir = await corpusFolder({ '.data/a.txt': 'x', '.data/sub/b.txt': 'y' });
    await symlink('.data/a.txt', path.join(dir, 'a.txt'));
    await symlink('.data/sub', path.join(dir, 'sub'));
    expect(await load(dir)).toEqual({ ids: ['a.txt', 'sub/b.txt'], problems: [], ignored: [] });
  });

  it('reports those that lead out of it, to nothing, or in a circle', async () => {
    const outside = await corpusFolder({ 'secret.txt': 'x' });
    const dir = await corpusFolder({ 'a.txt': 'x' });
    await symlink(path.join(outside, 'secret.txt'), path.join(dir, 'b.txt'));
    await symlink(outside, path.join(dir, 'c'));
    await symlink('nothing.txt', path.join(dir, 'd.txt'));
    await symlink('.', path.join(dir, 'e'));
    await symlink('f.txt', path.join(dir, 'f.txt'));
    const { ids, problems } = await load(dir);
    expect(ids).toEqual(['a.txt']);
    expect([...problems].sort()).toEqual([
      'b.txt is a link that leads out of the corpus folder; copy the file into the folder instead.',
      'c is a link that leads out of the corpus folder; copy the file into the folder instead.',
      'd.txt is a link to a file that does not exist; correct or remove it.',
      'e is a link to a folder that contains it; remove the link.',
      'f.txt is a link that leads back to itself; remove it.',
    ]);
  });
});

describe('metadata', () => {
  const metadataOf = async (files: Record<string, string | Uint8Array>) => {
    const { documents, problems } = await loadCorpus(await corpusFolder(files));
    return {
      metadata: documents.map(({ metadata }) => metadata),
      problems: problems.map(({ message }) => message),
    };
  };

  it('comes from the document first, then from sources.json, then from the first heading', async () => {
    const { metadata, problems } = await metadataOf({
      'a.md': '---\nauthor: Ann\n---\n# Heading',
      'b.md': '# Heading',
      'sources.json':
        '{"a.md": {"author": "Bob", "publisher": "Press"}, "b.md": {"title": "Given", "url": null}}',
    });
    expect(problems).toEqual([]);
    expect(metadata).toEqual([
      { title: 'Heading', author: 'Ann', publisher: 'Press', published: null, url: null },
      { title: 'Given', author: null, publisher: null, published: null, url: null },
    ]);
  });

  it('is shared by all documents of a file', async () => {
    const { metadata } = await metadataOf({
      'a.jsonl': '{"id": "x", "text": "x"}\n{"id": "y", "text": "y", "publisher": "Own"}',
      'sources.json': '{"a.jsonl": {"publisher": "Press"}}',
    });
    expect(metadata.map(({ publisher }) => publisher)).toEqual(['Press', 'Own']);
  });

  it.each([
    ['{', 'sources.json is not valid JSON ('],
    ['[]', 'sources.json is wrong: must be an object from file name to metadata; correct it.'],
    ['{"a.txt": "Ann"}', 'sources.json is wrong at "a.txt": must be an object with'],
    ['{"a.txt": {"published": "in May"}}', 'sources.json is wrong at "a.txt": published must be a date'],
    [
      '{"a.txt": {"auther": "Ann"}}',
      'sources.json is wrong at "a.txt": "auther" is not one of title, author, publisher, published, url; correct it.',
    ],
    // "Jörg" in Latin-1: a guess would cite a name that nobody has.
    [
      Uint8Array.from(Buffer.from('{"a.txt": {"author": "J\u00f6rg"}}', 'latin1')),
      'sources.json is not UTF-8 (line 1); save it as UTF-8. Until then the documents have no metadata from it.',
    ],
  ])('is unknown while sources.json is damaged: %s', async (content, problem) => {
    const { metadata, problems } = await metadataOf({ 'a.txt': 'x', 'sources.json': content });
    expect(metadata).toEqual([{ title: null, author: null, publisher: null, published: null, url: null }]);
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('keeps the right fields of a wrong entry', async () => {
    const content =
      '{"a.txt": {"title": "Mills", "published": "in May", "auther": "Ann"}, "b.txt": {"author": "Ann"}}';
    const { metadata, problems } = await metadataOf({ 'a.txt': 'x', 'b.txt': 'y', 'sources.json': content });
    expect(metadata).toMatchObject([{ title: 'Mills', published: null, author: null }, { author: 'Ann' }]);
    expect(problems).toEqual([
      'sources.json is wrong at "a.txt": published must be a date: YYYY, YYYY-MM or YYYY-MM-DD; "auther" is not one of title, author, publisher, published, url; correct it. Until then what is wrong there is not known.',
    ]);
  });

  it('leaves what an outer sources.json says where nothing of the nearest entry is right', async () => {
    const { metadata } = await metadataOf({
      'rules/a.txt': 'x',
      'sources.json': '{"rules/a.txt": {"title": "Rules"}}',
      'rules/sources.json': '{"a.txt": {"titel": "Club rules"}}',
    });
    expect(metadata).toMatchObject([{ title: 'Rules' }]);
  });

  it('is kept for the other documents when one entry of sources.json is wrong', async () => {
    const { metadata, problems } = await metadataOf({
      'a.txt': 'x',
      'b.txt': 'y',
      'sources.json': '{"a.txt": {"published": "in May"}, "b.txt": {"author": "Ann"}}',
    });
    expect(metadata.map(({ author }) => author)).toEqual([null, 'Ann']);
    expect(problems).toHaveLength(1);
  });

  it('comes from the sources.json nearest to the file, which names files beside and below itself', async () => {
    const { metadata, problems } = await metadataOf({
      'sources.json': '{"a/b.txt": {"author": "Ann", "title": "Far"}, "a/c/d.txt": {"author": "Ann"}}',
      'a/sources.json': '{"b.txt": {"title": "Near"}, "e.txt": {}}',
      'a/c/sources.json': '[',
      'a/b.txt': 'x',
      'a/c/d.txt': 'x',
    });
    expect(metadata.map(({ title, author }) => [title, author])).toEqual([
      ['Near', null],
      [null, 'Ann'],
    ]);
    expect(problems).toEqual([
      expect.stringMatching(/^a\/c\/sources\.json is not valid JSON/),
      'a/sources.json names "e.txt", which is not a document of the corpus; correct the name or remove the entry.',
    ]);
  });

  it('misses a file that sources.json names', async () => {
    const { problems } = await metadataOf({ 'a.txt': 'x', 'sources.json': '{"b.txt": {}, "a.txt": {}}' });
    expect(problems).toEqual([
      'sources.json names "b.txt", which is not a document of the corpus; correct the name or remove the entry.',
    ]);
  });

  it('says of the shipped articles what they say of themselves and nothing more', async () => {
    const { documents, problems, ignored } = await loadCorpus(path.resolve('corpus'));
    expect({ problems, ignored }).toEqual({ problems: [], ignored: [] });
    expect(
      documents.map(({ metadata }) => [metadata.author, metadata.publisher, metadata.published]),
    ).toEqual([
      [null, null, null],
      ['Clau O’Brien Moscoso', 'Orinoco Tribune', '2023-05-26'],
      [null, null, null],
      ['W.T. Whitney Jr.', null, null],
      ['Abayomi Azikiwe', 'Global Research', '2023-07-12'],
    ]);
    for (const { metadata, text } of documents) {
      for (const value of [metadata.title, metadata.author, metadata.publisher])
        if (value) expect(text).toContain(value);
      expect(metadata.url).toBeNull();
    }
  });
});

describe('corpusHash', () => {
  it('is the same for the same files, whatever their times and whoever else is there', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'sources.json': '{}' });
    const before = await corpusHash(dir);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    await utimes(path.join(dir, 'a.txt'), 1, 1);
    await writeFile(path.join(dir, 'notes.odt'), 'x');
    await writeFile(path.join(dir, '.hidden.txt'), 'x');
    expect(await corpusHash(dir)).toBe(before);
    expect(await corpusHash(await corpusFolder({ 'sources.json': '{}', 'a.txt': 'x' }))).toBe(before);
  });

  it('changes with a text of the same length, a name, a file more or less, and sources.json', async () => {
    const dir = await corpusFolder({ 'a.txt': 'x', 'sources.json': '{}' });
    const states = [await corpusHash(dir)];
    const record = async (change: Promise<void>) => {
      await change;
      states.push(await corpusHash(dir));
    };
    await record(writeFile(path.join(dir, 'a.txt'), 'y'));
    await record(rename(path.join(dir, 'a.txt'), path.join(dir, 'b.txt')));
    await record(writeFile(path.join(dir, 'c.md'), 'z'));
    await record(writeFile(path.join(dir, 'sources.json'), '{ }'));
    await record(rm(path.join(dir, 'b.txt')));
    expect(new Set(states).size).toBe(6);
  });

  it('fails as loading does when the folder is missing', async () => {
    await expect(corpusHash('/nowhere/at/all')).rejects.toMatchObject({ identifier: 'corpus-missing' });
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawWordPress } from '../../docs/picture';
import { documents, ROOT, read } from './markdown';

const sources = execFileSync('git', ['ls-files', 'src', 'constructs', 'stacks'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter(file => file.endsWith('.ts'));
const codes = [...new Set(sources.flatMap(file => read(file).match(/'KW\d{4}'/g) ?? []))]
  .map(code => code.slice(1, -1))
  .sort();

test.each(['docs/errors.md', 'docs/errors.zh-CN.md'])('%s has a row for each code, and no other', document => {
  const rows = [...read(document).matchAll(/^\| (KW\d{4}) \|/gm)].map(match => match[1]);
  expect(rows).toEqual(codes);
});

test('the README’s picture shows what the stack makes today', () => {
  expect(read('docs/wordpress.svg')).toBe(drawWordPress());
});

test.each(documents())('%s links to files that are there', document => {
  const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1] ?? '');
  const missing = links.filter(link => !existsSync(join(ROOT, dirname(document), link)));
  expect(missing).toEqual([]);
});

test('what a newcomer reads first is there in both languages', () => {
  const headings = (document: string) => (read(document).match(/^## /gm) ?? []).length;
  expect(headings('README.zh-CN.md')).toBeGreaterThanOrEqual(headings('README.md') - 1);
});

const translated = documents().filter(document => /^docs\/.*(?<!\.zh-CN)\.md$/.test(document));

test.each(translated)('%s is there in Chinese, part for part', document => {
  const parts = (text: string) => text.match(/^#+ |^```\w*$|^\|(?=[-|]+$)/gm);
  expect(parts(read(document.replace(/\.md$/, '.zh-CN.md')))).toEqual(parts(read(document)));
});

test.each(documents())('%s links to headings that are there', document => {
  const text = read(document);
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(match => slug(match[1]!));
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(match => match[1]);
  expect(headings).toEqual(expect.arrayContaining(links));
});

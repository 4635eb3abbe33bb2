import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** A fenced block of a document. */
export interface Block {
  /** `FILE:LINE` of its first line. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** The documents that are in Git, or about to be. */
export function documents(): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return output.trim().split('\n');
}

export function read(document: string): string {
  return readFileSync(resolve(ROOT, document), 'utf8');
}

/** The fenced blocks of all documents. */
export function blocks(): Block[] {
  return documents().flatMap(document => {
    const text = read(document);
    return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(match => ({
      place: `${document}:${text.slice(0, match.index).split('\n').length + 1}`,
      language: match[1] ?? '',
      text: match[2] ?? '',
    }));
  });
}

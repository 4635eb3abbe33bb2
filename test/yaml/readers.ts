import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { parseAllDocuments } from 'yaml';

type Reader = (text: string) => unknown[];

const yaml =
  (version: '1.1' | '1.2'): Reader =>
  text => {
    const documents = parseAllDocuments(text, { version });
    if ('empty' in documents) return [];
    return documents.map(document => {
      if (document.errors[0]) throw document.errors[0];
      return document.toJS();
    });
  };

/** Readers of both versions of YAML, by two authors; each returns the documents of a stream. */
export const readers: Readonly<Record<string, Reader>> = {
  'yaml 1.1': yaml('1.1'),
  'yaml 1.2': yaml('1.2'),
  'js-yaml': text => loadAll(text),
  'js-yaml 1.1': text => loadAll(text, { schema: YAML11_SCHEMA }),
};

import type { AppProps } from 'cdk8s';
import fc from 'fast-check';
import { ALL_MODES, show, withoutNamespaces } from '../support/differential';
import { attempt, build, documents, ours, pathsOf, reference, synthesized } from '../support/observe';
import { removeTempFolders } from '../support/temp-folders';
import { programOf, type Sketch, sketches } from './random-program';

afterEach(removeTempFolders);

describe('random programs', () => {
  it('make the same files as under cdk8s, or are refused as there', () => {
    const seen = { same: 0, refused: 0 };
    fc.assert(
      fc
        .property(sketches, sketch => {
          for (const yamlOutputType of ALL_MODES)
            compareFiles(sketch, { yamlOutputType, recordConstructMetadata: true });
          const refused = attempt(() => synthesized(reference, programOf(sketch))).error !== undefined;
          seen[refused ? 'refused' : 'same']++;
        })
        .afterEach(removeTempFolders),
      { numRuns: 200 },
    );
    // else the sketches would prove little
    expect(seen.same).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(5);
  });

  it('make the same stream as under cdk8s, and have their charts in the same order after it', () => {
    fc.assert(
      fc.property(sketches, sketch => {
        const ask = (make: typeof ours) => {
          const app = build(make, programOf(sketch), { outdir: 'unused' });
          return [documents(app.synthYaml()), pathsOf(app.charts)];
        };
        const expected = attempt(() => ask(reference));
        const actual = attempt(() => ask(ours));
        expect(actual.error === undefined).toBe(expected.error === undefined);
        if (expected.error === undefined) expect(show(actual)).toBe(show(expected));
      }),
      { numRuns: 200 },
    );
  });

  it('have their charts in the same order as under cdk8s before anything is synthesized', () => {
    fc.assert(
      fc.property(sketches, sketch => {
        const ask = (make: typeof ours) => pathsOf(build(make, programOf(sketch), { outdir: 'unused' }).charts);
        const expected = attempt(() => ask(reference));
        const actual = attempt(() => ask(ours));
        expect(actual.error === undefined).toBe(expected.error === undefined);
        if (expected.error === undefined) expect(actual).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

function compareFiles(sketch: Sketch, props: AppProps): void {
  const expected = attempt(() => synthesized(reference, programOf(sketch), props));
  const actual = attempt(() => synthesized(ours, programOf(sketch), props));
  // the two messages may begin a circle at different places
  expect({ refused: actual.error !== undefined, why: actual.error }).toEqual({
    refused: expected.error !== undefined,
    why: actual.error,
  });
  if (expected.error !== undefined || actual.error !== undefined) return;
  expect(show(withoutNamespaces(actual.value, props))).toBe(show(expected.value));
}

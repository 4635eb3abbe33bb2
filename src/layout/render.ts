import { KubewrightError } from '../error';
import { type Manifest, outgrowsAnnotation } from '../synthesis';
import { writeYaml } from '../yaml';
import { COMMENT, serverSide } from './server-side';

/** YAML of fewer characters can't come to an annotation's bytes, even if each were written as an escape. */
const SMALL = 20_000;

/**
 * Manifests as one YAML stream. What can't be applied on the client's side is marked: for Argo CD by an annotation, for
 * people by a comment; Flux always applies on the server's.
 * @throws KubewrightError KW1101 to KW1103 with the path of the manifest that can't be written
 */
export function render(manifests: readonly Manifest[]): string {
  return manifests.map(renderOne).join('---\n');
}

function renderOne(manifest: Manifest): string {
  try {
    const text = writeYaml([manifest.object]);
    // most objects are too small for a closer look
    if (text.length < SMALL || !outgrowsAnnotation(manifest.object)) return text;
    return COMMENT + writeYaml([serverSide(manifest.object)]);
  } catch (error) {
    if (!(error instanceof KubewrightError)) throw error;
    const { code, problem, remedy } = error;
    throw new KubewrightError({ code, problem, remedy, place: manifest.path, cause: error });
  }
}

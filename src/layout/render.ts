import { KubewrightError } from '../error';
import type { Manifest } from '../synthesis';
import { writeYaml } from '../yaml';

/**
 * Manifests as one YAML stream.
 * @throws KubewrightError KW1101 to KW1103 with the path of the manifest that can't be written
 */
export function render(manifests: readonly Manifest[]): string {
  return manifests.map(renderOne).join('---\n');
}

function renderOne(manifest: Manifest): string {
  try {
    return writeYaml([manifest.object]);
  } catch (error) {
    if (!(error instanceof KubewrightError)) throw error;
    const { code, problem, remedy } = error;
    throw new KubewrightError({ code, problem, remedy, place: manifest.path, cause: error });
  }
}

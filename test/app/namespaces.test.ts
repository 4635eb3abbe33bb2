import { Chart, YamlOutputType } from 'cdk8s';
import { ours, type Program, reference, synthesized } from '../support/observe';
import { removeTempFolders } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(removeTempFolders);

describe('objects of one kind and name in two namespaces', () => {
  const program: Program = app => {
    const chart = new Chart(app, 'chart');
    for (const namespace of ['east', 'west']) config(chart, namespace, {}, { metadata: { name: 'same', namespace } });
  };

  it.each([
    [YamlOutputType.FILE_PER_RESOURCE, ''],
    [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'chart/'],
  ])('are two files, where cdk8s writes one over the other (output type %s)', (yamlOutputType, folder) => {
    const files = (make: typeof ours) =>
      synthesized(make, program, { yamlOutputType })
        .map(([path]) => path)
        .filter(path => path.endsWith('.yaml'));
    expect(files(reference)).toEqual([`${folder}ConfigMap.same.k8s.yaml`]);
    expect(files(ours)).toEqual([`${folder}ConfigMap.east.same.k8s.yaml`, `${folder}ConfigMap.west.same.k8s.yaml`]);
  });
});

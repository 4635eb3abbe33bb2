import { parseQuantity } from '../../constructs/common/quantity';
import { NginxProxy, WordPressSite } from '../../src';
import { type KubeObject, named, objectsOf } from './support';

const confOf = (objects: KubeObject[], name: string): string => named(objects, 'ConfigMap', name).data!['nginx.conf']!;
const sizeOfTmp = (objects: KubeObject[], name: string): number => {
  const { volumes = [] } = named(objects, 'Deployment', name).spec.template!.spec;
  const { sizeLimit } = volumes.find(v => v.name === 'tmp')!.emptyDir as { sizeLimit: string };
  return parseQuantity(sizeLimit)!;
};

/** A pod whose folder grows beyond its limit is evicted, so no request may make it grow so. */
describe("nginx's folder", () => {
  it('is not where requests are gathered that are larger than it', () => {
    const objects = objectsOf(
      chart => new NginxProxy(chart, 'proxy', { upstream: { name: 'app', port: 80 }, maxBodySize: '1g' }),
    );
    const passesOn = /proxy_request_buffering\s+off;/.test(confOf(objects, 'proxy'));
    expect(passesOn || sizeOfTmp(objects, 'proxy') > 2 ** 30).toBe(true);
  });

  it('is not where answers are gathered that are larger than it', () => {
    const objects = objectsOf(chart => new NginxProxy(chart, 'proxy', { upstream: { name: 'app', port: 80 } }));
    // unless it is told otherwise, nginx writes up to 1g of each answer to a file
    expect(confOf(objects, 'proxy')).toMatch(/proxy_(max_temp_file_size\s+(0|\d+[mk])|buffering\s+off);/);
  });
});

describe('a site whose PHP may take long and whose uploads are large', () => {
  const php = { maxExecutionTime: 300, uploadMaxFilesize: '2G' };
  const objects = objectsOf(chart => new WordPressSite(chart, 'blog', { wordpress: { php } }));

  it('has an nginx that waits as long', () => {
    const seconds = Number(/proxy_read_timeout (\d+)s;/.exec(confOf(objects, 'blog-nginx'))![1]);
    expect(seconds).toBeGreaterThanOrEqual(php.maxExecutionTime);
  });

  it('has an nginx that takes as much', () => {
    expect(confOf(objects, 'blog-nginx')).toContain('client_max_body_size 2049m;');
  });

  it('has room in the folder where PHP puts an upload', () => {
    expect(sizeOfTmp(objects, 'blog-wordpress')).toBeGreaterThan(2 * 2 ** 30);
  });
});

it('a limit of PHP that is given as undefined is the default', () => {
  const confs = [{}, { php: { uploadMaxFilesize: undefined } }].map(wordpress =>
    confOf(
      objectsOf(chart => new WordPressSite(chart, 'blog', { wordpress })),
      'blog-nginx',
    ),
  );
  expect(confs[1]).toBe(confs[0]);
});

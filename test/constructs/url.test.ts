import type { ApiObject } from 'cdk8s';
import {
  type ClusterFacts,
  type Exposure,
  type LiveValue,
  NginxProxy,
  WordPress,
  WordPressSite,
  type WordPressSiteProps,
} from '../../src';
import { inTheEnd, lazy, output } from './later';
import { build } from './support';
import { externalDatabase as database } from './variants';

function urlOf(expose: Exposure | undefined): LiveValue<string> {
  let url: LiveValue<string> | undefined;
  build(chart => {
    url = new NginxProxy(chart, 'web', { upstream: { name: 'app', port: 80 }, expose }).url;
  });
  return url!;
}

const read = (expose: Exposure, live: object = {}, cluster: ClusterFacts = {}) =>
  urlOf(expose).read({ ...live }, cluster);
const withPort = { spec: { ports: [{ nodePort: 31234 }] } };
const withAddress = (...ingress: object[]) => ({ status: { loadBalancer: { ingress } } });
const inside = (value: { readonly source: ApiObject }) => value.source.kind;

describe('the URL of a web server', () => {
  it('is read of the Ingress where there is one, else of the Service', () => {
    expect(inside(urlOf({ type: 'ingress', host: 'a.example.com' }))).toBe('Ingress');
    for (const type of ['nodePort', 'loadBalancer', 'clusterIp'] as const)
      expect(inside(urlOf({ type }))).toBe('Service');
    expect(inside(urlOf(undefined))).toBe('Service');
  });

  it('is that of the host of an Ingress', () => {
    expect(read({ type: 'ingress', host: 'a.example.com' })).toBe('http://a.example.com/');
    expect(read({ type: 'ingress', host: 'a.example.com', tlsSecretName: 'a' })).toBe('https://a.example.com/');
  });

  it('is known later where the host is', () => {
    expect(inTheEnd(read({ type: 'ingress', host: output('a.example.com') }))).toBe('http://a.example.com/');
    expect(read({ type: 'ingress', host: lazy('a.example.com') })).toHaveProperty('produce');
  });

  it('has the port that the cluster picked, and a blank for an address that nobody knows', () => {
    expect(read({ type: 'nodePort' }, withPort, { nodeAddress: '192.0.2.7' })).toBe('http://192.0.2.7:31234/');
    expect(read({ type: 'nodePort' }, withPort, { nodeAddress: '2001:db8::7' })).toBe('http://[2001:db8::7]:31234/');
    expect(read({ type: 'nodePort' }, withPort)).toBe('http://<node>:31234/');
  });

  it('is none as long as there is no port', () => {
    for (const live of [{}, { spec: null }, { spec: { ports: [] } }, { spec: { ports: [{}] } }]) {
      expect(read({ type: 'nodePort' }, live)).toBeUndefined();
    }
  });

  it('has the address that a load balancer got', () => {
    const type = 'loadBalancer';
    expect(read({ type }, withAddress({ ip: '192.0.2.7' }))).toBe('http://192.0.2.7/');
    expect(read({ type }, withAddress({ ip: '2001:db8::7' }, { ip: '192.0.2.7' }))).toBe('http://[2001:db8::7]/');
    expect(read({ type }, withAddress({ hostname: 'x.elb.example.com' }))).toBe('http://x.elb.example.com/');
  });

  it('is none as long as there is no address', () => {
    for (const live of [{}, { status: null }, { status: { loadBalancer: {} } }, withAddress(), withAddress({})]) {
      expect(read({ type: 'loadBalancer' }, live)).toBeUndefined();
    }
  });

  it('is the name inside the cluster, in the namespace that the Service came to', () => {
    expect(read({ type: 'clusterIp' })).toBe('http://web.apps.svc/');
    expect(read({ type: 'clusterIp' }, { metadata: { namespace: 'other' } })).toBe('http://web.other.svc/');
  });
});

describe('the URL of', () => {
  const read = (url: LiveValue<string>) => url.read({ ...withPort }, { nodeAddress: '192.0.2.7' });

  it('WordPress is its own', () => {
    build(chart => {
      expect(read(new WordPress(chart, 'a', { database }).url)).toBe('http://a.apps.svc/');
      expect(read(new WordPress(chart, 'b', { database, expose: { type: 'nodePort' } }).url)).toBe(
        'http://192.0.2.7:31234/',
      );
    });
  });

  it('a site is that of the proxy, or of WordPress where there is none', () => {
    build(chart => {
      const site = (id: string, props?: WordPressSiteProps) => new WordPressSite(chart, id, props);
      const [usual, bare] = [site('a'), site('b', { nginx: false })];
      expect(usual.url).toBe(usual.nginx!.url);
      expect(bare.url).toBe(bare.wordpress.url);
      for (const { url } of [usual, bare]) expect(read(url)).toBe('http://192.0.2.7:31234/');
    });
  });
});

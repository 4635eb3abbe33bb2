import {
  AddressPool,
  BgpAdvertisement,
  BgpPeer,
  L2Advertisement,
  LoadBalancer,
  type LoadBalancerProps,
  MetalLb,
} from '../../../constructs/load-balancer';
import type { Program } from '../support';

const balancer =
  (props?: Partial<LoadBalancerProps>): Program =>
  chart =>
    new LoadBalancer(chart, 'balancer', { addresses: ['192.168.10.240-192.168.10.250'], ...props });

export const loadBalancers = {
  default: balancer(),
  'a MetalLB of its own settings': balancer({
    metallb: {
      name: 'lb',
      namespace: 'lb-system',
      controllerImage: 'registry.example.com/controller:v0.16.3',
      speakerImage: 'registry.example.com/speaker:v0.16.3',
      loadBalancerClass: 'metallb.io/metallb',
      resources: { memoryLimit: '512Mi' },
      speakerScheduling: { nodeSelector: { edge: 'true' } },
    },
  }),
  'MetalLB is there already': balancer({
    metallb: false,
    namespace: 'metallb',
    addresses: ['192.168.10.240/28', 'fd00:10::/112'],
    interfaces: ['eth0'],
  }),
  'by BGP': balancer({
    metallb: false,
    peers: [
      { myASN: 64512, peerASN: 64513, peerAddress: '192.168.10.1', passwordSecretName: 'given-bgp' },
      { myASN: 64512, peerASN: 64513, peerAddress: 'fd00::1', holdTime: '90s' },
    ],
  }),
} satisfies Record<string, Program>;

export const metalLbObjects = {
  'all of them': chart => {
    const metallb = new MetalLb(chart, 'metallb');
    const pool = new AddressPool(chart, 'public', {
      addresses: ['192.168.10.240/29'],
      autoAssign: false,
      avoidBuggyIPs: true,
      serviceAllocation: { priority: 10, namespaces: ['shop'] },
    });
    const peer = new BgpPeer(chart, 'router', {
      myASN: 64512,
      peerASN: 64513,
      peerAddress: '10.0.0.1',
      peerPort: 1179,
    });
    const l2 = new L2Advertisement(chart, 'near', {
      pools: [pool, 'given-pool'],
      interfaces: ['eth0'],
      nodeSelectors: [{ matchLabels: { edge: 'true' } }],
    });
    const bgp = new BgpAdvertisement(chart, 'far', {
      pools: [pool],
      peers: [peer],
      aggregationLength: 32,
      localPref: 100,
      communities: ['65535:65282', 'no-export'],
    });
    for (const object of [pool, peer, l2, bgp]) object.node.addDependency(metallb);
  },
} satisfies Record<string, Program>;

import type { CustomResourceDefinition } from './crd';
import { kong } from './kong';

/** Where the CRDs of a set come from. */
export interface Source {
  /** Name of the set: a folder of data, and one of types. */
  readonly set: string;
  /** Who wrote them, for NOTICE. */
  readonly title: string;
  readonly version: string;
  readonly license: string;
  readonly homepage: string;
  readonly from: ModuleSource | FileSource | WrittenSource;
}

/** A published module, with its checksum as in a go.sum. */
export interface ModuleSource {
  readonly module: string;
  readonly sum: string;
  /** Which files hold CRDs, as a beginning of their path. */
  readonly files: string;
}

/** A file that is published where no package manager reaches, with its checksum; the caller gives the folder it is in. */
export interface FileSource {
  readonly url: string;
  readonly file: string;
  readonly sha256: string;
}

/** CRDs that are written here. */
export interface WrittenSource {
  readonly written: readonly CustomResourceDefinition[];
}

/** All sets, in the order they are made. */
export const sources: readonly Source[] = [
  {
    set: 'gateway',
    title: 'Kubernetes Gateway API, standard channel',
    version: 'v1.7.0',
    license: 'Apache-2.0',
    homepage: 'https://gateway-api.sigs.k8s.io/',
    from: {
      module: 'sigs.k8s.io/gateway-api',
      sum: 'h1:duVnm7nO6oXfMMUWfcDoBph47CYR/ME3NGxccOVglaY=',
      files: 'config/crd/standard/gateway.networking.k8s.io_',
    },
  },
  {
    set: 'nginx-ingress',
    title: 'F5 NGINX Ingress Controller',
    version: '5.6.0',
    license: 'Apache-2.0',
    homepage: 'https://github.com/nginx/kubernetes-ingress',
    from: {
      file: 'crds.yaml',
      url: 'https://raw.githubusercontent.com/nginx/kubernetes-ingress/v5.6.0/deploy/crds.yaml',
      sha256: 'f9836fb39dcd392e97b031138ba02ab03e6a4595d99e2a85463b4bf956b50f06',
    },
  },
  {
    set: 'metallb',
    title: 'MetalLB',
    version: 'v0.16.2',
    license: 'Apache-2.0',
    homepage: 'https://metallb.io/',
    from: {
      module: 'go.universe.tf/metallb',
      sum: 'h1:RCSAGoZmqcvTg0e56+Okbwz8iTuQVX30JpKX5mYEPUM=',
      files: 'config/crd/bases/',
    },
  },
  {
    set: 'kong',
    title: 'kinds of the Kong Ingress Controller',
    version: '3.5',
    license: 'Apache-2.0',
    homepage: 'https://developer.konghq.com/kubernetes-ingress-controller/',
    from: { written: kong },
  },
];

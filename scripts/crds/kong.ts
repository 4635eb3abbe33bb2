import type { CustomResourceDefinition } from './crd';
import { hash, healthchecks, oldHealthchecks } from './kong-health';
import {
  type AnySchema,
  anything,
  conditions,
  flag,
  type Kind,
  list,
  loadBalancerStatus,
  map,
  mapOf,
  oneOf,
  text,
  whole,
} from './kong-schemas';

const GROUP = 'configuration.konghq.com';
const status = map({ conditions });

const plugin = (secretKeyRef: AnySchema): Kind['fields'] => {
  const valueFrom = map({ secretKeyRef }, 'secretKeyRef');
  return {
    config: anything,
    configFrom: valueFrom,
    configPatches: list(map({ path: text, valueFrom }, 'path', 'valueFrom')),
    consumerRef: text,
    disabled: flag,
    instance_name: text,
    ordering: map({ after: mapOf(list(text)), before: mapOf(list(text)) }),
    plugin: { ...text, minLength: 1 },
    protocols: list(oneOf('http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'tls_passthrough', 'udp', 'ws', 'wss')),
    run_on: oneOf('first', 'second', 'all'),
    status,
  };
};
const pluginRules: Kind['validations'] = [
  { rule: '!(has(self.config) && has(self.configFrom))', message: 'config and configFrom exclude each other' },
  {
    rule: '!(has(self.configFrom) && has(self.configPatches))',
    message: 'configFrom and configPatches exclude each other',
  },
  { rule: 'self.plugin == oldSelf.plugin', message: 'plugin cannot be changed' },
];
const pluginColumns: Kind['columns'] = [
  ['Plugin-Type', '.plugin'],
  ['Age', '.metadata.creationTimestamp', 'date'],
  ['Disabled', '.disabled', 'boolean'],
];

const port = whole(1, 65535);
const backend = map({ serviceName: { ...text, minLength: 1 }, servicePort: port }, 'serviceName', 'servicePort');
const timeout = whole(0);

const kinds: readonly Kind[] = [
  {
    kind: 'IngressClassParameters',
    plural: 'ingressclassparameterses',
    version: 'v1alpha1',
    fields: { spec: map({ enableLegacyRegexDetection: flag, serviceUpstream: flag }) },
  },
  {
    kind: 'KongClusterPlugin',
    plural: 'kongclusterplugins',
    shortNames: ['kcp'],
    version: 'v1',
    scope: 'Cluster',
    columns: pluginColumns,
    validations: pluginRules,
    required: ['plugin'],
    fields: plugin(map({ key: text, name: text, namespace: text }, 'key', 'name', 'namespace')),
  },
  {
    kind: 'KongConsumer',
    plural: 'kongconsumers',
    shortNames: ['kc'],
    version: 'v1',
    columns: [
      ['Username', '.username'],
      ['Age', '.metadata.creationTimestamp', 'date'],
    ],
    validations: [{ rule: 'has(self.username) || has(self.custom_id)', message: 'username or custom_id is required' }],
    fields: { consumerGroups: list(text), credentials: list(text), custom_id: text, status, username: text },
  },
  {
    kind: 'KongConsumerGroup',
    plural: 'kongconsumergroups',
    shortNames: ['kcg'],
    version: 'v1beta1',
    columns: [['Age', '.metadata.creationTimestamp', 'date']],
    fields: { spec: map({ name: text, tags: list({ ...text, minLength: 1, maxLength: 128 }) }), status },
  },
  {
    kind: 'KongCustomEntity',
    plural: 'kongcustomentities',
    shortNames: ['kce'],
    version: 'v1alpha1',
    required: ['spec'],
    columns: [['Entity Type', '.spec.type']],
    fields: {
      spec: map(
        {
          controllerName: text,
          fields: anything,
          parentRef: map({ group: text, kind: text, name: text, namespace: text }, 'name'),
          type: text,
        },
        'controllerName',
        'fields',
        'type',
      ),
      status,
    },
  },
  {
    kind: 'KongIngress',
    plural: 'kongingresses',
    shortNames: ['ki'],
    version: 'v1',
    fields: {
      proxy: map({
        connect_timeout: timeout,
        path: text,
        protocol: oneOf('http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp'),
        read_timeout: timeout,
        retries: whole(0),
        write_timeout: timeout,
      }),
      route: map({
        headers: mapOf(list(text)),
        https_redirect_status_code: { type: 'integer' },
        methods: list(text),
        path_handling: oneOf('v0', 'v1'),
        preserve_host: flag,
        protocols: list(oneOf('http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'tls_passthrough', 'udp', 'ws', 'wss')),
        regex_priority: { type: 'integer' },
        request_buffering: flag,
        response_buffering: flag,
        snis: list(text),
        strip_path: flag,
      }),
      upstream: map({
        algorithm: oneOf('round-robin', 'consistent-hashing', 'least-connections', 'latency'),
        hash_fallback: text,
        hash_fallback_header: text,
        hash_fallback_query_arg: text,
        hash_fallback_uri_capture: text,
        hash_on: text,
        hash_on_cookie: text,
        hash_on_cookie_path: text,
        hash_on_header: text,
        hash_on_query_arg: text,
        hash_on_uri_capture: text,
        healthchecks: oldHealthchecks,
        host_header: text,
        slots: whole(10),
      }),
    },
  },
  {
    kind: 'KongLicense',
    plural: 'konglicenses',
    shortNames: ['kl'],
    version: 'v1alpha1',
    scope: 'Cluster',
    columns: [['Enabled', '.enabled', 'boolean']],
    required: ['enabled', 'rawLicenseString'],
    fields: {
      enabled: flag,
      rawLicenseString: text,
      status: map({
        controllers: list(map({ conditions, controllerName: text, controllerRef: anything }, 'controllerName')),
      }),
    },
  },
  {
    kind: 'KongPlugin',
    plural: 'kongplugins',
    shortNames: ['kp'],
    version: 'v1',
    columns: pluginColumns,
    validations: pluginRules,
    required: ['plugin'],
    fields: plugin(map({ key: text, name: text }, 'key', 'name')),
  },
  {
    kind: 'KongUpstreamPolicy',
    plural: 'kongupstreampolicies',
    shortNames: ['kup'],
    version: 'v1beta1',
    fields: {
      spec: map({
        algorithm: oneOf('round-robin', 'consistent-hashing', 'least-connections', 'latency', 'sticky-sessions'),
        hashOn: hash,
        hashOnFallback: hash,
        healthchecks,
        slots: whole(10, 65536),
        stickySessions: map({ cookie: text, cookiePath: text }, 'cookie'),
      }),
      status: map({ ancestors: list(anything) }),
    },
  },
  {
    kind: 'KongVault',
    plural: 'kongvaults',
    shortNames: ['kv'],
    version: 'v1alpha1',
    scope: 'Cluster',
    columns: [
      ['Backend Type', '.spec.backend'],
      ['Prefix', '.spec.prefix'],
    ],
    required: ['spec'],
    fields: {
      spec: map(
        {
          backend: { ...text, minLength: 1 },
          config: anything,
          description: text,
          prefix: { ...text, minLength: 1 },
          tags: list(text),
        },
        'backend',
        'prefix',
      ),
      status,
    },
  },
  {
    kind: 'TCPIngress',
    plural: 'tcpingresses',
    version: 'v1beta1',
    fields: {
      spec: map({
        rules: list(map({ backend, host: text, port }, 'backend', 'port')),
        tls: list(map({ hosts: list(text), secretName: text })),
      }),
      status: loadBalancerStatus,
    },
  },
  {
    kind: 'UDPIngress',
    plural: 'udpingresses',
    version: 'v1beta1',
    fields: { spec: map({ rules: list(map({ backend, port }, 'backend', 'port')) }), status: loadBalancerStatus },
  },
];

/**
 * CRDs of the kinds that Kong's controller reads, written from its documented API: Kong publishes its own in no package
 * that could be checked and taken.
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/
 */
export const kong: readonly CustomResourceDefinition[] = kinds.map(definition);

function definition({ kind, plural, shortNames, version, scope, columns, validations, required, fields }: Kind) {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition' as const,
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: {
        categories: ['kong-ingress-controller'],
        kind,
        listKind: `${kind}List`,
        plural,
        ...(shortNames && { shortNames }),
        singular,
      },
      scope: scope ?? ('Namespaced' as const),
      versions: [
        {
          ...(columns && {
            additionalPrinterColumns: columns.map(([name, jsonPath, type = 'string']) => ({ jsonPath, name, type })),
          }),
          name: version,
          schema: {
            openAPIV3Schema: {
              properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, ...fields },
              ...(required && { required }),
              type: 'object',
              ...(validations && { 'x-kubernetes-validations': validations }),
            },
          },
          served: true,
          storage: true,
          ...(fields.status && { subresources: { status: {} } }),
        },
      ],
    },
  };
}

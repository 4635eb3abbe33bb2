import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { derived } from '../../src/values';
import { Checks } from '../common/checks';
import { clusterScoped } from '../common/cluster-scoped';
import type { SecretKey } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { checkFlag } from '../common/prop-forms';
import { checkPlugin } from './check-plugin';
import type { KongClusterPluginProps, KongPluginProps, KongPluginSettings } from './plugin-props';

export const KONG_GROUP = 'configuration.konghq.com';
/** Names of plugins and other objects may be as long as they like. */
export const MAX_NAME = 253;

/** A plugin by the name that annotations have for it. */
export interface KongPluginReference {
  readonly pluginName: string;
}

/**
 * Something that Kong does with requests or answers, for those Ingresses, HTTPRoutes, Services and KongConsumers of its
 * namespace that name it.
 *
 * @example
 * const limit = new KongPlugin(chart, 'limit', { plugin: 'rate-limiting', config: { minute: 60, limit_by: 'ip' } });
 * new WordPressSite(chart, 'blog', {
 *   expose: { type: 'ingress', host: 'blog.example.com', ingressClassName: 'kong', annotations: kongPlugins(limit) },
 * });
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/reference/custom-resources/
 */
export class KongPlugin extends Construct implements KongPluginReference {
  public readonly pluginName: string;
  public readonly object: ApiObject;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for the name, KW2004 for networks, KW2007 for Secrets,
   * KW2012 for what the plugin does not know, KW2013 for what is missing, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, props: KongPluginProps) {
    super(scope, id);
    const given = orEmpty(props);
    this.pluginName = objectName(this, given.name, MAX_NAME);
    const checks = new Checks(this);
    checkPlugin(checks, given);
    checks.done();
    this.object = new ApiObject(this, 'Resource', {
      apiVersion: `${KONG_GROUP}/v1`,
      kind: 'KongPlugin',
      metadata: { name: this.pluginName, namespace: namespaceOf(this), labels: labelsOf(this, this.pluginName) },
      ...pluginFields(given),
    });
  }
}

/**
 * As {@link KongPlugin}, for objects of any namespace or, with `global`, for all requests.
 *
 * @example
 * new KongClusterPlugin(chart, 'hide', {
 *   plugin: 'response-transformer', config: { remove: { headers: ['Server'] } }, global: true,
 * });
 */
export class KongClusterPlugin extends Construct implements KongPluginReference {
  public readonly pluginName: string;
  public readonly object: ApiObject;

  /** @throws KubewrightError as {@link KongPlugin} does; KW2013 for Secrets of no namespace */
  public constructor(scope: Construct, id: string, props: KongClusterPluginProps) {
    super(scope, id);
    const given = orEmpty(props);
    const { global, ingressClassName = 'kong' } = given;
    this.pluginName = objectName(this, given.name, MAX_NAME);
    const secretNamespace = given.secretNamespace ?? namespaceOf(this);
    const checks = new Checks(this).known('global', global).dnsSubdomain('ingressClassName', ingressClassName);
    checks.dnsLabel('secretNamespace', given.secretNamespace);
    checkFlag(checks, 'global', global);
    checkPlugin(checks, given);
    if (given.configFrom !== undefined || given.configPatches !== undefined) {
      checks.isGiven('secretNamespace', secretNamespace);
    }
    checks.done();
    this.object = clusterScoped(
      new ApiObject(this, 'Resource', {
        apiVersion: `${KONG_GROUP}/v1`,
        kind: 'KongClusterPlugin',
        metadata: {
          name: this.pluginName,
          labels: { ...labelsOf(this, this.pluginName), ...(global ? { global: 'true' } : {}) },
          annotations: classAnnotation(ingressClassName),
        },
        ...pluginFields(given, secretNamespace),
      }),
    );
  }
}

/** The annotation that names plugins, for an Ingress, an HTTPRoute, a Service or a KongConsumer. */
export function kongPlugins(...plugins: readonly KongPluginReference[]): StringMap {
  const names = plugins.map(plugin => plugin.pluginName);
  return { 'konghq.com/plugins': derived(names, known => known.join(',')) };
}

/** The annotation that names the controller; KongConsumers and KongClusterPlugins without it are nobody's. */
export function classAnnotation(ingressClassName: string): Record<string, string> {
  return { 'kubernetes.io/ingress.class': ingressClassName };
}

/** Labels of an object of Kong's. */
export function labelsOf(construct: Construct, name: string): Record<string, string> {
  const instance = name.length <= 63 ? name : systemOf(construct);
  const options = { name: 'kong', instance, component: 'configuration', partOf: systemOf(construct) };
  return { ...workloadLabels(options).labels };
}

/** Fields of a plugin; Secrets of a plugin that is in no namespace have one of their own. */
function pluginFields(props: KongPluginSettings, secretNamespace?: string): Record<string, unknown> {
  const { config, otherConfig, configFrom, configPatches, protocols } = props;
  const isGiven = config !== undefined || otherConfig !== undefined;
  const from = ({ name, key }: SecretKey) => ({
    secretKeyRef: { name, key, ...(secretNamespace === undefined ? {} : { namespace: secretNamespace }) },
  });
  return {
    plugin: props.plugin,
    config: isGiven ? { ...config, ...otherConfig } : undefined,
    configFrom: configFrom && from(configFrom),
    configPatches: configPatches?.map(({ path, secret }) => ({ path, valueFrom: from(secret) })),
    protocols: protocols && [...protocols],
    disabled: props.disabled,
    instance_name: props.instanceName,
  };
}

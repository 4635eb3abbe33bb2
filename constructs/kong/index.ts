export { KongConsumer, type KongConsumerProps, type KongCredential } from './consumer';
export { KongIngressController } from './controller';
export type { KongExposure } from './exposure';
export { KongIngress, type KongIngressProps, type KongIngressUpstream } from './kong-ingress';
export { KongClusterPlugin, KongPlugin, type KongPluginReference, kongPlugins } from './plugin';
export type { KongPluginConfigs, KongPluginName } from './plugin-configs';
export type {
  KongClusterPluginProps,
  KongConfigPatch,
  KongPluginOptions,
  KongPluginProps,
  KongPluginSettings,
} from './plugin-props';
export type { KongIngressControllerProps } from './props';
export { KongUpstreamPolicy } from './upstream-policy';
export type {
  KongHashOn,
  KongHealthChecks,
  KongHealthy,
  KongUnhealthy,
  KongUpstreamPolicyProps,
} from './upstream-props';

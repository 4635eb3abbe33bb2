import type { SecretKey } from '../common/connections';
import type { KongPluginConfigs, KongPluginName } from './plugin-configs';

/** A field of a configuration that a Secret holds. */
export interface KongConfigPatch {
  /** Where it stands in the configuration, such as `/redis/password`. */
  readonly path: string;
  /** Key of a Secret that holds it as JSON: text in quotes. */
  readonly secret: SecretKey;
}

/** Settings of any plugin. */
export interface KongPluginOptions {
  /**
   * Configuration that isn't typed here, in Kong's own words: of any other plugin, or further fields of one that is.
   * @default - none
   */
  readonly otherConfig?: Readonly<Record<string, unknown>>;
  /**
   * Key of a Secret that holds the whole configuration, as JSON or YAML.
   * @default - none
   */
  readonly configFrom?: SecretKey;
  /**
   * Fields of the configuration that Secrets hold.
   * @default - none
   */
  readonly configPatches?: readonly KongConfigPatch[];
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Protocols that it is for, such as `https`.
   * @default - the plugin's own
   */
  readonly protocols?: readonly string[];
  /** @default false */
  readonly disabled?: boolean;
  /**
   * What Kong calls it, where a plugin is used more than once.
   * @default - none
   */
  readonly instanceName?: string;
}

/** A plugin with a typed configuration. */
type TypedPlugin = {
  readonly [Name in KongPluginName]: {
    readonly plugin: Name;
    /** @default - the plugin's own */
    readonly config?: KongPluginConfigs[Name];
  };
}[KongPluginName];

/** A plugin whose configuration isn't typed here. */
interface OtherPlugin {
  readonly plugin: string;
  readonly config?: undefined;
}

/** Which plugin it is, and what it is to do. */
export type KongPluginSettings = (TypedPlugin | OtherPlugin) & KongPluginOptions;

/** Settings of a {@link KongPlugin}. */
export type KongPluginProps = KongPluginSettings;

/** Settings of a {@link KongClusterPlugin}. */
export type KongClusterPluginProps = KongPluginSettings & {
  /**
   * Whether it is for all requests; else it is for those whose Ingress, Service or KongConsumer names it.
   * @default false
   */
  readonly global?: boolean;
  /**
   * Namespace of the Secrets.
   * @default - the chart's
   */
  readonly secretNamespace?: string;
  /**
   * The controller that it is for, by its class.
   * @default 'kong'
   */
  readonly ingressClassName?: string;
};

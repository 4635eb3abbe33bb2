import { derived } from '../../src/values';
import type { StringMap } from './labels';

/** Pods that take part in a connection: ours, or anybody's that carry these labels. */
export interface PodGroup {
  /** Labels that select the pods. */
  readonly podLabels: StringMap;
  /**
   * Namespace of the pods.
   * @default - that of the other side
   */
  readonly namespace?: string;
}

/** A Service that something connects to. */
export interface ServiceReference {
  /** Name of the Service, or the name or IPv4 address of a host outside the cluster. */
  readonly name: string;
  /**
   * Namespace of the Service.
   * @default - that of the client
   */
  readonly namespace?: string;
  /** Port of the Service. */
  readonly port: number;
  /**
   * The pods behind it, which network policies let through.
   * @default - unknown: traffic to the port is let through to any address
   */
  readonly pods?: PodGroup & {
    /** Port of the containers. */
    readonly port: number;
  };
}

/** A Service's name as pods in a namespace call it. */
export function hostOf({ name, namespace }: ServiceReference, client: string | undefined): string {
  if (namespace === undefined || namespace === client) return name;
  return derived({ name, namespace, client }, known =>
    known.namespace === known.client ? known.name : `${known.name}.${known.namespace}`,
  );
}

/** A key of a Secret. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the pods that read it. */
  readonly name: string;
  /** Key in the Secret. */
  readonly key: string;
}

/** Names of databases that are no option of a program, and need no quotes. */
export const DATABASE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;

/** A database and the account to use it with. */
export interface Database {
  /** Where it answers. */
  readonly service: ServiceReference;
  /** Name of the database. */
  readonly database: string;
  /** Name of the account. */
  readonly user: string;
  /** Password of the account. */
  readonly password: SecretKey;
  /**
   * Opens the database's own network policy for a client.
   * @param client the pods that connect
   */
  allowFrom?(client: PodGroup): void;
}

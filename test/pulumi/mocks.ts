import * as pulumi from '@pulumi/pulumi';
import type { RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb';
import type { App } from '../../src';
import { type DeployOptions, deploy, type Outputs as LiveOutputs } from '../../src/pulumi';
import type { JsonObject } from '../../src/synthesis';
import type { LiveObject } from '../../src/values';

/** A resource as the engine is asked to register it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent. */
  readonly parent: string;
  /** As they are sent: each secret in its envelope. */
  readonly inputs: JsonObject;
  readonly request: RegisterResourceRequest.AsObject;
}

/** What the engine knows and answers. */
export interface World {
  readonly preview?: boolean;
  readonly config?: Record<string, string>;
  /** The state that the last update left, by URN. */
  readonly state?: Record<string, { readonly type: string; readonly outputs?: object }>;
  /** Names of stacks of which the state can be read. */
  readonly readableAs?: readonly string[];
  /** What a cluster adds to an object. */
  readonly live?: (inputs: LiveObject, type: string) => object;
}

export const PROJECT = 'shop';
export const STACK = 'dev';

/** An engine that only takes notes. One at a time, since Pulumi has one for the process. */
export class Engine {
  public readonly resources: Registered[] = [];
  /** The outputs of components, by URN. */
  public readonly outputs = new Map<string, JsonObject>();
  /** URNs in the order of the requests for resources and outputs. */
  public readonly order: string[] = [];
  /** What the program told the user. */
  public readonly told: string[] = [];
  public readonly calls: { readonly token: string; readonly inputs: unknown }[] = [];

  public constructor(private readonly world: World = {}) {
    pulumi.runtime.setAllConfig(world.config ?? {});
    // not by jest, which the programs of documents run without
    (pulumi.log as { info: typeof pulumi.log.info }).info = async message => {
      this.told.push(message);
    };
    pulumi.runtime.setMocks(
      { call: args => this.call(args), newResource: args => this.make(args) },
      PROJECT,
      STACK,
      world.preview,
      'acme',
    );
    store().supportsTransforms = true;
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const { registerResource, registerResourceOutputs } = monitor;
    monitor.registerResource = (request, callback) =>
      registerResource.call(monitor, request, (error, response) => {
        if (response) {
          this.resources.push(noted(request, response.getUrn()));
          this.order.push(response.getUrn());
        }
        callback(error, response);
      });
    monitor.registerResourceOutputs = (request, callback) => {
      this.order.push(`outputs of ${request.getUrn()}`);
      this.outputs.set(request.getUrn(), request.getOutputs().toJavaScript());
      registerResourceOutputs.call(monitor, request, callback);
    };
  }

  /** The resource with a name. */
  public find(name: string): Registered {
    const found = this.resources.filter(resource => resource.name === name);
    if (found.length !== 1) throw new Error(`there are ${found.length} resources "${name}"`);
    return found[0]!;
  }

  /** The resources that are objects of Kubernetes. */
  public get objects(): Registered[] {
    return this.resources.filter(({ request }) => request.custom && !isProvider(request.type));
  }

  public get providers(): Registered[] {
    return this.resources.filter(({ type }) => isProvider(type));
  }

  /** Waits until all requests have come. */
  public settle(): Promise<void> {
    return pulumi.runtime.disconnect();
  }

  private call({ token, inputs }: pulumi.runtime.MockCallArgs): object {
    this.calls.push({ token, inputs });
    if (token !== 'pulumi:pulumi:readStackResourceOutputs') throw new Error(`nobody answers ${token}`);
    const { readableAs } = this.world;
    if (readableAs && !readableAs.includes(inputs.stackName)) throw new Error(`there is no ${inputs.stackName}`);
    return { outputs: this.world.state ?? {} };
  }

  private make({ name, type, inputs }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    return { id: `${name}-id`, state: { ...inputs, ...this.world.live?.(inputs, type) } };
  }
}

/** What Pulumi knows of its engine; its types leave this out. */
function store(): { supportsTransforms: boolean } {
  return require('@pulumi/pulumi/runtime/state').getStore();
}

interface Outputs {
  getUrn(): string;
  getOutputs(): { toJavaScript(): JsonObject };
}

type Answer<T> = (error: unknown, response?: T) => void;

interface Monitor {
  registerResource(request: RegisterResourceRequest, callback: Answer<{ getUrn(): string }>): void;
  registerResourceOutputs(request: Outputs, callback: Answer<unknown>): void;
}

function noted(request: RegisterResourceRequest, urn: string): Registered {
  const sent = request.toObject();
  const inputs = request.getObject()!.toJavaScript() as JsonObject;
  return { urn, type: sent.type, name: sent.name, parent: sent.parent, inputs, request: sent };
}

function isProvider(type: string): boolean {
  return type.startsWith('pulumi:providers:');
}

const SIGNATURE = '4dabf18193072939515e22adb298388d';

/** Values out of the envelopes of secrets. */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (SIGNATURE in value) return plain((value as unknown as { value: unknown }).value);
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

/** Whether a value is sent as a secret. */
export function isSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && SIGNATURE in value;
}

/** What stands at a path, up to a secret's envelope. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

/** A provider as another program would make it. */
export function someProvider(name = 'elsewhere'): pulumi.ProviderResource {
  const { Provider } = require('@pulumi/kubernetes/provider') as typeof import('@pulumi/kubernetes/provider');
  return new Provider(name, { kubeconfig: '/nowhere' });
}

/** Deploys a tree to a provider that is given, unless the options say otherwise. */
export async function deployed<T>(
  build: (app: App) => T | Promise<T>,
  options: DeployOptions = {},
  world: World = {},
): Promise<{ readonly engine: Engine; readonly outputs: LiveOutputs<T> }> {
  const engine = new Engine(world);
  try {
    const outputs = await deploy(build, 'provider' in options ? options : { provider: someProvider(), ...options });
    return { engine, outputs };
  } finally {
    await engine.settle();
  }
}

/** What a promise is rejected with. */
export async function rejection<E = unknown>(promise: Promise<unknown>): Promise<E> {
  return promise.then(
    () => {
      throw new Error('nothing was refused');
    },
    error => error as E,
  );
}

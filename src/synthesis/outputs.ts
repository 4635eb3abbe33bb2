import { type ApiObject, type IResolver, Lazy, type ResolutionContext } from 'cdk8s';
import { KubewrightError } from '../error';
import { isOutput, type Output, outputInManifest } from '../values';

/** What Pulumi's SDK answers where an output is used as text. */
const AS_TEXT = /Calling \[to(String|JSON)\] on an \[Output<T>\] is not supported/;

/** The outputs in the objects of a synthesis. In the objects themselves a token stands for each. */
export class OutputTokens {
  private readonly outputs: Output[] = [];
  private readonly tokens = new Map<Output, string>();
  /** How often a token was asked for. */
  public asked = 0;

  /** The token of an output: text that no manifest can hold, since no YAML can. */
  public tokenOf(output: Output): string {
    this.asked++;
    const known = this.tokens.get(output);
    if (known !== undefined) return known;
    const token = `\0${this.outputs.push(output) - 1}\0`;
    this.tokens.set(output, token);
    return token;
  }

  /** Text with its tokens cut out: pieces of text and outputs by turns, starting with text. */
  public split(text: string): (string | Output)[] {
    return text.split(/\0(\d+)\0/).map((piece, i) => (i % 2 === 0 ? piece : this.outputs[Number(piece)]!));
  }
}

/** Whether text holds a token. */
export function hasToken(text: string): boolean {
  return text.includes('\0');
}

let collecting: OutputTokens | undefined;

/** Calls a function during which outputs get tokens; at any other time an output in an object is an error. */
export function withOutputs<T>(tokens: OutputTokens, work: () => T): T {
  const outer = collecting;
  collecting = tokens;
  try {
    return work();
  } finally {
    collecting = outer;
  }
}

/** How many outputs got a token up to now, while they are collected. */
export function tokensAsked(): number {
  return collecting?.asked ?? 0;
}

/** Puts tokens in the place of outputs, and produces lazy values. */
export class OutputResolver implements IResolver {
  private thrown: KubewrightError | undefined;

  /**
   * @throws KubewrightError KW1006 for an output where nobody collects them, KW1007 for one that was used as text
   */
  public resolve(context: ResolutionContext): void {
    try {
      this.replace(context);
    } catch (error) {
      // cdk8s makes an error of its own of it, in which only the text is left
      if (error instanceof KubewrightError) this.thrown = error;
      throw error;
    }
  }

  /** The error that was thrown since this was asked last. */
  public takeThrown(): KubewrightError | undefined {
    const { thrown } = this;
    this.thrown = undefined;
    return thrown;
  }

  private replace(context: ResolutionContext): void {
    const value: unknown = context.value;
    if (typeof value === 'string') {
      if (value.length > 50 && AS_TEXT.test(value)) throw usedAsText(context);
    } else if (value instanceof Lazy) {
      context.replaceValue(value.produce());
    } else if (isOutput(value)) {
      context.replaceValue(tokenFor(value, context));
    } else if (isUnion(value)) {
      context.replaceValue({ value: tokenFor(value.value, context) });
    }
  }
}

/** Tokens in the place of outputs, at any depth of plain values. */
export function withTokens<T>(value: T, obj: ApiObject, key: string[] = []): T {
  if (value instanceof Lazy) return withTokens(value.produce(), obj, key);
  if (isOutput(value)) return tokenFor(value, { obj, key } as ResolutionContext) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => withTokens(item, obj, [...key, String(i)])) as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, withTokens(item, obj, [...key, k])])) as T;
}

/** How many tokens a value holds. */
export function tokensIn(value: unknown): number {
  return JSON.stringify(value)?.match(/\\u0000\d+\\u0000/g)?.length ?? 0;
}

/** A generated class for "number or string", which cdk8s does not look into. */
function isUnion(value: unknown): value is { value: Output } {
  return typeof value === 'object' && value?.constructor !== Object && isOutput((value as { value?: unknown }).value);
}

function tokenFor(output: Output, context: ResolutionContext): string {
  if (collecting) return collecting.tokenOf(output);
  throw outputInManifest(placeOf(context));
}

function usedAsText(context: ResolutionContext): KubewrightError {
  return new KubewrightError({
    code: 'KW1007',
    place: placeOf(context),
    problem: 'holds text that was put together with an output of Pulumi as if it were text',
    remedy: 'put it together with pulumi.interpolate, or within output.apply',
  });
}

function placeOf({ obj, key }: ResolutionContext): string {
  return [obj.node.path, ...(key.length > 0 ? [key.join('.')] : [])].join(' ');
}

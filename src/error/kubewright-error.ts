/** What a {@link KubewrightError} is made of. */
export interface Problem {
  /** Stable code, `KW` and four digits; `docs/errors.md` lists them all. */
  readonly code: string;
  /**
   * Path of the construct, or `file:line`.
   * @default - the problem belongs to no single place
   */
  readonly place?: string;
  /** What is wrong, as one sentence without the final stop. */
  readonly problem: string;
  /** What to do about it, as one sentence without the final stop. */
  readonly remedy: string;
  /**
   * The error underneath.
   * @default - none
   */
  readonly cause?: unknown;
}

/**
 * The only error kubewright throws on bad input: a stable code, the place, what is wrong and how to mend it.
 *
 * @example
 * try {
 *   app.synth();
 * } catch (error) {
 *   if (error instanceof KubewrightError && error.code === 'KW1001') console.error(error.remedy);
 * }
 */
export class KubewrightError extends Error {
  /**
   * One error for many: the only one as it is, several as a report.
   * @param errors at least one
   */
  public static all(errors: readonly KubewrightError[]): KubewrightError {
    const [first] = errors;
    return errors.length === 1 && first ? first : new KubewrightError(reportOf(errors), errors);
  }

  public override readonly name = 'KubewrightError';
  public readonly code: string;
  public readonly place: string | undefined;
  public readonly problem: string;
  public readonly remedy: string;
  public readonly errors: readonly KubewrightError[];

  /**
   * @param problem what is wrong
   * @param errors the errors that a report collects; none for a single error
   */
  public constructor(problem: Problem, errors: readonly KubewrightError[] = []) {
    super(messageOf(problem, errors), problem.cause === undefined ? undefined : { cause: problem.cause });
    this.code = problem.code;
    this.place = problem.place;
    this.problem = problem.problem;
    this.remedy = problem.remedy;
    this.errors = errors;
    // the message has it all: Node.js prints an uncaught error with every field that can be enumerated
    for (const field of ['name', 'place', 'problem', 'remedy', 'errors']) {
      Object.defineProperty(this, field, { enumerable: false });
    }
  }
}

function reportOf(errors: readonly KubewrightError[]): Problem {
  return {
    code: 'KW1000',
    problem: `${errors.length} problems`,
    remedy: 'go through the list; each entry says what it needs',
  };
}

function messageOf({ code, place, problem, remedy }: Problem, errors: readonly KubewrightError[]): string {
  const start = `${code}${place ? ` [${place}]` : ''} ${problem}`;
  if (errors.length === 0) return `${start}.\n  To mend it: ${remedy}.`;
  return `${start}:${errors.map(e => `\n  ${e.message.replaceAll('\n', '\n  ')}`).join('')}`;
}

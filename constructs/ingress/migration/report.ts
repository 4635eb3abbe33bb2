import type { IngressInput } from './input';
import type { MigrationEntry } from './types';
import { untaken } from './untaken';

const ELSEWHERE: Readonly<Record<string, string>> = {
  'kubernetes.io/ingress.class': 'the endpoint’s `via` says who publishes',
  'cert-manager.io/issuer': 'tls[…].issuer',
  'cert-manager.io/cluster-issuer': 'tls[…].issuer',
};

/** What came of one Ingress. */
export class IngressReport {
  public readonly entries: MigrationEntry[] = [];
  private readonly noted = new Set<string>();

  /** @param accepted annotations that routes may do without */
  public constructor(
    public readonly ingress: IngressInput,
    private readonly accepted: readonly string[],
  ) {}

  /** Notes what came of an annotation, if there is one of the name. */
  public readonly note = (what: string, outcome: MigrationEntry['outcome'], detail: string): void => {
    const value = this.ingress.annotations.get(what);
    if (value === undefined || this.noted.has(what)) return;
    this.noted.add(what);
    const isAccepted = outcome === 'left out' && this.accepted.includes(what);
    const { source } = this.ingress;
    this.entries.push({ source, what, value, outcome: isAccepted ? 'dropped' : outcome, detail });
  };

  /** Notes something that is no annotation. */
  public add(what: string, value: string, outcome: MigrationEntry['outcome'], detail: string): void {
    this.entries.push({ source: this.ingress.source, what, value, outcome, detail });
  }

  /** Notes all annotations that nothing was said of. */
  public finish(): void {
    for (const name of this.ingress.annotations.keys()) {
      if (ELSEWHERE[name] !== undefined) this.note(name, 'taken', ELSEWHERE[name]);
      else if (name.includes('/')) this.note(name, 'dropped', 'it is no annotation of ingress-nginx');
      else if (this.ingress.annotations.get(name) === 'false' && /^(use-|enable-|ssl-passthrough|force-)/.test(name)) {
        this.note(name, 'taken', 'it is off');
      } else {
        const { outcome, detail } = untaken(name);
        this.note(name, outcome, detail);
      }
    }
  }

  /** Whether the routes can't be published without something. */
  public get isLeftOut(): boolean {
    return this.entries.some(({ outcome, what }) => outcome === 'left out' && this.noted.has(what));
  }
}

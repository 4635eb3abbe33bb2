/** The five fields of a cron schedule: their ranges and the names that may stand for numbers. */
const FIELDS: readonly { min: number; max: number; names?: readonly string[] }[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const MACRO = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/**
 * Whether text is a schedule that the CronJob controller takes.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function isSchedule(text: string): boolean {
  if (MACRO.test(text)) return true;
  const fields = text.trim().split(/\s+/);
  return fields.length === FIELDS.length && fields.every((field, i) => field.split(',').every(part => isPart(part, i)));
}

function isPart(part: string, index: number): boolean {
  const match = /^(\*|\?|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
  if (!match) return false;
  const [, all, from, to, step] = match;
  if (step !== undefined && Number(step) < 1) return false;
  if (all === '*' || all === '?') return true;
  const [start, end] = [numberOf(from ?? '', index), numberOf(to ?? from ?? '', index)];
  return start !== undefined && end !== undefined && start <= end;
}

function numberOf(text: string, index: number): number | undefined {
  const field = FIELDS[index]!;
  const value = /^\d+$/.test(text) ? Number(text) : (field.names?.indexOf(text.toLowerCase()) ?? -1);
  return value >= field.min && value <= field.max ? value : undefined;
}

const DAY = 86_400;
const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * The longest time between two runs of a schedule of cron, in seconds; undefined where it runs less than twice in the
 * years that are looked at, which hold two 29ths of February and every sort of week.
 */
export function longestGap(schedule: string): number | undefined {
  const fields = (MACROS[schedule] ?? schedule).trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [string, string, string, string, string];
  const isMonth = matcher(month, 1, 12, MONTHS);
  const isDayOfMonth = matcher(dayOfMonth, 1, 31);
  const isDayOfWeek = matcher(dayOfWeek, 0, 6, WEEKDAYS);
  // where both are restricted, either will do
  const either = !/^[*?]/.test(dayOfMonth) && !/^[*?]/.test(dayOfWeek);
  const isDay = (date: Date): boolean => {
    const [a, b] = [isDayOfMonth(date.getUTCDate()), isDayOfWeek(date.getUTCDay())];
    return isMonth(date.getUTCMonth() + 1) && (either ? a || b : a && b);
  };
  const times = timesOfDay(matcher(minute, 0, 59), matcher(hour, 0, 23));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let gap = Math.max(0, ...times.slice(1).map((time, i) => time - times[i]!));
  let previous: number | undefined;
  let found = false;
  for (let day = 0; day < 13 * 366; day++) {
    if (!isDay(new Date((day + 16_436) * DAY * 1000))) continue;
    if (previous !== undefined) {
      gap = Math.max(gap, (day - previous) * DAY + first - last);
      found = true;
    }
    previous = day;
  }
  return found ? gap : undefined;
}

function timesOfDay(isMinute: (n: number) => boolean, isHour: (n: number) => boolean): number[] {
  const minutes = Array.from({ length: 24 * 60 }, (_, i) => i);
  return minutes.filter(i => isHour(Math.floor(i / 60)) && isMinute(i % 60)).map(i => i * 60);
}

function matcher(field: string, min: number, max: number, names: readonly string[] = []): (n: number) => boolean {
  const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : names.indexOf(text.toLowerCase()));
  const parts = field.split(',').map(part => {
    const [range, step] = part.split('/') as [string, string | undefined];
    const [from, to] = /^[*?]$/.test(range) ? [min, max] : range.split('-').map(numberOf);
    // "5/15" goes on to the end
    return { from: from!, to: to ?? (step === undefined ? from! : max), step: Number(step ?? 1) };
  });
  return n => parts.some(({ from, to, step }) => n >= from && n <= to && (n - from) % step === 0);
}

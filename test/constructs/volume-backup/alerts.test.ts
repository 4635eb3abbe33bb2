import { VolumeBackup } from '../../../constructs/volume-backup';
import { longestGap } from '../../../constructs/volume-backup/longest-gap';
import { build } from '../support';
import { plain } from './variants';

const HOUR = 3600;
const DAY = 24 * HOUR;

function alertsOf(props: object) {
  let made: VolumeBackup | undefined;
  build(chart => {
    made = new VolumeBackup(chart, 'uploads', { ...plain, ...props });
  });
  return made!.alerts;
}

describe('the longest time between two runs', () => {
  it.each([
    ['30 3 * * *', DAY],
    ['@hourly', HOUR],
    ['@weekly', 7 * DAY],
    ['@monthly', 31 * DAY],
    ['@yearly', 366 * DAY],
    ['*/15 * * * *', 15 * 60],
    ['0 8-20/4 * * *', 12 * HOUR],
    ['0 8-20 * * mon-fri', 2 * DAY + 12 * HOUR],
    ['0 0 1,15 * *', 17 * DAY],
    // the 13th, or a Friday
    ['0 0 13 * 5', 7 * DAY],
    ['5/20 3 * * *', DAY - 40 * 60],
    ['0 0 29 2 *', 1461 * DAY],
    ['0 0 ? jan,JUL ?', 154 * DAY],
  ])('%s', (schedule, seconds) => {
    expect(longestGap(schedule)).toBe(seconds);
  });

  it('is none where it never runs', () => {
    expect(longestGap('0 0 31 2 *')).toBeUndefined();
  });
});

describe('the alerts of a backup', () => {
  it('are of one CronJob, in one namespace', () => {
    const [failed, tooOld] = alertsOf({});
    expect(failed).toMatchObject({ alert: 'VolumeBackupFailed', labels: { severity: 'warning', backup: 'uploads' } });
    expect(failed!.expr).toContain('kube_job_owner{namespace="apps",owner_kind="CronJob",owner_name="uploads"}');
    expect(tooOld!.expr).toContain('kube_cronjob_status_last_successful_time{namespace="apps",cronjob="uploads"}');
    expect(tooOld!.expr).toMatch(new RegExp(`> ${DAY + 7 * HOUR}$`));
  });

  it.each([
    [{ maxAgeHours: 40 }, 40 * HOUR],
    [{ schedule: '@weekly', activeDeadlineSeconds: HOUR }, 7 * DAY + 2 * HOUR],
  ])('know the age of %j', (props, seconds) => {
    expect(alertsOf(props)[1]!.expr).toMatch(new RegExp(`> ${seconds}$`));
  });
});

import { KubewrightError } from '../../src/error';

const one = new KubewrightError({ code: 'KW1001', place: 'app/chart', problem: 'it is wrong', remedy: 'mend it' });
const other = new KubewrightError({ code: 'KW1002', problem: 'so is this:\n  a => b', remedy: 'mend this' });

describe('a single error', () => {
  test('says where, what and how to mend it', () => {
    expect(one.message).toBe('KW1001 [app/chart] it is wrong.\n  To mend it: mend it.');
    expect(`${one}`).toBe(`KubewrightError: ${one.message}`);
  });

  test('names no place when it has none', () => {
    expect(other.message).toBe('KW1002 so is this:\n  a => b.\n  To mend it: mend this.');
    expect(new KubewrightError({ code: 'KW1002', place: '', problem: 'x', remedy: 'y' }).message).toBe(
      'KW1002 x.\n  To mend it: y.',
    );
  });

  test('is printed by its message, and not again by its parts', () => {
    expect(Object.keys(one)).toEqual(['code']);
  });

  test('gives its parts', () => {
    expect(one).toBeInstanceOf(Error);
    expect(one).toMatchObject({
      name: 'KubewrightError',
      code: 'KW1001',
      place: 'app/chart',
      problem: 'it is wrong',
      remedy: 'mend it',
      errors: [],
    });
    expect(other.place).toBeUndefined();
  });

  test('starts its stack with the message', () => {
    expect(one.stack).toContain(one.message);
  });
});

describe('the cause', () => {
  test.each([new Error('below'), 'text', 0, null, false])('%p is kept', cause => {
    expect(new KubewrightError({ code: 'KW1203', problem: 'x', remedy: 'y', cause }).cause).toBe(cause);
  });

  test('is no property where there is none', () => {
    expect(Object.hasOwn(one, 'cause')).toBe(false);
  });

  test('does not change the message', () => {
    const caused = new KubewrightError({ code: 'KW1203', problem: 'x', remedy: 'y', cause: new Error('below') });
    expect(caused.message).toBe('KW1203 x.\n  To mend it: y.');
  });
});

describe('all', () => {
  test('gives back the only error', () => {
    expect(KubewrightError.all([one])).toBe(one);
  });

  test('collects several into a report', () => {
    const report = KubewrightError.all([one, other]);
    expect(report.code).toBe('KW1000');
    expect(report.problem).toBe('2 problems');
    expect(report.remedy).not.toBe('');
    expect(report.place).toBeUndefined();
    expect(report.errors).toEqual([one, other]);
    expect(report.errors[0]).toBe(one);
    expect(report.message).toBe(
      [
        'KW1000 2 problems:',
        '  KW1001 [app/chart] it is wrong.',
        '    To mend it: mend it.',
        '  KW1002 so is this:',
        '    a => b.',
        '    To mend it: mend this.',
      ].join('\n'),
    );
  });

  test('puts a report into a report', () => {
    const report = KubewrightError.all([KubewrightError.all([one, other]), one]);
    expect(report.errors.map(e => e.code)).toEqual(['KW1000', 'KW1001']);
    expect(report.message).toContain(
      '\n    KW1001 [app/chart] it is wrong.\n      To mend it: mend it.\n    KW1002 so is this:\n',
    );
  });

  test('does not keep the list it was given', () => {
    const list = [one, other];
    const report = KubewrightError.all(list);
    expect(report.errors).toHaveLength(2);
    expect(list).toEqual([one, other]);
  });
});

import { writeYaml } from '../../src/yaml';
import { readers } from './readers';

// an exponent without a number before it: some readers of YAML 1.1 take it for one, and get NaN
const texts = ['e3', 'E3', 'e-0', 'E-0', 'e-3', 'E-12', 'e+3', 'E+0'];

describe.each(Object.entries(readers))('%s gives back', (_, read) => {
  test.each(texts)('the text %s as value, key and item', text => {
    const values = [text, [text], { [text]: text }];
    expect(read(writeYaml(values))).toStrictEqual(values);
  });
});

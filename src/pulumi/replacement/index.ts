export { labelOf } from './change';
export {
  describeReplacement,
  explainReplacements,
  type ObjectChange,
  type ReplacedField,
  type Replacement,
} from './explain';
export { type ImmutableField, immutableFields } from './fields';

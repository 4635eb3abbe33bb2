export { CustomResourceDefinitions, type CustomResourceDefinitionsProps } from './custom-resource-definitions';
export type { CrdSet } from './sets';

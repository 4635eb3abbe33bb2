export type { OutputFile } from './file';
export { plainLayout } from './plain';
export { render } from './render';

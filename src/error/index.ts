export type { Problem } from './kubewright-error';
export { KubewrightError } from './kubewright-error';

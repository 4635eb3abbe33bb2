export { keepOutput, restoreOnFailure } from './keep';
export { publish } from './publish';

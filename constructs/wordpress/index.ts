export type { PhpLimits } from './apache-config';
export type { WordPressProps } from './props';
export { WordPressScheduler, type WordPressSchedulerProps } from './scheduler';
export { WordPressSite, type WordPressSiteDatabase, type WordPressSiteNginx, type WordPressSiteProps } from './site';
export { WordPress } from './wordpress';

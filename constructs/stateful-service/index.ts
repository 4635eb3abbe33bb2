export type {
  Check,
  CheckTiming,
  ContainerChecks,
  EnvironmentValue,
  ExtraContainer,
  Mount,
  StatefulContainer,
} from './container-props';
export type { ExpansionStep } from './expansion';
export type { ClaimRetention, ConfigFiles, PodClaim, Spread, StatefulServiceProps, UpdateStrategy } from './props';
export { StatefulService } from './stateful-service';

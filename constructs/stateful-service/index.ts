export type { ExpansionStep } from './expansion';
export type {
  Check,
  CheckTiming,
  ClaimRetention,
  ConfigFiles,
  ContainerChecks,
  EnvironmentValue,
  ExtraContainer,
  Mount,
  PodClaim,
  Spread,
  StatefulContainer,
  StatefulServiceProps,
  UpdateStrategy,
} from './props';
export { StatefulService } from './stateful-service';

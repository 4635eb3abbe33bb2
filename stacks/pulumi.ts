import { deploy } from '../src/pulumi';
import { makeStacks } from './all';
import { readConfiguration } from './pulumi-configuration';

const { place, stacks, settings, options } = readConfiguration();

/** `pulumi up`: deploys the stacks that `kubewright:stacks` names, and tells where they are reached. */
export = deploy(app => makeStacks(app, settings, stacks, place), options);

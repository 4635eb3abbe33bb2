import { benchCharts } from './charts';
import { benchPulumi } from './pulumi';
import { benchStack } from './stack';

benchCharts([1, 100, 400, 1600, 3200, 33_334]);
benchStack();
benchPulumi([100, 1000, 3000]);

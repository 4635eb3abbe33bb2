import { benchCharts } from './charts';
import { benchStack } from './stack';

benchCharts([1, 100, 400, 1600, 3200, 33_334]);
benchStack();

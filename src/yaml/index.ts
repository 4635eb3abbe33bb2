export { writeYaml } from './write';

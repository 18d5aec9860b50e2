export { inheritedEnvironment } from './inherited-environment.ts';

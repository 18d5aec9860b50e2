export { fromBase32, showCode } from './show-code.ts';

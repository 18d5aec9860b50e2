export type { Simulator } from './simulator.ts';
export { type SimulatorOptions, startSimulator } from './start-simulator.ts';
export type { AccountTruth, ListingTruth, Truth, TruthQuery } from './truth/compute-truth.ts';

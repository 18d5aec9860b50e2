import type { Load } from './add-up-sellers.ts';

/** Calls that an application may make, as advised (API document 9.1). */
export const BUDGET_PER_SECOND = 10;

/** List prices of AWS in Northern Virginia in 2026, in US dollars, without discounts. Other regions are dearer; put your own in their place. */
const PRICE = {
  vcpuHour: 0.04048,
  memoryGbHour: 0.004445,
  /** db.t4g.small, in one zone; a standby costs it again. */
  smallDatabaseHour: 0.032,
  /** Of a database that needs more: half of a db.m6g.large. */
  databaseVcpuHour: 0.0795,
  storageGbMonth: 0.115,
};
const HOURS_OF_MONTH = 730;

/** What infra/terraform starts unless it is told otherwise: one API, one scheduler, one small database. */
const SMALLEST = { vcpus: 0.75, memory_gb: 1.5, storage_gb: 20 };
/** Half of what runs is idle, so that a bad hour has room. */
const BUSY_SHARE = 0.5;
const MEMORY_GB_PER_VCPU = 2;

/** Deployments with an application of their own that so many calls need. */
export const deploymentsOf = ({ callsPerSecond }: Load): number =>
  Math.max(1, Math.ceil(callsPerSecond / BUDGET_PER_SECOND));

/**
 * What a company costs in a month once a year is stored, in US dollars: processes, database and disk. The way in from the internet, traffic,
 * logs and whoever looks after it come on top. The busy cores are taken twice, for the processes and for the database.
 */
export function priceOf(load: Load): number {
  const deployments = deploymentsOf(load);
  const vcpus = load.busyCores / deployments / BUSY_SHARE;
  const processes =
    Math.max(SMALLEST.vcpus, vcpus) * PRICE.vcpuHour +
    Math.max(SMALLEST.memory_gb, vcpus * MEMORY_GB_PER_VCPU) * PRICE.memoryGbHour;
  const database = Math.max(PRICE.smallDatabaseHour, vcpus * PRICE.databaseVcpuHour);
  const storage_gb = Math.max(SMALLEST.storage_gb, load.gigabytesPerYear / deployments);
  const month = HOURS_OF_MONTH * (processes + database) + storage_gb * PRICE.storageGbMonth;
  return (deployments * month) / load.tenants;
}

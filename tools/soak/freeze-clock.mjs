// Loaded with --import: a process that lives through a crash and its repair within one instant, so that there is one truth.
const at_ms = Number(process.env.PULSO_SOAK_AT_MS);
const SystemDate = Date;

globalThis.Date = class extends SystemDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [at_ms] : parts));
  }

  static now() {
    return at_ms;
  }
};

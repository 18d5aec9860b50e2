// Loaded with --import into every process of a test: shows a later time to programs that have no switch for it.
const shift_ms = Number(process.env.PULSO_TEST_SHIFT_MS ?? 0);
const SystemDate = Date;

globalThis.Date = class extends SystemDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [SystemDate.now() + shift_ms] : parts));
  }

  static now() {
    return SystemDate.now() + shift_ms;
  }
};

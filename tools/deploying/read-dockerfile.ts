/** One line of a Dockerfile, continued lines put together. */
export interface Instruction {
  /** in capitals */
  keyword: string;
  rest: string;
}

/** From one FROM to the next. */
export interface Stage {
  name: string;
  /** an image, or the name of an earlier stage */
  base: string;
  instructions: Instruction[];
}

/** A Dockerfile as its stages, with the values of its ARGs put in. It reads what ours holds: no heredocs, no other escape. */
export function readDockerfile(text: string): Stage[] {
  const args = new Map<string, string>();
  const stages: Stage[] = [];
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, '');
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, keyword = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (keyword === 'ARG') {
      const [name = '', value = ''] = rest.split('=');
      args.set(name, value);
    } else if (keyword === 'FROM') {
      const [base = '', , name = ''] = rest.replace(/\$\{(\w+)\}/g, (_, arg) => args.get(arg) ?? '').split(/\s+/);
      stages.push({ name, base, instructions: [] });
    } else stages.at(-1)?.instructions.push({ keyword, rest });
  }
  return stages;
}

/** The instructions that make the image of a stage: those of the stages it stands on come first. */
export function instructionsOf(stages: readonly Stage[], name: string): Instruction[] {
  const stage = stages.find((one) => one.name === name);
  return stage ? [...instructionsOf(stages, stage.base), ...stage.instructions] : [];
}

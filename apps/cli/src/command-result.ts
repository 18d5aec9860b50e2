import type { CommandContext } from './command-context.ts';

/** What a command has to say. */
export interface CommandResult {
  /** The one object of `--json`. */
  result: object;
  /** The same for a person, in Portuguese. */
  lines: string[];
  /** 0 when left out. */
  exitCode?: number;
}

/** Does the work of a command, prints what it has to say, and keeps its exit code. */
export type RunCommand = (work: (context: CommandContext) => Promise<CommandResult>) => Promise<void>;

/** The text for stdout: one JSON line, or the lines for a person. */
export function toOutput({ result, lines }: CommandResult, isJson: boolean): string {
  return (isJson ? [JSON.stringify(result)] : lines).map((line) => `${line}\n`).join('');
}

import { z } from 'zod';
import { ImpossibleChangeError } from '../world/plan-mutation.ts';
import { Refusal } from './refusals.ts';

const complain = (message: string) => new Refusal(400, { message, error: 'bad_request', status: 400, cause: [] });

/** What a control call sent. @throws Refusal 400 that names every fault */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw complain(z.prettifyError(parsed.error));
  return parsed.data;
}

/** The same of JSON in a parameter. */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  return read(schema, parseJson(text));
}

/** @throws Refusal 400 when the world does not allow it */
export async function allowed<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ImpossibleChangeError || error instanceof RangeError) throw complain(error.message);
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw complain('reads must be JSON: [{"at": instant, "days": number}, …]');
  }
}

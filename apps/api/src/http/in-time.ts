import { noAnswerInTime } from './to-api-error.ts';
import { waitForEnd } from './wait-for-end.ts';

/**
 * What the database answers, unless it hangs: then the caller is told to come back.
 * @throws AppError `database_unavailable`
 */
export async function inTime<Value>(
  { databaseWithin_ms }: { databaseWithin_ms: number },
  work: Promise<Value>,
): Promise<Value> {
  const answer = await waitForEnd(
    work.then((value) => ({ value })),
    { limit_ms: databaseWithin_ms, signals: [] },
  );
  if (answer === null) throw noAnswerInTime();
  return answer.value;
}

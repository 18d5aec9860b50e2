import { AsyncLocalStorage } from 'node:async_hooks';

/** What went on inside one call of the library, which at its end only says that it refuses. */
interface Course {
  /** The authenticator's answer was right; whatever failed after that is ours. */
  isProven: boolean;
  /** What the library would have written into its log; null = nothing. */
  fault: unknown;
}

const courses = new AsyncLocalStorage<Course>();

/** Does `work`; `judge` makes of what it threw, and of how far it came, what is thrown in its place. */
export async function followLibrary<Answer>(
  work: () => Promise<Answer>,
  judge: (thrown: unknown, course: Course) => unknown,
): Promise<Answer> {
  const course: Course = { isProven: false, fault: null };
  try {
    return await courses.run(course, work);
  } catch (thrown) {
    throw judge(thrown, course);
  }
}

export function noteProven(): void {
  const course = courses.getStore();
  if (course) course.isProven = true;
}

/** Outside of `followLibrary` nobody asks for it. */
export function noteFault(details: readonly unknown[]): void {
  const course = courses.getStore();
  if (course) course.fault = details.find((one) => one instanceof Error) ?? details[0] ?? null;
}

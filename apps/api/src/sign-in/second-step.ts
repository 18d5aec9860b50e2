import { z } from 'zod';

/** Answered in the place of a session to a right password that is not enough. */
export const SecondStep = z.object({ awaits: z.literal('code') });
export const secondStep: z.output<typeof SecondStep> = { awaits: 'code' };

import type { z } from 'zod';

/** What a route promises to the outside, in the schemas it works with; the API document is made of these. */
export interface Operation {
  method: 'get' | 'post';
  /** In the form of OpenAPI, parameters in braces. */
  path: string;
  summary: string;
  needsKey: boolean;
  query?: z.ZodObject;
  pathParameters?: z.ZodObject;
  /** JSON schema of the body, because a job's body is put together from two schemas. */
  body?: object;
  answers: Record<number, OperationAnswer>;
}

export interface OperationAnswer {
  description: string;
  /** Absent: a problem for statuses from 400, else no promise about the body. */
  schema?: z.ZodType;
  contentType?: string;
}

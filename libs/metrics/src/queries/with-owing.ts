import { readSql } from '@pulso/database';

const owingConnections = readSql(new URL('./owing-connections.sql', import.meta.url));

/**
 * A statement that can ask `owing` which connections owe the days that it is about. Its first binds are those of owing-connections.sql,
 * $1 to $4; further steps begin with a comma.
 */
export function withOwing(statement: string): string {
  return `with owing as (\n${owingConnections})\n${statement}`;
}

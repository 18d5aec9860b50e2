export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './create-test-database.ts';
export { keepTestServer } from './keep-test-server.ts';
export type { TestServer } from './open-test-server.ts';
export { readWholeTables } from './read-whole-tables.ts';
export { type DatabaseLine, startDatabaseLine } from './start-database-line.ts';
export { withServer } from './with-server.ts';

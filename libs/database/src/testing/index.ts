export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './create-test-database.ts';
export { openTestServer, type TestServer } from './open-test-server.ts';

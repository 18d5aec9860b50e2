export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './create-test-database.ts';
export { keepTestServer } from './keep-test-server.ts';
export { type Certificate, makeAuthority, makeCertificate } from './make-certificate.ts';
export type { TestServer } from './open-test-server.ts';
export { readWholeTables } from './read-whole-tables.ts';
export { type DatabaseLine, startDatabaseLine } from './start-database-line.ts';
export { type EncryptedServer, startEncryptedServer } from './start-encrypted-server.ts';
export { keepTemplate } from './template-database.ts';
export { withServer } from './with-server.ts';

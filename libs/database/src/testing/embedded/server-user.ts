import { openEmbeddedPostgres } from '../../embedded/open-embedded-postgres.ts';

// A program of its own for the tests of the launcher: opens the server of a data directory, tells its parent the
// address, and closes it when the parent says so.
const [dataDir = ''] = process.argv.slice(2);
// Ctrl-C reaches every process of the terminal; what matters is whether the server is among them.
process.on('SIGINT', () => {});
const server = await openEmbeddedPostgres({ dataDir });
process.on('message', async () => {
  await server.close();
  process.disconnect();
});
process.send?.({ url: server.url });

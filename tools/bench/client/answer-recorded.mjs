// A thread of its own that answers each address with what was recorded for it, so that the host under measurement costs next to nothing.
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const bodies = new Map(Object.entries(workerData).map(([address, text]) => [address, Buffer.from(text)]));
const server = createServer((request, response) => {
  const body = bodies.get(request.url);
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-length': body?.length ?? 0 });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));

// What the shell of the test finds in the place of every program: asks the test what the program would say.
import { text } from 'node:stream/consumers';

const [name, ...args] = process.argv.slice(2);
const stdin = args.includes('file:///dev/stdin') ? await text(process.stdin) : '';
const answer = await fetch(process.env.PULSO_TEST_STAND_IN, {
  method: 'POST',
  body: JSON.stringify({ name, args, stdin }),
});
const { stdout, stderr, code } = await answer.json();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Where the set-up asks and tells. */
export interface Terminal {
  ask(question: string, isSecret?: boolean): Promise<string>;
  say(line: string): void;
}

/** The terminal of this process, for one piece of work. What is secret is not shown while it is typed. */
export async function atTerminal<T>(work: (terminal: Terminal) => Promise<T>): Promise<T> {
  let isHidden = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (isHidden) done();
      else process.stdout.write(chunk, done);
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  try {
    return await work({
      say: (line) => process.stdout.write(`${line}\n`),
      ask: async (question, isSecret = false) => {
        process.stdout.write(`${question}: `);
        isHidden = isSecret;
        const answer = await lines.question('');
        isHidden = false;
        if (isSecret) process.stdout.write('\n');
        return answer.trim();
      },
    });
  } finally {
    lines.close();
  }
}

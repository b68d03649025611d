import { generateSync } from 'otplib';
import { DEMO_STAFF } from './staff.ts';

/** `npm run demo:code -- <log-in>`: prints the six digits that the log-in of a demo account needs now. */
const login = process.argv[2] ?? 'admin';
const person = DEMO_STAFF.find((candidate) => candidate.login === login);
if (!person) {
  console.error(
    `There is no demo account ${login}. Known: ${DEMO_STAFF.map((candidate) => candidate.login).join(', ')}`,
  );
  process.exitCode = 64;
} else if (person.totpSecret === undefined) {
  console.log(`${person.email} needs no second factor`);
} else {
  console.log(generateSync({ secret: person.totpSecret }));
}

import { generateSync } from 'otplib';
import { DEMO_STAFF } from './staff.ts';

/** `npm run demo:code -- <role>`: the six digits that the demo's log-in asks for now. */
const role = process.argv[2] ?? 'admin';
const person = DEMO_STAFF.find((candidate) => candidate.role === role);
if (!person) {
  console.error(`unknown role ${role}; known: ${DEMO_STAFF.map((candidate) => candidate.role).join(', ')}`);
  process.exitCode = 64;
} else if (person.totpSecret === undefined) {
  console.log(`${person.email} needs no second factor`);
} else {
  console.log(generateSync({ secret: person.totpSecret }));
}

import { buildAhead } from '../src/admin/index.ts';

/** `npm run build:admin`: bundles the back office's components into adminjs-build/, which becomes part of the image. */
console.log(`The back office's components are in ${await buildAhead()}`);

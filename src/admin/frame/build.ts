import { fileURLToPath } from 'node:url';
import AdminJS, { ComponentLoader } from 'adminjs';
import { ADMIN_JS_TMP_DIR, componentsBundler, generateUserComponentEntry } from 'adminjs/bundler';
import { addComponents } from './components.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds our components into the folder that AdminJS was loaded with. */
export async function buildComponents(): Promise<void> {
  const componentLoader = new ComponentLoader();
  addComponents(componentLoader);
  const admin = new AdminJS({ componentLoader });
  await componentsBundler.createEntry({ content: generateUserComponentEntry(admin, ADMIN_JS_TMP_DIR) });
  // AdminJS names a plugin of Babel that is looked up from the working folder. The caller may be in another folder.
  const before = process.cwd();
  process.chdir(ROOT);
  try {
    await componentsBundler.build();
  } finally {
    process.chdir(before);
  }
}

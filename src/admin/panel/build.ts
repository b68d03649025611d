import AdminJS, { ComponentLoader } from 'adminjs';
import { ADMIN_JS_TMP_DIR, componentsBundler, generateUserComponentEntry } from 'adminjs/bundler';
import { addComponents } from './components.ts';

/** Builds our components into the folder that AdminJS was loaded with. */
export async function buildComponents(): Promise<void> {
  const componentLoader = new ComponentLoader();
  addComponents(componentLoader);
  const admin = new AdminJS({ componentLoader });
  await componentsBundler.createEntry({ content: generateUserComponentEntry(admin, ADMIN_JS_TMP_DIR) });
  await componentsBundler.build();
}

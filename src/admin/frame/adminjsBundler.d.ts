/** AdminJS exports its bundler without types; this is what we use of it. */
declare module 'adminjs/bundler' {
  export const ADMIN_JS_TMP_DIR: string;
  export const componentsBundler: {
    createEntry(options: { content: string }): Promise<void>;
    build(): Promise<void>;
  };
  export function generateUserComponentEntry(admin: object, directory: string): string;
}

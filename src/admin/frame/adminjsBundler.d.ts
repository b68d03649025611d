/** AdminJS exports its bundler without types. These are the types of the part that we use. */
declare module 'adminjs/bundler' {
  export const ADMIN_JS_TMP_DIR: string;
  export const componentsBundler: {
    createEntry(options: { content: string }): Promise<void>;
    build(): Promise<void>;
  };
  export function generateUserComponentEntry(admin: object, directory: string): string;
}

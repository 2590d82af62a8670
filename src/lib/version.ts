/** The version of Tidemark that this is: of `package.json`, put in by `vite.config.ts`. */
export const VERSION: string = import.meta.env.TIDEMARK_VERSION

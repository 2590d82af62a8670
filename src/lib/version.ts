import { version } from '../../package.json'

/** The version of Tidemark that this is. */
export const VERSION: string = version

/**
 * Rooms of src/ whose tests share the modules that they load (`isolate: false` in vite.config.ts): loading those again
 * for every file took half of their time. Such a test leaves nothing behind: pure-tests.test.mjs. One that
 * replaces a module or a global is called `….alone.test.ts`, and has its own.
 */
export const PURE_ROOMS = ['api', 'charts', 'data', 'domain', 'drift', 'forms', 'lib', 'mocks']

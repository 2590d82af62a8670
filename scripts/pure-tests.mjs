/**
 * Rooms of src/ whose tests share the modules that they load (`isolate: false` in vite.config.ts): loading those again
 * for every file took half of their time. Such a test leaves nothing behind: pure-tests.test.mjs.
 */
export const PURE_ROOMS = ['api', 'charts', 'data', 'domain', 'forms', 'lib', 'mocks']

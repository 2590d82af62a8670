/** Where every backend is reached, relative to the page. */
export const BACKENDS_BASE = 'backends'

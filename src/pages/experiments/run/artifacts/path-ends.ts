/** Characters of a path that are kept at its start and its end: most paths are shown whole. */
export const PATH_ENDS = [16, 44] as const

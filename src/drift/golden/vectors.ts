const files = import.meta.glob<string>('./*.json', { query: '?raw', import: 'default' })

/** The golden files of this folder, by name, as text. */
export const goldenTexts: Readonly<Record<string, () => Promise<string>>> = Object.fromEntries(
  Object.entries(files).map(([path, load]) => [path.replace(/^\.\/|\.json$/g, ''), load]),
)

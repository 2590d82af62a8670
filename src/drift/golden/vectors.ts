const files = import.meta.glob<string>(['./*.json', '!./bits.json'], { query: '?raw', import: 'default' })

/** The golden files of this folder, by name, as text: not our own bits, which `bits.test.ts` compares. */
export const goldenTexts: Readonly<Record<string, () => Promise<string>>> = Object.fromEntries(
  Object.entries(files).map(([path, load]) => [path.replace(/^\.\/|\.json$/g, ''), load]),
)

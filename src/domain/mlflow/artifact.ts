/** A file or folder that a run stored. */
export interface Artifact {
  /** From the run's root: "plots/iou.png". */
  path: string
  isFolder: boolean
  /** Null for folders. The server leaves out the size of an empty file: that is 0. */
  bytes: number | null
}

export type ArtifactKind = 'image' | 'table' | 'json' | 'markdown' | 'html' | 'text' | 'other'

const KINDS: Readonly<Record<Exclude<ArtifactKind, 'other'>, readonly string[]>> = {
  image: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'svg'],
  table: ['csv', 'tsv', 'parquet', 'npy', 'npz', 'arrow', 'arrows', 'feather', 'jsonl', 'ndjson'],
  json: ['json', 'geojson', 'ipynb'],
  markdown: ['md', 'markdown'],
  html: ['html', 'htm'],
  text: (
    'txt log yaml yml toml ini cfg conf env xml py r sh js ts java c h cpp go rs sql tex rst diff patch ' +
    'dockerfile mlmodel'
  ).split(' '),
}

/** Files without an ending that are text by custom. */
const TEXT_NAMES = new Set(['mlmodel', 'dockerfile', 'makefile', 'readme', 'license', 'requirements'])

/**
 * How a file is looked at, by its ending alone: servers send CSV, JSON and Markdown as `text/plain`, and everything as
 * an attachment (measured on 2.21.3 and 3.17.2).
 */
export function artifactKind(path: string): ArtifactKind {
  const name = (path.split('/').at(-1) ?? '').toLowerCase()
  if (/\.(?:csv|tsv|json|jsonl|ndjson)\.gz$/.test(name)) return 'table'
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return TEXT_NAMES.has(name) ? 'text' : 'other'
  const ending = name.slice(dot + 1)
  for (const [kind, endings] of Object.entries(KINDS))
    if (endings.includes(ending)) return kind as Exclude<ArtifactKind, 'other'>
  return 'other'
}

/** The largest file that a page fetches whole, in bytes: it stands in memory, and no link could carry the sign-in. */
export const MAX_ARTIFACT_BYTES = 256_000_000

/** A result as a document to keep or hand on: everything that stands in it, in order. */
export interface Report {
  /** Over everything: "Drift report: litter-ref.csv against litter-test.csv". */
  title: string
  outcome: ReportOutcome
  verdict: { title: string; text: string }
  /** The numbers behind the verdict. */
  facts: readonly { label: string; value: string }[]
  /** Further sentences that were found. */
  findings: readonly string[]
  charts: readonly ReportChart[]
  /** The files, or what stands for them. */
  data: readonly ReportData[]
  /** Groups of settings, as "Maximum mean discrepancy": seed, bandwidth and all others. */
  settings: readonly { name: string; values: readonly { label: string; value: string }[] }[]
  /** What limits the result. */
  caveats: readonly string[]
  reproduce: Reproduction
  /** Of Tidemark. */
  version: string
  /** When it was made, milliseconds since 1970 UTC. */
  madeAt: number
  /** `@font-face` rules with the fonts inside; '' for the reader's own. */
  fonts: string
}

export type ReportOutcome = 'drift' | 'unconfirmed' | 'no-drift' | 'warning' | 'undecided'

export interface ReportChart {
  title: string
  subtitle: string
  /** A whole SVG document, escaped by whoever made it, without scripts and addresses of other files. */
  markup: string
  /** In px, as it was drawn. */
  width: number
}

export interface ReportData {
  /** "Reference", "Test", "Records". */
  role: string
  name: string
  /** SHA-256 of its bytes, 64 hexadecimal digits; null where it is no file. */
  digest: string | null
  /** How it was read, how many rows, which part. */
  details: readonly string[]
}

export interface Reproduction {
  /** One for each detector, for a POSIX shell. */
  commands: readonly string[]
  /** Why there is no command, or what it leaves out. */
  notes: readonly string[]
  /** Opens the same again. */
  link: string
}

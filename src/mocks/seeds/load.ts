import { expandScanner, type ScannerColumns } from './scanner'
import type { SeedHistory } from './wire'

/**
 * The demo's histories as wire rows, fetched when they are first asked for. Both files were computed by our own core
 * (`npm run seed`; `seeds.slow.test.ts` compares), so their shape is that of the code that wrote them.
 */
export async function loadCamera(): Promise<SeedHistory> {
  const { default: text } = await import('./camera.json?raw')
  return JSON.parse(text) as SeedHistory
}

/** 10,000 records: a tenth of a second's work. */
export async function loadScanner(): Promise<SeedHistory> {
  return expandScanner(await scannerColumns())
}

/** The experiments of both, without making the scanner's records. */
export async function loadExperiments(): Promise<SeedHistory['experiment'][]> {
  const histories = await Promise.all([loadCamera(), scannerColumns()])
  return histories.map(({ experiment }) => experiment)
}

async function scannerColumns(): Promise<ScannerColumns> {
  const { default: text } = await import('./scanner.json?raw')
  return JSON.parse(text) as ScannerColumns
}

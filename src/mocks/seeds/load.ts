import { expandScanner, type ScannerColumns } from './scanner'
import type { SeedHistory } from './wire'

/**
 * The demo's histories as wire rows, fetched when they are first asked for. Both files were computed by our own core
 * (`npm run seed`; `seeds.test.ts` compares), so their shape is that of the code that wrote them.
 */
export async function loadCamera(): Promise<SeedHistory> {
  const { default: text } = await import('./camera.json?raw')
  return JSON.parse(text) as SeedHistory
}

/** 10,000 records. */
export async function loadScanner(): Promise<SeedHistory> {
  const { default: text } = await import('./scanner.json?raw')
  return expandScanner(JSON.parse(text) as ScannerColumns)
}

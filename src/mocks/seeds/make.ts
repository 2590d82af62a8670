import { type BundledTexts, readDigits } from './digits'
import { makeCamera } from './make-camera'
import { makeScanner } from './make-scanner'

/** The files beside this one, by name, computed anew from the bundled data. */
export async function makeSeeds(texts: BundledTexts): Promise<Record<string, string>> {
  const digits = await readDigits(texts)
  const camera = await makeCamera(digits)
  const scanner = await makeScanner(digits)
  return { 'camera.json': `${JSON.stringify(camera)}\n`, 'scanner.json': `${JSON.stringify(scanner)}\n` }
}

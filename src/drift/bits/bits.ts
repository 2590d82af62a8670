import { driveSync } from '../drive'
import { detectors } from '../registry'
import { loadDetector } from '../run'
import { samplesFor } from '../samples-for-tests'

/**
 * A hash of each detector's whole result on the sample that suits it: every number to its last bit.
 * The same in node, in a page and in a worker (`bits.test.ts`, `bits.browser.test.ts`).
 */
export async function resultBits(): Promise<Record<string, string>> {
  const bits: Record<string, string> = {}
  for (const detector of detectors) {
    const detect = await loadDetector(detector.id)
    bits[detector.id] = hashOf(driveSync(detect(quick(detector.params.defaults), samplesFor(detector))))
  }
  return bits
}

/** Fewer simulated streams than by default, for the sake of time; thresholds for an expected run time ask for ten each. */
function quick(defaults: object): Record<string, number> {
  const simulations = 'simulations' in defaults ? { simulations: 400 } : {}
  return 'runTime' in defaults ? { ...simulations, runTime: 40 } : simulations
}

/** FNV-1a over everything that is in a value, with its names and kinds. */
function hashOf(value: unknown): string {
  let h = 0x811c9dc5
  const number = new Float64Array(1)
  const bytes = new Uint8Array(number.buffer)
  const addText = (text: string): void => {
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  }
  const addNumber = (x: number): void => {
    // Engines may keep any of the many patterns of NaN.
    if (Number.isNaN(x)) return addText('NaN')
    number[0] = x
    for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193)
  }
  const add = (part: unknown): void => {
    if (typeof part === 'number') return addNumber(part)
    if (typeof part !== 'object' || part === null) return addText(`${typeof part} ${String(part)};`)
    addText(`${Object.prototype.toString.call(part)} `)
    if (part instanceof DataView) throw new Error('A result holds no raw bytes')
    if (ArrayBuffer.isView(part)) return (part as Float64Array).forEach(addNumber)
    for (const [name, inner] of Object.entries(part)) {
      addText(`${name}:`)
      add(inner)
    }
  }
  add(value)
  return (h >>> 0).toString(16).padStart(8, '0')
}

import { drive } from '~/drift/drive'
import type { KernelAssistant } from '~/drift/kernels/kernel-assistant'
import { createRandom, normal, PURPOSE } from '~/drift/random'
import { loadDetector } from '~/drift/run'
import type { Sample } from '~/drift/sample'
import type { Assistants } from './assistants'

/**
 * MMD's first run in a new worker takes nearly three times as long as its later ones: code is compiled in haste when it
 * first runs, and well once it has run for a while, and the engine's memory is mapped page by page when it is first
 * written. A few runs of usual size beforehand are that while and map that memory; hundreds of tiny ones were tried, and
 * the first real run was as slow as without them.
 */
const ROWS = 1000
const COLUMNS = 10
const RUNS = 4

/**
 * Loads MMD and runs it on made-up samples, until the signal or the end: by itself, then with its assistants, where it has
 * some. Never rejects: what fails, a run will tell.
 */
export async function warmUp(signal: AbortSignal, assistants: Assistants): Promise<void> {
  try {
    const detect = await loadDetector('mmd')
    const input = { reference: made(0), test: made(1) }
    const run = async (seed: number, helping: readonly KernelAssistant[]) => {
      const computation = detect({ seed, pictures: false }, { ...input, assistants: helping })
      await drive(computation, { signal, now: () => performance.now() })
    }
    for (let seed = 0; seed < RUNS && !signal.aborted; seed++) await run(seed, [])
    const helping = assistants.ready(Infinity)
    for (let seed = 0; seed < RUNS && helping.length > 0 && !signal.aborted; seed++) await run(seed, helping)
    // A job that ended the warming has them now.
    if (!signal.aborted) assistants.finish()
  } catch {}
}

function made(index: number): Sample {
  const random = createRandom(0, PURPOSE.simulation, index)
  return {
    rows: ROWS,
    columns: Array.from({ length: COLUMNS }, (_, j) => `x${j + 1}`),
    values: Float64Array.from({ length: ROWS * COLUMNS }, () => normal(random)),
    rowNumbers: Uint32Array.from({ length: ROWS }, (_, i) => i + 1),
  }
}

import { driveSync } from '../../drive'
import type { KernelAssistant, Rounding } from '../kernel-assistant'
import { giveBack } from './engine'
import { bracketShare, rangeShare } from './panel-distances'
import { createPanels, KEPT, type Panels } from './panels'
import { insideShare, kernelShare } from './simd-kernel'

/**
 * Computes a share of a kernel for another worker. In one go each time: what is cancelled meanwhile ends with this worker.
 */
export function createAssistant(): KernelAssistant {
  let panels: Panels | null = null
  let rounding: Rounding | null = null

  const laidOut = (): Panels => {
    if (panels === null) throw new Error('There are no panels.')
    return panels
  }
  const forget = (): void => {
    if (panels !== null) giveBack(panels.engine)
    panels = null
    rounding = null
  }

  return {
    async layOut({ pooled, n, m, d, share }) {
      forget()
      panels = driveSync(createPanels(pooled, n, m, d, KEPT, share))
    },
    async range() {
      return driveSync(rangeShare(laidOut()))
    },
    async bracket(low, high) {
      const { counts, range, inside } = driveSync(bracketShare(laidOut(), low, high))
      return { counts, range, inside: inside.slice() }
    },
    async kernel(given, hasRest) {
      rounding = given
      return driveSync(kernelShare(laidOut(), rounding, hasRest))
    },
    async insideSums(planes, sets) {
      if (rounding === null) throw new Error('There is no kernel.')
      return driveSync(insideShare(laidOut(), rounding, planes, sets))
    },
    async end() {
      forget()
    },
  }
}

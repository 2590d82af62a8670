import type { Page } from '@playwright/test'

/** What a page may move by on the way to a result: half of what counts as good over a whole visit (web.dev/cls, 0.1). */
export const MOST_SHIFT = 0.05

/**
 * Watches layout shifts of a page that is not open yet. All of them count, those right after a press too, which the
 * browser's own sum forgives.
 */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = []
    Object.assign(window, { tidemarkShifts: shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(entry as unknown as Shift)
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

interface Shift {
  value: number
  sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}

/** Forgets what has moved so far: from here on it counts. */
export async function forgetShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { tidemarkShifts } = window as unknown as { tidemarkShifts: Shift[] }
    tidemarkShifts.length = 0
  })
}

/** The sum of what has moved since, and the largest moves in words. */
export async function shiftsOf(page: Page): Promise<{ sum: number; moves: string[] }> {
  return page.evaluate(async () => {
    // What was painted last is told with the next frames.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    const { tidemarkShifts } = window as unknown as { tidemarkShifts: Shift[] }
    const said = (shift: Shift): string =>
      `${shift.value.toFixed(4)}: ${shift.sources
        .map(
          ({ node, previousRect: a, currentRect: b }) =>
            `${node?.textContent?.slice(0, 30) ?? '?'} from ${a.y}+${a.height} to ${b.y}+${b.height}`,
        )
        .join('; ')}`
    return {
      sum: tidemarkShifts.reduce((sum, { value }) => sum + value, 0),
      moves: tidemarkShifts.filter(({ value }) => value > 0.003).map(said),
    }
  })
}

import { describe, expect, it } from 'vitest'
import { runPart } from './bench/run-part.mjs'
import { Stall } from './bench/stall.mjs'

/** @import { Browser } from 'playwright-core' */

/** What `runPart` has of a browser. */
function browsers() {
  const log = /** @type {string[]} */ ([])
  let opened = 0
  const launch = async () => {
    const name = `browser ${(opened += 1)}`
    log.push(`${name} opened`)
    return /** @type {Browser} */ (
      /** @type {unknown} */ ({ name, close: async () => void log.push(`${name} closed`) })
    )
  }
  return { launch, log }
}

const never = () => new Promise(() => {})
const say = () => {}

describe('runPart', () => {
  it('gives what the part gives, and closes its browser', async () => {
    const { launch, log } = browsers()
    const part = async (/** @type {Browser} */ browser) => {
      log.push('measured')
      return [browser]
    }
    expect(await runPart({ launch, part, limitMs: 60_000, say })).toHaveLength(1)
    expect(log).toEqual(['browser 1 opened', 'measured', 'browser 1 closed'])
  })

  it('tries again in a new browser where the first gave its page no frames, and says so', async () => {
    const { launch, log } = browsers()
    let tries = 0
    const rows = await runPart({
      launch,
      part: () => ((tries += 1) === 1 ? never() : Promise.resolve('rows')),
      limitMs: 5,
      say: (line) => log.push(line),
      stall: async () => new Stall('Not at its end: no frames.', true),
    })
    expect(rows).toBe('rows')
    expect(log).toEqual([
      'browser 1 opened',
      'browser 1 closed',
      '  Not at its end: no frames. Again, in a new browser:',
      'browser 2 opened',
      'browser 2 closed',
    ])
  })

  it('fails where the second browser gives none either', async () => {
    const { launch, log } = browsers()
    const stall = async () => new Stall('Not at its end: no frames.', true)
    await expect(runPart({ launch, part: never, limitMs: 5, say, stall })).rejects.toThrow('no frames')
    expect(log).toHaveLength(4)
  })

  it('fails at once where the page itself does not end, and where the part throws', async () => {
    const { launch, log } = browsers()
    const stall = async () => new Stall('Not at its end: its script is busy.', false)
    await expect(runPart({ launch, part: never, limitMs: 5, say, stall })).rejects.toThrow('is busy')
    const part = () => Promise.reject(new Error('There is no such button.'))
    await expect(runPart({ launch, part, limitMs: 60_000, say })).rejects.toThrow('no such button')
    expect(log).toHaveLength(4)
  })
})

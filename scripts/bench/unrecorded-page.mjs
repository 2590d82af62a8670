import { watchPage } from './page-watch.mjs'

/** @import { Browser, CDPSession } from 'playwright-core' */
/** @import { Milestone, Watch } from './page-watch.mjs' */

/** How long a page may take to come to a milestone, in ms, and how often it is looked for. */
const PATIENCE_MS = 120_000
const LOOK_MS = 50

/**
 * A page that Playwright does not know, in a context of its own, for what large answers do to the main thread. Of its own
 * pages Playwright keeps every answer, and the browser makes text of each for it when it is whole: 200 ms of a page's
 * main thread for 12 MB, which nobody has who opens the page.
 * @param {Browser} browser
 * @param {string} url
 * @param {Record<string, Milestone>} milestones
 */
export async function openUnrecorded(browser, url, milestones) {
  const root = await browser.newBrowserCDPSession()
  const { browserContextId } = await root.send('Target.createBrowserContext')
  const { targetId } = await root.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
    width: 1440,
    height: 900,
  })
  const ask = await attached(root, targetId)
  await ask('Page.enable')
  await ask('Emulation.setDeviceMetricsOverride', {
    width: 1440,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  })
  await ask('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${watchPage.toString()})(${JSON.stringify(milestones)})`,
  })
  await ask('Page.navigate', { url })
  /** @param {string} expression of what can be written as JSON */
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, returnByValue: true })
    if (exceptionDetails) throw new Error(`The page failed: ${JSON.stringify(exceptionDetails)}`)
    return result.value
  }
  return {
    evaluate,
    /**
     * @param {string} name of a milestone
     * @returns {Promise<{ at: number, painted: number }>} milliseconds since the navigation began
     */
    reached: async (name) => {
      for (const from = performance.now(); performance.now() - from < PATIENCE_MS;) {
        const found = await evaluate(`window.benchWatch?.reached[${JSON.stringify(name)}]`)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      }
      throw new Error(`The page never came to: ${name}.`)
    },
    resetWatch: () => evaluate('window.benchWatch.reset()'),
    /** @returns {Promise<Pick<Watch, 'longTasks' | 'longestBeat'>>} */
    recorded: () => evaluate('({ longTasks: benchWatch.longTasks, longestBeat: benchWatch.longestBeat })'),
    close: async () => {
      await root.send('Target.disposeBrowserContext', { browserContextId })
      await root.detach()
    },
  }
}

/**
 * Speaks with one target over the session of the browser.
 * @param {CDPSession} root
 * @param {string} targetId
 * @returns {Promise<(method: string, params?: object) => Promise<any>>}
 */
async function attached(root, targetId) {
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: false })
  /** @type {Map<number, (answer: { result?: unknown, error?: { message: string } }) => void>} */
  const waiting = new Map()
  root.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message)
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let asked = 0
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      )
      const message = JSON.stringify({ id: asked, method, params })
      root.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
}

/**
 * What is recorded of a page's main thread and of its milestones. Lives in the page as `window.benchWatch`.
 * @typedef {object} Watch
 * @property {number[]} longTasks durations of tasks above 50 ms, as the browser reports them (milliseconds)
 * @property {string[]} longFrames what such a task was, as far as the browser tells
 * @property {number} longestBeat longest time between two ticks of a 4 ms timer (milliseconds)
 * @property {Record<string, { at: number, painted: number }>} reached milestones, in `performance.now()`
 * @property {number} pressed when a pointer button was last let go
 * @property {number} given when the page last got a file
 * @property {{ at: number, status: string }[]} answers of workers to calls that end with a status
 * @property {number} killed workers that were terminated
 * @property {() => void} reset forgets what was recorded
 * @property {(name: string, milestone: Milestone) => void} expect
 */

/**
 * Reached once an element matches the selector (and holds the text, all its spaces plain ones), or where `absent`
 * once none does.
 * @typedef {{ selector: string, text?: string, absent?: boolean }} Milestone
 */

/**
 * Runs in the page before anything else (`page.addInitScript`). Milestones are seen in the page itself: asking from
 * outside would add the way there and back to every time.
 * @param {Record<string, Milestone>} first milestones to expect from the start
 */
export function watchPage(first) {
  /** @type {Map<string, Milestone>} */
  const open = new Map(Object.entries(first))
  let lastBeat = performance.now()
  /** @type {Watch} */
  const watch = {
    longTasks: [],
    longFrames: [],
    longestBeat: 0,
    reached: {},
    pressed: 0,
    given: 0,
    answers: [],
    killed: 0,
    reset: () => {
      lastBeat = performance.now()
      Object.assign(watch, {
        longTasks: [],
        longFrames: [],
        longestBeat: 0,
        answers: [],
        killed: 0,
      })
    },
    expect: (name, milestone) => {
      delete watch.reached[name]
      open.set(name, milestone)
      look()
    },
  }
  Object.assign(window, { benchWatch: watch })

  /** @param {Milestone} milestone */
  const isMet = ({ selector, text, absent = false }) => {
    const found = [...document.querySelectorAll(selector)].some(
      (element) => text === undefined || element.textContent.replaceAll(/\s/g, ' ').includes(text),
    )
    return found !== absent
  }
  const look = () => {
    for (const [name, milestone] of open) {
      if (!isMet(milestone)) continue
      open.delete(name)
      const at = performance.now()
      // The frame that shows it is drawn after the callbacks before it.
      requestAnimationFrame(() =>
        setTimeout(() => {
          watch.reached[name] = { at, painted: performance.now() }
        }),
      )
    }
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['d', 'aria-label'],
  })

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.longTasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })
  if (PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watch.longFrames.push(JSON.stringify(entry))
    }).observe({ type: 'long-animation-frame', buffered: true })
  }
  const beat = () => {
    const now = performance.now()
    watch.longestBeat = Math.max(watch.longestBeat, now - lastBeat)
    lastBeat = now
    setTimeout(beat, 4)
  }
  beat()
  addEventListener('pointerup', (event) => (watch.pressed = event.timeStamp), { capture: true })
  const onChange = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLInputElement && target.type === 'file') watch.given = performance.now()
  }
  addEventListener('change', onChange, { capture: true })

  const Original = Worker
  window.Worker = class extends Original {
    /**
     * @param {string | URL} url
     * @param {WorkerOptions} [options]
     */
    constructor(url, options) {
      super(url, options)
      this.addEventListener('message', ({ data }) => {
        const status = data?.value?.status
        if (typeof status === 'string') watch.answers.push({ at: performance.now(), status })
      })
    }

    /** @override */
    terminate() {
      watch.killed += 1
      super.terminate()
    }
  }
}

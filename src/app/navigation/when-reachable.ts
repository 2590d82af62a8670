import { dismissToast, toast } from '~/stores/toasts'

/** Said once, however many pages are tried meanwhile: of these the last one opens. */
let said: number | null = null

/**
 * Code of a page that is opened. Where it cannot be fetched because the machine has no network, this says so and waits:
 * the former page stays, with all that was loaded into it, and the new one opens when the network is back. (The router
 * remembers a failure for ever, so that the page could be opened only by loading everything again.)
 * @throws what `load` throws while there is a network
 */
export async function whenReachable<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (navigator.onLine) throw error
    if (said !== null) dismissToast(said)
    const note = (said = toast({
      tone: 'warn',
      title: 'You are offline',
      text: 'This page was not loaded yet. It opens by itself when the connection is back.',
      stays: true,
    }))
    await new Promise((online) => window.addEventListener('online', online, { once: true }))
    dismissToast(note)
    await Promise.all(failedSheets().map(fetchAgain))
    return whenReachable(load)
  }
}

/** Vite asks for a style sheet once, whatever became of it. */
function failedSheets(): HTMLLinkElement[] {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(
    (link) => link.sheet === null,
  )
}

/** The page is of use without it too. */
function fetchAgain(failed: HTMLLinkElement): Promise<void> {
  const link = failed.cloneNode() as HTMLLinkElement
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => resolve(), { once: true })
    failed.replaceWith(link)
  })
}

import { fault } from './faults'

/** On it the page that the provider sends people back to hands on what it was given: public/signed-in.js. */
const CHANNEL = 'tidemark-sign-in'

/** Beside the app's page, so that it works under any path; one of those that the provider has listed for the client. */
export const redirectUri = (): string => new URL('signed-in.html', document.baseURI).href

/**
 * An empty window, to be opened in the very press of a button: browsers block one that is opened later.
 * @throws SignInError `window-blocked`
 */
export function openSignInWindow(host: string): Window {
  const opened = window.open('', '_blank', 'popup,width=520,height=720')
  if (!opened) throw fault('window-blocked', host)
  opened.document.title = 'Sign in'
  return opened
}

/** So long a person may take at the provider. */
const PATIENCE_MS = 10 * 60_000

/**
 * The provider's answer to one sign-in. A window that looks closed is no end: a provider may cut the tie between the two
 * windows, and then an open one looks closed too.
 * @throws SignInError `sign-in-expired` after ten minutes; an abort of `signal` passes through
 */
export function answerFor(state: string, host: string, signal: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(CHANNEL)
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const ends = AbortSignal.any([signal, patience])
  return new Promise<URLSearchParams>((resolve, reject) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const answer = new URLSearchParams(textOf(data, 'answer'))
      // Another tab's, or nobody's: the window says so where no page takes it.
      if (answer.get('state') !== state) return
      channel.postMessage({ taken: state })
      resolve(answer)
    }
    const stop = () => reject(patience.aborted ? fault('sign-in-expired', host) : signal.reason)
    ends.addEventListener('abort', stop, { once: true })
    if (ends.aborted) stop()
  }).finally(() => channel.close())
}

function textOf(data: unknown, name: string): string {
  if (typeof data !== 'object' || data === null || !(name in data)) return ''
  const value: unknown = Reflect.get(data, name)
  return typeof value === 'string' && value.length < 20_000 ? value : ''
}

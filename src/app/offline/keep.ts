import { useJobs } from '~/stores/jobs'
import { dismissToast, toast, useToasts } from '~/stores/toasts'
import type { ToWorker } from './kept-files'

/** In the storage of this origin: "off", and nothing is kept. For tests, which open hundreds of new browsers. */
const SWITCH = 'tidemark-offline'

/** So often a page that is looked at again asks for a new version; the browser asks once with each visit. */
const ASK_AGAIN_MS = 60 * 60_000

/**
 * Lets the service worker keep all files of this version, and says when a new one is there. Called when the page is at
 * rest: about 5 MB are fetched, and until then every file comes over the network as without it. Does nothing where there
 * are no service workers (an address without TLS, some private windows).
 */
export async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || isSwitchedOff()) return
  const { serviceWorker } = navigator
  // In the demo it is there already, with the same address and options: this finds it.
  const registration = await serviceWorker.register(new URL('offline-worker.js', document.baseURI), {
    updateViaCache: 'none',
  })
  sayNewVersion(registration)
  askAgain(registration)
  const { active } = await serviceWorker.ready
  whenNothingRuns(() => tell(active, 'keep'))
}

/** Now, or when the last running job is done. */
function whenNothingRuns(then: () => void): void {
  if (useJobs.getState().jobs.length === 0) return then()
  const stop = useJobs.subscribe(({ jobs }) => {
    if (jobs.length > 0) return
    stop()
    then()
  })
}

function isSwitchedOff(): boolean {
  try {
    return localStorage.getItem(SWITCH) === 'off'
  } catch {
    return false
  }
}

function tell(worker: ServiceWorker | null, tidemark: ToWorker['tidemark']): void {
  worker?.postMessage({ tidemark } satisfies ToWorker)
}

/** A worker that waits has all files of its version. Two versions may come while a page is open: it is said once. */
function sayNewVersion(registration: ServiceWorkerRegistration): void {
  let said = false
  const say = () => {
    if (said || !registration.waiting || !registration.active) return
    said = true
    offerReload(registration)
  }
  say()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', say)
  })
}

function offerReload(registration: ServiceWorkerRegistration): void {
  toast({
    tone: 'ok',
    title: 'A new version is ready',
    text: 'This page keeps its version until you reload.',
    stays: true,
    action: { label: 'Reload', run: () => reloadAtRest(registration) },
  })
}

function askAgain(registration: ServiceWorkerRegistration): void {
  let asked = performance.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < ASK_AGAIN_MS) return
    asked = performance.now()
    // Offline there is nothing to find.
    registration.update().catch(() => undefined)
  })
}

/**
 * Not under a running job, unless the person says now; nor by itself when it is done: its result would be gone before
 * it is seen. Who dismisses the note is not asked again.
 */
function reloadAtRest(registration: ServiceWorkerRegistration): void {
  const reload = () => reloadInto(registration)
  if (useJobs.getState().jobs.length === 0) return reload()
  const note = toast({
    tone: 'ok',
    title: 'A job is running, and reloading ends it',
    text: 'The new version is offered again when the job is done.',
    stays: true,
    action: { label: 'Reload now', run: reload },
  })
  whenNothingRuns(() => {
    if (!useToasts.getState().toasts.some(({ id }) => id === note)) return
    dismissToast(note)
    offerReload(registration)
  })
}

function reloadInto({ waiting }: ServiceWorkerRegistration): void {
  const reload = () => window.location.reload()
  if (!waiting) return reload()
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
  void whileItRuns(() => tell(waiting, 'take-over'))
}

/**
 * With the worker of this page at work. Chromium stops it when it is idle, and where the next one asks to take over while
 * it starts again (the page at rest fetches files), it is only let go half a minute later.
 */
async function whileItRuns(then: () => void): Promise<void> {
  await fetch(new URL('icon.svg', document.baseURI)).catch(() => undefined)
  then()
}

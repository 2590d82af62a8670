import { createPath, type Location, NavigationType, type Navigator, parsePath, type To } from 'react-router'
import type { LeaveGuard } from '~/scaffold/leave-guard'

/** What is on the screen. */
export interface Shown<Page> {
  location: Location
  /** How the address came: `Pop` from outside of the page (a link that was opened, *Back*). */
  type: NavigationType
  /** Null until the first page is there, and where a page could not be opened. */
  page: Page | null
  /** Why it could not. */
  failure: { error: unknown } | null
}

export interface Navigation<Page> {
  /** For react-router's links and hooks. */
  navigator: Navigator
  shown: () => Shown<Page>
  /** Changes of what is shown; `atOnce` those that must be in the page before the browser draws. Gives the end of it. */
  listen: (onShow: (shown: Shown<Page>, atOnce: boolean) => void) => () => void
  /** While guards are there, no other page is opened unasked: each asks, the last one first. */
  addGuard: (guard: LeaveGuard) => () => void
}

/** What the browser keeps with each entry of its history, beside the address in the hash. */
interface Entry {
  usr: unknown
  key: string
  /** Place in the history, to know where *Back* and *Forward* led. */
  idx: number
}

/**
 * The address in the hash, and the page that is open at it. A page is opened before its address is shown: the former
 * one stays meanwhile, and whoever goes on elsewhere ends it. Another query of the same page is shown at once.
 * @param open loads a page; its signal ends when the person went elsewhere. What it throws is shown as the failure.
 */
export function createNavigation<Page>(
  open: (location: Location, signal: AbortSignal) => Promise<Page>,
): Navigation<Page> {
  const first = entryNow()
  let index = first?.idx ?? 0
  if (first === null) keepEntry({ usr: null, key: newKey(), idx: index })
  let shown: Shown<Page> = { location: readLocation(), type: NavigationType.Pop, page: null, failure: null }
  let opening: AbortController | null = null
  const guards: LeaveGuard[] = []
  let onShow: (shown: Shown<Page>, atOnce: boolean) => void = () => undefined
  /** A step of the history of our own is under way: not to be followed, or to be followed unasked. */
  let ownStep: (() => void) | null = null

  function show(next: Shown<Page>, atOnce: boolean): void {
    shown = next
    onShow(next, atOnce)
  }

  /** @param commit writes the address, once the page is there */
  function goTo(location: Location, type: NavigationType, commit: () => void, atOnce = false): void {
    opening?.abort()
    opening = null
    if (shown.page !== null && location.pathname === shown.location.pathname) {
      commit()
      show({ location, type, page: shown.page, failure: null }, atOnce)
      return
    }
    const own = new AbortController()
    opening = own
    const end = (page: Page | null, failure: { error: unknown } | null) => {
      if (own.signal.aborted) return
      opening = null
      commit()
      show({ location, type, page, failure }, false)
    }
    void open(location, own.signal).then(
      (page) => end(page, null),
      (error: unknown) => end(null, { error }),
    )
  }

  /** Goes on, or waits for an answer where a guard holds the page. */
  function leaveFor(location: Location, leave: () => void): boolean {
    if (guards.length === 0 || location.pathname === shown.location.pathname) return true
    const ask = ([guard, ...others]: LeaveGuard[]): void => (guard ? guard(() => ask(others)) : leave())
    ask(guards.toReversed())
    return false
  }

  function write(to: To, state: unknown, type: NavigationType.Push | NavigationType.Replace, atOnce = false) {
    const path = inHash(to)
    const location: Location = { ...located(path), state, key: newKey() }
    const go = () =>
      goTo(
        location,
        type,
        () => {
          if (type === NavigationType.Push) index += 1
          const entry: Entry = { usr: state, key: location.key, idx: index }
          if (type === NavigationType.Push) window.history.pushState(entry, '', `#${path}`)
          else window.history.replaceState(entry, '', `#${path}`)
        },
        atOnce,
      )
    if (leaveFor(location, go)) go()
  }

  function onPop(): void {
    // An address that a person typed has no entry of ours: the browser put it behind the one on the screen.
    const known = entryNow()
    if (known === null) keepEntry({ usr: null, key: newKey(), idx: index + 1 })
    const to = known?.idx ?? index + 1
    const delta = to - index
    index = to
    if (ownStep) {
      const after = ownStep
      ownStep = null
      after()
      return
    }
    const location = readLocation()
    const follow = () => goTo(readLocation(), NavigationType.Pop, () => undefined)
    const again = () => step(delta, follow)
    if (leaveFor(location, again)) follow()
    // The address on the screen is the page's that stays.
    else step(-delta, () => undefined)
  }

  function step(delta: number, after: () => void): void {
    if (delta === 0) {
      after()
      return
    }
    // The step before may still be under way.
    const before = ownStep
    if (before) {
      ownStep = () => {
        before()
        step(delta, after)
      }
      return
    }
    ownStep = after
    window.history.go(delta)
  }

  goTo(shown.location, NavigationType.Pop, () => undefined)
  return {
    navigator: {
      createHref: (to) => `#${pathOf(to)}`,
      go: (delta) => window.history.go(delta),
      push: (to, state: unknown, options) => write(to, state, NavigationType.Push, options?.flushSync),
      replace: (to, state: unknown, options) => write(to, state, NavigationType.Replace, options?.flushSync),
    },
    shown: () => shown,
    listen: (listener) => {
      onShow = listener
      // The first page may have come before.
      listener(shown, false)
      window.addEventListener('popstate', onPop)
      return () => {
        onShow = () => undefined
        window.removeEventListener('popstate', onPop)
      }
    },
    addGuard: (guard) => {
      guards.push(guard)
      return () => {
        const at = guards.indexOf(guard)
        if (at >= 0) guards.splice(at, 1)
      }
    },
  }
}

const newKey = (): string => Math.random().toString(36).slice(2, 10)

const pathOf = (to: To): string => (typeof to === 'string' ? to : createPath(to))

/** As the browser writes it into the address: spaces and quotes of a path are encoded there. */
const inHash = (to: To): string => new URL(`#${pathOf(to)}`, window.location.href).hash.slice(1) || '/'

function located(path: string): Omit<Location, 'state' | 'key'> {
  const { pathname = '/', search = '', hash = '' } = parsePath(path)
  return { pathname: pathname.startsWith('/') ? pathname : `/${pathname}`, search, hash }
}

function readLocation(): Location {
  const entry = entryNow()
  return {
    ...located(window.location.hash.slice(1)),
    state: entry?.usr ?? null,
    key: entry?.key ?? 'default',
  }
}

/** Null for an entry that the browser made. */
function entryNow(): Entry | null {
  const state: unknown = window.history.state
  return typeof state === 'object' && state !== null && 'idx' in state && typeof state.idx === 'number'
    ? (state as Entry)
    : null
}

function keepEntry(entry: Entry): void {
  window.history.replaceState(entry, '')
}

import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { showStep, usePresentedSteps } from '~/stores/presented-steps'
import { countPresentable, markPresented, unmarkPresented } from './presented'
import './presenter.css'
import styles from './presenter.module.css'

interface PresenterProps {
  onEnd: () => void
}

/** Keys of a keyboard, and of the clickers that speakers hold. */
const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
}

/**
 * While it is mounted: the page's verdict and one of its charts, large; arrow keys step through the charts, and through
 * what the page offers of the first of them.
 */
export default function Presenter({ onEnd }: PresenterProps) {
  const figures = useSyncExternalStore(onPageChange, () => countPresentable(mainOfPage()))
  const offered = usePresentedSteps((steps) => (figures === 0 ? 0 : steps.offered))
  const count = figures + offered
  const [asked, setAsked] = useState(0)
  const at = Math.max(0, Math.min(count - 1, asked))
  const figure = Math.max(0, at - offered)

  // Before it is painted, and again whenever the page changes under it: a result comes, another page opens.
  useLayoutEffect(() => {
    const show = () => {
      markPresented(mainOfPage(), figure)
      // Charts measure the room that they have.
      window.dispatchEvent(new Event('resize'))
    }
    document.documentElement.dataset['presenting'] = ''
    show()
    return onPageChange(show)
  }, [figure])
  useLayoutEffect(() => showStep(at <= offered ? at : 0), [at, offered])
  useLayoutEffect(() => {
    // What is shown begins at its top, wherever the page stood; it stands there again afterwards.
    const { href } = window.location
    const { scrollY } = window
    window.scrollTo(0, 0)
    return () => {
      delete document.documentElement.dataset['presenting']
      unmarkPresented(mainOfPage())
      showStep(0)
      window.dispatchEvent(new Event('resize'))
      if (window.location.href === href) window.scrollTo(0, scrollY)
    }
  }, [])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      if ((step === undefined && event.key !== 'Escape') || event.ctrlKey || event.metaKey || event.altKey)
        return
      // Before the page's own keys: a chart that has focus would walk its points.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (step === undefined) onEnd()
      else {
        window.scrollTo(0, 0)
        setAsked(Math.max(0, Math.min(count - 1, at + step)))
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [at, count, onEnd])

  return (
    <p role="status" className={styles['note']}>
      {count > 1 ? `${at + 1} of ${count} · ← → to step · ` : ''}Esc to end
    </p>
  )
}

function mainOfPage(): Element {
  return document.getElementById('main') ?? document.body
}

function onPageChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(mainOfPage(), { childList: true, subtree: true })
  return () => observer.disconnect()
}

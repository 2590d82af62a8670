import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
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

/** While it is mounted: the page's verdict and one of its charts, large; arrow keys step through the charts. */
export default function Presenter({ onEnd }: PresenterProps) {
  const count = useSyncExternalStore(onPageChange, () => countPresentable(mainOfPage()))
  const [asked, setAsked] = useState(0)
  const at = Math.max(0, Math.min(count - 1, asked))

  // Before it is painted, and again whenever the page changes under it: a result comes, another page opens.
  useLayoutEffect(() => {
    const show = () => {
      markPresented(mainOfPage(), at)
      // Charts measure the room that they have.
      window.dispatchEvent(new Event('resize'))
    }
    document.documentElement.dataset['presenting'] = ''
    show()
    return onPageChange(show)
  }, [at])
  useLayoutEffect(
    () => () => {
      delete document.documentElement.dataset['presenting']
      unmarkPresented(mainOfPage())
      window.dispatchEvent(new Event('resize'))
    },
    [],
  )

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

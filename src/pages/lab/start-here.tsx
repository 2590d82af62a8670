import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { type BundledSample, bundledSampleById } from '~/data/samples'
import { linkTo } from '~/lib/paths'
import { setPreferences, usePreferences } from '~/stores/preferences'
import { Button } from '~/ui/controls/button'
import { IconButton } from '~/ui/controls/icon-button'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import styles from './start-here.module.css'

/** Three things to try for somebody who is here for the first time; gone for good once it is dismissed. */
export function StartHere({ onOpenSample }: { onOpenSample: (sample: BundledSample) => void }) {
  const dismissed = usePreferences((state) => state.startHereDismissed)
  if (dismissed) return null
  const digits = bundledSampleById('digits')
  return (
    <Frame
      title="Start here"
      subtitle="Three things to try, a minute each."
      flush
      actions={
        <IconButton
          icon={X}
          size={24}
          label="Dismiss Start here"
          onClick={() => setPreferences({ startHereDismissed: true })}
        />
      }
    >
      <ol className={styles['list']}>
        <Try
          title="Open a sample with drift"
          text="Handwritten digits, where new ones begin at row 451: MMD finds when, on your machine."
          step={
            digits ? (
              <Button size={28} onClick={() => onOpenSample(digits)}>
                Open the sample
              </Button>
            ) : null
          }
        />
        <Try
          title="See a history"
          text="What a monitor has recorded day by day, against its threshold, and since when it drifts."
          step={
            <LinkButton size={28} href={linkTo('drift')}>
              See histories
            </LinkButton>
          }
        />
        <Try
          title="See who may do what"
          text="People, experiments and models of an MLflow server in one table, changed as a draft."
          step={
            <LinkButton size={28} href={linkTo('permissions')}>
              See permissions
            </LinkButton>
          }
        />
      </ol>
    </Frame>
  )
}

function Try({ title, text, step }: { title: string; text: string; step: ReactNode }) {
  return (
    <li className={styles['try']}>
      <div>
        <h3 className={styles['title']}>{title}</h3>
        <p className={styles['text']}>{text}</p>
      </div>
      {step}
    </li>
  )
}

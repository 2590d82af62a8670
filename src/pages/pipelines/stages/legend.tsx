import { DEVIATION_STEPS, LEAST_DEVIATION_MS } from '~/domain/jenkins/stage-table'
import { formatPercent } from '~/lib/format'
import { Tooltip } from '~/ui/overlays/tooltip'
import { Mark } from '~/ui/words/mark'
import styles from './page.module.css'

const LEVELS = [-3, -2, -1, 0, 1, 2, 3]

/** What the colours of the cells mean. */
export function Legend() {
  const [from, ...further] = DEVIATION_STEPS.map((step) => formatPercent(step - 1))
  const rule = `Compared with the median of the stage’s own successful times: coloured from ${from} and ${LEAST_DEVIATION_MS / 1000} s on, stronger from ${further.join(' and ')}.`
  return (
    <Tooltip text={rule}>
      <span className={styles['legend']} tabIndex={0} role="note" aria-label={`Colours of cells. ${rule}`}>
        faster
        <span className={styles['swatches']} aria-hidden>
          {LEVELS.map((level) => (
            <span key={level} className={styles['swatch']} data-deviation={level} />
          ))}
        </span>
        slower
        <span className={styles['sign']}>
          <Mark state="failed" /> failed
        </span>
        <span className={styles['sign']}>– skipped</span>
      </span>
    </Tooltip>
  )
}

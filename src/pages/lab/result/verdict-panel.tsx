import type { ReactNode } from 'react'
import type { Verdict } from '~/domain/detection/verdict'
import type { CountedFinding, FindingGroup } from '~/domain/detection/counted-findings'
import { formatCount } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { Checkbox } from '~/ui/controls/checkbox'
import { Frame, FrameFooter } from '~/ui/page/frame'
import { Mark } from '~/ui/words/mark'
import { Unbroken } from '~/ui/words/unbroken'
import styles from './verdict-panel.module.css'

interface VerdictPanelProps {
  verdict: Verdict
  /** Somebody plays the stream and has come to no alarm yet: the verdict keeps its place and tells nothing. */
  held: boolean
  /** The evolution is still being computed, and says more: the panel has its final height, and facts come with it. */
  awaits: boolean
  /** What changed in the data itself, which the detector does not see. */
  findings: readonly CountedFinding[]
  ignore: readonly FindingGroup[]
  onIgnore: (ignore: FindingGroup[]) => void
  /** What was done to the data on its way, and what limits the result. */
  notes: readonly string[]
  /** "38 ms in a worker". */
  cost: string
  /** At the right of the finding: what can be done with it. */
  actions: ReactNode
}

const MARKS = { drift: 'drift', unconfirmed: 'unconfirmed', 'no-drift': 'ok', undecided: 'unknown' } as const

/** The finding, first and largest; then the numbers behind it. */
export function VerdictPanel({
  verdict,
  held,
  awaits,
  findings,
  ignore,
  onIgnore,
  notes,
  cost,
  actions,
}: VerdictPanelProps) {
  return (
    <div data-verdict="" className={classNames(styles['panel'], awaits && styles['awaits'])}>
      <Frame label="Verdict" flush>
        <div className={styles['finding']}>
          <Mark state={held ? 'unknown' : MARKS[verdict.outcome]} size={16} />
          {held ? (
            <div className={styles['heldBack']}>
              <h2 className={styles['title']}>No alarm so far</h2>
              <p className={styles['text']}>
                The verdict comes with the first alarm, or at the end of the stream.
              </p>
            </div>
          ) : null}
          <div className={classNames(styles['words'], held && styles['unsaid'])}>
            <h2 className={styles['title']}>{verdict.title}</h2>
            <p className={styles['text']}>
              <Unbroken text={verdict.text} />
            </p>
            {findings.length > 0 ? (
              <Findings findings={findings} ignore={ignore} onIgnore={onIgnore} />
            ) : null}
            {notes.length > 0 ? (
              <ul className={styles['notes']} data-aside="">
                {notes.map((note) => (
                  <li key={note}>
                    <Unbroken text={note} />
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
          <div className={styles['actions']} data-aside="" data-unprinted="">
            {actions}
          </div>
        </div>
        <FrameFooter>
          {awaits ? <span>The evolution over time is being computed.</span> : null}
          {(awaits ? [] : verdict.facts).map(({ label, value }) => (
            <Fact key={label} label={label} value={value} isUnsaid={held} />
          ))}
          {awaits ? null : <span className={styles['cost']}>{cost}</span>}
        </FrameFooter>
      </Frame>
    </div>
  )
}

/** A number stands out; what is said of it after a comma does not: "0.05, of which 0.025 for the whole sample". */
function Fact({ label, value, isUnsaid }: { label: string; value: string; isUnsaid: boolean }) {
  const number = /^-?\d[^,]*(?=, )/.exec(value)?.[0] ?? value
  return (
    <span className={isUnsaid ? styles['unsaid'] : undefined}>
      {label} <b>{number}</b>
      {value.slice(number.length)}
    </span>
  )
}

/** Findings beyond this are counted: the record that is published has more. */
const MOST_SHOWN = 8

const COUNTED: Readonly<Record<FindingGroup, string>> = {
  missing: 'Missing values count as drift',
  schema: 'The schema counts as drift',
}

function Findings({
  findings,
  ignore,
  onIgnore,
}: Pick<VerdictPanelProps, 'findings' | 'ignore' | 'onIgnore'>) {
  const more = findings.length - MOST_SHOWN
  const groups = (['missing', 'schema'] as const).filter((one) => findings.some(({ group }) => group === one))
  return (
    <>
      <ul aria-label="Found in the data itself" className={styles['findings']}>
        {findings.slice(0, MOST_SHOWN).map(({ kind, column, text, counts }) => (
          <li key={`${kind} ${column}`}>
            <Mark state={counts ? 'drift' : 'unknown'} />
            <span>{counts ? text : `${text} Ignored.`}</span>
          </li>
        ))}
        {more > 0 ? <li>and {formatCount(more)} more</li> : null}
      </ul>
      <div className={styles['counted']} data-aside="" data-unprinted="">
        {groups.map((group) => (
          <Checkbox
            key={group}
            checked={!ignore.includes(group)}
            onChange={(counts) =>
              onIgnore(counts ? ignore.filter((one) => one !== group) : [...ignore, group])
            }
          >
            {COUNTED[group]}
          </Checkbox>
        ))}
      </div>
    </>
  )
}

import Play from 'lucide-react/icons/play'
import type { Detector } from '~/drift/define'
import { linkTo } from '~/lib/paths'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { unseen } from '~/ui/words/unseen'
import styles from './detector-list.module.css'
import { inputWords } from './rows'

/** The detectors of one family: what each asks, what it takes, what it costs. */
export function DetectorList({ family, members }: { family: string; members: readonly Detector[] }) {
  return (
    <Frame
      title={family}
      subtitle={`${members.length} ${members.length === 1 ? 'detector' : 'detectors'}`}
      flush
    >
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`Detectors: ${family}`}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Detector</th>
              <th scope="col">Mode</th>
              <th scope="col">Looks at</th>
              <th scope="col">Time</th>
              <th scope="col">
                <span className={unseen}>Run</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((d) => (
              <tr key={d.id}>
                <th scope="row">
                  <a href={linkTo('detectors.method', { detector: d.id })} className={styles['link']}>
                    <b>{d.name}</b> <span>{d.longName === d.name ? '' : d.longName}</span>
                  </a>
                  <p>{d.summary}</p>
                </th>
                <td>{d.kind === 'stream' ? 'streaming' : 'batch'}</td>
                <td>{inputWords(d)}</td>
                <td>{d.cost.time}</td>
                <td>
                  <LinkButton
                    href={linkTo('lab', { detector: d.id })}
                    size={28}
                    icon={Play}
                    aria-label={`Open ${d.name} in the Lab`}
                  >
                    Lab
                  </LinkButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  )
}

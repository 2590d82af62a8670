import { gaveNoAnswer } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { Connection } from '~/queries/connections'
import { classNames } from '~/ui/class-names'
import { Frame } from '~/ui/page/frame'
import { Mark } from '~/ui/words/mark'
import styles from './page.module.css'
import type { useHealth } from './use-concerns'

interface ServersProps {
  connections: readonly Connection[]
  health: ReturnType<typeof useHealth>
}

/** Whether each server answers, and how quickly. */
export function Servers({ connections, health }: ServersProps) {
  return (
    <Frame
      title="Servers"
      subtitle="Response time"
      flush
      actions={<a href={linkTo('connections')}>Connections</a>}
    >
      <ul className={classNames(styles['rows'], styles['servers'])}>
        {connections.map(({ id, name, configured }, k) => (
          <li key={id} className={styles['row']}>
            <Server name={name} configured={configured} answer={health[k]} />
          </li>
        ))}
      </ul>
    </Frame>
  )
}

interface ServerProps {
  name: string
  configured: boolean
  answer: ServersProps['health'][number] | undefined
}

function Server({ name, configured, answer }: ServerProps) {
  if (!configured)
    return (
      <>
        <Mark state="unknown" label="Not configured" />
        <span className={styles['name']}>{name}</span>
        <span className={styles['why']}>Not configured</span>
      </>
    )
  if (answer?.error)
    return (
      <>
        <Mark state="failed" label={gaveNoAnswer(answer.error) ? 'Unreachable' : 'Answers with an error'} />
        <span className={styles['name']}>{name}</span>
        <span className={styles['why']}>{explain(answer.error).title}</span>
      </>
    )
  const data = answer?.data
  return (
    <>
      <Mark state={data ? 'ok' : 'running'} label={data ? 'Reachable' : 'Checking'} />
      <span className={styles['name']}>
        {name} {data?.version ? <span className={styles['quiet']}>{data.version}</span> : null}
      </span>
      <span className={styles['value']}>{data ? formatDuration(data.latencyMs) : '…'}</span>
    </>
  )
}

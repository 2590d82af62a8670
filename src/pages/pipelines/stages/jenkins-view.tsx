import { useMemo } from 'react'
import type { Build } from '~/domain/jenkins/build'
import { stageViewDuration, stageViewModel, stageViewRuns } from '~/domain/jenkins/stage-view'
import { stageViewText } from '~/lib/dates'
import { formatCount } from '~/lib/format'
import { ListTable } from '~/ui/lists/list-table'
import { Frame } from '~/ui/page/frame'
import { Notice } from '~/ui/states/notice'
import styles from './page.module.css'

/** The table of Stage View, cell for cell, and what it leaves out. */
export function JenkinsView({ builds }: { builds: readonly Build[] }) {
  const { runGroups } = useMemo(() => stageViewModel(stageViewRuns(builds)), [builds])
  const [drawn] = runGroups
  const hidden = builds.length - (drawn?.runs.length ?? 0)
  return (
    <>
      {hidden > 0 ? (
        <Notice
          title={`${formatCount(hidden)} of ${formatCount(builds.length)} builds ${hidden === 1 ? 'is' : 'are'} not shown.`}
        >
          Stage View shows at most the ten newest builds, and of these only those with the same order of
          stages as the newest. Its averages include failed stages, and stages of the same name are merged.
        </Notice>
      ) : null}
      <Frame
        title={`Average stage times: (Average full run time: ~${stageViewDuration(drawn?.avgDurationMillisNoPause)})`}
        flush
      >
        <div className={styles['sticky']}>
          <ListTable label="Stage View">
            <thead>
              <tr>
                <th scope="col">Build</th>
                {(drawn?.stageData ?? []).map(({ name }, at) => (
                  <th key={`${at} ${name}`} scope="col" data-align="end" className={styles['head']}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr className={styles['whole']}>
                <th scope="row">Average</th>
                {(drawn?.stageData ?? []).map(({ name, avgDurationMillisNoPause }, at) => (
                  <td key={`${at} ${name}`} data-align="end">
                    {stageViewDuration(avgDurationMillisNoPause)}
                  </td>
                ))}
              </tr>
              {(drawn?.runs ?? []).map(({ name, startTimeMillis, stages }, row) => (
                <tr key={`${row} ${name}`}>
                  <th scope="row" className={styles['run']}>
                    {name} <span className={styles['quiet']}>{startText(startTimeMillis)}</span>
                  </th>
                  {stages.map((stage, at) => (
                    <td key={`${at} ${stage.name}`} data-align="end" data-status={stage.status}>
                      {stage.status === 'NOT_EXECUTED' ? '' : stageViewDuration(stage.durationMillisNoPause)}
                      {stage.status === 'FAILED' ? ' failed' : stage.status === 'ABORTED' ? ' aborted' : ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </ListTable>
        </div>
      </Frame>
    </>
  )
}

/** As Stage View prints it, there in the zone of the server, here in UTC. */
function startText(at: number): string {
  const text = stageViewText(at)
  return text === '' ? '' : `${text} UTC`
}

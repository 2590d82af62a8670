import { useMemo } from 'react'
import { ChartFilesContext } from '~/charts/frame/chart-files'
import { HistoryChart } from '~/charts/history/history-chart'
import { formatCount } from '~/lib/format'
import { copyLink } from '~/scaffold/copy-link'
import type { State } from '~/ui/words/mark'
import type { ChangeHistory, HistorySettings } from './settings'
import { SummaryStrip } from './summary-strip'
import type { useHistory } from './use-history'
import { OPENS } from './words'

const MARKS = { drift: 'drift', warning: 'warning', ok: 'ok', none: 'unknown' } as const satisfies Record<
  string,
  State
>

/** In the names of files. */
const FINDINGS = { drift: 'drift', warning: 'warning', ok: 'no-drift', none: 'unknown' } as const

interface HistoryFrameProps {
  name: string
  history: ReturnType<typeof useHistory>
  settings: HistorySettings
  change: ChangeHistory
}

/** The finding and its chart. */
export function HistoryFrame({ name, history, settings, change }: HistoryFrameProps) {
  const { points, columns, gaps, choice, word, stretches, markers, baseline, summary, headline } = history
  const selected = settings.record === null ? -1 : columns.ids.indexOf(settings.record)
  const { unplotted } = summary
  const missing =
    unplotted === 0
      ? ''
      : ` ${formatCount(unplotted)} ${unplotted === 1 ? 'record' : 'records'} ${unplotted === 1 ? 'is' : 'are'} not plotted: ${unplotted === 1 ? 'it has' : 'they have'} no ${choice ? `${choice.metric} value` : 'number'}.`
  const { tone } = headline
  const files = useMemo(
    () => ({ data: name, finding: FINDINGS[tone], source: `Records of ${name}` }),
    [name, tone],
  )
  return (
    <ChartFilesContext value={files}>
      <HistoryChart
        title={headline.title}
        subtitle={`${headline.text}${missing}`}
        mark={MARKS[headline.tone]}
        columns={columns}
        metric={choice?.metric ?? 'value'}
        yLabel={word}
        yNote={word === 'MMD²' && columns.values.some((value) => value < 0) ? 'unbiased' : undefined}
        sense={choice?.sense ?? 'above'}
        alarms={stretches}
        markers={markers}
        gaps={gaps}
        baseline={baseline}
        whatIf={settings.threshold}
        selected={selected < 0 ? null : selected}
        onSelect={(index) => {
          const id = columns.ids[index]
          if (id !== undefined) change({ record: id }, settings.record === null ? 'push' : 'replace')
        }}
        spacing={settings.axis}
        timeZone="UTC"
        view={settings.view}
        onViewChange={(view) => change({ view })}
        fileName={`${choice?.metric ?? 'value'}-history`}
        onCopyLink={() => void copyLink(OPENS)}
        footer={
          <SummaryStrip
            points={points}
            summary={summary}
            overdueSince={history.overdue[0]?.at ?? null}
            sense={choice?.sense ?? 'above'}
            threshold={settings.threshold}
            onThreshold={(threshold) => change({ threshold })}
          />
        }
      />
    </ChartFilesContext>
  )
}

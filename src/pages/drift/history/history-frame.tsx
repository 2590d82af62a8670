import { useEffect, useMemo } from 'react'
import { ChartFilesContext } from '~/charts/frame/chart-files'
import { HistoryChart } from '~/charts/history/history-chart'
import { driftByDrift } from '~/domain/drift-watch/one-drift'
import { unitStepText } from '~/domain/drift-watch/statistic-unit'
import { formatCount } from '~/lib/format'
import { copyLink } from '~/scaffold/copy-link'
import { offerSteps, usePresentedSteps } from '~/stores/presented-steps'
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
  const otherUnit = unitStepText(history.steps)
  const sense = choice?.sense ?? 'above'
  const drifts = useMemo(
    () => driftByDrift(points, stretches, { metric: word, sense }),
    [points, stretches, word, sense],
  )
  useEffect(() => offerSteps(drifts.length), [drifts.length])
  const presented = usePresentedSteps(({ at }) => drifts[at - 1] ?? null)
  const files = useMemo(
    () => ({ data: name, finding: FINDINGS[tone], source: `Records of ${name}` }),
    [name, tone],
  )
  return (
    <ChartFilesContext value={files}>
      <HistoryChart
        title={presented?.title ?? headline.title}
        subtitle={presented?.text ?? `${headline.text}${missing}${otherUnit === null ? '' : ` ${otherUnit}`}`}
        mark={presented ? 'drift' : MARKS[headline.tone]}
        columns={columns}
        metric={choice?.metric ?? 'value'}
        yLabel={word}
        yNote={word === 'MMD²' && columns.values.some((value) => value < 0) ? 'unbiased' : undefined}
        sense={sense}
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
        view={presented?.view ?? settings.view}
        onViewChange={(view) => change({ view })}
        fileName={`${choice?.metric ?? 'value'}-history`}
        onCopyLink={() => void copyLink(OPENS)}
        footer={
          <SummaryStrip
            points={points}
            comparable={history.steps.at(-1)?.index ?? 0}
            summary={summary}
            overdueSince={history.overdue[0]?.at ?? null}
            sense={sense}
            threshold={settings.threshold}
            onThreshold={(threshold) => change({ threshold })}
          />
        }
      />
    </ChartFilesContext>
  )
}

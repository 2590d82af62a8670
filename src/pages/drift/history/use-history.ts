import { useMemo } from 'react'
import { columnsOf } from '~/charts/history/history-columns'
import { driftStretches, headline, pointsOf, stillLoading, summary } from '~/domain/drift-watch/history'
import { gapPlaces } from '~/domain/drift-watch/gaps'
import { overdue } from '~/domain/drift-watch/history-age'
import { proposeMetric } from '~/domain/drift-watch/readings'
import { baselineOf, modelChanges } from '~/domain/drift-watch/notable-records'
import { unitMarkers, unitSteps } from '~/domain/drift-watch/statistic-unit'
import type { LoadedHistory } from '~/queries/drift-watch/queries'
import { useNow } from '~/ui/words/use-now'
import { narrowed } from './narrow'
import type { HistorySettings } from './settings'
import { metricWord } from './words'

/** What the settings make of the records: everything that chart, table and strip show. */
export function useHistory({ records, total, unfinished }: LoadedHistory, settings: HistorySettings) {
  const now = useNow()
  const { range, tags, model, metric } = settings
  const shown = useMemo(() => narrowed(records, { range, model, tags }), [records, range, model, tags])
  // Found in all records, so that a filter does not change what is charted.
  const choice = useMemo(() => proposeMetric(records, metric ?? undefined), [records, metric])
  const found = useMemo(() => {
    const points = pointsOf(shown, choice)
    const gaps = unfinished?.kind === 'failed' ? gapPlaces(points, unfinished.gaps) : []
    const steps = choice ? unitSteps(points, choice.metric) : []
    const word = choice ? metricWord(choice.metric, shown) : 'value'
    return {
      shown,
      choice,
      points,
      gaps,
      word,
      columns: columnsOf(points),
      stretches: driftStretches(points, gaps),
      steps,
      markers: [...modelChanges(shown), ...unitMarkers(steps)].toSorted((a, b) => a.index - b.index),
      baseline: baselineOf(shown),
      summary: summary(points, gaps),
    }
  }, [shown, choice, unfinished])
  return useMemo(() => {
    const { points, gaps, word, steps } = found
    return {
      ...found,
      headline:
        unfinished?.kind === 'loading'
          ? stillLoading(records.length, total)
          : headline(points, {
              ...(choice ? { metric: word } : {}),
              now,
              gaps,
              comparable: steps.at(-1)?.index ?? 0,
              ...(unfinished === null ? {} : { isPart: true }),
            }),
      overdue: overdue(points, now),
    }
  }, [found, choice, now, records.length, total, unfinished])
}

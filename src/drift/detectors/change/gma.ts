import { defineStream } from '../../define'
import { choiceParam, defineParams, numberParam } from '../../params'
import { missingParam, modeParam, profileParam, resetParam, warmUpParam } from '../common-params'

const params = defineParams(
  {
    variant: choiceParam({
      label: 'Variant',
      help: 'Whether the average of deviations is compared with a fixed threshold, or the average of values with control limits set by the spread.',
      options: [
        { value: 'deviations', label: 'Average of deviations' },
        { value: 'chart', label: 'EWMA control chart' },
      ],
      default: 'deviations',
    }),
    threshold: numberParam({
      label: 'Threshold',
      help: 'Alarm when the average deviation exceeds this, in the unit of the data; a larger value raises fewer and later alarms.',
      shownWhen: { name: 'variant', is: 'deviations' },
      min: 0,
      max: 1e12,
      default: 1,
    }),
    forgetting: numberParam({
      label: 'Forgetting factor',
      help: 'Weight of the past in the average at each row; a larger value averages over more rows.',
      shownWhen: { name: 'variant', is: 'deviations' },
      min: 0,
      max: 1,
      default: 0.99,
    }),
    width: numberParam({
      label: 'Width of the limits',
      help: 'Distance of the control limits from the running mean, in standard errors of the average; a larger value raises fewer and later alarms.',
      shownWhen: { name: 'variant', is: 'chart' },
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 4,
    }),
    weight: numberParam({
      label: 'Weight of the newest',
      help: 'Weight of the newest value in the average; a larger value follows the data faster and averages over fewer rows.',
      shownWhen: { name: 'variant', is: 'chart' },
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.1,
    }),
    mode: modeParam,
    minInstances: warmUpParam,
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'moa'),
  },
  (p) =>
    p.profile !== 'canonical' && (p.variant !== 'deviations' || p.mode !== 'up')
      ? 'The profiles of Frouros and MOA average deviations and look only for a rise: set Variant to Average of deviations and Looks for to Rise.'
      : null,
)

export const gma = defineStream({
  id: 'gma',
  name: 'GMA',
  longName: 'Geometric moving average',
  family: 'change',
  summary:
    'Does the recent mean of a column differ from its mean so far? Weighs rows less the older they are.',
  citation: {
    text: 'Roberts (1959). Control Chart Tests Based on Geometric Moving Averages. Technometrics 1, 239–250.',
    doi: '10.1080/00401706.1959.10489860',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type GmaParams = (typeof params)['defaults']

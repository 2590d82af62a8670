import { type Curve, historyOf } from './curves'
import type { HistoryRow, RunRow, Tag } from './tables'

/** Experiment 83 of the AI4EOSC talk: NVFlare's federations, each trained by its sites. */
export const FEDERATION_ID = '83'

interface Federation {
  name: string
  startedAt: string
  minutes: number
  algorithm: string
  lr: string
  batch: string
  localEpochs: string
  iou: readonly [site1: number, site3: number]
  loss: readonly [site1: number, site3: number]
  /** A site whose run broke off before it logged anything. */
  failed?: 'site-1'
}

/** Names and durations of the talk's slide; the numbers are made up. */
const FEDERATIONS: readonly Federation[] = [
  {
    name: 'SC4FOLD',
    startedAt: '2024-08-29T14:05:00Z',
    minutes: 228,
    algorithm: 'Scaffold',
    lr: '1e-4',
    batch: '8',
    localEpochs: '4',
    iou: [0.7196, 0.7418],
    loss: [0.1137, 0.1021],
  },
  {
    name: '09b03-Thermal',
    startedAt: '2024-08-28T09:12:00Z',
    minutes: 72,
    algorithm: 'FedAvg',
    lr: '1e-4',
    batch: '8',
    localEpochs: '1',
    iou: [0.6893, 0.7012],
    loss: [0.1254, 0.1209],
  },
  {
    name: '05718-Thermal',
    startedAt: '2024-08-27T16:40:00Z',
    minutes: 40.6,
    algorithm: 'FedAvg',
    lr: '5e-4',
    batch: '16',
    localEpochs: '1',
    iou: [0.6127, 0.6218],
    loss: [0.1688, 0.1642],
  },
  {
    name: 'FedOpt',
    startedAt: '2024-08-26T11:30:00Z',
    minutes: 57.5,
    algorithm: 'FedOpt',
    lr: '1e-4',
    batch: '8',
    localEpochs: '1',
    iou: [0.6742, 0.6605],
    loss: [0.1287, 0.1325],
  },
  {
    name: 'FedOpt-lr1e-3',
    startedAt: '2024-08-25T18:21:00Z',
    minutes: 58,
    algorithm: 'FedOpt',
    lr: '1e-3',
    batch: '8',
    localEpochs: '1',
    iou: [0, 0.6033],
    loss: [0, 0.1792],
    failed: 'site-1',
  },
  {
    name: 'FedProx-mu0.01',
    startedAt: '2024-08-24T10:02:00Z',
    minutes: 66,
    algorithm: 'FedProx',
    lr: '1e-4',
    batch: '8',
    localEpochs: '1',
    iou: [0.6689, 0.6759],
    loss: [0.1305, 0.1277],
  },
  {
    name: 'FedProx-mu0.1',
    startedAt: '2024-08-23T10:02:00Z',
    minutes: 65,
    algorithm: 'FedProx',
    lr: '1e-4',
    batch: '8',
    localEpochs: '1',
    iou: [0.6588, 0.6641],
    loss: [0.1361, 0.133],
  },
  {
    name: 'FedAvg-b32',
    startedAt: '2024-08-22T13:40:00Z',
    minutes: 38,
    algorithm: 'FedAvg',
    lr: '1e-4',
    batch: '32',
    localEpochs: '1',
    iou: [0.6402, 0.6455],
    loss: [0.1523, 0.1498],
  },
]

const ROUNDS = 101
const SITES = ['site-1', 'site-3'] as const
const IMAGES = { 'site-1': '1240', 'site-3': '1812' } as const

const hex = (text: string): string => {
  // A run's id is 32 hexadecimal digits: a simple mix of the name, the same at every start.
  let state = 2166136261
  let id = ''
  while (id.length < 32) {
    for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619) >>> 0
    id += state.toString(16).padStart(8, '0')
  }
  return id.slice(0, 32)
}

/** The id of a site's run. */
export const federationRunId = (federation: string, site: (typeof SITES)[number]): string =>
  hex(`${site}-${federation}`)

/** As MLflow's client writes what a run logged as a model. */
const modelTag = (run_id: string): Tag => ({
  key: 'mlflow.log-model.history',
  value: JSON.stringify([
    {
      run_id,
      artifact_path: 'model',
      flavors: { python_function: {}, pytorch: { pytorch_version: '2.4.0' } },
    },
  ]),
})

/** All runs with their whole histories. */
export function federationRuns(): { runs: RunRow[]; histories: HistoryRow[] } {
  const runs: RunRow[] = []
  const histories: HistoryRow[] = []
  for (const [place, federation] of FEDERATIONS.entries())
    for (const [side, site] of SITES.entries()) {
      const made = runOf(federation, site, side, place * 2 + side)
      runs.push(made.run)
      histories.push(...made.histories)
    }
  return { runs, histories }
}

function runOf(federation: Federation, site: (typeof SITES)[number], side: number, seed: number) {
  const startedAt = Date.parse(federation.startedAt)
  const durationMs = federation.minutes * 60_000
  const isFailed = federation.failed === site
  const run_id = federationRunId(federation.name, site)
  const name = `${site}-${federation.name}`
  const curves: Curve[] = [
    { key: 'val/iou', from: 0.21, to: federation.iou[side] ?? 0, pace: 16, noise: 0.006 },
    { key: 'val/loss', from: 0.63, to: federation.loss[side] ?? 0, pace: 13, noise: 0.004 },
    { key: 'train/loss', from: 0.7, to: (federation.loss[side] ?? 0) * 0.75, pace: 12, noise: 0.004 },
    {
      key: 'epoch time',
      from: (durationMs / ROUNDS / 1000) * 1.02,
      to: durationMs / ROUNDS / 1000,
      pace: 5,
      noise: 0.8,
    },
  ]
  const histories: HistoryRow[] = isFailed
    ? []
    : curves.map((curve, i) => ({
        run_id,
        metrics: historyOf(curve, {
          seed: seed * 10 + i,
          rounds: ROUNDS,
          startedAt,
          roundMs: durationMs / ROUNDS,
        }),
      }))
  // One stall, as the talk's runs had: ten rounds that took longer.
  if (federation.name === 'SC4FOLD' && site === 'site-3')
    for (const metric of histories[3]?.metrics.slice(61, 66) ?? []) metric.value = 175.2
  const params: Tag[] = [
    { key: 'algorithm', value: federation.algorithm },
    { key: 'model', value: 'unet' },
    { key: 'lr', value: federation.lr },
    { key: 'batch size', value: federation.batch },
    { key: 'local_epochs', value: federation.localEpochs },
    { key: 'rounds', value: String(ROUNDS - 1) },
    { key: 'train_images', value: IMAGES[site] },
    { key: 'optimizer', value: 'adam' },
    { key: 'num_classes', value: '6' },
  ]
  const run: RunRow = {
    info: {
      run_id,
      experiment_id: FEDERATION_ID,
      run_name: name,
      user_id: 'owner@example.org',
      status: isFailed ? 'FAILED' : 'FINISHED',
      start_time: startedAt,
      end_time: Math.round(startedAt + (isFailed ? 726_000 : durationMs)),
      artifact_uri: `mlflow-artifacts:/${FEDERATION_ID}/${run_id}/artifacts`,
      lifecycle_stage: 'active',
    },
    data: {
      metrics: histories.flatMap(({ metrics }) => metrics.slice(-1)),
      params,
      tags: [
        { key: 'mlflow.runName', value: name },
        { key: 'mlflow.user', value: 'owner' },
        { key: 'mlflow.source.name', value: 'train_fl.py' },
        { key: 'mlflow.source.type', value: 'LOCAL' },
        { key: 'mlflow.source.git.commit', value: '8f14e45fceea167a5a36dedd4bea2543c1b2a3d4' },
        { key: 'mlflow.source.git.branch', value: 'main' },
        { key: 'site', value: site },
        { key: 'federation', value: federation.name },
        ...(federation.name === 'SC4FOLD' ? [modelTag(run_id)] : []),
        ...(isFailed
          ? [{ key: 'mlflow.note.content', value: 'Ran out of memory in the **first round**.' }]
          : []),
      ],
    },
    inputs: {
      dataset_inputs: [
        {
          tags: [{ key: 'mlflow.data.context', value: 'training' }],
          dataset: {
            name: `thermal-urban-${site}`,
            digest: site === 'site-1' ? '8bd3f1a2' : '41c09e7d',
            source_type: 'local',
            source: '{"uri": "/data/thermal"}',
            schema: '{"mlflow_colspec": [{"type": "tensor", "name": "image"}]}',
            profile: `{"num_rows": ${IMAGES[site]}}`,
          },
        },
        // Stored by the run too: see files.ts.
        ...(federation.name === 'SC4FOLD'
          ? [
              {
                tags: [{ key: 'mlflow.data.context', value: 'validation' }],
                dataset: {
                  name: `temperatures-${site}`,
                  digest: site === 'site-1' ? 'f3a90c12' : '6be4d085',
                  source_type: 'local',
                  source: '{"uri": "/data/thermal/temperatures.csv"}',
                  schema:
                    '{"mlflow_colspec": [{"type": "double", "name": "roof"}, {"type": "double", "name": "street"}, {"type": "double", "name": "tree"}]}',
                  profile: '{"num_rows": 300, "num_elements": 900}',
                },
              },
            ]
          : []),
      ],
    },
  }
  return { run, histories }
}

import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { UNKNOWN_RUN, type World } from './world.test-support'

const file =
  (run: keyof World['runs'], path: string, range?: readonly [number, number]) =>
  (c: MlflowClient, w: World) =>
    c.artifact({ query: { run_id: w.runs[run], path } }, range ? { range } : {})

const told = (data: ArrayBuffer) => new TextDecoder().decode(data)

export const fileChecks: readonly Check[] = [
  check('reader', 'the files of a run', (c, w) => c.listArtifacts({ query: { run_id: w.runs.alpha } }), {
    status: 200,
    says: ({ files, root_uri }, w) => [
      files,
      root_uri === `mlflow-artifacts:/${w.experiments.open}/${w.runs.alpha}/artifacts`,
    ],
    is: [
      [
        { path: 'summary.json', is_dir: false, file_size: 26 },
        { path: 'tables', is_dir: true },
      ],
      true,
    ],
  }),
  check(
    'reader',
    'the files of a folder',
    (c, w) => c.listArtifacts({ query: { run_id: w.runs.alpha, path: 'tables' } }),
    {
      status: 200,
      says: ({ files }) => files.map(({ path }) => path),
      is: ['tables/größe.json', 'tables/rows.json'],
    },
  ),
  check(
    'reader',
    'the files of a folder that is missing',
    (c, w) => c.listArtifacts({ query: { run_id: w.runs.alpha, path: 'nowhere' } }),
    {
      status: 200,
      says: ({ files }) => files,
      is: [],
    },
  ),
  check(
    'reader',
    'the files of a file',
    (c, w) => c.listArtifacts({ query: { run_id: w.runs.alpha, path: 'summary.json' } }),
    {
      status: 200,
      says: ({ files }) => files,
      is: [],
    },
  ),
  check(
    'reader',
    'the files above a run',
    (c, w) => c.listArtifacts({ query: { run_id: w.runs.alpha, path: '../..' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'reader',
    'the files of a run that has none',
    (c, w) => c.listArtifacts({ query: { run_id: w.runs.beta } }),
    {
      status: 200,
      says: ({ files }) => files,
      is: [],
    },
  ),
  check('reader', 'the files of others', (c, w) => c.listArtifacts({ query: { run_id: w.runs.secret } }), {
    status: 403,
    code: null,
  }),
  check('admin', 'the files of an unknown run', (c) => c.listArtifacts({ query: { run_id: UNKNOWN_RUN } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check('reader', 'the files of an unknown run', (c) => c.listArtifacts({ query: { run_id: UNKNOWN_RUN } }), {
    status: { line2: 404, line3: 403 },
    code: { line2: 'RESOURCE_DOES_NOT_EXIST', line3: null },
  }),

  check('reader', 'a file', file('alpha', 'summary.json'), {
    status: 200,
    says: (data, _, headers) => [
      told(data),
      headers.get('content-disposition'),
      headers.get('x-content-type-options'),
    ],
    is: ['{"classes":10,"name":"ü"}', 'attachment; filename=summary.json', 'nosniff'],
  }),
  check('reader', 'a file of a folder', file('alpha', 'tables/größe.json'), {
    status: 200,
    says: told,
    is: '{"classes":10,"name":"ü"}',
  }),
  check('reader', 'the beginning of a file', file('alpha', 'summary.json', [0, 8]), {
    status: 206,
    says: (data, _, headers) => [told(data), headers.get('content-range')],
    is: ['{"classes', 'bytes 0-8/26'],
  }),
  check('reader', 'more than a file', file('alpha', 'summary.json', [0, 999]), {
    status: 206,
    says: (data, _, headers) => [data.byteLength, headers.get('content-range')],
    is: [26, 'bytes 0-25/26'],
  }),
  check('reader', 'what is behind a file', file('alpha', 'summary.json', [100, 200]), {
    status: 416,
    code: null,
  }),
  check('reader', 'a missing file', file('alpha', 'nowhere.txt'), {
    status: { line2: 500, line3: 404 },
    code: { line2: null, line3: 'RESOURCE_DOES_NOT_EXIST' },
  }),
  check('reader', 'a folder as a file', file('alpha', 'tables'), {
    status: { line2: 500, line3: 400 },
    code: { line2: null, line3: 'INVALID_PARAMETER_VALUE' },
  }),
  check('reader', 'a file above a run', file('alpha', '../../secret.json'), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'a file of others', file('secret', 'secret.json'), {
    status: { line2: 200, line3: 403 },
    code: null,
    says: told,
    is: '{"classes":10,"name":"ü"}',
  }),
  check('nobody', 'a file', file('alpha', 'summary.json'), { status: 401, code: null }),
  check(
    'admin',
    'a file of an unknown run',
    (c) => c.artifact({ query: { run_id: UNKNOWN_RUN, path: 'a.txt' } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'reader',
    'a file of an unknown run',
    (c) => c.artifact({ query: { run_id: UNKNOWN_RUN, path: 'a.txt' } }),
    {
      status: { line2: 404, line3: 403 },
      code: { line2: 'RESOURCE_DOES_NOT_EXIST', line3: null },
    },
  ),

  check(
    'owner',
    'put a file, and read it',
    async (c, w) => {
      await c.uploadArtifact({
        query: { run_uuid: w.runs.scratch, path: 'drift/result.json' },
        body: { p: 0.01 },
      })
      return file('scratch', 'drift/result.json')(c, w)
    },
    { status: 200, says: told, is: '{"p":0.01}' },
  ),
  check(
    'owner',
    'put a file again',
    async (c, w) => {
      await c.uploadArtifact({
        query: { run_uuid: w.runs.scratch, path: 'drift/result.json' },
        body: { p: 0.5 },
      })
      return file('scratch', 'drift/result.json')(c, w)
    },
    { status: 200, says: told, is: '{"p":0.5}' },
  ),
  check(
    'owner',
    'put a file above a run',
    (c, w) => c.uploadArtifact({ query: { run_uuid: w.runs.scratch, path: '../x.json' }, body: {} }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'put a file without a path',
    (c, w) => c.uploadArtifact({ query: { run_uuid: w.runs.scratch, path: '' }, body: {} }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'reader',
    'put a file to a run that one edits',
    (c, w) => c.uploadArtifact({ query: { run_uuid: w.runs.edited, path: 'x.json' }, body: {} }),
    { status: 200 },
  ),
  check(
    'reader',
    'put a file to a run that one reads',
    (c, w) => c.uploadArtifact({ query: { run_uuid: w.runs.beta, path: 'x.json' }, body: {} }),
    { status: { line2: 200, line3: 403 }, code: null },
  ),
  check(
    'admin',
    'put a file to an unknown run',
    (c) => c.uploadArtifact({ query: { run_uuid: UNKNOWN_RUN, path: 'x.json' }, body: {} }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
]

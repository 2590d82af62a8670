import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import { rangeReply } from '../ranges'
import { type PlainRequest, textOf } from '../request'
import { Answered, type Implementation } from '../server'
import { caller, demand } from './access'
import { asked, filled } from './body'
import type { MlflowWorld } from './world'
import { failedPage, forbid, refuse, unsatisfiable } from './refusal'
import { type ArtifactRow, artifacts, runs } from './tables'

type Handlers = Pick<Implementation<typeof mlflowContract>, 'listArtifacts' | 'artifact' | 'uploadArtifact'>

/** By the ending, as Python's `mimetypes` on the servers that were measured. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  html: 'text/html',
  bin: 'application/octet-stream',
  parquet: 'application/octet-stream',
}

/** Files, as the handlers of a version answer them. */
export function artifactHandlers({ isModern }: MlflowWorld): Handlers {
  /** A run; the basic-auth app of 3.x asks whether one may, before anybody looks for it. */
  async function runFor(right: 'read' | 'update', id: string, request: PlainRequest, tx: Transaction) {
    const row = (await tx.rows(runs)).get(id)
    if (row) {
      if (isModern) await demand(right, 'experiment', row.info.experiment_id, request, tx)
      return row
    }
    if (isModern && !(await caller(request, tx)).is_admin) forbid()
    return refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`)
  }

  return {
    listArtifacts: async (request, tx) => {
      const run = asked(request, 'run_id')
      const row = await runFor('read', run, request, tx)
      // This one is protected on every version.
      await demand('read', 'experiment', row.info.experiment_id, request, tx)
      const folder = request.query.get('path') ?? ''
      refuseUnsafe(folder)
      const prefix = folder === '' ? '' : `${folder}/`
      const files = new Map<string, { path: string; is_dir: boolean; file_size?: number }>()
      for (const { run_id, path, size } of await sortedFiles(tx)) {
        if (run_id !== run || !path.startsWith(prefix)) continue
        const [name = '', ...below] = path.slice(prefix.length).split('/')
        const own = `${prefix}${name}`
        // An empty file has no size.
        if (below.length > 0) files.set(own, { path: own, is_dir: true })
        else files.set(own, { path: own, is_dir: false, ...(size > 0 ? { file_size: size } : {}) })
      }
      return {
        status: 200,
        data: { root_uri: row.info.artifact_uri ?? '', ...filled({ files: [...files.values()] }) },
      }
    },

    artifact: async (request, tx) => {
      const run = asked(request, 'run_id')
      const path = asked(request, 'path')
      // Before 3.7 nobody asks whether one may.
      await runFor('read', run, request, tx)
      refuseUnsafe(path)
      const files = await tx.rows(artifacts)
      const row = files.get(`${run} ${path}`)
      if (!row || row.text === null) {
        if (!isModern) throw new Answered(failedPage())
        if ([...files.keys()].some((key) => key.startsWith(`${run} ${path}/`)))
          refuse('INVALID_PARAMETER_VALUE', `The path '${path}' is a folder.`)
        return refuse('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${path}'`)
      }
      const name = path.split('/').at(-1) ?? path
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain'
      const reply = rangeReply(request, bytesOf(row), {
        'content-type': type,
        'content-disposition': dispositionOf(name),
        'x-content-type-options': 'nosniff',
      })
      return reply.status === 416 ? unsatisfiable(reply) : reply
    },

    uploadArtifact: async (request, tx) => {
      const run = asked(request, 'run_uuid')
      const path = asked(request, 'path')
      // 2.x does not ask whether one may.
      await runFor('update', run, request, tx)
      refuseUnsafe(path)
      if (request.body.length === 0) refuse('INVALID_PARAMETER_VALUE', 'Request must specify data.')
      if (request.body.length > MOST_BYTES)
        refuse('INVALID_PARAMETER_VALUE', 'Artifact size is too large. Max size is 10MB.')
      const text = textOf({ body: request.body })
      tx.put(artifacts, { run_id: run, path, text, size: request.body.length })
      // Nothing, that calls itself JSON.
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '' }
    },
  }
}

const MOST_BYTES = 10 * 1024 * 1024

/** Source: mlflow/server/handlers.py, `validate_path_is_safe`. */
function refuseUnsafe(path: string): void {
  if (/^\/|(?:^|\/)\.\.?(?:\/|$)|[#\\]|%/.test(path)) refuse('INVALID_PARAMETER_VALUE', 'Invalid path')
}

/** As a file system lists them: by name. */
async function sortedFiles(tx: Transaction): Promise<ArtifactRow[]> {
  return [...(await tx.rows(artifacts)).values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Names that are no ASCII come twice, as Werkzeug writes them. */
function dispositionOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^ -~]/g, '')
  if (plain === name)
    return `attachment; filename=${/^[\w!#$%&'*+.^`|~-]+$/.test(name) ? name : JSON.stringify(name)}`
  return `attachment; filename=${plain}; filename*=UTF-8''${encodeURIComponent(name)}`
}

function bytesOf({ text, base64 }: ArtifactRow): Uint8Array<ArrayBuffer> {
  return base64 === undefined
    ? new TextEncoder().encode(text ?? '')
    : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

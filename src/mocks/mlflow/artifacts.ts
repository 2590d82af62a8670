import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import { rangeReply } from '../ranges'
import { type PlainRequest, textOf, textReply } from '../request'
import { Answered, type Implementation } from '../server'
import { demand } from './access'
import { asked, filled } from './body'
import type { MlflowWorld } from './world'
import { failedPage, refuse } from './refusal'
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
  async function mayRead(run: string, request: PlainRequest, tx: Transaction): Promise<string> {
    const row = (await tx.rows(runs)).get(run)
    if (!row) return refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${run} not found`)
    await demand('read', 'experiment', row.info.experiment_id, request, tx)
    return row.info.artifact_uri ?? ''
  }

  return {
    listArtifacts: async (request, tx) => {
      const run = asked(request, 'run_id')
      const root_uri = await mayRead(run, request, tx)
      const folder = request.query.get('path') ?? ''
      const prefix = folder === '' ? '' : `${folder}/`
      const files = new Map<string, { path: string; is_dir: boolean; file_size?: number }>()
      for (const { run_id, path, size } of (await tx.rows(artifacts)).values()) {
        if (run_id !== run || !path.startsWith(prefix)) continue
        const [name = '', ...below] = path.slice(prefix.length).split('/')
        const own = `${prefix}${name}`
        // An empty file has no size.
        if (below.length > 0) files.set(own, { path: own, is_dir: true })
        else files.set(own, { path: own, is_dir: false, ...(size > 0 ? { file_size: size } : {}) })
      }
      return { status: 200, data: { root_uri, ...filled({ files: [...files.values()] }) } }
    },

    artifact: async (request, tx) => {
      const run = asked(request, 'run_id')
      const path = asked(request, 'path')
      // Before 3.7 nobody asks whether one may.
      if (isModern) await mayRead(run, request, tx)
      const row = (await tx.rows(artifacts)).get(`${run} ${path}`)
      if (!row || row.text === null) {
        if (isModern) refuse('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${path}'`)
        throw new Answered(failedPage())
      }
      const name = path.split('/').at(-1) ?? path
      const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain'
      return rangeReply(request, bytesOf(row), {
        'content-type': type,
        'content-disposition': `attachment; filename=${name}`,
        'x-content-type-options': 'nosniff',
      })
    },

    uploadArtifact: async (request, tx) => {
      const run = asked(request, 'run_uuid')
      const path = asked(request, 'path')
      const row = (await tx.rows(runs)).get(run)
      if (!row) return refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${run} not found`)
      // 2.x does not ask whether one may.
      if (isModern) await demand('update', 'experiment', row.info.experiment_id, request, tx)
      const text = textOf({ body: request.body })
      tx.put(artifacts, { run_id: run, path, text, size: request.body.length })
      return textReply(200, '')
    },
  }
}

function bytesOf({ text, base64 }: ArtifactRow): Uint8Array<ArrayBuffer> {
  return base64 === undefined
    ? new TextEncoder().encode(text ?? '')
    : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

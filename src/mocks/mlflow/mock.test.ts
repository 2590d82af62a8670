import { describe, expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { mlflowContract } from '~/api/mlflow/contract'
import { listArtifacts, listExperiments } from '~/api/mlflow/lists'
import { runOf } from '~/api/mlflow/wire'
import { headerOf } from '~/api/session'
import { memoryJournal } from '../journal'
import { countedWorld } from '../counted-world'
import { plainRequest, textOf } from '../request'
import { mock } from './mock'
import { accountOf } from './people'
import { SWEEP_ID } from './sweep'

function clientOf(profile: string, name: string | null) {
  const { server } = mock.start({ ...countedWorld(), profile }, memoryJournal())
  const headers = name === null ? {} : { authorization: headerOf(accountOf(name)) }
  return createClient(mlflowContract, async ({ method, path, body, range }) => {
    const asked = range ? { ...headers, range: `bytes=${range[0]}-${range[1]}` } : headers
    const { reply } = await server(plainRequest(method, path, asked, body ?? ''))
    const bytes =
      typeof reply.body === 'string' ? new TextEncoder().encode(textOf({ body: reply.body })) : reply.body
    return { status: reply.status, headers: new Headers(reply.headers), bytes }
  })
}

for (const profile of mock.profiles) {
  describe(`the imitated MLflow ${profile}`, () => {
    test('lets in who is known, and says its version', async () => {
      await expect(clientOf(profile, null).version({})).rejects.toMatchObject({ status: 401 })
      expect((await clientOf(profile, null).health({})).data).toBe('OK')
      expect((await clientOf(profile, 'owner@example.org').version({})).data).toBe(profile)
    })

    test('lists what one may read', async () => {
      const names = async (name: string) =>
        (await listExperiments(clientOf(profile, name), { deleted: false })).rows.map(({ id }) => id)
      expect(await names('researcher@example.org')).toEqual(['97', '91', '83', '96'])
      expect(await names('stranger@example.org')).toEqual([])
      expect(await names('owner@example.org')).toContain('98')
    })

    test('finds runs by a filter, in order, page by page', async () => {
      const client = clientOf(profile, 'researcher@example.org')
      const search = {
        experiment_ids: [SWEEP_ID],
        filter: "metrics.`val/accuracy` > 0.8 AND attributes.status = 'FINISHED'",
        order_by: ['metrics.`val/accuracy` DESC'],
        max_results: 20,
      }
      const first = (await client.searchRuns({ body: search })).data
      const rows = first.runs.flatMap((row) => (row.ok ? [runOf(row.row)] : []))
      const accuracy = rows.map(
        ({ metrics }) => metrics.find(({ key }) => key === 'val/accuracy')?.value ?? 0,
      )
      expect(rows).toHaveLength(20)
      expect(accuracy.every((value) => value > 0.8)).toBe(true)
      expect(accuracy).toEqual(accuracy.toSorted((a, b) => b - a))
      const second = (await client.searchRuns({ body: { ...search, page_token: first.next_page_token } }))
        .data
      expect(second.runs.length).toBeGreaterThan(0)
      expect(second.runs).not.toEqual(first.runs)
      await expect(
        client.searchRuns({ body: { ...search, filter: 'params.lr > 1 OR metrics.a < 1' } }),
      ).rejects.toMatchObject({ status: 400 })
    })

    test('hands out files, parts of them, and says what is missing as the version does', async () => {
      const client = clientOf(profile, 'owner@example.org')
      const runs = (await client.searchRuns({ body: { experiment_ids: ['83'], max_results: 1 } })).data.runs
      const run_id = runs[0]?.ok ? runs[0].row.info.run_id : ''
      expect((await listArtifacts(client, run_id, '')).map(({ path }) => path)).toEqual([
        'model',
        'plots',
        'src',
        'tables',
        'README.md',
        'report.html',
        'summary.json',
      ])
      const { data, headers } = await client.artifact(
        { query: { run_id, path: 'README.md' } },
        { range: [0, 4] },
      )
      expect(new TextDecoder().decode(data)).toBe('# sit')
      expect(headers.get('content-range')).toMatch(/^bytes 0-4\/\d+$/)
      await expect(client.artifact({ query: { run_id, path: 'x' } })).rejects.toMatchObject({
        status: profile.startsWith('2.') ? 500 : 404,
      })
    })

    test('changes what one may change, and refuses the rest', async () => {
      const owner = clientOf(profile, 'owner@example.org')
      await owner.setExperimentTag({ body: { experiment_id: '83', key: 'a', value: 'b' } })
      const { data } = await owner.experiment({ query: { experiment_id: '83' } })
      expect(data.experiment.tags).toContainEqual({ key: 'a', value: 'b' })
      await expect(
        clientOf(profile, 'stranger@example.org').renameExperiment({
          body: { experiment_id: '83', new_name: 'x' },
        }),
      ).rejects.toMatchObject({ status: 403 })
      await expect(owner.createExperiment({ body: { name: 'nothing logged yet' } })).rejects.toMatchObject({
        status: 400,
      })
    })
  })
}

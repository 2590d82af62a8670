/** What the demo's pipelines were built of: since #41 one takes longer, since #161 another divides its time anew, and this is why. */
const COMMITS: Readonly<Record<string, readonly { message: string; author: string }[]>> = {
  '41': [
    { message: 'build: no cache for the base image', author: 'Ada Example' },
    { message: 'fix: pin the version of the base image', author: 'Ben Example' },
  ],
  '161': [{ message: 'ci: test the model in its image', author: 'Ben Example' }],
  '40': [{ message: 'docs: how to annotate', author: 'Ada Example' }],
}

interface DemoBuild {
  id: string
  startTimeMillis: number | null
}

const idOf = (build: string, at: number): string => `${build.padStart(4, '0')}${at}`.padEnd(40, 'c0ffee')

/** As `wfapi/changesets`, which leaves authors out. */
export function commitsOf({ id, startTimeMillis }: DemoBuild) {
  const commits = (COMMITS[id] ?? []).map(({ message }, at) => {
    const commitId = idOf(id, at)
    return {
      commitId,
      commitUrl: `https://github.com/ai4os-hub/litter-assessment/commit/${commitId}`,
      authorJenkinsId: '',
      message,
      timestamp: (startTimeMillis ?? 0) - (at + 1) * 600_000,
    }
  })
  return commits.length === 0 ? [] : [{ kind: 'git', commitCount: commits.length, commits }]
}

/** As `changeSets` of a build. */
export function authorsOf({ id }: DemoBuild) {
  const items = (COMMITS[id] ?? []).map(({ author }, at) => ({
    commitId: idOf(id, at),
    author: { fullName: author },
  }))
  return items.length === 0 ? [] : [{ items }]
}

import * as v from 'valibot'
import { defineContract } from '../contract'
import { rows } from '../rows'

/**
 * Jenkins, read only: its own API (`…/api/json`), the pipeline REST API plugin (`…/wfapi`), the graph view plugin
 * (`…/stages/tree`) and Blue Ocean. Links (`_links`, `url`) are never followed: they hold the address that Jenkins
 * believes it has. Old servers send times as text, and null where newer ones leave a field out.
 */

/** Milliseconds. Text of digits: wfapi before 2.9. */
const millis = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,16}$/, 'is no number of milliseconds'))]),
  v.transform(Number),
  v.finite(),
)
const someMillis = v.optional(v.nullable(millis), 0)
const someText = v.optional(v.nullable(v.string()), '')

/** More than any pipeline has; the rest would be a fault or an attack. */
const MAX_STAGES = 5000

const nodeSchema = v.object({
  id: v.string(),
  name: v.string(),
  status: v.string(),
  startTimeMillis: someMillis,
  durationMillis: someMillis,
  parameterDescription: v.nullish(v.string()),
  error: v.nullish(v.object({ message: v.nullish(v.string()), type: v.nullish(v.string()) })),
})

const stageSchema = v.object({
  id: v.optional(v.nullable(v.string()), ''),
  name: v.string(),
  status: v.string(),
  startTimeMillis: someMillis,
  durationMillis: someMillis,
  pauseDurationMillis: someMillis,
  /** Its steps; only where `fullStages` asks for them. */
  stageFlowNodes: v.optional(v.nullable(v.array(nodeSchema))),
})

/** A build with its stages: `wfapi/describe`, and one of `wfapi/runs`. */
export const describedSchema = v.object({
  id: someText,
  name: v.string(),
  status: v.string(),
  startTimeMillis: someMillis,
  endTimeMillis: someMillis,
  durationMillis: someMillis,
  queueDurationMillis: v.optional(v.nullable(millis)),
  pauseDurationMillis: someMillis,
  stages: v.optional(v.nullable(v.pipe(v.array(stageSchema), v.maxLength(MAX_STAGES))), []),
})
export type WireDescribed = v.InferOutput<typeof describedSchema>

/**
 * Of a build, one entry a plugin, most of them empty: the git plugin names the commit (`lastBuiltRevision`), the core
 * what started it (`causes`).
 */
const actionSchema = v.nullish(
  v.object({
    lastBuiltRevision: v.nullish(v.object({ SHA1: v.nullish(v.string()) })),
    causes: v.nullish(
      v.array(v.object({ upstreamProject: v.nullish(v.string()), upstreamBuild: v.nullish(v.number()) })),
    ),
  }),
)

const buildSchema = v.object({
  number: v.number(),
  id: v.optional(v.nullable(v.string())),
  displayName: v.optional(v.nullable(v.string())),
  result: v.optional(v.nullable(v.string())),
  building: v.optional(v.nullable(v.boolean())),
  timestamp: someMillis,
  duration: someMillis,
  estimatedDuration: v.optional(v.nullable(millis)),
  actions: v.optional(v.nullable(v.array(actionSchema))),
  /** Only where `tree` names it: who wrote its commits. */
  changeSets: v.nullish(
    v.array(
      v.object({
        items: v.nullish(
          v.array(
            v.object({
              commitId: v.string(),
              author: v.nullish(v.object({ fullName: v.nullish(v.string()) })),
            }),
          ),
        ),
      }),
    ),
  ),
})
export type WireBuild = v.InferOutput<typeof buildSchema>

/** A folder, an organization, a multibranch project, or a pipeline. */
export interface WireItem {
  _class?: string | null | undefined
  name: string
  fullName?: string | null | undefined
  displayName?: string | null | undefined
  color?: string | null | undefined
  lastBuild?: WireBuild | null | undefined
  builds?: WireBuild[] | null | undefined
  jobs?: WireItem[] | null | undefined
}

const itemSchema: v.GenericSchema<unknown, WireItem> = v.object({
  _class: v.nullish(v.string()),
  name: v.string(),
  fullName: v.nullish(v.string()),
  displayName: v.nullish(v.string()),
  color: v.nullish(v.string()),
  lastBuild: v.nullish(buildSchema),
  builds: v.nullish(v.array(buildSchema)),
  jobs: v.nullish(v.array(v.lazy(() => itemSchema))),
})

/** What `tree=` names; everything is optional, since it decides. The root has no name. */
const treeSchema = v.object({
  _class: v.nullish(v.string()),
  fullName: v.nullish(v.string()),
  displayName: v.nullish(v.string()),
  color: v.nullish(v.string()),
  jobs: v.optional(v.nullable(rows(itemSchema, (row) => (row as { name?: unknown } | null)?.name))),
  allBuilds: v.optional(v.nullable(rows(buildSchema))),
  lastBuild: v.nullish(buildSchema),
})

/** Of the graph view plugin. Old ones sent sentences in place of times. */
const graphMillis = v.optional(v.nullable(v.union([v.number(), v.string()])))

export interface WireGraphStage {
  id: string | number
  name: string
  type?: string | null | undefined
  state?: string | null | undefined
  startTimeMillis?: number | string | null | undefined
  totalDurationMillis?: number | string | null | undefined
  pauseDurationMillis?: number | string | null | undefined
  agent?: string | null | undefined
  causeOfBlockage?: string | null | undefined
  children?: WireGraphStage[] | null | undefined
}

const graphStageSchema: v.GenericSchema<WireGraphStage> = v.object({
  id: v.union([v.string(), v.number()]),
  name: v.string(),
  type: v.nullish(v.string()),
  state: v.nullish(v.string()),
  startTimeMillis: graphMillis,
  totalDurationMillis: graphMillis,
  pauseDurationMillis: graphMillis,
  agent: v.nullish(v.string()),
  causeOfBlockage: v.nullish(v.string()),
  children: v.nullish(v.array(v.lazy(() => graphStageSchema))),
})

const commitSchema = v.object({
  commitId: v.string(),
  commitUrl: v.nullish(v.string()),
  authorJenkinsId: someText,
  message: someText,
  timestamp: v.optional(v.nullable(millis), -1),
})
export type WireCommit = v.InferOutput<typeof commitSchema>

const treeQuery = v.object({ tree: v.optional(v.string()) })
/** `since` is the name of a build, where the list ends. */
const runsQuery = v.object({ since: v.optional(v.string()), fullStages: v.optional(v.boolean()) })

/** Without it, a hundred. */
const blueQuery = v.object({ limit: v.optional(v.number()) })

const blueSchema = v.array(
  v.object({
    id: v.string(),
    displayName: v.string(),
    result: v.nullish(v.string()),
    state: v.nullish(v.string()),
    startTime: v.nullish(v.string()),
    durationInMillis: someMillis,
    /** What was done to it; of a stage that started another pipeline's build, a link to that. */
    actions: v.nullish(
      v.array(v.object({ _class: v.nullish(v.string()), link: v.nullish(v.object({ href: v.string() })) })),
    ),
  }),
)
export type WireBlueNode = v.InferOutput<typeof blueSchema>[number]

export const jenkinsContract = defineContract({
  /** Answers everybody, and names who asks. */
  whoAmI: {
    method: 'GET',
    path: '/whoAmI/api/json',
    response: v.object({ name: v.string(), anonymous: v.boolean() }),
  },
  root: { method: 'GET', path: '/api/json', query: treeQuery, response: treeSchema },
  /** A folder or a pipeline; with `tree=allBuilds[…]{0,100}` its builds. */
  item: { method: 'GET', path: '/job/:job+/api/json', query: treeQuery, response: treeSchema },
  /** One build, without its stages. */
  build: {
    method: 'GET',
    path: '/job/:job+/:build/api/json',
    query: treeQuery,
    response: buildSchema,
  },
  /** The newest builds with their stages: ten at most, whatever is asked for. */
  runs: {
    method: 'GET',
    path: '/job/:job+/wfapi/runs',
    query: runsQuery,
    response: rows(describedSchema),
  },
  describe: {
    method: 'GET',
    path: '/job/:job+/:build/wfapi/describe',
    query: v.object({ fullStages: v.optional(v.boolean()) }),
    response: describedSchema,
  },
  changes: {
    method: 'GET',
    path: '/job/:job+/:build/wfapi/changesets',
    response: v.array(
      v.object({
        kind: v.nullish(v.string()),
        commitCount: v.optional(v.nullable(v.number()), 0),
        commits: v.optional(v.nullable(v.array(commitSchema)), []),
      }),
    ),
  },
  artifacts: {
    method: 'GET',
    path: '/job/:job+/:build/wfapi/artifacts',
    response: v.array(v.object({ name: v.string(), path: v.string(), size: v.nullish(v.number()) })),
  },
  /** A stage with its steps: the log is theirs. */
  node: {
    method: 'GET',
    path: '/job/:job+/:build/execution/node/:node/wfapi/describe',
    response: v.nullable(
      v.object({
        ...nodeSchema.entries,
        stageFlowNodes: v.optional(v.nullable(v.array(nodeSchema)), []),
      }),
    ),
  },
  /** The last 10 240 characters, as HTML. */
  log: {
    method: 'GET',
    path: '/job/:job+/:build/execution/node/:node/wfapi/log',
    maxBytes: 2_000_000,
    response: v.object({
      nodeId: v.string(),
      length: v.optional(v.nullable(v.number()), 0),
      hasMore: v.optional(v.nullable(v.boolean()), false),
      text: v.nullish(v.string()),
    }),
  },
  /** How stages nest. Only where the graph view plugin is installed. */
  graph: {
    method: 'GET',
    path: '/job/:job+/:build/stages/tree',
    response: v.object({
      data: v.object({
        stages: v.pipe(v.array(graphStageSchema), v.maxLength(MAX_STAGES)),
        complete: v.optional(v.nullable(v.boolean()), true),
      }),
    }),
  },
  /** Stages where wfapi is not installed and Blue Ocean is. */
  blueNodes: {
    method: 'GET',
    path: '/blue/rest/organizations/jenkins/pipelines/:job+/runs/:build/nodes/',
    query: blueQuery,
    response: blueSchema,
  },
  /** The same of a branch, whose project holds it apart. */
  blueBranchNodes: {
    method: 'GET',
    path: '/blue/rest/organizations/jenkins/pipelines/:job+/branches/:branch/runs/:build/nodes/',
    query: blueQuery,
    response: blueSchema,
  },
})

import { type MockStage, MODULE_JOB, MODULE_STAGE } from './mock-build'

/** The one step of a stage that writes. */
const stepId = ({ id }: MockStage) => `${id}1`

/** What a stage ran; nothing where it was skipped. @param startsModule its pipeline has the module built by another */
export function stepsOf(stage: MockStage, startsModule: boolean) {
  if (stage.status === 'NOT_EXECUTED') return []
  return [
    {
      id: stepId(stage),
      name:
        startsModule && MODULE_STAGE.test(stage.name)
          ? `Building ${MODULE_JOB.replaceAll('/', ' » ')}`
          : 'Shell Script',
      status: stage.status,
      startTimeMillis: stage.startTimeMillis,
      durationMillis: stage.durationMillis,
      parameterDescription: scriptOf(stage.name),
    },
  ]
}

/** What the step `build` writes: links to what it started, and what became of that. */
function moduleLog({ status }: MockStage, build: string): string {
  const path = `/job/${MODULE_JOB.split('/').join('/job/')}/`
  const name = MODULE_JOB.replaceAll('/', ' » ')
  const link = `<a href='${path}${build}/' class='model-link model-link--float'>${name} #${build}</a>`
  const started = `Scheduling project: <a href='${path}' class='model-link model-link--float'>${name}</a>\n\nStarting building: ${link}\n`
  return status === 'IN_PROGRESS'
    ? started
    : `${started}Build ${link} completed: ${status === 'FAILED' ? 'FAILURE' : status}\n`
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/V1 validation/, 'ai4-metadata-validator --quiet metadata.json'],
  [/YAML/, 'ai4-metadata validate ai4-metadata.yml'],
  [/images build/, 'docker build --no-cache --force-rm .'],
  [/delivery to registry/, 'docker push registry.example.org/ai4os-hub/litter-assessment'],
  [/OSCAR/, 'python oscar_update.py'],
]

const scriptOf = (name: string) => SCRIPTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'sh step'

/**
 * As Jenkins sends it: HTML, with what the script wrote escaped. Null: not of this stage.
 * @param module number of the module's build that the stage started; null: it started none
 */
export function logOf(stage: MockStage, node: string, module: string | null): string | null {
  if (node !== stepId(stage)) return null
  if (module !== null && MODULE_STAGE.test(stage.name)) return moduleLog(stage, module)
  const end =
    stage.status === 'FAILED' ? '<b style="color: #cd0000;">ERROR</b>: script returned exit code 1' : 'done'
  return `+ ${scriptOf(stage.name)}\n<span class="timestamp">[${stage.name.replace(/[<>&]/g, '')}]</span> 100&#37; &lt;${stage.durationMillis} ms&gt;\n<a href='javascript:alert(1)'>report</a>\n${end}\n`
}

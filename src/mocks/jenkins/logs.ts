import type { MockStage } from './jobs'

/** The one step of a stage that writes. */
const stepId = ({ id }: MockStage) => `${id}1`

/** What a stage ran; nothing where it was skipped. */
export function stepsOf(stage: MockStage) {
  if (stage.status === 'NOT_EXECUTED') return []
  return [
    {
      id: stepId(stage),
      name: 'Shell Script',
      status: stage.status,
      startTimeMillis: stage.startTimeMillis,
      durationMillis: stage.durationMillis,
      parameterDescription: scriptOf(stage.name),
    },
  ]
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/V1 validation/, 'ai4-metadata-validator --quiet metadata.json'],
  [/YAML/, 'ai4-metadata validate ai4-metadata.yml'],
  [/images build/, 'docker build --no-cache --force-rm .'],
  [/delivery to registry/, 'docker push registry.example.org/ai4os-hub/litter-assessment'],
  [/OSCAR/, 'python oscar_update.py'],
]

const scriptOf = (name: string) => SCRIPTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'sh step'

/** As Jenkins sends it: HTML, with what the script wrote escaped. Null: not of this stage. */
export function logOf(stage: MockStage, node: string): string | null {
  if (node !== stepId(stage)) return null
  const end =
    stage.status === 'FAILED' ? '<b style="color: #cd0000;">ERROR</b>: script returned exit code 1' : 'done'
  return `+ ${scriptOf(stage.name)}\n<span class="timestamp">[${stage.name.replace(/[<>&]/g, '')}]</span> 100&#37; &lt;${stage.durationMillis} ms&gt;\n<a href='javascript:alert(1)'>report</a>\n${end}\n`
}

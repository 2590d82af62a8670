import { createRandom, normal, PURPOSE } from '~/drift/random'
import { federationRunId } from './federation'
import { ODD_RUN_ID } from './sweep'
import type { ArtifactRow } from './tables'

/** A picture of 1 × 1 pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const text = (run_id: string, path: string, content: string): ArtifactRow => ({
  run_id,
  path,
  text: content,
  size: new TextEncoder().encode(content).length,
})

/** What the best federation's sites, and the odd run, stored. */
export function demoFiles(): ArtifactRow[] {
  const sites = (['site-1', 'site-3'] as const).map((site) => ({
    site,
    run: federationRunId('SC4FOLD', site),
  }))
  return [
    ...sites.flatMap(({ site, run }) => [
      text(
        run,
        'README.md',
        `# ${site}, SC4FOLD\n\nFour local epochs a round, **101** rounds.\n\n| class | IoU |\n| --- | --- |\n| roof | 0.81 |\n| street | 0.74 |\n`,
      ),
      text(
        run,
        'summary.json',
        JSON.stringify(
          { site, classes: ['roof', 'street', 'tree', 'car', 'wall', 'sky'], best: { round: 97 } },
          null,
          2,
        ),
      ),
      text(run, 'tables/temperatures.csv', temperatures(site)),
      text(
        run,
        'src/train_fl.py',
        'import nvflare\n\n\ndef train(client):\n    for _ in range(4):\n        client.step()\n',
      ),
      text(run, 'report.html', '<h1>Report</h1><p>IoU over rounds.</p><script>document.title = "x"</script>'),
      { run_id: run, path: 'plots/iou.svg', ...svg() },
      { run_id: run, path: 'model/model.bin', text: null, size: 2_147_483_648 },
      text(run, 'model/MLmodel', 'artifact_path: model\nflavors:\n  pytorch:\n    pytorch_version: 2.4.0\n'),
    ]),
    { run_id: ODD_RUN_ID, path: 'pixel.png', text: '', base64: PIXEL, size: 68 },
    text(ODD_RUN_ID, 'empty.txt', ''),
    text(ODD_RUN_ID, 'broken.json', '{"a": '),
    text(ODD_RUN_ID, 'evil.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    { run_id: ODD_RUN_ID, path: 'missing.txt', text: null, size: 12 },
  ]
}

/** Surface temperatures that one site measured: the two sites differ, which a drift detector sees. */
function temperatures(site: 'site-1' | 'site-3'): string {
  const random = createRandom(site === 'site-1' ? 831 : 833, PURPOSE.simulation)
  const shift = site === 'site-1' ? 0 : 1.4
  const rows = Array.from({ length: 300 }, () =>
    [21 + shift + 2.1 * normal(random), 34 + shift + 3 * normal(random), 18 + 1.5 * normal(random)]
      .map((value) => value.toFixed(2))
      .join(','),
  )
  return ['roof,street,tree', ...rows, ''].join('\n')
}

function svg(): Pick<ArtifactRow, 'text' | 'size'> {
  const points = Array.from({ length: 40 }, (_, i) => `${i * 8},${150 - 120 * (1 - Math.exp(-i / 8))}`)
  const content = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160" width="640" height="320"><rect width="320" height="160" fill="#ffffff"/><polyline points="${points.join(' ')}" fill="none" stroke="#0b6b7a" stroke-width="2"/></svg>`
  return { text: content, size: content.length }
}

// Prints the medians of the harness's results.json, and ours against the others'. Usage: node table.mjs results.json
import { readFileSync } from 'node:fs'

const OURS = 'product', AGAINST = ['floor', 'svelte-d3-ssr'], HARNESS = 'null'
const { meta, peers } = JSON.parse(readFileSync(process.argv[2], 'utf8'))

const median = (values) => {
  const v = values.filter((x) => x != null).sort((a, b) => a - b), half = v.length >> 1
  return v.length % 2 ? v[half] : (v[half - 1] + v[half]) / 2 // NaN when there is none
}
const of = (page, profile, pick) => median((peers[page]?.runs ?? []).filter((r) => r.profile === profile).map(pick))
const clickCpu = (what) => (page, profile) => of(page, profile, (r) => r[what]?.cpu)
// What the harness itself costs is measured on a page that does nothing, and taken off.
const net = (what) => (page, profile) => clickCpu(what)(page, profile) - clickCpu(what)(HARNESS, profile)
const COLUMNS = [
  ['charts seen', (page, profile) => of(page, profile, (r) => r.load.seen)],
  ['toggles ready', (page, profile) => of(page, profile, (r) => r.load.tti)],
  ['CPU', (page, profile) => of(page, profile, (r) => r.load.cpu)],
  ['toggle net CPU', net('toggle')],
  ['story net CPU', net('story')],
]

const ms = (v) => (Number.isFinite(v) ? (Math.abs(v) < 20 ? v.toFixed(1) : String(Math.round(v))) : '-')
const ratio = (a, b) => (a > 0 && b > 0 ? (a / b).toFixed(2) + 'x' : '-') // a net cost within the noise gives no ratio
const line = (cells) => console.log(cells.map((c, i) => (i ? c.padStart(15) : c.padEnd(26))).join(''))

for (const profile of ['fast', 'slow4g']) {
  const harness = ['toggle', 'story'].map((what) => `${what} ${ms(clickCpu(what)(HARNESS, profile))}`).join(', ')
  console.log(`\n${profile}, medians in ms (taken off for the harness: ${harness})`)
  line(['', ...COLUMNS.map(([title]) => title)])
  for (const page of [...AGAINST, OURS]) line([page, ...COLUMNS.map(([, value]) => ms(value(page, profile)))])
  for (const other of AGAINST) line([`${OURS} / ${other}`, ...COLUMNS.map(([, value]) => ratio(value(OURS, profile), value(other, profile)))])
}
console.log(`\n${meta.runs} runs, load average ${ms(median(meta.load))} (highest ${ms(Math.max(...meta.load))}), ${meta.chromium}`)

let complete = true
for (const page of [...AGAINST, HARNESS, OURS]) {
  const n = peers[page]?.runs.length ?? 0
  if (n < 2 * meta.runs) {
    complete = false
    console.log(`${page}: only ${n} of ${2 * meta.runs} samples; the others gave no result`)
  }
}
process.exitCode = complete ? 0 : 1

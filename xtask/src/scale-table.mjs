// Prints how what a toggle costs, and what is kept, grows with the number of claims. Usage: node table.mjs results.json
import { readFileSync } from 'node:fs'

const { meta, peers } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const SIZES = [40, 1000, 10000, 100000]
const median = (values) => {
  const v = values.filter((x) => x != null).sort((a, b) => a - b), half = v.length >> 1
  return v.length % 2 ? v[half] : (v[half - 1] + v[half]) / 2
}
const of = (page, n, pick) => median((peers[page]?.scale ?? []).filter((row) => row.n === n).map(pick))
const toggle = (page, n) => of(page, n, (row) => row.toggle?.cpu)
const memory = (page, n) => of(page, n, ({ heap }) => (heap.js + heap.wasm) / 1e6)
const line = (cells) => console.log(cells.map((c, i) => (i ? String(c).padStart(12) : c.padEnd(34))).join(''))
const shown = (v) => (Number.isFinite(v) ? v.toFixed(1) : '-')
const TABLES = [['a toggle, ms of main thread', toggle], ['memory, MB (heap and program)', memory], ['of it the program\'s, MB', (page, n) => of(page, n, ({ heap }) => heap.wasm / 1e6)]]
for (const [title, value] of TABLES) {
  console.log()
  line([title, ...SIZES.map((n) => n.toLocaleString('en'))])
  for (const page of Object.keys(peers)) line([page, ...SIZES.map((n) => shown(value(page, n)))])
}
const [most, some, other] = [toggle('scale', 100000), toggle('scale', 1000), toggle('svelte-d3-ssr', 100000)]
console.log(`\ntoggle at 100,000: ${(most / some).toFixed(2)} of its own at 1,000 (budget 1.3), ${(most / other).toFixed(2)} of svelte-d3-ssr's (budget 0.6)`)
console.log(`memory at 100,000: ${(memory('scale', 100000) / memory('svelte-d3-ssr', 100000)).toFixed(2)} of svelte-d3-ssr's (budget 1)`)
console.log(`${meta.runs} runs, load average ${shown(median(meta.load))}, ${meta.chromium}`)

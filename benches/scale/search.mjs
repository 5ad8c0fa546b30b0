// What a search costs among ten thousand claims, letter by letter. Usage: node search.mjs HARNESS ENTRY
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [harness, entry] = process.argv.slice(2).map((path) => resolve(path))
const its = (name) => import(pathToFileURL(join(harness, 'harness', name)))
const { allDirs, load, peers, serve } = await its('server.mjs')
const { launch, open } = await its('page.mjs')

const FRAME = 1000 / 60
const list = peers(entry).filter(({ name }) => name === 'scale')
const { server, origin } = await serve(load(allDirs(list)))
const browser = await launch()
const { page, cdp } = await open(browser, list[0], origin, { n: 10000 })
const busy = async () => (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1e3
const typed = 'registered contracts 2023'
const words = [...typed].map((_, n) => typed.slice(0, n + 1)).concat('nothing has this', '12345', '')
const cost = async (word) => {
  const before = await busy()
  const [work, found] = await page.evaluate(
    (word) => new Promise((done) => {
      const from = performance.now()
      if (word !== null) scale.search(word)
      const work = performance.now() - from
      requestAnimationFrame(() => setTimeout(() => done([work, document.querySelector('[data-testid=claims-count]').textContent])))
    }),
    word,
  )
  return { word, work, found, busy: (await busy()) - before }
}
// What it costs to ask for nothing is the measuring's own.
const none = []
for (let n = 0; n < 15; n++) none.push((await cost(null)).busy)
const own = none.sort((a, b) => a - b)[7]
const costs = []
for (const word of words) {
  const one = await cost(word)
  costs.push({ ...one, busy: one.busy - own })
}
await browser.close()
server.close()
const median = (of) => costs.map(of).sort((a, b) => a - b)[costs.length >> 1].toFixed(1)
const worst = costs.reduce((one, other) => (other.busy > one.busy ? other : one))
console.log(`\nsearch among 10,000, ${costs.length} times: median ${median(({ work }) => work)} ms of work, ${median(({ busy }) => busy)} ms of main thread with its frame`)
console.log(`the dearest, “${worst.word}” (${worst.found} found): ${worst.work.toFixed(1)} ms, ${worst.busy.toFixed(1)} ms; a frame is ${FRAME.toFixed(1)} ms`)

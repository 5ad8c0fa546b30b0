// Writes the page of the comparison around our program: the shell, words and claims are the harness's own.
// Usage: node page.mjs HARNESS OUT
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [harness, out] = process.argv.slice(2).map((folder) => resolve(folder))
const shared = (name) => import(pathToFileURL(join(harness, 'shared', name)))
const { SOURCES, STORY, makeClaims } = await shared('data.mjs')
const { shell, page } = await shared('shell.mjs')
const { YEARS, DEF_YEARS, CATS } = await shared('model.js')
const css = readFileSync(join(harness, 'shared', 'page.css'), 'utf8')

const data = {
  sources: SOURCES.map(({ id }) => id).join('\n'),
  names: SOURCES.map(({ name }) => name).join('\n'),
  keys: [YEARS, DEF_YEARS, CATS].map((keys) => keys.join('\n')),
  steps: STORY.map(({ title, text, active, focus }) => ({
    title, text, focus, only: SOURCES.reduce((bits, { id }, n) => bits | (active.includes(id) << n), 0),
  })),
  claims: makeClaims(40),
}
const start = `
import init, { Coming } from './scale.js'
const { sources, names, keys, steps, claims } = ${JSON.stringify(data).replaceAll('<', '\\u003c')}
const $ = (id) => document.querySelector('[data-testid=' + id + ']')
await init()
const n = Number(new URLSearchParams(location.search).get('n') ?? 40)
const coming = new Coming(n, sources, ...keys)
if (n === 40) coming.feed(new TextEncoder().encode(JSON.stringify(claims)))
else for await (const piece of pieces(await fetch('/data/claims-' + n + '.json'))) coming.feed(piece)
async function* pieces({ body }) {
  const reader = body.getReader()
  // In small pieces: each needs its room in the program as well.
  for (let piece; !(piece = await reader.read()).done; )
    for (let from = 0; from < piece.value.length; from += 65536) yield piece.value.subarray(from, from + 65536)
}
const page = coming.show(names, ...keys)
globalThis.scale = page
const toggles = sources.split('\\n').map((id) => $('toggle-' + id))
const tell = () => {
  toggles.forEach((toggle, n) => page.is_on(n) === (toggle.ariaPressed === 'true') || (toggle.ariaPressed = page.is_on(n)))
  performance.mark('charts-updated')
}
toggles.forEach((toggle, n) => (toggle.onclick = () => { page.toggle(n); tell() }))
let step = 0
const story = document.querySelector('.story'), figures = [...document.querySelectorAll('figure')]
const go = (by) => () => {
  step = Math.min(steps.length - 1, Math.max(0, step + by))
  const { title, text, only, focus } = steps[step]
  story.querySelector('h2').textContent = title
  story.querySelector('p').textContent = text
  $('story-step').textContent = step + 1 + ' / ' + steps.length
  $('story-step').dataset.step = step + 1
  for (const figure of figures) figure.classList.toggle('focus', figure.dataset.testid === 'chart-' + focus)
  page.only(only)
  tell()
}
$('story-next').onclick = go(1)
$('story-prev').onclick = go(-1)
performance.mark('toggles-ready')
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('charts-ready')))
`
writeFileSync(join(out, 'index.html'), page(`${shell()}<script type="module">${start}</script>`, `<style>${css}</style>`))

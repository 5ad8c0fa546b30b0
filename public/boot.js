// Starts the program after the first paint. Until then, and without it, the style sheet follows the boxes; so the boxes
// are set from the link first, and a reader who follows a shared link sees its state, and its step of the story, at once.
// A file opened by double click has its query behind the fragment.
const [hash, behind] = location.hash.split('?')
const off = new URLSearchParams(behind ?? location.search).get('off') ?? ''
const follow = () => (document.getElementById('switches') ?? {}).media = 'all'
for (const item of off.split(',')) {
  const box = item.startsWith('article:') && document.getElementById('on-' + item.replace(':', '-'))
  if (box) {
    box.checked = false
    follow()
  }
}
addEventListener('change', follow, { once: true })
const root = document.documentElement
const step = hash.startsWith('#/story/') && document.getElementById(hash.slice(1))
root.classList.add('app')
if (step) {
  document.body.dataset.place = 'story'
  step.toggleAttribute('data-now', true)
}
const failed = (why) => {
  const note = document.getElementById('failed')
  note.hidden = false
  root.classList.remove('app')
  delete document.body.dataset.place
  console.info('attested: the program did not start:', String(why))
}
const load = () => import('./PROGRAM.js').then((program) => program.default({ module_or_path: fetch('./PROGRAM_bg.wasm', { integrity: '' }) }))
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    performance.mark('charts-ready')
    setTimeout(() => load().catch(failed))
  }),
)

// Starts the program after the first paint. Until then, and without it, the style sheet follows the boxes; so the boxes
// are set from the link first, and a reader who follows a shared link sees its state, and its step of the story, at once.
// A file opened by double click has its query behind the fragment. That there are scripts, the page has said behind its
// cover: what is hidden for them must not be laid out first, or a link to a place below would miss it.
const [hash, behind] = location.hash.split('?')
const off = new URLSearchParams(behind ?? location.search).get('off') ?? ''
const heed = () => document.getElementById('switches')?.setAttribute('media', 'all')
for (const item of off.split(',')) {
  const box = item.startsWith('article:') && document.getElementById('on-' + item.replace(':', '-'))
  if (box) {
    box.checked = false
    heed()
  }
}
addEventListener('change', heed, { once: true })
const step = hash.startsWith('#/story/') && document.getElementById(hash.slice(1))
if (step) {
  document.body.dataset.place = 'story'
  step.toggleAttribute('data-now', true)
}
// Heights above a place become known only as they come near, and no browser holds the place every time: a link is followed
// for half a second, or until the reader does something.
let place
let held = 0
const hold = () => {
  document.documentElement.toggleAttribute('data-held', held > 0)
  if (held-- > 0) {
    place.scrollIntoView()
    requestAnimationFrame(hold)
  }
}
const follow = (fragment) => {
  place = document.getElementById(fragment.split('?')[0].slice(1))
  if (place && !place.closest('.step')) {
    held = 30
    hold()
  }
}
for (const act of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(act, () => (held = 0), { passive: true })
addEventListener('hashchange', () => {
  if (place?.id !== location.hash.split('?')[0].slice(1)) held = 0
})
addEventListener('click', ({ target }) => {
  const link = target.closest('a[href^="#/"]')
  if (link) setTimeout(() => follow(link.hash))
})
// A page that is loaded anew is where the reader left it.
if (performance.getEntriesByType('navigation')[0]?.type === 'navigate') addEventListener('load', () => follow(location.hash))
const failed = (why) => {
  const note = document.getElementById('failed')
  note.hidden = false
  document.documentElement.classList.remove('app')
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

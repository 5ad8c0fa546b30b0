// Starts the program after the first paint. Until then, and without it, the style sheet follows the boxes; so the boxes
// are set from the link first, and a reader who follows a shared link sees its state at once.
const off = new URLSearchParams(location.search).get('off') ?? ''
for (const item of off.split(',')) {
  const box = item.startsWith('article:') && document.getElementById('on-' + item.replace(':', '-'))
  if (box) box.checked = false
}
const failed = (why) => {
  const note = document.getElementById('failed')
  note.hidden = false
  console.info('attested: the program did not start:', String(why))
}
const start = () =>
  import('./PROGRAM.js').then((program) => program.default({ module_or_path: './PROGRAM_bg.wasm' })).catch(failed)
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    performance.mark('charts-ready')
    setTimeout(start)
  }),
)

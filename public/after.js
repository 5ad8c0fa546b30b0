// What the page can do beyond its program, and without it: tell what a pinned link has missed, lead through the matrix by
// arrows, give up a search, and stay readable without a network.
{
  const asked = new URLSearchParams(location.hash.split('?')[1] ?? location.search).get('v')
  const pinned = document.getElementById('pinned')
  if (asked && asked !== pinned.dataset.version) {
    const log = [...document.querySelectorAll('#updates li')]
    const at = log.findIndex((entry) => entry.dataset.version === asked)
    pinned.querySelector('b').textContent = asked.slice(0, 40)
    pinned.querySelector(at < 0 ? '[data-known=yes]' : '[data-known=no]').remove()
    log.slice(0, Math.max(at, 0)).forEach((entry) => pinned.querySelector('ul').append(entry.cloneNode(true)))
    pinned.hidden = false
  }

  // Through the matrix by arrows, from cell to cell that leads somewhere.
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  addEventListener('keydown', (event) => {
    const cell = event.target.closest('.coverage td')
    const way = ways[event.key]
    if (!cell || !way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { rows } = cell.closest('table')
    let [column, row] = [cell.cellIndex, cell.parentElement.rowIndex]
    while (rows[(row += way[1])] && column >= 0 && (column += way[0]) < cell.parentElement.cells.length) {
      const next = rows[row].cells[column]?.querySelector('a')
      if (next) {
        event.preventDefault()
        return next.focus()
      }
    }
  })

  // The head of the matrix stays below the bar, however high that is.
  const bar = document.getElementById('bar')
  const matrix = document.getElementById('list-coverage')
  new ResizeObserver(() => matrix.style.setProperty('--bar', bar.offsetHeight + 'px')).observe(bar)

  // An emptied form says so to nobody else.
  const find = document.getElementById('find')
  find.addEventListener('reset', () =>
    setTimeout(() => {
      find.dispatchEvent(new Event('input'))
      find.querySelector('input').focus()
    }),
  )

  // Once the program runs and not before: it comes first, and a version that does not start is not kept.
  const keep = async () => {
    try {
      await navigator.serviceWorker.register('sw.js')
    } catch {
      // A browser, or a frame, that allows none: the page is as it was.
    }
  }
  const started = () => document.body.dataset.ready === 'app'
  if (location.protocol !== 'file:') {
    const watch = new MutationObserver(() => started() && (watch.disconnect(), keep()))
    watch.observe(document.body, { attributeFilter: ['data-ready'] })
  }
}

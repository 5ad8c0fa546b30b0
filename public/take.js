// What a reader takes along: links, citations, pictures, numbers, the code of an embedded chart. Files are written with
// every source on; where some are off, a file is brought to what the page shows on its way out, and says so.
{
  // A page opened from a disk stands for the published one, where its build was told that address.
  const published = document.querySelector('link[rel=canonical]')?.href
  const onDisk = location.protocol === 'file:'
  const here = (onDisk && published) || location.href.split(/[?#]/)[0]
  const version = document.getElementById('pinned').dataset.version
  const switchedOff = () =>
    [...document.querySelectorAll('[id^=on-]:not(:checked)')]
      .map((box) => ({ id: box.id.slice(3).replace('-', ':'), name: box.labels[0].textContent.trim() }))
      // Articles first.
      .sort((one, other) => (one.id < other.id ? -1 : 1))
  const ids = (off, between) => off.map(({ id }) => id).join(between)
  const names = (off) => off.map(({ name }) => name).join('; ')

  // The address of a place, pinned to this version: with every source on, or with what is off and how the reader looks at it.
  // Where no place is named, it is the one where the reader is, with all that is asked for there.
  const address = (place, off) => {
    const [hash, behind] = location.hash.split('?')
    const asked = (behind ?? location.search.slice(1)).split('&')
    const kept = asked.filter((pair) => off && (place ? pair.startsWith('tab=') : pair && !/^(off|v|restored)=/.test(pair)))
    const query = '?' + [...(off?.length ? ['off=' + ids(off, ',')] : []), ...kept, 'v=' + version].join('&')
    return onDisk && !published ? here + (place || hash) + query : here + query + (place || hash)
  }
  // For what goes to others: where on a reader's disk the page is concerns nobody.
  const known = (place, off) => (onDisk && !published ? place : address(place, off))

  const embeds = [...document.querySelectorAll('.embed [data-file]')].map((code) => [code, code.dataset.file, code.textContent])
  const write = () => {
    const off = switchedOff()
    const query = off.length ? '?off=' + ids(off, ',') : ''
    for (const [code, file, text] of embeds) code.textContent = text.replace(file, () => new URL(file, here) + query)
  }
  // The program may switch boxes after this event, so the next task reads them.
  const folds = [...document.querySelectorAll('.embed')]
  const later = () => folds.some(({ open }) => open) && setTimeout(write)
  for (const event of ['change', 'click', 'popstate']) addEventListener(event, later)

  // Ids of what does not stand any more.
  const fallen = () =>
    new Set([...document.querySelectorAll('.hits [data-off], .claims li:not([data-claim])')].map((part) => part.dataset.of))
  // A build that was not told its address: the page knows where it is read, and what is taken from it should say so.
  const placed = !onDisk && !published
  if (placed) {
    const url = `${here}?v=${version}`
    const forms = {
      'cite-full': (text) => `${text} ${url}`,
      'cite-bibtex': (text) => text.replace(/}$/, () => `  url = {${url}},\n}`),
      'cite-csl': (text) => JSON.stringify(JSON.parse(text).map((entry) => ({ ...entry, URL: url })), null, 2),
    }
    for (const id of Object.keys(forms)) {
      const form = document.getElementById(id)
      form.textContent = forms[id](form.textContent)
    }
  }

  // How a chart's files, and the claims', are brought to what was off, and had fallen, when they were asked for, and to where
  // the page is read.
  const brought = {
    // No cell holds the end of a line; the last two say what stands and what is off, and of a claim the one before where it is.
    csv: (text, { off, gone, from, at }) => {
      const state = off.length ? `with these off: ${names(off).replaceAll('"', '""')}` : 'with every source on'
      const end = at ? /,[^,]*,true,$/ : /,true,$/
      const ends = (id) => `${at ? `,"${at(id)}"` : ''},${!gone.has(id)},${ids(off, ' ')}`
      // A build that was told its address has said it here.
      const rows = text.replaceAll(/with every source on\.( From [^",]*)?/g, () => `${state}. From ${from}`).split('\r\n')
      return rows.map((row) => row.replace(end, () => ends(row.split(',')[0]))).join('\r\n')
    },
    json: (text, { off, gone, from, at }) => {
      const all = JSON.parse(text)
      const sources = off.map(({ id }) => id)
      if (!at) Object.assign(all, { off: sources, address: from })
      for (const entry of all.marks ?? all) {
        entry.stands = !gone.has(entry.id)
        if (at) Object.assign(entry, { off: sources, address: at(entry.id) })
      }
      return JSON.stringify(all, null, 2) + '\n'
    },
    // As the page draws it (src/paint/mod.rs): grey outlines without labels, and nothing of what is half transparent.
    svg: (text, { off, gone, from, chart }) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
      const paper = root.querySelector('rect').getAttribute('fill')
      const isOff = new Set(off.map(({ id }) => id))
      const stands = (path) => !path.split(',').some((source) => isOff.has(source))
      for (const mark of root.querySelectorAll('[data-needs]')) {
        if (mark.dataset.needs.split('+').every((any) => any.split(' ').some(stands))) continue
        if (mark.classList.contains('l')) mark.remove()
        mark.querySelectorAll('.l').forEach((label) => label.remove())
        const grey = mark.closest('[data-grey]')?.dataset.grey
        for (const shape of mark.querySelectorAll('[fill], [stroke]')) {
          const fill = shape.getAttribute('fill') ?? 'none'
          if (fill === paper) continue
          if (Number(shape.getAttribute('opacity') ?? 1) < 0.5) {
            shape.remove()
            continue
          }
          shape.removeAttribute('opacity')
          if (fill !== 'none' && !shape.hasAttribute('stroke')) shape.setAttribute('stroke-width', 4)
          shape.setAttribute('fill', 'none')
          shape.setAttribute('stroke', grey)
        }
      }
      // The last line says what is off, and goes on below itself where that is much.
      const last = root.querySelector('[data-state]')
      const [step, size, width] = [last.dataset.state, last.getAttribute('font-size'), root.getAttribute('width')].map(Number)
      const most = (width - 2 * last.getAttribute('x')) / (size * 0.6)
      const lines = ['']
      const state = off.length ? `Switched off: ${names(off)}.` : last.textContent
      for (const word of `${state} ${from}`.split(/(?<=[ ,])/)) {
        if ((lines.at(-1) + word).trimEnd().length > most) lines.push('')
        lines[lines.length - 1] += word
      }
      lines.forEach((line, n) => {
        const copy = last.cloneNode()
        copy.textContent = line.trimEnd()
        copy.setAttribute('y', Number(last.getAttribute('y')) + n * step)
        last.before(copy)
      })
      last.remove()
      const height = Number(root.getAttribute('height')) + (lines.length - 1) * step
      root.setAttribute('height', height)
      root.setAttribute('viewBox', `0 0 ${width} ${height}`)
      if (!off.length) return new XMLSerializer().serializeToString(root)
      // Who hears the picture hears what stands in it, and no more.
      const words = [...document.getElementById('/explore/' + chart).querySelectorAll('.words li')]
      const standing = words.filter((line) => !gone.has(line.dataset.of)).map((line) => line.textContent)
      root.querySelector('desc').textContent = `${standing.join(' ')} Switched off, with all that rests on it: ${names(off)}.`
      return new XMLSerializer().serializeToString(root)
    },
  }

  const named = (link) => link.download || link.pathname.split('/').pop()
  // The text of a chart's or the claims' file, as the page shows it now, however long it is on its way.
  const read = async (link, off) => {
    const chart = named(link).split('.')[0]
    const isChart = document.getElementById('/explore/' + chart)
    const from = known(isChart ? '#/explore/' + chart : '#/explore', off)
    const now = { off, gone: fallen(), from, chart, at: isChart ? null : (id) => known('#/claim/' + id, off) }
    const text = await (await fetch(link.href)).text()
    if (!off.length && !placed) return text
    if (!text.includes(version)) throw new Error('the page has changed since it was opened; load it anew')
    return brought[link.dataset.kind](text, now)
  }
  // A chart as a picture, two pixels to one.
  const picture = async (link, off) => {
    const image = new Image()
    const svg = await read(link.closest('.take').querySelector('[data-kind=svg]'), off)
    await new Promise((onload, onerror) => Object.assign(image, { onload, onerror, src: 'data:image/svg+xml,' + encodeURIComponent(svg) }))
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width * 2, height: image.height * 2 })
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
    return new Promise((done) => canvas.toBlob(done))
  }
  const say = (of, words) => (of.closest('.take').querySelector('[role=status]').textContent = words)

  const save = async (link, off) => {
    const { kind } = link.dataset
    const without = off.length ? '.without-' + off.map(({ id }) => id.split(':')[1]).join('-').slice(0, 60) : ''
    const blob = kind === 'png' ? await picture(link, off) : new Blob([await read(link, off)])
    const href = URL.createObjectURL(blob)
    Object.assign(document.createElement('a'), { href, download: named(link).replace(/\.\w+$/, (end) => without + end) }).click()
    say(link, off.length ? 'Saved, with what is off marked as such.' : '')
    setTimeout(() => URL.revokeObjectURL(href), 60_000)
  }

  const byHand = (button, link) => say(button, 'Copy it from here: ' + link)
  const acts = {
    link: (button, place) => {
      const link = address(place, switchedOff())
      if (!navigator.clipboard) return byHand(button, link)
      return navigator.clipboard.writeText(link).then(() => say(button, 'Link copied.'), () => byHand(button, link))
    },
    // A reader who changes their mind is no fault.
    share: (_, place) =>
      navigator.share({ title: document.title, url: address(place, switchedOff()) }).catch((why) => {
        if (why.name !== 'AbortError') throw why
      }),
    // The promise and not its result: Safari lets nobody copy who has waited.
    picture: (button) =>
      navigator.clipboard
        .write([new ClipboardItem({ 'image/png': picture(button, switchedOff()) })])
        .then(() => say(button, 'Picture copied.')),
  }
  const can = {
    copies: navigator.clipboard,
    shares: navigator.share && (!onDisk || published),
    pictures: navigator.clipboard && window.ClipboardItem,
    takes: true,
  }
  document.documentElement.classList.add(...Object.keys(can).filter((name) => can[name]))

  addEventListener('click', (event) => {
    const target = event.target.closest('[data-kind], [data-act], [data-copy]')
    if (!target) return
    const { kind, act, copy } = target.dataset
    if (target.closest('.take')) say(target, '')
    const failed = (why) => say(target, `This could not be done: ${why.message ?? why}`)
    if (copy) {
      const text = document.getElementById(copy)
      navigator.clipboard.writeText(text.textContent).then(
        () => (target.textContent = target.ariaLabel = 'Copied'),
        () => getSelection().selectAllChildren(text),
      )
    } else if (act) {
      const place = target.closest('[data-leads]')?.dataset.leads ?? '#' + target.closest('[id^="/claim/"]').id
      Promise.resolve(acts[act](target, place)).catch(failed)
    } else {
      // Pictures say themselves what each mark rests on; what else falls, only the program knows.
      const knows = document.body.dataset.ready === 'app' || kind === 'svg' || kind === 'png'
      const off = switchedOff()
      if (off.length && !knows) return say(target, 'Saved with every source on: the program is not running.')
      // A file within the page is not there in pixels.
      if (off.length || placed || (kind === 'png' && target.protocol === 'data:')) {
        event.preventDefault()
        save(target, off).catch(failed)
      }
    }
  })

  // Code to paste is written when it is unfolded. How to cite a claim is the same for all but in a few places, so it stands in
  // the page once.
  const escape = { tex: (text) => text.replace(/[&%$#_{}]/g, '\\$&'), json: (text) => JSON.stringify(text).slice(1, -1) }
  addEventListener(
    'toggle',
    ({ target }) => {
      if (target.matches('.embed')) write()
      if (!target.matches('.cites')) return
      const item = target.closest('[id^="/claim/"]')
      const parts = {
        ID: item.dataset.of,
        TEXT: item.firstElementChild.textContent,
        FOUND: item.querySelector('.cited').textContent,
        LINK: known('#' + item.id),
      }
      for (const form of target.querySelectorAll('pre')) {
        const escaped = escape[form.dataset.form] ?? ((text) => text)
        // A link is read as it is, by LaTeX as well.
        const filled = (_, name) => (name === 'LINK' ? parts.LINK : escaped(parts[name]))
        form.textContent = form.textContent.replace(/CLAIM-(ID|TEXT|FOUND|LINK)/g, filled)
      }
    },
    true,
  )
}

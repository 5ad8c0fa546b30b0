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

  // The address of a place, pinned to this version: as the reader has it, or with every source on.
  const address = (place, asRead = true) => {
    const asked = (onDisk ? location.hash.split('?')[1] : location.search.slice(1)) ?? ''
    const off = asRead ? switchedOff() : []
    const looks = asRead ? asked.split('&').filter((pair) => pair.startsWith('tab=')) : []
    const query = '?' + [...(off.length ? ['off=' + ids(off, ',')] : []), ...looks, 'v=' + version].join('&')
    return onDisk && !published ? here + place + query : here + query + place
  }
  // For what goes to others: where on a reader's disk the page is concerns nobody.
  const known = (place, asRead) => (onDisk && !published ? place : address(place, asRead))

  const embeds = [...document.querySelectorAll('.embed [data-file]')].map((code) => [code, code.dataset.file, code.textContent])
  const write = () => {
    const off = switchedOff()
    const query = off.length ? '?off=' + ids(off, ',') : ''
    for (const [code, file, text] of embeds) code.textContent = text.replace(file, () => new URL(file, here) + query)
  }
  // The program may switch boxes after this event, so the next task reads them.
  const later = () => document.querySelector('.embed[open]') && setTimeout(write)
  for (const event of ['change', 'click', 'popstate']) addEventListener(event, later)
  write()

  // Ids of what does not stand any more.
  const fallen = () =>
    new Set([...document.querySelectorAll('.hits [data-off], .claims li:not([data-claim])')].map((part) => part.dataset.of))
  const stands = (needs, off) => {
    const isOff = new Set(off.map(({ id }) => id))
    return needs.split('+').every((any) => any.split(' ').some((path) => !path.split(',').some((source) => isOff.has(source))))
  }
  const brought = {
    // No cell holds the end of a line.
    csv: (text, off) => {
      const gone = fallen()
      const said = `with these off: ${names(off).replaceAll('"', '""')}. From ${known('#/explore')}`
      // A build that was told its address has said it here.
      const rows = text.replaceAll(/with every source on\.( From [^"]*)?/g, () => said).trimEnd().split('\r\n')
      const more = (row) => `${!gone.has(row.split(',')[0])},${ids(off, ' ')}`
      return rows.map((row, n) => `${row},${n ? more(row) : 'stands,off'}\r\n`).join('')
    },
    json: (text, off) => {
      const gone = fallen()
      const all = JSON.parse(text)
      const sources = off.map(({ id }) => id)
      if (all.marks) Object.assign(all, { off: sources, address: known('#/explore/' + all.chart) })
      for (const entry of all.marks ?? all) {
        entry.stands = !gone.has(entry.id)
        if (!all.marks) entry.off = sources
      }
      return JSON.stringify(all, null, 2) + '\n'
    },
    // As the page draws it: grey outlines without labels.
    svg: (text, off, chart) => {
      const file = new DOMParser().parseFromString(text, 'image/svg+xml')
      const root = file.documentElement
      const paper = root.querySelector('rect').getAttribute('fill')
      for (const mark of root.querySelectorAll('[data-needs]')) {
        if (stands(mark.dataset.needs, off)) continue
        if (mark.classList.contains('l')) mark.remove()
        mark.querySelectorAll('.l').forEach((label) => label.remove())
        const grey = mark.closest('[data-grey]')?.dataset.grey
        for (const shape of mark.querySelectorAll('[fill], [stroke]')) {
          const fill = shape.getAttribute('fill') ?? 'none'
          if (shape.getAttribute('opacity') < 0.5 && shape.hasAttribute('opacity')) shape.remove()
          if (fill === paper) continue
          if (fill !== 'none' && !shape.hasAttribute('stroke')) shape.setAttribute('stroke-width', 4)
          shape.setAttribute('fill', 'none')
          shape.setAttribute('stroke', grey)
        }
      }
      // The last line says what is off, and goes on below itself where that is much.
      const last = root.querySelector('[data-state]')
      const lines = [['Switched', 'off:']]
      for (const word of `${names(off)}. ${known('#/explore/' + chart)}`.split(' ')) {
        if ([...lines.at(-1), word].join(' ').length > root.getAttribute('width') / 7) lines.push([])
        lines.at(-1).push(word)
      }
      const step = +last.dataset.state
      lines.forEach((line, n) => {
        const copy = last.cloneNode()
        copy.textContent = line.join(' ')
        copy.setAttribute('y', +last.getAttribute('y') + n * step)
        last.before(copy)
      })
      last.remove()
      const height = +root.getAttribute('height') + (lines.length - 1) * step
      root.setAttribute('height', height)
      root.setAttribute('viewBox', `0 0 ${root.getAttribute('width')} ${height}`)
      root.querySelector('desc').append(` Switched off: ${names(off)}.`)
      return new XMLSerializer().serializeToString(root)
    },
  }

  const named = (link) => link.download || link.pathname.split('/').pop()
  // The text of a chart's or the claims' file, as the page shows it.
  const read = async (link, off) => {
    const kind = link.dataset.kind
    const text = await (await fetch(link.href)).text()
    return off.length ? brought[kind](text, off, named(link).split('.')[0]) : text
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

  const copyLink = (button, place) => {
    const link = address(place)
    return navigator.clipboard.writeText(link).then(
      () => say(button, 'Link copied.'),
      () => say(button, 'Copy it from here: ' + link),
    )
  }
  const acts = {
    link: copyLink,
    // A reader who changes their mind is no fault.
    share: (_, place) => navigator.share({ title: document.title, url: address(place) }).catch(() => {}),
    // The promise and not its result: Safari lets nobody copy who has waited.
    picture: (button) =>
      navigator.clipboard
        .write([new ClipboardItem({ 'image/png': picture(button, switchedOff()) })])
        .then(() => say(button, 'Picture copied.')),
  }
  if (!navigator.clipboard) acts.link = (button, place) => say(button, 'Copy it from here: ' + address(place))
  const can = { copies: navigator.clipboard, shares: navigator.share, pictures: navigator.clipboard && window.ClipboardItem, takes: true }
  document.documentElement.classList.add(...Object.keys(can).filter((name) => can[name]))

  addEventListener('click', (event) => {
    const target = event.target.closest('[data-kind], [data-act], [data-copy]')
    if (!target) return
    const { kind, act, copy } = target.dataset
    const failed = (why) => say(target, `This could not be done: ${why.message ?? why}`)
    if (copy) {
      const text = document.getElementById(copy)
      navigator.clipboard.writeText(text.textContent).then(
        () => (target.textContent = target.ariaLabel = 'Copied'),
        () => getSelection().selectAllChildren(text),
      )
    } else if (act) {
      const place = target.closest('[data-place]')?.dataset.place ?? '#' + target.closest('[id^="/claim/"]').id
      Promise.resolve(acts[act](target, place)).catch(failed)
    } else {
      // Pictures say themselves what each mark rests on; what else falls, only the program knows.
      const knows = document.body.dataset.ready === 'app' || kind === 'svg' || kind === 'png'
      const off = knows ? switchedOff() : []
      // A file within the page is not there in pixels.
      if (off.length || (kind === 'png' && target.protocol === 'data:')) {
        event.preventDefault()
        save(target, off).catch(failed)
      }
    }
  })

  // How to cite a claim: the same for all but in a few places, so it stands in the page once.
  const escape = { tex: (text) => text.replace(/[&%$#_{}]/g, '\\$&'), json: (text) => JSON.stringify(text).slice(1, -1) }
  addEventListener(
    'toggle',
    ({ target }) => {
      if (!target.matches('.cites')) return
      const item = target.closest('[id^="/claim/"]')
      const parts = {
        ID: item.dataset.of,
        TEXT: item.firstElementChild.textContent,
        FOUND: item.querySelector('.cited').textContent,
        LINK: known('#' + item.id, false),
      }
      for (const form of target.querySelectorAll('pre')) {
        const escaped = escape[form.dataset.form] ?? ((text) => text)
        form.textContent = form.textContent.replace(/CLAIM-(ID|TEXT|FOUND|LINK)/g, (_, name) => escaped(parts[name]))
      }
    },
    true,
  )
}

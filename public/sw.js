// Keeps one version of the page for readers without a network, whole or not at all. The build writes what it consists of.
// The page itself comes from the network as long as there is one, so that nobody reads what was corrected since; its
// program has a name of its own in every version, so no page ever gets another's.
const files = FILES
const at = (file) => new URL(file, registration.scope).href
const ours = `attested ${registration.scope} `
const name = ours + 'VERSION'

const install = async () => {
  const fetched = Object.entries(files).map(async ([file, integrity]) => {
    // The program is in the browser's own cache already, the page may be a newer one there.
    const answer = await fetch(at(file), { integrity, cache: file ? 'default' : 'no-cache' })
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
    return [at(file), answer]
  })
  const answers = await Promise.all(fetched)
  const cache = await caches.open(name)
  await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)))
  // Nobody waits for the old one: a page registers this once its own program is there.
  await skipWaiting()
}

const activate = async () => {
  const others = (await caches.keys()).filter((other) => other.startsWith(ours) && other !== name)
  await Promise.all(others.map((other) => caches.delete(other)))
}

const kept = async (address) => (await caches.open(name)).match(address)

addEventListener('install', (event) => event.waitUntil(install()))
addEventListener('activate', (event) => event.waitUntil(activate()))
addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const place = url.split(/[?#]/)[0]
  if (method !== 'GET') return
  if (mode === 'navigate' && (place === at('') || place === at('index.html'))) {
    event.respondWith(fetch(event.request).catch(async (offline) => (await kept(at(''))) ?? Promise.reject(offline)))
  } else if (Object.keys(files).some((file) => file && at(file) === place)) {
    event.respondWith(kept(place).then((answer) => answer ?? fetch(event.request)))
  }
})

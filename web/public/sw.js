/**
 * The worker of the phone. It keeps what carries a hash in its name, and one page that says that there is no line.
 * Documents and answers of the server always come from the server: an old figure never looks like a live one.
 */
const prefix = 'phone-';
const kept = `${prefix}${new URL(self.location.href).searchParams.get('build')}`;
const offline = '/offline.html';

self.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(kept);
    await cache.add(new Request(offline, { cache: 'reload' }));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

// What earlier builds have kept is of no use to this one.
self.addEventListener('activate', (event) => {
  const clear = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith(prefix) && name !== kept).map((name) => caches.delete(name)),
    );
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

// A page that finds this worker still waiting asks it to try again.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
});

async function hashed(request) {
  const cache = await caches.open(kept);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(offline)) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(hashed(request));
});

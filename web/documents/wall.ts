/** The document of `/wall`, and of `/` on anything but a phone. */
import '../survival/listener-count.ts';
import { keptCover } from '../live/cover.ts';
import { takeToken } from '../live/token.ts';
import { openPage } from '../open-page.ts';
import WallView from '../views/wall/WallView.vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/panel.css';
import '../styles/scenes.css';
import '../styles/past.css';
import '../styles/hanging.css';

/** Up to this width a page is a phone's, and up to this height where a thumb holds it on its side. */
const phoneWidth = 640;
const phoneHeight = 500;

const isPhone = (): boolean =>
  window.innerWidth <= phoneWidth ||
  (window.innerHeight <= phoneHeight && window.matchMedia('(pointer: coarse)').matches);

const start = (): void =>
  openPage([
    { path: '/wall', component: WallView },
    { path: '/:rest(.*)*', redirect: ({ query }) => ({ path: '/wall', query }) },
  ]);

function startWall(): void {
  takeToken();
  const cover = keptCover();
  if (cover === undefined) start();
  else {
    // A screen that is covered is so from its first picture on.
    document.documentElement.dataset.cover = cover;
    import('../views/wall/remote/RemoteLayer.vue').then(start, start);
  }
}

if (location.pathname === '/' && isPhone()) location.replace(`/m${location.search}${location.hash}`);
else startWall();

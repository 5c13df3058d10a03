/** The document of `/m`. */
import '../survival/listener-count.ts';
import { takeToken } from '../live/token.ts';
import { openPage } from '../open-page.ts';
import WallView from '../views/wall/WallView.vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/panel.css';
import '../styles/scenes.css';
import '../styles/past.css';
import '../styles/hanging.css';

takeToken();
openPage([
  { path: '/m', component: WallView },
  { path: '/:rest(.*)*', redirect: ({ query }) => ({ path: '/m', query }) },
]);

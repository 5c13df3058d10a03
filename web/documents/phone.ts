/** The document of `/m`. */
import { keepWorker } from '../live/app-worker.ts';
import { takeToken } from '../live/token.ts';
import { openPage } from '../open-page.ts';
import PhoneView from '../views/phone/PhoneView.vue';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/panel.css';
import '../styles/scenes.css';
import '../styles/phone.css';

takeToken();
openPage([
  { path: '/m/:tab?', component: PhoneView },
  { path: '/:rest(.*)*', redirect: ({ query }) => ({ path: '/m', query }) },
]);
void keepWorker();

/** The document of persons who have signed in, or are about to: no token of a display counts on it. */
import { openPage } from '../open-page.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/panel.css';

openPage([
  // Of its sections and their addresses the desk knows by itself.
  { path: '/desk/:rest(.*)*', component: () => import('../views/desk/DeskView.vue') },
  { path: '/remote', component: () => import('../views/remote/RemoteView.vue') },
  { path: '/sign-in', component: () => import('../views/sign-in/SignInView.vue') },
  { path: '/:rest(.*)*', redirect: '/desk' },
]);

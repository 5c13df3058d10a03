import { createRouter, createWebHistory, type Router } from 'vue-router';
import WallView from './views/wall/WallView.vue';

/** Below this width the page stacks its panels, whatever address it was opened by. */
const phoneWidth = 640;

export const createPages = (): Router =>
  createRouter({
    history: createWebHistory(),
    routes: [
      {
        path: '/',
        redirect: (to) => ({ path: window.innerWidth <= phoneWidth ? '/m' : '/wall', query: to.query }),
      },
      { path: '/wall', component: WallView },
      { path: '/m', component: WallView },
      { path: '/sign-in', component: () => import('./views/sign-in/SignInView.vue') },
      { path: '/remote', component: () => import('./views/remote/RemoteView.vue') },
      // Of its sections and their addresses the desk knows by itself: the wall carries none of it.
      { path: '/desk/:rest(.*)*', component: () => import('./views/desk/DeskView.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  });

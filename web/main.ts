import './survival/listener-count.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { keptCover } from './live/cover.ts';
import { takeToken } from './live/token.ts';
import { createPages } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/panel.css';
import './styles/scenes.css';
import './styles/past.css';
import './styles/hanging.css';

takeToken();
const start = () => createApp(App).use(createPinia()).use(createPages()).mount('#app');
// A screen that is covered is so from its first picture on.
const cover = keptCover();
if (cover) {
  document.documentElement.dataset.cover = cover;
  import('./views/wall/remote/RemoteLayer.vue').then(start, start);
} else start();

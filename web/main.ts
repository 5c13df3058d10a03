import './survival/listener-count.ts';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { takeToken } from './live/token.ts';
import { createPages } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/panel.css';
import './styles/scenes.css';
import './styles/past.css';
import './styles/hanging.css';

takeToken();
createApp(App).use(createPinia()).use(createPages()).mount('#app');

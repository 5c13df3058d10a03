import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import App from './App.vue';

/** Puts the views of a document on its page. */
export function openPage(routes: readonly RouteRecordRaw[]): void {
  createApp(App)
    .use(createPinia())
    .use(createRouter({ history: createWebHistory(), routes }))
    .mount('#app');
}

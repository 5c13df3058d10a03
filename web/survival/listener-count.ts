import { countListeners } from './count-listeners.ts';

/** Of this page, from the first script on. */
export const listenerCount = countListeners([window, document, document.body]);

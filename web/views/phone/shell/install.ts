/** Putting the app on the home screen: the browser says when it may be asked, and asks its owner itself. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** Chromium alone has it, and not in its types. */
interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

export const useInstall = defineStore('install', () => {
  const held = shallowRef<InstallPrompt>();
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    held.value = event as InstallPrompt;
  });
  window.addEventListener('appinstalled', () => {
    held.value = undefined;
  });

  async function ask(): Promise<void> {
    const prompt = held.value;
    held.value = undefined;
    await prompt?.prompt();
  }

  const offered = computed(() => held.value !== undefined);
  /** Browsers install nothing from plain HTTP. */
  const plain = !window.isSecureContext;
  return { offered, plain, ask };
});

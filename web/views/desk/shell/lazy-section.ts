import { type Component, defineAsyncComponent } from 'vue';
import SectionWaiting from './SectionWaiting.vue';

/** What comes at once is not announced. */
const announceMs = 300;
const retryMs = 3_000;

/** A section whose code is fetched when it is first opened, however long the server is away by then. */
export function lazySection(loader: () => Promise<{ default: Component }>): Component {
  return defineAsyncComponent({
    loader,
    loadingComponent: SectionWaiting,
    delay: announceMs,
    onError: (_error, retry) => {
      window.setTimeout(retry, retryMs);
    },
  });
}

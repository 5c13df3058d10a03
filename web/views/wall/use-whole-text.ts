import { onScopeDispose } from 'vue';

/** Set by us and not by what the text belongs to. */
const mark = 'whole';

/** A text that ends in … is told whole to whoever points at it. */
export function useWholeText(): void {
  const onPoint = ({ target }: Event): void => {
    const said = target instanceof Element ? target.closest<HTMLElement>('.said') : null;
    if (said === null || (said.title !== '' && said.dataset[mark] === undefined)) return;
    if (said.scrollWidth <= said.clientWidth) {
      said.removeAttribute('title');
      delete said.dataset[mark];
      return;
    }
    said.title = (said.textContent ?? '').replace(/\s+/g, ' ').trim();
    said.dataset[mark] = '';
  };
  document.addEventListener('pointerover', onPoint);
  onScopeDispose(() => document.removeEventListener('pointerover', onPoint));
}

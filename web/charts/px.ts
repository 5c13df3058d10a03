/**
 * Sizes inside a canvas. `px(n)` is n design pixels of a 1920 × 1080 wall on this screen, from the window and never
 * from a computed font size, which browsers may raise to their minimum. The same sum as in styles/tokens.css.
 */
export function unitOf(width: number, height: number, scale: number): number {
  if (width <= 640) return 1;
  return (
    scale * (width <= height ? Math.min(width / 1080, height / 1920) : Math.min(width / 1920, height / 1080))
  );
}

/** The page's `?scale=`, as the root element carries it. */
function scaleOfPage(): number {
  const scale = Number.parseFloat(document.documentElement.style.getPropertyValue('--scale'));
  return Number.isFinite(scale) ? scale : 1;
}

export const px = (n: number): number => n * unitOf(window.innerWidth, window.innerHeight, scaleOfPage());

export type Px = typeof px;

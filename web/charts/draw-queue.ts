/** Charts wait here for their turn: at most 6 ms of each frame goes into drawing them. */

const budgetMs = 6;
const waiting = new Set<() => void>();
let frame = 0;

function run(): void {
  frame = 0;
  const begin = performance.now();
  for (const draw of waiting) {
    waiting.delete(draw);
    draw();
    if (performance.now() - begin > budgetMs) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(run);
}

export function queueDrawing(draw: () => void): void {
  waiting.add(draw);
  if (frame === 0) frame = requestAnimationFrame(run);
}

export function dropDrawing(draw: () => void): void {
  waiting.delete(draw);
}

import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { LiveSocket } from '../../../../server/live/live-socket.ts';
import { DisplayVitals } from '../../../../server/live/vitals.ts';
import type { Reader } from '../../../../shared/domain/reader.ts';
import type { Vitals } from '../../../../shared/wire/live.ts';

const well: Vitals = {
  ...{ uptimeSeconds: 60, heapBytes: 10e6, nodes: 1600, listeners: 12 },
  ...{ frameMs: 17, longTasks: 0, recoveries: 0 },
};
const anonymous: Reader = { kind: 'anonymous' };
const display = (name: string): Reader => ({
  ...{ kind: 'display', id: name, name, scope: 'area:330127' },
});

let sockets = 0;
function connect(vitals: DisplayVitals, reader: Reader): EventEmitter {
  const socket = Object.assign(new EventEmitter(), { id: `s${++sockets}`, data: { reader, opening: 0 } });
  vitals.serve(socket as unknown as LiveSocket);
  return socket;
}

test('a display is told of by its name as long as it speaks', () => {
  let now = 0;
  const vitals = new DisplayVitals(() => now);
  const hall = connect(vitals, display('大厅'));
  hall.emit('vitals', well);
  expect(vitals.displays()).toEqual(new Map([['大厅', { ...well, pages: 1 }]]));
  now = 30_000;
  hall.emit('vitals', { ...well, nodes: 1700 });
  expect(vitals.displays().get('大厅')?.nodes).toBe(1700);
  now += 90_001;
  expect(vitals.displays().size).toBe(0);
  hall.emit('vitals', well);
  expect(vitals.displays().size).toBe(1);
  hall.emit('disconnect');
  expect(vitals.displays().size).toBe(0);
});

test('of several pages of one name the worst is told', () => {
  const vitals = new DisplayVitals(() => 0);
  const { heapBytes: _heap, ...untold } = well;
  connect(vitals, anonymous).emit('vitals', { ...untold, longTasks: 2 });
  connect(vitals, anonymous).emit('vitals', { ...well, frameMs: 80, longTasks: 1 });
  expect(vitals.displays().get('anonymous')).toEqual({ ...well, frameMs: 80, longTasks: 3, pages: 2 });
});

test('what is not as agreed, or too often, counts for nothing', () => {
  let now = 0;
  const vitals = new DisplayVitals(() => now);
  const page = connect(vitals, anonymous);
  const { nodes: _nodes, ...lacking } = well;
  for (const wrong of [
    undefined,
    null,
    'x',
    [],
    lacking,
    { ...well, nodes: -1 },
    { ...well, heapBytes: '1' },
  ])
    page.emit('vitals', wrong);
  expect(vitals.displays().size).toBe(0);
  page.emit('vitals', well);
  now = 4_000;
  page.emit('vitals', { ...well, nodes: 9 });
  expect(vitals.displays().get('anonymous')?.nodes).toBe(1600);
});

test('names beyond the two hundredth share a line', () => {
  const vitals = new DisplayVitals(() => 0);
  for (let n = 0; n < 300; n++) connect(vitals, display(`屏${n}`)).emit('vitals', well);
  expect(vitals.displays().size).toBe(201);
  expect(vitals.displays().get('other')?.pages).toBe(100);
});

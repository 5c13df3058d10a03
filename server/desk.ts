/** The desk, composed: commands through the journal, and what is read beside the boards. */
import { Dispatch } from './dispatch/dispatch.ts';
import { addDeskRoutes } from './dispatch/routes.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { SharedClock } from './threads/clock.ts';

export function addDesk(http: HttpApp, { engine, clock }: { engine: Engine; clock: SharedClock }): void {
  const { reader, registers, digestSecret, command } = engine;
  const register = (county: string) => registers.get(county);
  const queries = reader.call;
  const dispatch = new Dispatch({ queries, command, register, digestSecret, clock: () => clock.now() });
  addDeskRoutes(http, { queries, dispatch, register });
}

/** The desk, composed: commands through the journal, and what is read beside the boards. */
import { maskedName } from '../shared/domain/contact.ts';
import { AlertDesk } from './alerts/commands.ts';
import { addAlertRoutes } from './alerts/routes.ts';
import { Dispatch } from './dispatch/dispatch.ts';
import { addQualityRoutes } from './dispatch/quality-routes.ts';
import { addDeskRoutes } from './dispatch/routes.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { SharedClock } from './threads/clock.ts';

export function addDesk(http: HttpApp, { engine, clock }: { engine: Engine; clock: SharedClock }): void {
  const { reader, registers, digestSecret, command } = engine;
  const register = (county: string) => registers.get(county);
  const queries = reader.call;
  const dispatch = new Dispatch({ queries, command, register, digestSecret, clock: () => clock.now() });
  addDeskRoutes(http, { queries, dispatch, register }, addQualityRoutes);
  const desk = new AlertDesk({
    queries,
    carryOut: (commanding, decide) => dispatch.carryOut(commanding, decide),
    nameOf: async (actor) => {
      const { users } = await reader.call.credentials();
      const name = actor.replace(/^user:/, '');
      return maskedName(users.find((user) => user.name === name)?.displayName || name);
    },
    clock: () => clock.now(),
  });
  addAlertRoutes(http, { queries, desk, register });
}

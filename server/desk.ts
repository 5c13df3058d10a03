/** The desk, composed: commands through the journal, and what is read beside the boards. */
import { maskedName } from '../shared/domain/contact.ts';
import { AlertDesk } from './alerts/commands.ts';
import { addAlertRoutes } from './alerts/routes.ts';
import { Dispatch } from './dispatch/dispatch.ts';
import { addQualityRoutes } from './dispatch/quality-routes.ts';
import { addDeskRoutes } from './dispatch/routes.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { Identity } from './identity/identity.ts';
import type { SharedClock } from './threads/clock.ts';

export interface DeskParts {
  engine: Engine;
  identity: Identity;
  clock: SharedClock;
}

export function addDesk(http: HttpApp, { engine, identity, clock }: DeskParts): void {
  const { reader, registers, digestSecret, command } = engine;
  const register = (county: string) => registers.get(county);
  const queries = reader.call;
  const personOf = (name: string): string => identity.userOf(name)?.displayName || name;
  const now = (): number => clock.now();
  const dispatch = new Dispatch({ queries, command, register, digestSecret, personOf, clock: now });
  addDeskRoutes(http, { queries, dispatch, register, personOf }, addQualityRoutes);
  const desk = new AlertDesk({
    queries,
    carryOut: (commanding, decide) => dispatch.carryOut(commanding, decide),
    nameOf: async (actor) => maskedName(personOf(actor.replace(/^user:/, ''))),
    clock: now,
  });
  addAlertRoutes(http, { queries, desk, register });
}

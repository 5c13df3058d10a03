/** Administration by HTTP, composed of the parts that it is about. */

import { addAuditRoutes } from './admin/audit-routes.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';

export interface AdministrationParts {
  engine: Engine;
  http: HttpApp;
}

export function addAdministration({ engine, http }: AdministrationParts): void {
  const { reader, registers } = engine;
  addAuditRoutes(http, {
    audit: reader.call,
    timezone: () => registers.all[0]?.county.profile.timezone ?? 'Asia/Shanghai',
  });
}

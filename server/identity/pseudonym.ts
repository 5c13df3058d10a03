import { createHmac } from 'node:crypto';

/**
 * The keyed pseudonym under which a volunteer is known outside (contract §7): the same for the same volunteer of a
 * county, and of no use without the database's secret.
 */
export function makePseudonym(secret: string): (county: string, volunteerId: string) => string {
  return (county, volunteerId) =>
    `v-${createHmac('sha256', secret).update(`${county} ${volunteerId}`).digest('base64url').slice(0, 22)}`;
}

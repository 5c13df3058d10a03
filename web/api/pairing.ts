/** Pairing of this page as a display: it has no credentials yet, so none are sent. */
import type { PairingOffer, PairingState } from '../../shared/wire/remote.ts';
import { ApiError } from './client.ts';

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ApiError(response.status);
  return (await response.json()) as T;
}

/** A code to show; with the ticket of an earlier one in its place. */
export const askForCode = (ticket: string | undefined): Promise<PairingOffer> =>
  post('pairing', ticket === undefined ? {} : { ticket });

export const claimPairing = (ticket: string): Promise<PairingState> => post('pairing/claim', { ticket });

/** Who asks for a connection: from where, and from which page. */
import type { IncomingMessage } from 'node:http';

type Request = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };

export interface Caller {
  address: string;
  /** By https, as far as a proxy that is believed says so. */
  secure: boolean;
  /** A page of another site: its browser says so. What is no browser says nothing. */
  foreign: boolean;
}

const listOf = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** Only a proxy that is trusted is believed; of those for whom it asks the last one that is no such proxy itself. */
export function callerOf(
  { headers, socket: { remoteAddress = '' } }: Request,
  trustsProxy: (address: string) => boolean,
): Caller {
  const proxied = trustsProxy(remoteAddress);
  const chain = proxied ? listOf(headers['x-forwarded-for']) : [];
  const [protocol] = proxied ? listOf(headers['x-forwarded-proto']).slice(-1) : [];
  const [forwardedHost] = proxied ? listOf(headers['x-forwarded-host']).slice(-1) : [];
  const secure = protocol === 'https';
  const own = `${secure ? 'https' : 'http'}://${forwardedHost ?? headers.host ?? ''}`;
  return {
    address: [...chain].reverse().find((address) => !trustsProxy(address)) ?? chain[0] ?? remoteAddress,
    secure,
    foreign: headers.origin !== undefined && headers.origin !== own,
  };
}

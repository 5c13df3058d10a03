/** Who asks for a connection: from where, and from which page. */
import type { IncomingMessage } from 'node:http';

type Request = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } };

export interface Caller {
  address: string;
  /** By https, as far as a proxy on this machine says so. */
  secure: boolean;
  /** A page of another site: its browser says so. What is no browser says nothing. */
  foreign: boolean;
}

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

const listOf = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** Only a proxy on this machine is believed; of those for whom it asks the last one that is not on this machine. */
export function callerOf({ headers, socket: { remoteAddress = '' } }: Request): Caller {
  const proxied = isLoopback(remoteAddress);
  const chain = proxied ? listOf(headers['x-forwarded-for']) : [];
  const [protocol] = proxied ? listOf(headers['x-forwarded-proto']).slice(-1) : [];
  const [forwardedHost] = proxied ? listOf(headers['x-forwarded-host']).slice(-1) : [];
  const secure = protocol === 'https';
  const own = `${secure ? 'https' : 'http'}://${forwardedHost ?? headers.host ?? ''}`;
  return {
    address: [...chain].reverse().find((address) => !isLoopback(address)) ?? chain[0] ?? remoteAddress,
    secure,
    foreign: headers.origin !== undefined && headers.origin !== own,
  };
}

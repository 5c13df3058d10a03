import { expect, test } from 'vitest';
import { proxyTrust } from '../../../../server/config.ts';
import { callerOf } from '../../../../server/live/caller.ts';

const trusts = proxyTrust(['loopback', '10.0.0.10']);

const asked = (remoteAddress: string, headers: Record<string, string>) =>
  callerOf({ socket: { remoteAddress }, headers: { host: 'cockpit.lan', ...headers } }, trusts);

test('a proxy of this machine says for whom it asks, by which protocol', () => {
  const headers = {
    'x-forwarded-for': '203.0.113.9, 198.51.100.7, 127.0.0.1',
    'x-forwarded-proto': 'https',
    origin: 'https://cockpit.lan',
  };
  expect(asked('127.0.0.1', headers)).toEqual({ address: '198.51.100.7', secure: true, foreign: false });
  expect(asked('::ffff:127.0.0.1', headers).secure).toBe(true);
});

test('a proxy of another machine that is named does so too', () => {
  const headers = { 'x-forwarded-for': '203.0.113.9, 10.0.0.10', 'x-forwarded-proto': 'https' };
  expect(asked('10.0.0.10', headers)).toMatchObject({ address: '203.0.113.9', secure: true });
  expect(asked('10.0.0.11', headers)).toMatchObject({ address: '10.0.0.11', secure: false });
});

test('what anybody else says of himself counts for nothing', () => {
  const headers = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' };
  expect(asked('198.51.100.7', headers)).toEqual({ address: '198.51.100.7', secure: false, foreign: false });
  expect(
    asked('198.51.100.7', { 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' }).foreign,
  ).toBe(true);
});

test.each([
  ['http://cockpit.lan', false],
  ['https://cockpit.lan', true],
  ['http://cockpit.lan.evil.example', true],
  ['http://cockpit.lan:81', true],
  ['null', true],
])('a page of %s is foreign: %s', (origin, foreign) => {
  expect(asked('198.51.100.7', { origin }).foreign).toBe(foreign);
});

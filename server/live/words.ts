/** What viewers are told who are refused or sent away. */
import type { ByeCode, WatchRefusal } from '../../shared/wire/live.ts';

export const refusalDetails: Record<WatchRefusal, string> = {
  'unknown-scope': '没有这个范围 / no such scope on this server',
  'forbidden-scope': '无权查看该范围 / not allowed to see this scope',
  'too-many-scopes': '一个连接最多同时查看8个范围 / at most 8 scopes a connection',
  'wire-version': '页面版本过旧，请刷新 / another version of the protocol is spoken here',
  unavailable: '暂时无法读取 / the board cannot be read just now',
};

export const byeDetails: Record<ByeCode, string> = {
  revoked: '授权已撤销 / the credentials were revoked',
  'too-slow': '接收过慢 / the connection did not keep up',
  'shutting-down': '服务器正在重启 / the server is shutting down',
  'wire-version': '页面版本过旧，请刷新 / another version of the protocol is spoken here',
};

/** Why a notice did not arrive, in words of the screen; a code without a word stands as it came. Pure. */
const causes: Readonly<Record<string, string>> = {
  timeout: '对方没有按时应答',
  unreachable: '连不上对方',
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接被对方断开',
  ENOTFOUND: '找不到对方的地址',
  EAI_AGAIN: '域名解析失败',
  ETIMEDOUT: '连接超时',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  CERT_HAS_EXPIRED: '对方的证书已过期',
  DEPTH_ZERO_SELF_SIGNED_CERT: '对方的证书不受信任',
  SELF_SIGNED_CERT_IN_CHAIN: '对方的证书不受信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方的证书不受信任',
  ERR_TLS_CERT_ALTNAME_INVALID: '对方的证书与地址不符',
};

/** `status 503` as 对方应答 503, `ECONNREFUSED` as 对方拒绝连接. */
export function noticeFaultWord(error: string): string {
  const [, status] = /^status (\d+)$/.exec(error) ?? [];
  if (status === undefined) return causes[error] ?? `没有送达（${error}）`;
  return `对方应答 ${status}${status.startsWith('5') ? '（对方系统出错）' : ''}`;
}

import { onScopeDispose, watch } from 'vue';
import { token } from '../../../live/token.ts';
import { useTouch } from '../../../motion/use-touch.ts';
import { useBoard } from '../../../stores/board.ts';
import { useCounty } from '../../../stores/county.ts';
import { useSession } from '../../../stores/session.ts';
import { leadToSignIn } from '../../sign-in/lead-to-sign-in.ts';

/** Who reads keeps the session by it, asked for at most so often. */
const touchMs = 120_000;

/** Whose phone it is: asked once, kept while he reads; who may see nothing is led to the sign-in and back. */
export function useOwner(): void {
  const board = useBoard();
  const county = useCounty();
  const session = useSession();
  let askedAt = 0;

  async function ask(): Promise<void> {
    askedAt = Date.now();
    // Without a line it is asked again at the next touch; a page of the public has nobody.
    await session.load().catch(() => undefined);
    if (session.mustChangePassword) location.replace(`/sign-in?to=${encodeURIComponent('/m')}`);
  }

  if (token() === undefined) void ask();
  useTouch(() => {
    if (session.user !== undefined && Date.now() - askedAt > touchMs) void ask();
  });
  const stop = watch(
    () => county.denied || board.refusal === 'revoked' || session.over,
    (refused) => {
      if (refused) void leadToSignIn();
    },
    { immediate: true },
  );
  onScopeDispose(stop);
}

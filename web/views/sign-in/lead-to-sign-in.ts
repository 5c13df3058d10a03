import { ApiError, getCounties } from '../../api/client.ts';
import { token } from '../../live/token.ts';

/** A phone in somebody's hand that may read nothing goes to the sign-in, and comes back from there. */
export async function leadToSignIn(): Promise<void> {
  if (token() !== undefined) return;
  const unknown = await getCounties().then(
    () => false,
    (error: unknown) => error instanceof ApiError && error.status === 401,
  );
  if (unknown) location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Who has signed in on this page. The wall does without: it reads by its token or its cookie and changes nothing. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { SessionAnswer, SignInWays } from '../../shared/wire/session.ts';
import { keepCsrf, lastUse, onSessionOver, RequestError, request } from '../live/request.ts';

const ways = (): Promise<SignInWays> => request('session/ways');

/** Until the session ends if nobody does anything, by the page's clock (ms). */
const remainingOf = ({ idleMinutes, endsAt }: SessionAnswer): number =>
  Math.min(lastUse() + idleMinutes * 60_000, Date.parse(endsAt)) - Date.now();

export const useSession = defineStore('session', () => {
  /** Undefined where nobody has signed in. */
  const user = shallowRef<SessionAnswer>();
  /** The server has said who it is, or that it is nobody. */
  const ready = ref(false);
  /** Ended while the page was open: of itself, or by an administrator. */
  const over = ref(false);
  const mustChangePassword = computed(() => user.value?.mustChangePassword ?? false);
  const role = computed(() => user.value?.role);
  /** How the person is called on screens. */
  const called = computed(() => user.value?.displayName || user.value?.name || '');

  function take(answer: SessionAnswer | undefined): void {
    user.value = answer;
    keepCsrf(answer?.csrf);
    ready.value = true;
    over.value = false;
  }

  onSessionOver(() => {
    // Several requests are refused at once: the second one must not make nobody of who was here.
    over.value ||= user.value !== undefined;
    user.value = undefined;
    ready.value = true;
  });

  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      take(await request<SessionAnswer>('session'));
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 401) throw error;
    } finally {
      asking = undefined;
    }
  }

  /** Asks who it is; several at once ask once. Asked by a person's doing, it also keeps the session open. */
  function load(): Promise<void> {
    asking ??= ask();
    return asking;
  }

  async function signIn(name: string, password: string): Promise<void> {
    take(await request<SessionAnswer>('session', { method: 'POST', body: { name, password } }));
  }

  async function changePassword(old: string, next: string): Promise<void> {
    take(await request<SessionAnswer>('session/password', { method: 'POST', body: { old, new: next } }));
  }

  /** Here, or on all devices. */
  async function signOut(everywhere = false): Promise<void> {
    await request(everywhere ? 'session?everywhere=true' : 'session', { method: 'DELETE' });
    take(undefined);
  }

  const remainingMs = (): number | undefined => user.value && remainingOf(user.value);

  return {
    ...{ user, ready, over, role, called, mustChangePassword },
    ...{ load, ways, signIn, signOut, changePassword, remainingMs },
  };
});

import { onScopeDispose, ref, shallowRef } from 'vue';
import type { PairingOffer } from '../../../../shared/wire/remote.ts';
import { insist } from '../../../api/insist.ts';
import { askForCode, claimPairing } from '../../../api/pairing.ts';

const storageKey = 'pairing';
const lookMs = 1_500;

/** A page that is loaded anew shows the code that it had. */
function keptOffer(): PairingOffer | undefined {
  try {
    const text = sessionStorage.getItem(storageKey);
    return text === null ? undefined : (JSON.parse(text) as PairingOffer);
  } catch {
    return undefined;
  }
}

function keepOffer(offer: PairingOffer | undefined): void {
  try {
    if (offer === undefined) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, JSON.stringify(offer));
  } catch {
    // Where nothing can be kept, a page that is loaded anew asks for another code.
  }
}

/** The page begins anew as the display that it is now: its token goes the way of every other, by the fragment. */
function becomeDisplay(token: string, scope: string): void {
  const query = new URLSearchParams(location.search);
  query.delete('pair');
  query.set('scope', scope);
  history.replaceState(null, '', `${location.pathname}?${query}#token=${encodeURIComponent(token)}`);
  location.reload();
}

/** A code for this page to show, another when it is over, until somebody has typed one. */
export function usePairing() {
  const offer = shallowRef<PairingOffer>();
  /** As somebody has named the display: the page is about to begin anew. */
  const pairedAs = ref('');
  /** The server does not answer, or has too many codes open. */
  const waits = ref(false);
  let timer: number | undefined;
  let over = false;

  async function ask(before: PairingOffer | undefined): Promise<void> {
    offer.value = undefined;
    offer.value = await insist(
      () => askForCode(before?.ticket),
      () => !over,
      (refused) => {
        waits.value = refused;
      },
    );
    keepOffer(offer.value);
    look();
  }

  async function claim(): Promise<void> {
    const open = offer.value;
    if (open === undefined) return;
    const state = await claimPairing(open.ticket).catch(() => undefined);
    if (over) return;
    if (state?.state === 'paired') {
      keepOffer(undefined);
      pairedAs.value = state.name;
      becomeDisplay(state.token, state.scope);
    } else if (state?.state === 'over') await ask(open);
    else look();
  }

  function look(): void {
    if (!over) timer = window.setTimeout(claim, lookMs);
  }

  const kept = keptOffer();
  offer.value = kept;
  if (kept) void claim();
  else void ask(undefined);
  onScopeDispose(() => {
    over = true;
    window.clearTimeout(timer);
  });
  return { offer, pairedAs, waits };
}

import type { InjectionKey } from 'vue';

/** Given by pages that are held in a hand and hang on no wall: what is open stays open until it is closed. */
export const inHand: InjectionKey<boolean> = Symbol('in hand');

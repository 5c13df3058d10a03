/** What was done, told at the foot for a while, with the way back where there is one. */
import { defineStore } from 'pinia';
import { ref } from 'vue';

export interface DeskToast {
  id: number;
  text: string;
  tone: 'done' | 'problem';
  /** Takes back what was done. */
  undo?: () => void;
}

const toastMs = 8_000;
const problemMs = 15_000;
const toastsMost = 3;

export const useDeskToasts = defineStore('desk-toasts', () => {
  const toasts = ref<DeskToast[]>([]);
  let count = 0;

  const drop = (id: number): void => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  };

  function tell(text: string, undo?: () => void): void {
    add({ text, tone: 'done', ...(undo && { undo }) }, toastMs);
  }

  const complain = (text: string): void => add({ text, tone: 'problem' }, problemMs);

  function add(toast: Omit<DeskToast, 'id'>, ms: number): void {
    count += 1;
    const id = count;
    toasts.value = [...toasts.value, { ...toast, id }].slice(-toastsMost);
    window.setTimeout(() => drop(id), ms);
  }

  /** The last thing that can be taken back. */
  function undoLast(): boolean {
    const last = [...toasts.value].reverse().find(({ undo }) => undo);
    if (last?.undo === undefined) return false;
    drop(last.id);
    last.undo();
    return true;
  }

  return { toasts, tell, complain, drop, undoLast };
});

/** An order by hand for those who phone: what the form holds, what is wrong with it, what is sent. Pure. */
import { startOfDay } from '../../../../shared/domain/time.ts';
import type { NewOrder } from '../../../../shared/wire/desk.ts';

export interface OrderForm {
  kind: 'service' | 'wish';
  category: string;
  title: string;
  townCode: string;
  urgent: boolean;
  /** Milliseconds since 1970. */
  dueAt: number | undefined;
  name: string;
  phone: string;
  address: string;
}

export const emptyOrder = (): OrderForm => ({
  kind: 'service',
  category: '',
  title: '',
  townCode: '',
  urgent: false,
  dueAt: undefined,
  name: '',
  phone: '',
  address: '',
});

/** Faults by member, in words; none where the order may be sent. */
export type OrderFaults = Partial<Record<keyof OrderForm, string>>;

const titleMost = 200;
const textMost = 200;
const phoneGrammar = /^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$/;

export function faultsOf(form: OrderForm, now: number): OrderFaults {
  const faults: OrderFaults = {};
  const title = form.title.trim();
  if (title === '') faults.title = '请写明群众要什么服务';
  else if (title.length > titleMost) faults.title = `不超过 ${titleMost} 个字，现在 ${title.length} 个`;
  if (form.category === '') faults.category = '请选择服务类别';
  if (form.dueAt !== undefined && form.dueAt <= now) faults.dueAt = '希望办结的时间应晚于现在';
  const phone = form.phone.trim();
  if (phone !== '' && !phoneGrammar.test(phone)) faults.phone = '请填 11 位手机号，或带区号的座机号';
  if (form.name.trim().length > textMost) faults.name = '姓名过长';
  if (form.address.trim().length > textMost) faults.address = `不超过 ${textMost} 个字`;
  return faults;
}

/** The instant of `2026-11-22 17:30` on the clock of the county. */
export function localInstant(text: string, tz: string): number {
  const [day = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(day, tz) + (hours * 60 + minutes) * 60_000;
}

/** Whether anything was written that would be lost. */
export const isTouched = (form: OrderForm): boolean => JSON.stringify(form) !== JSON.stringify(emptyOrder());

export function orderOf(form: OrderForm, commandId: string): NewOrder {
  const requester = Object.fromEntries(
    (['name', 'phone', 'address'] as const)
      .map((member) => [member, form[member].trim()] as const)
      .filter(([, value]) => value !== ''),
  );
  return {
    commandId,
    kind: form.kind,
    category: form.category,
    title: form.title.trim(),
    ...(form.townCode === '' ? {} : { townCode: form.townCode }),
    ...(form.urgent ? { urgent: true } : {}),
    ...(form.dueAt === undefined ? {} : { dueAt: new Date(form.dueAt).toISOString() }),
    ...(Object.keys(requester).length === 0 ? {} : { requester }),
  };
}

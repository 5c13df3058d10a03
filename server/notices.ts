/** Urgent alerts to another system, composed: found in the figures, kept in the outbox, sent by the server. */
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { HttpApp } from './http/create-http.ts';
import type { SharedClock } from './threads/clock.ts';
import { addWebhookRoutes } from './webhooks/routes.ts';
import { WebhookSender } from './webhooks/sender.ts';

/** Figures move many times a second; what is urgent is looked for at most so often (ms). */
const findMs = 1_000;

interface NoticeParts {
  config: Pick<Config, 'webhook'>;
  engine: Engine;
  http: HttpApp;
  clock: SharedClock;
  onError: (error: unknown) => void;
}

/** Looks for urgent alerts after figures have moved, and at the start; answers how to end. */
function follow({ engine, clock, onError }: NoticeParts, found: () => void): () => void {
  const { reader, writer, onMoved } = engine;
  let timer: NodeJS.Timeout | undefined;
  const find = async (): Promise<void> => {
    const notices = await reader.call.urgentNotices(clock.now());
    if (notices.length > 0 && (await writer.call.addNotices(notices)) > 0) found();
  };
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      find().catch(onError);
    }, findMs).unref();
  };
  onMoved(soon);
  soon();
  return () => clearTimeout(timer);
}

/** Without a target nothing is kept, and nothing goes anywhere. Answers how to end. */
export function startNotices(parts: NoticeParts): () => Promise<void> {
  const { config, engine, http, clock, onError } = parts;
  const { reader, writer } = engine;
  const { webhook: target } = config;
  const sender =
    target &&
    new WebhookSender({
      target,
      store: {
        noticesDue: (now, limit) => reader.call.noticesDue(now, limit),
        claimNotice: (due, until) => writer.call.claimNotice(due, until),
        settleNotice: (id, result) => writer.call.settleNotice(id, result),
        forgetNotices: (before) => writer.call.forgetNotices(before),
      },
      now: () => clock.now(),
      onError,
    });
  addWebhookRoutes(http, {
    configured: target !== undefined,
    notices: (filter, limit) => reader.call.notices(filter, limit),
    retry: async (id) => {
      const asked = await writer.call.retryNotice(id, clock.now());
      if (asked) sender?.wake();
      return asked;
    },
  });
  const stopFinding = sender && follow(parts, () => sender.wake());
  return async () => {
    stopFinding?.();
    await sender?.close();
  };
}

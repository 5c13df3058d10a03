import { noticeItem, noticeStates } from '../webhooks/notice-item.ts';
import { auditCommand, CommandError, type Commands, required } from './command.ts';

const listed = 500;

/** Notices to another system; a running server sends what is to be tried again within seconds. */
export const webhookCommands: Commands = {
  list: {
    usage: '[--state waiting|delivered|dead]',
    options: ['state'],
    positionals: 0,
    async run({ options: { state: named } }, context) {
      const state = noticeStates.find((known) => known === named);
      if (named !== undefined && state === undefined)
        throw new CommandError(`--state must be one of ${noticeStates.join(', ')}.`);
      const rows = await (await context.store()).notices(state === undefined ? {} : { state }, listed);
      return { output: { items: rows.map(noticeItem) } };
    },
  },
  retry: {
    usage: '--id ID',
    options: ['id'],
    positionals: 0,
    async run(input, context) {
      const id = required(input, 'id');
      if (!(await (await context.store()).retryNotice(id, context.now())))
        throw new CommandError(`There is no notice ${id} that is not delivered.`);
      await auditCommand(context, { action: 'webhook.retry', target: id });
      return { output: { id } };
    },
  },
};

import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';

/** JSON lines, on standard error where nothing else is given. Secrets never reach them: whatever could carry one is struck out by its name. */
export function createLogger(
  level: LogLevel,
  to: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  return pino(
    {
      level,
      redact: {
        paths: [
          'authorization',
          'cookie',
          'token',
          'key',
          'password',
          'headers.authorization',
          'headers.cookie',
          'req.headers.authorization',
          'req.headers.cookie',
          'auth.token',
        ],
        censor: '[redacted]',
      },
    },
    to,
  );
}

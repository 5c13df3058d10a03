/** Appends for as long as it lives, and says each seq once it is acknowledged. */
import { openStore } from '../../../../server/store/open-store.ts';
import { event } from '../../../support/store-contract/samples.ts';

const store = await openStore(process.argv[2] ?? '');
for (let n = 0; ; n += 1) {
  const outcomes = await store.append([event(`${n} a`), event(`${n} b`, { personal: '{}' })]);
  process.stdout.write(
    `${outcomes.map((outcome) => (outcome.status === 'accepted' ? outcome.seq : 0)).join('\n')}\n`,
  );
}

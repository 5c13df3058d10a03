import { watch } from 'vue';
import { formatItem, parseItem } from '../../stores/item.ts';
import { usePage } from '../../stores/page.ts';
import { useQuery } from '../../stores/query.ts';

/** Ties the card that is open to the address: `?item=order:<id>@<site>`. */
export function useItemAddress(): void {
  const page = usePage();
  const query = useQuery();

  watch(
    () => query.read('item'),
    (text) => {
      if (text !== (page.item ? formatItem(page.item) : '')) page.item = parseItem(text);
    },
    { immediate: true },
  );
  watch(
    () => page.item,
    (item) => query.write('item', item ? formatItem(item) : '', item !== undefined),
  );
}

/** The tabs of the app, in the order of its bar. */
import { type Component, markRaw } from 'vue';
import AlertsTab from '../alerts/AlertsTab.vue';
import MapTab from '../map/MapTab.vue';
import OrdersTab from '../orders/OrdersTab.vue';
import RankingTab from '../ranking/RankingTab.vue';
import TodayTab from '../today/TodayTab.vue';
import type { TabId } from './phone-place.ts';

export interface PhoneTab {
  id: TabId;
  word: string;
  /** A path of 24 × 24, drawn as lines. */
  icon: string;
  component: Component;
}

export const phoneTabs: readonly PhoneTab[] = [
  {
    id: 'today',
    word: '今日',
    icon: 'M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z',
    component: markRaw(TodayTab),
  },
  {
    id: 'map',
    word: '地图',
    icon: 'M12 21s7-6.4 7-11.5a7 7 0 0 0-14 0C5 14.6 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
    component: markRaw(MapTab),
  },
  {
    id: 'orders',
    word: '四单',
    icon: 'M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01',
    component: markRaw(OrdersTab),
  },
  {
    id: 'alerts',
    word: '预警',
    icon: 'M12 4 21 20H3L12 4zM12 10v5M12 17.5v.5',
    component: markRaw(AlertsTab),
  },
  {
    id: 'ranking',
    word: '排名',
    icon: 'M5 20v-7h4v7M10 20V5h4v15M15 20v-10h4v10',
    component: markRaw(RankingTab),
  },
];

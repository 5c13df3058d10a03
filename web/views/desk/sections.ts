/** What the desk is made of: a line each. A section is loaded when it is first opened. */
import { type Component, defineAsyncComponent } from 'vue';
import type { Role } from '../../../shared/domain/reader.ts';

export interface DeskSection {
  /** First part of its address behind `/desk/`; what follows is the section's own, as `rest`. */
  id: string;
  word: string;
  /** A path of 24 × 24, drawn as lines. */
  icon: string;
  roles: readonly Role[];
  component: Component;
}

export const deskSections: readonly DeskSection[] = [
  {
    id: 'orders',
    word: '调度',
    icon: 'M4 6h10M4 12h7M4 18h10M15 12h6m-3-3 3 3-3 3',
    roles: ['operator', 'leader'],
    component: defineAsyncComponent(() => import('./dispatch/DispatchSection.vue')),
  },
  {
    id: 'alerts',
    word: '预警',
    icon: 'M12 4 21 20H3L12 4zM12 10v5M12 17.5v.5',
    roles: ['operator', 'leader'],
    component: defineAsyncComponent(() => import('./alerts/AlertsSection.vue')),
  },
  {
    id: 'quality',
    word: '数据质量',
    icon: 'M4 5h16M4 10h16M4 15h8M14 17l2.5 2.5L21 15M4 20h6',
    roles: ['operator', 'leader'],
    component: defineAsyncComponent(() => import('./quality/QualitySection.vue')),
  },
  {
    id: 'remote',
    word: '大屏遥控',
    icon: 'M3 5h18v11H3zM9 20h6M12 16v4',
    roles: ['operator', 'admin'],
    component: defineAsyncComponent(() => import('../remote/RemoteSection.vue')),
  },
];

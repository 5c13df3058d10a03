/** What the desk is made of: a line each. A section is loaded when it is first opened. */
import type { Component } from 'vue';
import type { Role } from '../../../shared/domain/reader.ts';
import { lazySection } from './shell/lazy-section.ts';

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
    component: lazySection(() => import('./dispatch/DispatchSection.vue')),
  },
  {
    id: 'alerts',
    word: '预警',
    icon: 'M12 4 21 20H3L12 4zM12 10v5M12 17.5v.5',
    roles: ['operator', 'leader'],
    component: lazySection(() => import('./alerts/AlertsSection.vue')),
  },
  {
    id: 'quality',
    word: '数据质量',
    icon: 'M4 5h16M4 10h16M4 15h8M14 17l2.5 2.5L21 15M4 20h6',
    roles: ['operator', 'leader'],
    component: lazySection(() => import('./quality/QualitySection.vue')),
  },
  {
    id: 'remote',
    word: '大屏遥控',
    icon: 'M3 5h18v11H3zM9 20h6M12 16v4',
    roles: ['operator', 'admin'],
    component: lazySection(() => import('../remote/RemoteSection.vue')),
  },
  {
    id: 'figures',
    word: '统计',
    icon: 'M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-8M20 16v-3',
    roles: ['leader', 'operator', 'admin'],
    component: lazySection(() => import('../report/FiguresSection.vue')),
  },
  {
    id: 'reports',
    word: '报表',
    icon: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
    roles: ['leader', 'operator', 'admin'],
    component: lazySection(() => import('../report/ReportsSection.vue')),
  },
  {
    id: 'registers',
    word: '县情',
    icon: 'M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
    roles: ['admin'],
    component: lazySection(() => import('./admin/registers/RegistersSection.vue')),
  },
  {
    id: 'access',
    word: '账号密钥',
    icon: 'M14.5 9.5a4 4 0 1 0-4 4M11 13l-7 7M6.5 17.5 9 20M4 20v-2',
    roles: ['admin'],
    component: lazySection(() => import('./admin/access/AccessSection.vue')),
  },
  {
    id: 'log',
    word: '审计',
    icon: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM9 12l2 2 4-4',
    roles: ['admin'],
    component: lazySection(() => import('./admin/log/LogSection.vue')),
  },
  {
    id: 'backups',
    word: '备份',
    icon: 'M4 7c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3v10c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
    roles: ['admin'],
    component: lazySection(() => import('./admin/backups/BackupsSection.vue')),
  },
];

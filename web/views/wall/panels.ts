/** All panels by the name that layouts call them by. A new panel is one folder and its line here. */
import type { Component } from 'vue';
import AlertsListPanel from '../../panels/alerts/AlertsListPanel.vue';
import AlertsPanel from '../../panels/alerts/AlertsPanel.vue';
import AssetsPanel from '../../panels/assets/AssetsPanel.vue';
import CategoriesPanel from '../../panels/categories/CategoriesPanel.vue';
import CoveragePanel from '../../panels/coverage/CoveragePanel.vue';
import FeedPanel from '../../panels/feed/FeedPanel.vue';
import HoursPanel from '../../panels/hours/HoursPanel.vue';
import LocalPanel from '../../panels/local/LocalPanel.vue';
import MapPanel from '../../panels/map/MapPanel.vue';
import OrdersPanel from '../../panels/orders/OrdersPanel.vue';
import PlatformsPanel from '../../panels/platforms/PlatformsPanel.vue';
import ProjectsPanel from '../../panels/projects/ProjectsPanel.vue';
import RankingPanel from '../../panels/ranking/RankingPanel.vue';
import TodayPanel from '../../panels/today/TodayPanel.vue';
import TrendPanel from '../../panels/trend/TrendPanel.vue';
import type { PanelId } from './layouts.ts';

export const panels: Record<PanelId, Component> = {
  today: TodayPanel,
  trend: TrendPanel,
  platforms: PlatformsPanel,
  local: LocalPanel,
  assets: AssetsPanel,
  alerts: AlertsPanel,
  'alerts-list': AlertsListPanel,
  map: MapPanel,
  coverage: CoveragePanel,
  orders: OrdersPanel,
  ranking: RankingPanel,
  feed: FeedPanel,
  hours: HoursPanel,
  categories: CategoriesPanel,
  projects: ProjectsPanel,
};

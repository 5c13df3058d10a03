/**
 * All panels by the names that scenes call them by: those of their folders, each of which holds one component that ends
 * in `Panel.vue`.
 */
import type { Component } from 'vue';
import { type PanelId, panelIds } from '../../../shared/county/wall-ids.ts';

const found = import.meta.glob<Component>('../../panels/*/*Panel.vue', { eager: true, import: 'default' });

function componentOf(id: PanelId): Component {
  const [, component] = Object.entries(found).find(([path]) => path.includes(`/panels/${id}/`)) ?? [];
  if (component === undefined) throw new Error(`There is no panel in web/panels/${id}.`);
  return component;
}

export const panels = Object.fromEntries(panelIds.map((id) => [id, componentOf(id)])) as Record<
  PanelId,
  Component
>;

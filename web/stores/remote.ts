/** 遥控: who drives this wall, and what covers it. What drives it is loaded later: web/views/wall/remote. */
import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Cover } from '../../shared/wire/remote.ts';
import { keptCover } from '../live/cover.ts';

export const useRemote = defineStore('remote', () => ({
  /** As a wall may show a name: 王**. */
  driver: ref(''),
  cover: ref<Cover | undefined>(keptCover()),
}));

/** Fields of element-plus whose published types do not fit a project that is strict about absent members. */
import { ElDatePicker as DatePicker } from 'element-plus/es/components/date-picker/index.mjs';
import { ElSelect as Select } from 'element-plus/es/components/select/index.mjs';
import type { Component } from 'vue';

export const ElSelect: Component = Select;
export const ElDatePicker: Component = DatePicker;
